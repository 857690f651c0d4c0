//! The folder and the environment that a page's commands see, and nothing else of the machine.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use naja_base::atomic;

/// Starts an index over a universe in TOML.
pub type Serve = dyn Fn(&str) -> Result<Served, String> + Sync;

/// A running index.
pub struct Served {
    /// The URL of its simple API.
    pub url: String,
    /// Ends it when dropped.
    pub guard: Box<dyn std::any::Any>,
}

/// An index that nothing listens for, so that a page without one fails at once.
const NO_INDEX: &str = "http://127.0.0.1:9/simple/";

pub(super) struct Sandbox<'a> {
    root: tempfile::TempDir,
    folder: PathBuf,
    naja: &'a Path,
    serve: &'a Serve,
    index: Option<Served>,
    variables: Vec<(String, String)>,
}

impl<'a> Sandbox<'a> {
    pub(super) fn new(naja: &'a Path, serve: &'a Serve) -> io::Result<Self> {
        let root = tempfile::Builder::new().prefix("naja-").tempdir()?;
        for name in ["folder", "home", "cache", "tmp", "bin"] {
            fs::create_dir(root.path().join(name))?;
        }
        if let Some(python) = python() {
            for name in ["python3".to_owned(), format!("python{}", python.minor)] {
                link(&python.path, &root.path().join("bin").join(name))?;
            }
        }
        let folder = root.path().join("folder");
        Ok(Self { root, folder, naja, serve, index: None, variables: Vec::new() })
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn start_index(&mut self, universe: &str) -> Result<(), String> {
        self.index = Some((self.serve)(universe)?);
        Ok(())
    }

    pub(super) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.inside(path)?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| error.to_string())?;
        }
        atomic::replace(&path, text.as_bytes()).map_err(|error| error.to_string())
    }

    /// Carries out a command and returns what it printed, with the exit code where it isn't 0.
    pub(super) fn run(&mut self, words: &[String]) -> Result<String, String> {
        let set = words.iter().take_while(|word| is_assignment(word)).count();
        let (assignments, words) = words.split_at(set);
        let Some((program, arguments)) = words.split_first() else { return Err("an empty command".into()) };
        match program.as_str() {
            "naja" => self.naja(assignments, arguments).map_err(|error| error.to_string()),
            _ => self.builtin(program, arguments),
        }
    }

    fn naja(&self, assignments: &[String], arguments: &[String]) -> io::Result<String> {
        let (mut reader, writer) = io::pipe()?;
        let mut command = Command::new(self.naja);
        command.args(arguments).current_dir(&self.folder).env_clear();
        let root = self.root.path();
        command.env("PATH", root.join("bin")).env("HOME", root.join("home"));
        command.env("TMPDIR", root.join("tmp")).env("NAJA_CACHE_DIR", root.join("cache"));
        let index = self.index.as_ref().map_or(NO_INDEX, |index| index.url.as_str());
        command.env("NAJA_DEFAULT_INDEX", index).env("NO_COLOR", "1").env("COLUMNS", "100");
        command.env("LC_ALL", "C.UTF-8");
        // Coverage and fail points reach the process under test.
        for name in ["LLVM_PROFILE_FILE", "NAJA_FAILPOINT"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.envs(self.variables.iter().cloned());
        command.envs(assignments.iter().filter_map(|word| word.split_once('=')));
        command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn()?;
        // The command holds the pipe's ends for writing, which must be closed for the reading to end.
        drop(command);
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        let status = child.wait()?;
        let mut printed = self.redact(&String::from_utf8_lossy(&bytes));
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push_str("[no line end]\n");
        }
        match status.code() {
            Some(0) => {}
            Some(code) => printed.push_str(&format!("[exit {code}]\n")),
            None => printed.push_str("[killed]\n"),
        }
        Ok(printed)
    }

    fn builtin(&mut self, program: &str, arguments: &[String]) -> Result<String, String> {
        let paths: Vec<PathBuf> = arguments
            .iter()
            .filter(|argument| !argument.starts_with('-'))
            .map(|argument| self.inside(argument))
            .collect::<Result<_, _>>()?;
        let told = |path: &Path, error: io::Error| format!("{program} {}: {error}", path.display());
        let mut out = String::new();
        match (program, paths.as_slice()) {
            ("cd", [path]) if path.is_dir() => self.folder = path.clone(),
            ("cat", [_, ..]) => {
                for path in &paths {
                    match fs::read_to_string(path) {
                        Ok(text) => out.push_str(&self.redact(&text)),
                        Err(_) => return Ok(format!("{program}: no such file\n[exit 1]\n")),
                    }
                }
            }
            ("ls", [] | [_]) => {
                let folder = paths.first().unwrap_or(&self.folder);
                let entries = fs::read_dir(folder).map_err(|error| told(folder, error))?;
                let mut names: Vec<String> = entries
                    .filter_map(|entry| {
                        let entry = entry.ok()?;
                        let slash = if entry.path().is_dir() { "/" } else { "" };
                        Some(format!("{}{slash}\n", entry.file_name().to_string_lossy()))
                    })
                    .collect();
                names.sort();
                out = names.concat();
            }
            ("rm", [_, ..]) => {
                for path in &paths {
                    let done = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
                    done.map_err(|error| told(path, error))?;
                }
            }
            ("mkdir", [_, ..]) => {
                for path in &paths {
                    fs::create_dir_all(path).map_err(|error| told(path, error))?;
                }
            }
            ("touch", [_, ..]) => {
                for path in &paths {
                    atomic::replace(path, b"").map_err(|error| told(path, error))?;
                }
            }
            _ => return Err(format!("a transcript can't run `{program} {}`", arguments.join(" "))),
        }
        Ok(out)
    }

    /// The path in the sandbox that a page means; none leads out of it.
    fn inside(&self, path: &str) -> Result<PathBuf, String> {
        let mut inside = self.folder.clone();
        for component in Path::new(path).components() {
            match component {
                Component::Normal(name) => inside.push(name),
                Component::CurDir => {}
                Component::ParentDir => {
                    inside.pop();
                }
                Component::RootDir | Component::Prefix(_) => return Err(format!("`{path}` is not relative")),
            }
        }
        if inside.starts_with(self.root.path()) { Ok(inside) } else { Err(format!("`{path}` leads out")) }
    }

    /// Takes out what differs from run to run.
    fn redact(&self, text: &str) -> String {
        let root = self.root.path().to_string_lossy().into_owned();
        let mut text = text.replace(&format!("{root}/folder"), "[folder]");
        for name in ["home", "cache", "tmp", "bin"] {
            text = text.replace(&format!("{root}/{name}"), &format!("[{name}]"));
        }
        if let Some(index) = &self.index {
            text = text.replace(&index.url, "[index]/");
            let origin = index.url.trim_end_matches('/').trim_end_matches("/simple");
            text = text.replace(origin, "[files]");
        }
        if let Some(python) = python() {
            text = text.replace(&python.version, "[python]");
        }
        let text = text.replace(&format!("naja {}", env!("CARGO_PKG_VERSION")), "naja [version]");
        text.split_inclusive('\n').map(without_times).collect()
    }
}

/// An interpreter, found once.
struct Python {
    path: PathBuf,
    version: String,
    minor: String,
}

/// The interpreter on the search path, asked for its own path: it may be a shim.
fn python() -> Option<&'static Python> {
    static PYTHON: OnceLock<Option<Python>> = OnceLock::new();
    let find = || {
        let code = "import os, sys; print(os.path.realpath(sys.executable)); print('.'.join(map(str, sys.version_info[:3])))";
        let output = Command::new("python3").args(["-I", "-S", "-c", code]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let (path, version) = text.trim().split_once('\n')?;
        let minor = version.rsplit_once('.')?.0.to_owned();
        Some(Python { path: path.into(), version: version.to_owned(), minor })
    };
    PYTHON.get_or_init(find).as_ref()
}

#[cfg(unix)]
fn link(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(target: &Path, path: &Path) -> io::Result<()> {
    fs::hard_link(target, path)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    })
}

/// `12ms`, `1.5s` and `2m 03s` become `[time]`.
fn without_times(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        out.push_str(before);
        let digits = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        let unit = ["ms", "µs", "ns", "s"].into_iter().find(|unit| {
            let after = number[digits..].strip_prefix(unit);
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        let free = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '='));
        match unit {
            Some(unit) if free => {
                out.push_str("[time]");
                rest = &number[digits + unit.len()..];
            }
            _ => {
                out.push_str(&number[..digits]);
                rest = &number[digits..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Sandbox, Served, is_assignment, without_times};

    #[test]
    fn times_are_taken_out_and_versions_stay() {
        assert_eq!(
            without_times("done in 12ms, 1.50s (a-1.0s, 3 s, 2 files)"),
            "done in [time], [time] (a-1.0s, 3 s, 2 files)"
        );
        assert_eq!(without_times("pandas-2.0 x86 5sec"), "pandas-2.0 x86 5sec");
        assert!(is_assignment("A_1=b") && !is_assignment("a=b") && !is_assignment("=b"));
    }

    #[test]
    fn the_builtin_commands_stay_inside_the_sandbox() {
        let serve = |_: &str| -> Result<Served, String> { Err("none".into()) };
        let mut sandbox = Sandbox::new("naja".as_ref(), &serve).unwrap();
        let mut run = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            sandbox.run(&words)
        };
        run("mkdir a/b").unwrap();
        run("touch a/x").unwrap();
        assert_eq!(run("ls a").unwrap(), "b/\nx\n");
        run("cd a").unwrap();
        run("rm -r b").unwrap();
        assert_eq!(run("ls").unwrap(), "x\n");
        assert!(run("cat ../../../x").is_err() && run("cat /etc/hosts").is_err() && run("sh x").is_err());
        assert_eq!(run("cat y").unwrap(), "cat: no such file\n[exit 1]\n");
    }
}
