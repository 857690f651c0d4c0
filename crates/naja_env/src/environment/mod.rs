//! Virtual environments (PEP 405), made without the help of `venv`.
//!
//! Beside what every environment has, ours hold a folder `.naja`: the lock between processes, work in progress, and the
//! stamp of the last sync. Making one is safe to kill: `.naja/creating` exists from before the first file until after the
//! last, and whoever finds it starts again. `pyvenv.cfg` comes last.
//!
//! An environment is never made in the place that a link leads to, nor anything emptied there, and files that are not
//! naja's are moved out of the way ([`KeptFiles`]) instead of being removed.

mod activate;
mod clear;
mod create;
mod own_folder;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use create::{CreateOptions, Created, Existing};
pub(crate) use own_folder::OwnFolder;

use crate::error::EnvError;
use crate::interpreter::{Interpreter, Search};
use crate::kept_files::KeptFiles;
use crate::protected::{Protected, Scope};
use crate::pyvenv_cfg::PyvenvCfg;

/// The folder of naja's own files in an environment.
pub(crate) const OWN: &str = ".naja";
/// In [`OWN`]: there as long as the environment is being made.
const CREATING: &str = "creating";
/// In [`OWN`]: locked by whoever changes the environment.
const LOCK: &str = "lock";
/// In [`OWN`]: what the environment looked like when it was last found right.
pub(crate) const STAMP: &str = "stamp";
/// In [`OWN`]: a stamp that is being written.
pub(crate) const STAMP_NEW: &str = "stamp.new";

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

    /// Whether `path` is one of these folders or lies above one.
    pub(crate) fn has_folder(&self, path: &str) -> bool {
        [&self.purelib, &self.platlib, &self.scripts].iter().any(|folder| {
            folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The site-packages folder with this index in [`Environment::site_packages`].
    pub(crate) fn site(&self, index: usize) -> &str {
        if index == 0 { &self.purelib } else { &self.platlib }
    }
}

impl Environment {
    /// Makes the environment at `path`, or opens it where another process just made it.
    ///
    /// # Errors
    /// [`EnvError::AlreadyExists`]; [`EnvError::NotAnEnvironment`] when something else is there, or a link;
    /// [`EnvError::HoldsProtected`], [`EnvError::UnusablePath`], [`EnvError::Io`].
    pub fn create(
        path: &Path,
        interpreter: &Interpreter,
        options: &CreateOptions,
    ) -> Result<Created, EnvError> {
        create::create(path, interpreter, options)
    }

    /// Opens the environment at `path`, whoever made it; what its interpreter says of itself is kept in `cache`.
    ///
    /// # Errors
    /// [`EnvError::Missing`] when there is none, or an unfinished one; [`EnvError::NotAnEnvironment`] when something else
    /// is there, or a link to what can't be used; [`EnvError::BrokenInterpreter`] when its interpreter is gone or has
    /// become another.
    pub fn open(path: &Path, cache: Option<&Path>) -> Result<Self, EnvError> {
        let root = std::path::absolute(path).map_err(EnvError::io("find", path))?;
        let opened = Self::open_with(&root, |executable| Interpreter::at(executable, cache));
        opened.map_err(|error| error_through_link(&root, error))
    }

    /// Looks at the environment at `path` without starting a program that it holds or names.
    ///
    /// Its interpreter is known where an earlier run has queried it, or where the search of `search` finds it on this
    /// machine; never where it lies in `repository`, whose contents somebody else may have written.
    ///
    /// # Errors
    /// As [`Environment::open`], and [`EnvError::BrokenInterpreter`] where the interpreter is not known.
    pub fn inspect(path: &Path, search: &Search, repository: &Path) -> Result<Self, EnvError> {
        let root = std::path::absolute(path).map_err(EnvError::io("find", path))?;
        let inspected =
            Self::open_with(&root, |executable| Interpreter::known(executable, search, repository));
        inspected.map_err(|error| error_through_link(&root, error))
    }

    fn open_with(
        root: &Path,
        ask: impl FnOnce(&Path) -> Result<Interpreter, EnvError>,
    ) -> Result<Self, EnvError> {
        let root = root.to_path_buf();
        let configuration = match PyvenvCfg::read(&root) {
            Ok(_) if fs::symlink_metadata(root.join(OWN).join(CREATING)).is_ok() => {
                return Err(EnvError::Missing { path: root });
            }
            Ok(configuration) => configuration,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                create::check_replaceable(&root)?;
                return Err(EnvError::Missing { path: root });
            }
            Err(error) => return Err(EnvError::io("read", root.join("pyvenv.cfg"))(error)),
        };
        let executable = executable_in(&root);
        let broken = |reason: String| EnvError::BrokenInterpreter { path: executable.clone(), reason };
        if !executable.exists() {
            return Err(broken("the interpreter that it was made with is gone".to_owned()));
        }
        let interpreter = ask(&executable)?;
        if configuration.minor() != Some(interpreter.minor()) {
            return Err(broken(match configuration.version() {
                Some(version) => {
                    format!("it was made with Python {version}, and its interpreter is now {interpreter}")
                }
                None => "`pyvenv.cfg` does not say which Python it was made with".to_owned(),
            }));
        }
        Ok(Self { layout: Layout::of(&interpreter), root, interpreter })
    }

    /// Removes an environment that was made and is not wanted after all. Files that are not naja's are moved out of the way
    /// and stay below its folder.
    ///
    /// # Errors
    /// [`EnvError::HoldsProtected`], [`EnvError::Io`].
    pub fn discard(self, protected: &Protected) -> Result<Option<KeptFiles>, EnvError> {
        create::refuse_link(&self.root)?;
        let own = OwnFolder::open(&self.root)?;
        let guard = own.lock()?;
        protected.check(own.root(), Scope::Removal)?;
        let failed = EnvError::io("remove the environment", &self.root);
        let kept = clear::clear(own.root(), own.folder()).map_err(failed)?;
        drop(guard);
        own.remove_if_empty();
        // A folder that holds kept files stays.
        let _ = fs::remove_dir(&self.root);
        Ok(kept)
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
}

/// What can't be used would be made again, but never in the place that a link leads to.
fn error_through_link(root: &Path, error: EnvError) -> EnvError {
    match error {
        EnvError::Missing { .. } | EnvError::BrokenInterpreter { .. } => {
            create::refuse_link(root).err().unwrap_or(error)
        }
        error => error,
    }
}

/// The environment's interpreter, in its folder of executables.
fn executable_in(root: &Path) -> PathBuf {
    root.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
