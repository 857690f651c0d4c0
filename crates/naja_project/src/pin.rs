//! `.python-version`: the interpreter that a folder asks for.

use std::io;
use std::path::{Path, PathBuf};

use naja_base::{Diagnostic, Severity, atomic};
use naja_config::document::{Result, read};

/// The name of the file.
pub const FILE_NAME: &str = ".python-version";

/// What a `.python-version` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The requests, the preferred one first: `3.12`, `3.12.4`, `pypy3.10`.
    pub requests: Vec<String>,
    /// The file.
    pub path: PathBuf,
}

/// Finds the pin for `start`: the nearest `.python-version`, up to `root` where `start` lies in it, else up to the
/// top. The second part of the result holds warnings.
///
/// A path in the file is not followed: which program runs is for the user to say, not for a folder.
///
/// # Errors
/// When the file can't be read.
pub fn find(start: &Path, root: Option<&Path>) -> Result<(Option<Pin>, Vec<Diagnostic>)> {
    let root = root.filter(|root| start.starts_with(root));
    for folder in start.ancestors() {
        let path = folder.join(FILE_NAME);
        if path.is_file() {
            let name = path.strip_prefix(start).unwrap_or(&path).display().to_string();
            let text = &read(&path, &name)?.text;
            return Ok(parse(text, &name, path));
        }
        if Some(folder) == root {
            break;
        }
    }
    Ok((None, Vec::new()))
}

/// Writes `request` as the pin of `folder`.
///
/// # Errors
/// When the file can't be written.
pub fn write(folder: &Path, request: &str) -> io::Result<()> {
    atomic::replace(&folder.join(FILE_NAME), format!("{request}\n").as_bytes())
}

fn parse(text: &str, name: &str, path: PathBuf) -> (Option<Pin>, Vec<Diagnostic>) {
    let mut warnings = Vec::new();
    let mut requests = Vec::new();
    for line in text.lines().map(|line| line.split('#').next().unwrap_or("").trim()) {
        if line.is_empty() {
            continue;
        }
        if line.contains(['/', '\\']) {
            let message = format!("`{name}` contains the path `{line}`, which is ignored");
            warnings.push(
                Diagnostic::new(Severity::Warning, message)
                    .with_help("name the interpreter yourself with `--python` or `NAJA_PYTHON`"),
            );
            continue;
        }
        requests.push(line.to_owned());
    }
    let pin = (!requests.is_empty()).then_some(Pin { requests, path });
    (pin, warnings)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{find, parse, write};

    #[test]
    fn comments_are_skipped_and_paths_are_not_followed() {
        let (pin, warnings) = parse("# ours\n3.12.1 # main\n\n./bin/python\n3.11\n", "x", PathBuf::from("x"));
        assert_eq!(pin.unwrap().requests, ["3.12.1", "3.11"]);
        assert!(warnings[0].message.contains("`./bin/python`"));
        assert_eq!(parse("\n", "x", PathBuf::new()).0, None);
    }

    #[test]
    fn the_nearest_pin_counts_and_the_root_ends_the_search() {
        let folder = tempfile::tempdir().unwrap();
        let (root, deep) = (folder.path().join("root"), folder.path().join("root/a/b"));
        std::fs::create_dir_all(&deep).unwrap();
        write(folder.path(), "3.9").unwrap();
        assert_eq!(find(&deep, Some(&root)).unwrap().0, None);
        assert_eq!(find(&deep, None).unwrap().0.unwrap().requests, ["3.9"]);
        write(&root, "3.12").unwrap();
        assert_eq!(find(&deep, Some(&root)).unwrap().0.unwrap().requests, ["3.12"]);
    }
}
