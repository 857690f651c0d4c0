//! `.python-version`: the interpreter that a folder asks for, as pyenv and uv read it.

use std::fs;
use std::path::{Path, PathBuf};

use super::InterpreterRequest;

/// The file's name.
pub const VERSION_FILE: &str = ".python-version";

/// A `.python-version` file and the first request in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFile {
    /// The file.
    pub path: PathBuf,
    /// What it asks for.
    pub request: InterpreterRequest,
}

impl VersionFile {
    /// The file in `folder` or the nearest folder above it, up to `last`.
    #[must_use]
    pub fn discover(folder: &Path, last: &Path) -> Option<Self> {
        for folder in folder.ancestors() {
            let path = folder.join(VERSION_FILE);
            if let Some(text) = fs::read_to_string(&path).ok().as_deref().and_then(first_line) {
                return Some(Self { request: InterpreterRequest::parse(text), path });
            }
            if folder == last {
                break;
            }
        }
        None
    }
}

fn first_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::VersionFile;

    #[test]
    fn the_nearest_file_up_to_the_last_folder_counts() {
        let root = tempfile::tempdir().unwrap();
        let (project, deep) = (root.path().join("p"), root.path().join("p/a/b"));
        fs::create_dir_all(&deep).unwrap();
        naja_base::atomic::replace(&root.path().join(".python-version"), b"3.8\n").unwrap();
        assert_eq!(VersionFile::discover(&deep, &project), None);
        naja_base::atomic::replace(&project.join(".python-version"), b"# ours\n\n3.12.1\n3.11\n").unwrap();
        let found = VersionFile::discover(&deep, &project).unwrap();
        assert_eq!(found.path, project.join(".python-version"));
        assert_eq!(found.request.to_string(), "Python 3.12.1");
    }
}
