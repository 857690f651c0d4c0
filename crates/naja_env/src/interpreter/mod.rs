//! Python interpreters: found, asked about themselves once, and known by what they said.

mod discover;
mod info;
mod rejected;
mod request;
mod version_file;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use naja_pep::marker::MarkerEnvironment;
use naja_pep::tags::{Implementation, Os, Platform, Tags};
use naja_pep::version::Version;

pub use discover::Search;
pub use info::Scheme;
pub use rejected::RejectedInterpreter;
pub use request::{InterpreterRequest, InterpreterSelector};
pub use version_file::{VERSION_FILE, VersionFile};

use crate::error::EnvError;
use crate::pyvenv_cfg::{PYVENV_CFG, PyvenvCfg};
use info::InterpreterInfo;

/// The oldest Python that environments are made of.
pub const OLDEST: [u64; 2] = [3, 8];

/// An interpreter that environments can be made of.
#[derive(Clone, Debug)]
pub struct Interpreter {
    path: PathBuf,
    info: Arc<InterpreterInfo>,
    version: Version,
}

impl Interpreter {
    /// The first interpreter that fits `request`; the order is given in the documentation of [`Search`]'s module: an
    /// explicit path or name, `PATH`, pyenv.
    ///
    /// # Errors
    /// [`EnvError::NoInterpreter`] with all that was seen, or [`EnvError::BrokenInterpreter`] where a path was named.
    pub fn find(request: &InterpreterRequest, search: &Search) -> Result<Self, EnvError> {
        discover::find(request, search)
    }

    /// Every interpreter that the search reaches, in its order, each once.
    #[must_use]
    pub fn list(search: &Search) -> Vec<Self> {
        discover::list(search)
    }

    /// The interpreter at `path`, or the one that the environment at `path` was made of; the answer is kept in `cache`.
    ///
    /// # Errors
    /// [`EnvError::BrokenInterpreter`] when it can't be asked.
    pub fn at(path: &Path, cache: Option<&Path>) -> Result<Self, EnvError> {
        let path = base_of(path)?;
        let info = InterpreterInfo::of(&path, cache)?;
        Self::from_info(path, info)
    }

    fn from_info(path: PathBuf, info: InterpreterInfo) -> Result<Self, EnvError> {
        let version = info.python_full_version.trim_end_matches('+').parse::<Version>().map_err(|_| {
            let reason = format!("it reports the version `{}`", info.python_full_version);
            EnvError::BrokenInterpreter { path: path.clone(), reason }
        })?;
        Ok(Self { path, info: Arc::new(info), version })
    }

    /// The interpreter that the environment's `executable` leads to, where it is known without being started: from an earlier
    /// run, or because the search finds it on this machine. One that lies in `repository` is never known.
    ///
    /// # Errors
    /// [`EnvError::BrokenInterpreter`] when it is not known.
    pub(crate) fn known(executable: &Path, search: &Search, repository: &Path) -> Result<Self, EnvError> {
        let unknown = |reason: &str| EnvError::BrokenInterpreter {
            path: executable.to_path_buf(),
            reason: reason.to_owned(),
        };
        let base = base_of(executable)?;
        let real = fs::canonicalize(&base).map_err(EnvError::io("follow", &base))?;
        let repository = fs::canonicalize(repository).map_err(EnvError::io("find", repository))?;
        if real.starts_with(&repository) {
            return Err(unknown("it lies in the project, and is not started to look at the environment"));
        }
        if let Some(info) = InterpreterInfo::recalled(&base, search.cache.as_deref()) {
            return Self::from_info(base, info);
        }
        match discover::find_real(&real, search, &repository) {
            Some(path) => Self::at(&path, search.cache.as_deref()),
            None => Err(unknown(
                "it is none of the interpreters on `PATH` or under pyenv, and was never queried before",
            )),
        }
    }

    /// The executable as it was found.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The executable as it names itself, which environments link to.
    #[must_use]
    pub fn executable(&self) -> &Path {
        &self.info.executable
    }

    /// The installation's root.
    #[must_use]
    pub fn base_prefix(&self) -> &Path {
        &self.info.base_prefix
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Major and minor version.
    #[must_use]
    pub fn minor(&self) -> (u8, u8) {
        let number = |index: usize| {
            self.version
                .release()
                .get(index)
                .and_then(|number| u8::try_from(*number).ok())
                .unwrap_or_default()
        };
        (number(0), number(1))
    }

    /// The implementation in lower case, such as `cpython`.
    #[must_use]
    pub fn implementation(&self) -> &str {
        &self.info.implementation_name
    }

    /// Whether it has no global interpreter lock.
    #[must_use]
    pub fn is_free_threaded(&self) -> bool {
        self.info.gil_disabled
    }

    /// Where the files of its environments go.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.info.scheme
    }

    /// The values of environment markers.
    #[must_use]
    pub fn markers(&self) -> MarkerEnvironment {
        let info = &*self.info;
        MarkerEnvironment {
            implementation_name: info.implementation_name.clone(),
            implementation_version: info.implementation_version.clone(),
            os_name: info.os_name.clone(),
            platform_machine: info.platform_machine.clone(),
            platform_python_implementation: info.platform_python_implementation.clone(),
            platform_release: info.platform_release.clone(),
            platform_system: info.platform_system.clone(),
            platform_version: info.platform_version.clone(),
            python_version: info.python_version.clone(),
            python_full_version: info.python_full_version.clone(),
            sys_platform: info.sys_platform.clone(),
        }
    }

    /// The wheels that it can use.
    #[must_use]
    pub fn tags(&self) -> Tags {
        let implementation = match self.implementation() {
            "cpython" => Implementation::CPython { gil_disabled: self.info.gil_disabled },
            "pypy" => Implementation::PyPy { version: major_minor(&self.info.implementation_version) },
            other => Implementation::Other(other.to_owned()),
        };
        Tags::compatible(&self.platform(), self.minor(), &implementation)
    }

    /// The platform that it was built for.
    #[must_use]
    pub fn platform(&self) -> Platform {
        let info = &*self.info;
        let tag = info.platform.replace(['-', '.'], "_");
        if let Some(version) = &info.macos {
            let (major, minor) = major_minor(version);
            return Platform { os: Os::MacOs { major, minor }, arch: info.platform_machine.clone() };
        }
        if let Some(arch) = tag.strip_prefix("linux_") {
            // A 32-bit interpreter reports the 64-bit kernel's processor.
            let arch = match (arch, info.pointer_bits) {
                ("x86_64", 32) => "i686",
                ("aarch64", 32) => "armv8l",
                _ => arch,
            };
            let os = match &info.libc {
                Some((name, major, minor)) if name == "glibc" => {
                    Os::Manylinux { major: *major, minor: *minor }
                }
                Some((_, major, minor)) => Os::Musllinux { major: *major, minor: *minor },
                None => Os::Other("linux".to_owned()),
            };
            return Platform { os, arch: arch.to_owned() };
        }
        match tag.strip_prefix("win") {
            Some(arch) => {
                Platform { os: Os::Windows, arch: if arch == "32" { "win32" } else { &arch[1..] }.to_owned() }
            }
            None => {
                let (os, arch) = tag.rsplit_once('_').unwrap_or((&tag, ""));
                Platform { os: Os::Other(os.to_owned()), arch: arch.to_owned() }
            }
        }
    }

    /// Whether both are one installation's interpreter, whatever the paths under which they were found.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }

    /// Its identity, whatever the path under which it was found.
    pub(crate) fn identity(&self) -> (PathBuf, String) {
        let real = fs::canonicalize(&self.info.executable).unwrap_or_else(|_| self.info.executable.clone());
        (real, self.info.python_full_version.clone())
    }
}

/// Implementation and version, as in `CPython 3.12.1`.
impl fmt::Display for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.info.platform_python_implementation, self.info.python_full_version)?;
        f.write_str(if self.info.gil_disabled { " (free-threaded)" } else { "" })
    }
}

fn major_minor<T: std::str::FromStr + Default>(version: &str) -> (T, T) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or_default());
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// `path`, or the interpreter that an environment's `path` leads to.
fn base_of(path: &Path) -> Result<PathBuf, EnvError> {
    let root = path.parent().and_then(Path::parent).map(Path::to_path_buf);
    match root {
        Some(root) if root.join(PYVENV_CFG).is_file() => {
            if cfg!(windows) {
                let file = PyvenvCfg::read(&root).map_err(EnvError::io("read", root.join(PYVENV_CFG)))?;
                let home = file.get("home").map(|home| Path::new(home).join("python.exe"));
                return Ok(home.unwrap_or_else(|| path.to_path_buf()));
            }
            fs::canonicalize(path).map_err(EnvError::io("follow", path))
        }
        _ => Ok(path.to_path_buf()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use naja_pep::version::VersionSpecifiers;

    use super::{Interpreter, InterpreterRequest, Search};
    use crate::error::EnvError;

    /// The one CPython that tests may count on.
    pub(crate) fn interpreter() -> Interpreter {
        Interpreter::find(&InterpreterRequest::any(), &Search::from_process(None)).unwrap()
    }

    /// Its executable.
    pub(crate) fn python() -> PathBuf {
        interpreter().executable().to_path_buf()
    }

    #[cfg(unix)]
    fn link(folder: &Path, name: &str) -> PathBuf {
        fs::create_dir_all(folder).unwrap();
        std::os::unix::fs::symlink(python(), folder.join(name)).unwrap();
        folder.join(name)
    }

    fn search(folders: &[&Path]) -> Search {
        Search { path: Some(std::env::join_paths(folders).unwrap()), ..Search::default() }
    }

    #[test]
    fn markers_and_tags_are_those_of_the_interpreter() {
        let interpreter = interpreter();
        let (major, minor) = interpreter.minor();
        assert_eq!(interpreter.markers().python_version, format!("{major}.{minor}"));
        let tags = interpreter.tags();
        let best = &tags.list()[0];
        assert!(best.starts_with(&format!("cp{major}{minor}-")), "{best}");
        assert_eq!(tags.list().last().unwrap(), "py30-none-any");
    }

    #[cfg(unix)]
    #[test]
    fn the_first_folder_of_the_path_wins_and_others_are_not_touched() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = (root.path().join("one"), root.path().join("two"));
        fs::create_dir(&one).unwrap();
        let found = link(&two, "python3");
        let interpreter = Interpreter::find(&InterpreterRequest::any(), &search(&[&one, &two])).unwrap();
        assert_eq!(interpreter.path(), found);
    }

    #[cfg(unix)]
    #[test]
    fn shims_of_pyenv_lead_to_its_global_version() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let shims = root.path().join("shims");
        fs::create_dir(&shims).unwrap();
        let shim = shims.join("python3");
        naja_base::atomic::replace(&shim, b"#!/bin/sh\nexit 1\n").unwrap();
        fs::set_permissions(&shim, fs::Permissions::from_mode(0o755)).unwrap();
        naja_base::atomic::replace(&root.path().join("version"), b"system\n3.12.1\n").unwrap();
        let chosen = link(&root.path().join("versions/3.12.1/bin"), "python3");
        link(&root.path().join("versions/3.13.0/bin"), "python3");
        let search = Search { pyenv_root: Some(root.path().to_path_buf()), ..search(&[&shims]) };
        assert_eq!(Interpreter::find(&InterpreterRequest::any(), &search).unwrap().path(), chosen);
        let newest = Search { path: None, ..search };
        let newest = Interpreter::find(&InterpreterRequest::any(), &newest).unwrap();
        assert_eq!(newest.path(), root.path().join("versions/3.13.0/bin/python3"));
    }

    #[cfg(unix)]
    #[test]
    fn an_environment_leads_to_the_interpreter_it_was_made_with() {
        let root = tempfile::tempdir().unwrap();
        let inside = link(&root.path().join("bin"), "python");
        naja_base::atomic::replace(&root.path().join("pyvenv.cfg"), b"home = x\n").unwrap();
        let interpreter = Interpreter::at(&inside, None).unwrap();
        assert!(!interpreter.executable().starts_with(root.path()), "{interpreter:?}");
        let request = InterpreterRequest::parse(root.path().to_str().unwrap());
        assert_eq!(Interpreter::find(&request, &Search::default()).unwrap().path(), interpreter.path());
    }

    #[cfg(unix)]
    #[test]
    fn reports_what_was_found_when_nothing_fits() {
        let root = tempfile::tempdir().unwrap();
        let found = link(root.path(), "python3");
        let check = |text: &str| {
            let error =
                Interpreter::find(&InterpreterRequest::parse(text), &search(&[root.path()])).unwrap_err();
            assert!(matches!(error, EnvError::NoInterpreter { .. }), "{error:?}");
            error.to_string()
        };
        let seen = format!("\n  `{}` is {}", found.display(), interpreter());
        assert_eq!(check(">=3.99"), format!("no Python interpreter found for Python >=3.99{seen}"));
        assert_eq!(
            check("pypy3.10"),
            "no Python interpreter found for PyPy 3.10\n  there is none on `PATH`, nor under pyenv"
        );
        let mut required = search(&[root.path()]);
        required.requires_python = Some("<3.8".parse::<VersionSpecifiers>().unwrap());
        let error = Interpreter::find(&InterpreterRequest::any(), &required).unwrap_err().to_string();
        assert_eq!(error, format!("no Python interpreter found for Python <3.8{seen}"));
    }
}
