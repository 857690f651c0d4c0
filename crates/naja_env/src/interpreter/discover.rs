//! The search for interpreters.
//!
//! A path or a name is taken as it is. Otherwise the first interpreter that fits wins, in this order:
//! 1. each folder of `PATH` in turn, and in it `python3.N` where a minor version is asked for, `python3`, `python`,
//!    then every other `python3.N`, the newest first (`pypy…` for PyPy);
//! 2. the versions that pyenv has, the newest first.
//!
//! pyenv's shims are scripts that start something else: the versions that pyenv would choose are used instead. An
//! interpreter of an environment leads to the one that the environment was made with. Prereleases are passed over while
//! there is anything else.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use naja_pep::version::VersionSpecifiers;
use rustc_hash::FxHashSet;

use super::rejected::RejectedInterpreter;
use super::request::{InterpreterRequest, InterpreterSelector, admits};
use super::{Interpreter, OLDEST};
use crate::error::EnvError;

/// Where to search, and what is required beside the request.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// The folder that holds pyenv's `versions` and `shims`.
    pub pyenv_root: Option<PathBuf>,
    /// The version that `PYENV_VERSION` makes pyenv use.
    pub pyenv_version: Option<String>,
    /// The root of the cache in which answers are kept.
    pub cache: Option<PathBuf>,
    /// The project's `requires-python`.
    pub requires_python: Option<VersionSpecifiers>,
}

impl Search {
    /// The search that this process's environment variables describe, with answers kept in `cache`.
    #[must_use]
    pub fn from_process(cache: Option<PathBuf>) -> Self {
        let home = || env::home_dir().map(|home| home.join(".pyenv"));
        Self {
            path: env::var_os("PATH"),
            pyenv_root: env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(home),
            pyenv_version: env::var("PYENV_VERSION").ok().filter(|version| !version.is_empty()),
            cache,
            requires_python: None,
        }
    }
}

/// The first interpreter that fits `request`.
///
/// # Errors
/// [`EnvError::NoInterpreter`] with every interpreter that was found, or [`EnvError::BrokenInterpreter`] where a path was named.
pub(super) fn find(request: &InterpreterRequest, search: &Search) -> Result<Interpreter, EnvError> {
    if let InterpreterSelector::Path(path) = &request.selector {
        let interpreter = Interpreter::at(&executable_of(path), search.cache.as_deref())?;
        return check_oldest(interpreter);
    }
    let mut rejected = Vec::new();
    let mut prerelease = None;
    for path in candidates(request, search) {
        match Interpreter::at(&path, search.cache.as_deref()) {
            Ok(interpreter) => {
                let fits = fits(&interpreter, request, search);
                if fits && (request.names_one() || !interpreter.version().any_prerelease()) {
                    return Ok(interpreter);
                }
                rejected.push(RejectedInterpreter { path, what: interpreter.to_string() });
                if fits {
                    prerelease.get_or_insert(interpreter);
                }
            }
            Err(EnvError::BrokenInterpreter { reason, .. }) => {
                rejected.push(RejectedInterpreter { path, what: format!("unusable: {reason}") });
            }
            Err(error) => rejected.push(RejectedInterpreter { path, what: format!("unusable: {error}") }),
        }
    }
    prerelease.ok_or_else(|| EnvError::NoInterpreter { request: described(request, search), rejected })
}

impl InterpreterRequest {
    /// Whether `interpreter` is what is asked for; `None` for a name or a path, which have to be searched.
    #[must_use]
    pub fn fits(&self, interpreter: &Interpreter) -> Option<bool> {
        if self.names_one() {
            return None;
        }
        Some(self.admits(interpreter.implementation(), interpreter.version(), interpreter.is_free_threaded()))
    }
}

/// Every interpreter that the search reaches, in its order, each once.
pub(super) fn list(search: &Search) -> Vec<Interpreter> {
    let mut known = FxHashSet::default();
    let everything = InterpreterRequest::any();
    candidates(&everything, search)
        .filter_map(|path| Interpreter::at(&path, search.cache.as_deref()).ok())
        .filter(|interpreter| known.insert(interpreter.identity()))
        .collect()
}

/// The path under which the search finds the executable `real`, a path without links, outside `repository`. Nothing is started.
pub(super) fn find_real(real: &Path, search: &Search, repository: &Path) -> Option<PathBuf> {
    let is_outside = |path: &PathBuf| {
        let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        folder.is_some_and(|folder| !folder.starts_with(repository))
    };
    let everything = InterpreterRequest::any();
    let mut found = candidates(&everything, search).filter(is_outside);
    found.find(|path| fs::canonicalize(path).is_ok_and(|path| path == real))
}

fn fits(interpreter: &Interpreter, request: &InterpreterRequest, search: &Search) -> bool {
    let (implementation, version) = (interpreter.implementation(), interpreter.version());
    request.admits(implementation, version, interpreter.is_free_threaded())
        && (request.names_one() || is_new_enough(interpreter))
        && search.requires_python.as_ref().is_none_or(|specifiers| admits(specifiers, version))
}

fn is_new_enough(interpreter: &Interpreter) -> bool {
    interpreter.version().release() >= &OLDEST[..]
}

fn check_oldest(interpreter: Interpreter) -> Result<Interpreter, EnvError> {
    if is_new_enough(&interpreter) {
        return Ok(interpreter);
    }
    let reason =
        format!("it is {interpreter}, and the oldest that can be used is {}.{}", OLDEST[0], OLDEST[1]);
    Err(EnvError::BrokenInterpreter { path: interpreter.path().to_path_buf(), reason })
}

/// The request with what the project requires, for the message.
fn described(request: &InterpreterRequest, search: &Search) -> InterpreterRequest {
    match (&request.selector, &search.requires_python) {
        (InterpreterSelector::Any, Some(specifiers)) => {
            InterpreterRequest { selector: InterpreterSelector::Range(specifiers.clone()), ..request.clone() }
        }
        _ => request.clone(),
    }
}

/// The executable that a path names: the path itself, or the interpreter of an environment or installation.
fn executable_of(path: &Path) -> PathBuf {
    let path = match path.strip_prefix("~").ok().zip(env::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => path.to_path_buf(),
    };
    if !path.is_dir() {
        return path;
    }
    let below =
        if cfg!(windows) { ["Scripts/python.exe", "python.exe"] } else { ["bin/python3", "bin/python"] };
    below.iter().map(|below| path.join(below)).find(|executable| executable.exists()).unwrap_or(path)
}

/// The executables to ask, lazily, so that nothing after the first that fits is touched.
fn candidates<'a>(request: &'a InterpreterRequest, search: &'a Search) -> impl Iterator<Item = PathBuf> + 'a {
    let pyenv = Pyenv { root: search.pyenv_root.as_deref(), version: search.pyenv_version.as_deref() };
    let on_path =
        search.path.iter().flat_map(env::split_paths).flat_map(move |folder| pyenv.stand_in(folder));
    let under_pyenv = std::iter::once_with(move || pyenv.versions()).flatten();
    let mut known = FxHashSet::default();
    on_path
        .chain(under_pyenv.filter(|_| !matches!(request.selector, InterpreterSelector::Name(_))))
        .flat_map(move |folder| executables(&folder, request))
        .filter(move |path| known.insert(path.clone()))
}

/// The interpreters in one folder, in the order in which they are asked.
fn executables(folder: &Path, request: &InterpreterRequest) -> Vec<PathBuf> {
    if folder.as_os_str().is_empty() || !folder.is_absolute() {
        return Vec::new();
    }
    if let InterpreterSelector::Name(name) = &request.selector {
        let path = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        return if is_executable(&path) { vec![path] } else { Vec::new() };
    }
    let stem = if request.implementation.as_deref() == Some("pypy") { "pypy" } else { "python" };
    let mut numbered = numbered(folder, stem);
    let mut names = Vec::new();
    if let InterpreterSelector::Version(numbers) = &request.selector
        && let [major, minor, ..] = numbers[..]
    {
        // The names of other versions lie to nobody: they need not be asked.
        numbered.retain(|(number, _)| *number == (major, minor));
        names.extend(numbered.drain(..).map(|(_, name)| name));
    }
    names.extend([
        format!("{stem}3{}", env::consts::EXE_SUFFIX),
        format!("{stem}{}", env::consts::EXE_SUFFIX),
    ]);
    names.extend(numbered.into_iter().map(|(_, name)| name));
    names.into_iter().map(|name| folder.join(name)).filter(|path| is_executable(path)).collect()
}

/// The names `python3.N` and `python3.Nt` in `folder`, the newest first.
fn numbered(folder: &Path, stem: &str) -> Vec<((u64, u64), String)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = name.strip_prefix(stem)?.strip_suffix(env::consts::EXE_SUFFIX)?;
            let version = version.strip_suffix('t').unwrap_or(version);
            let (major, minor) = version.split_once('.')?;
            Some(((major.parse().ok()?, minor.parse().ok()?), name))
        })
        .collect();
    found.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    found
}

fn is_executable(path: &Path) -> bool {
    let Ok(metadata) = fs::metadata(path) else { return false };
    #[cfg(unix)]
    {
        metadata.is_file() && std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0
    }
    #[cfg(not(unix))]
    {
        metadata.is_file()
    }
}

/// The interpreters that pyenv has installed.
#[derive(Clone, Copy)]
struct Pyenv<'a> {
    root: Option<&'a Path>,
    version: Option<&'a str>,
}

impl Pyenv<'_> {
    /// The folders to search in place of `folder`, which are others where it is that of pyenv's shims.
    fn stand_in(self, folder: PathBuf) -> Vec<PathBuf> {
        match self.root {
            Some(root) if folder == root.join("shims") => self
                .chosen(root)
                .iter()
                .map(|version| root.join("versions").join(version).join("bin"))
                .collect(),
            _ => vec![folder],
        }
    }

    /// The versions that a shim would start: those of `PYENV_VERSION`, or else the global ones.
    fn chosen(self, root: &Path) -> Vec<String> {
        let text = match self.version {
            Some(version) => version.replace(':', "\n"),
            None => fs::read_to_string(root.join("version")).unwrap_or_default(),
        };
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && *line != "system")
            .map(str::to_owned)
            .collect()
    }

    /// The folders of executables of every version, the newest first.
    fn versions(self) -> Vec<PathBuf> {
        let Some(root) = self.root else { return Vec::new() };
        let Ok(entries) = fs::read_dir(root.join("versions")) else { return Vec::new() };
        let mut found: Vec<(Vec<u64>, PathBuf)> = entries
            .flatten()
            .map(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                let digits = name.trim_start_matches(|character: char| !character.is_ascii_digit());
                let numbers = digits.split('.').map_while(|part| part.parse().ok()).collect();
                (numbers, entry.path().join("bin"))
            })
            .collect();
        found.sort_by(|a, b| b.cmp(a));
        found.into_iter().map(|(_, folder)| folder).collect()
    }
}
