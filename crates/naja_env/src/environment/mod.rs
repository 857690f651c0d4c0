//! Virtual environments (PEP 405), made without the help of `venv`.
//!
//! Beside what every environment has, ours hold a folder `.naja`: the lock between processes, work in progress, and the
//! stamp of the last sync. Making one is safe to kill: `.naja/creating` exists from before the first file until after the
//! last, and whoever finds it starts again. `pyvenv.cfg` comes last.

mod activate;
mod create;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

pub use create::{CreateOptions, Existing};

use crate::error::EnvError;
use crate::interpreter::Interpreter;

/// The folder of naja's own files in an environment.
pub(crate) const OWN: &str = ".naja";
/// In [`OWN`]: there as long as the environment is being made.
const CREATING: &str = "creating";
/// In [`OWN`]: locked by whoever changes the environment.
const LOCK: &str = "lock";

/// A virtual environment.
#[derive(Clone, Debug)]
pub struct Environment {
    root: PathBuf,
    interpreter: Interpreter,
    layout: Layout,
}

/// Where the files of distributions go, relative to the environment's root, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Pure modules.
    pub purelib: String,
    /// Modules for one platform; mostly the same folder.
    pub platlib: String,
    /// Executables.
    pub scripts: String,
    /// C headers, each distribution's in a folder of its own.
    pub headers: String,
}

impl Layout {
    fn of(interpreter: &Interpreter) -> Self {
        let scheme = interpreter.scheme();
        let (major, minor) = interpreter.minor();
        // `lib64` is a link to `lib` in every environment, so that the two are one folder.
        let platlib = match scheme.platlib.strip_prefix("lib64/") {
            Some(rest) => format!("lib/{rest}"),
            None => scheme.platlib.clone(),
        };
        Self {
            purelib: scheme.purelib.clone(),
            platlib,
            scripts: scheme.scripts.clone(),
            headers: format!("include/site/python{major}.{minor}"),
        }
    }
}

impl Environment {
    /// Makes the environment at `path`, or opens it where another process just made it.
    ///
    /// # Errors
    /// [`EnvError::NotAnEnvironment`] when something else is there, [`EnvError::UnusablePath`], [`EnvError::Io`].
    pub fn create(path: &Path, interpreter: &Interpreter, options: &CreateOptions) -> Result<Self, EnvError> {
        create::create(path, interpreter, options)
    }

    /// Opens the environment at `path`, whoever made it; what its interpreter says of itself is kept in `cache`.
    ///
    /// # Errors
    /// [`EnvError::Missing`] when there is none, or an unfinished one; [`EnvError::NotAnEnvironment`] when something else
    /// is there; [`EnvError::BrokenInterpreter`] when its interpreter is gone or has become another.
    pub fn open(path: &Path, cache: Option<&Path>) -> Result<Self, EnvError> {
        let root = std::path::absolute(path).map_err(EnvError::io("find", path))?;
        let configuration = root.join("pyvenv.cfg");
        let text = match fs::read_to_string(&configuration) {
            Ok(_) if root.join(OWN).join(CREATING).exists() => return Err(EnvError::Missing { path: root }),
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create::check_ours(&root)?;
                return Err(EnvError::Missing { path: root });
            }
            Err(error) => return Err(EnvError::io("read", &configuration)(error)),
        };
        let executable = executable_in(&root);
        let broken = |reason: String| EnvError::BrokenInterpreter { path: executable.clone(), reason };
        if !executable.exists() {
            return Err(broken("the interpreter it was made of is gone".to_owned()));
        }
        let interpreter = Interpreter::at(&executable, cache)?;
        let (major, minor) = interpreter.minor();
        let made_of =
            setting(&text, "version").or_else(|| setting(&text, "version_info")).unwrap_or_default();
        let mut numbers = made_of.split('.').map(|part| part.parse::<u8>().ok());
        if numbers.next().flatten() != Some(major) || numbers.next().flatten() != Some(minor) {
            return Err(broken(format!(
                "it was made of Python {made_of}, and its interpreter is now {interpreter}"
            )));
        }
        Ok(Self { layout: Layout::of(&interpreter), root, interpreter })
    }

    /// The environment's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The interpreter that it was made of.
    #[must_use]
    pub fn interpreter(&self) -> &Interpreter {
        &self.interpreter
    }

    /// Where the files of distributions go.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The environment's own interpreter.
    #[must_use]
    pub fn python(&self) -> PathBuf {
        executable_in(&self.root)
    }

    /// The folder of executables.
    #[must_use]
    pub fn scripts(&self) -> PathBuf {
        self.root.join(&self.layout.scripts)
    }

    /// The folders that hold `.dist-info` folders, each once.
    #[must_use]
    pub fn site_packages(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root.join(&self.layout.purelib)];
        if self.layout.platlib != self.layout.purelib {
            folders.push(self.root.join(&self.layout.platlib));
        }
        folders
    }

    /// Waits until no other process changes the environment and keeps others from it until the guard is dropped.
    ///
    /// # Errors
    /// When the lock file can't be made.
    pub fn lock(&self) -> Result<LockedEnvironment<'_>, EnvError> {
        let guard = lock(&self.root)?;
        let locked = LockedEnvironment { environment: self, _guard: guard };
        crate::install::recover(&locked)?;
        Ok(locked)
    }
}

/// An environment that only this process changes. What a killed run has left is repaired.
#[derive(Debug)]
pub struct LockedEnvironment<'a> {
    environment: &'a Environment,
    /// Held for its lock.
    _guard: File,
}

impl std::ops::Deref for LockedEnvironment<'_> {
    type Target = Environment;

    fn deref(&self) -> &Environment {
        self.environment
    }
}

/// The value of `key` in the text of a `pyvenv.cfg`.
pub(crate) fn setting<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
    })
}

fn executable_in(root: &Path) -> PathBuf {
    root.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Locks the environment at `root` unless another process has.
pub(crate) fn try_lock(root: &Path) -> Option<File> {
    let file = OpenOptions::new().write(true).open(root.join(OWN).join(LOCK)).ok()?;
    file.try_lock().is_ok().then_some(file)
}

/// Locks the environment at `root`, whose folder exists.
fn lock(root: &Path) -> Result<File, EnvError> {
    let own = root.join(OWN);
    match fs::create_dir(&own) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(EnvError::io("make the folder", &own)(error));
        }
        _ => {}
    }
    let path = own.join(LOCK);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(EnvError::io("open", &path))?;
    file.lock().map_err(EnvError::io("lock", &path))?;
    Ok(file)
}
