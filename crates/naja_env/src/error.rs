//! What can go wrong with interpreters, environments and stored wheels, and how it is reported.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use naja_base::Diagnostic;

use crate::interpreter::{InterpreterRequest, RejectedInterpreter};
use crate::sha256::Sha256;
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

/// An error of this crate.
#[derive(Debug)]
pub enum EnvError {
    /// No interpreter fits the request.
    NoInterpreter {
        /// What was asked for.
        request: InterpreterRequest,
        /// What was found instead, in the order of search.
        rejected: Vec<RejectedInterpreter>,
    },
    /// An interpreter could not be asked about itself.
    BrokenInterpreter {
        /// The executable.
        path: PathBuf,
        /// What happened.
        reason: String,
    },
    /// The folder exists, isn't an environment, and is not ours to change.
    NotAnEnvironment {
        /// The folder.
        path: PathBuf,
        /// Why it isn't one.
        reason: String,
    },
    /// There is an environment at this place, which was not to be replaced.
    AlreadyExists {
        /// The folder.
        path: PathBuf,
    },
    /// The folder must not be emptied: it holds a folder with the user's own work.
    HoldsProtected {
        /// The folder.
        path: PathBuf,
        /// The project, the home folder, the working folder or the root.
        protected: PathBuf,
    },
    /// Something is in the place of one of naja's own files, or of a folder that an environment has.
    Foreign {
        /// Its path.
        path: PathBuf,
        /// Whether it is a symbolic link.
        is_link: bool,
    },
    /// There is no environment at this place.
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// The path can't be that of an environment.
    UnusablePath {
        /// The path.
        path: PathBuf,
        /// Why.
        reason: &'static str,
    },
    /// A wheel was refused.
    Wheel {
        /// Its file name.
        file: String,
        /// What is wrong with it.
        problem: WheelProblem,
    },
    /// A file of the cache is no long what was unpacked: the wheel must be fetched and added again.
    CacheChanged {
        /// The wheel's hash.
        sha256: Sha256,
        /// The file's path within the wheel.
        path: String,
    },
    /// Two distributions own one file with different contents.
    Conflict {
        /// The file's path within the environment.
        path: String,
        /// The distribution that has it.
        owner: String,
        /// The distribution that brings it.
        other: String,
    },
    /// One distribution has a file where another has a folder.
    FileAndFolder {
        /// The path within the environment.
        path: String,
        /// The distribution that has a file there.
        file: String,
        /// The distribution that has a folder there.
        folder: String,
    },
    /// An installed distribution can't be removed because it doesn't say what belongs to it.
    Unremovable {
        /// The distribution.
        name: String,
        /// Why.
        reason: String,
    },
    /// A file operation failed.
    Io {
        /// What was attempted, as a verb.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// How it failed.
        source: io::Error,
    },
}

impl EnvError {
    /// Wraps an I/O error with what was attempted on which file.
    pub(crate) fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.as_ref().to_path_buf(), source }
    }

    /// The error as it is reported to users, with a suggestion.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::NoInterpreter { request, rejected } => no_interpreter(request, rejected),
            Self::BrokenInterpreter { path, reason } => {
                Diagnostic::error(format!("the interpreter `{}` can't be used: {reason}", path.display()))
                    .with_help("name another one with `--python`")
            }
            Self::NotAnEnvironment { path, reason } => {
                Diagnostic::error(format!("`{}` is not a virtual environment: {reason}", path.display()))
                    .with_help("move it away, or name another folder for the environment")
            }
            Self::AlreadyExists { path } => {
                Diagnostic::error(format!("there is already an environment at `{}`", path.display()))
                    .with_help("`naja venv --clear` replaces it")
            }
            Self::HoldsProtected { path, protected } => Diagnostic::error(format!(
                "`{}` is not changed: it is, or contains, `{}`",
                path.display(),
                protected.display()
            ))
            .with_help("name another folder, or remove the link that leads there"),
            Self::Foreign { path, is_link: true } => {
                Diagnostic::error(format!("`{}` is a symbolic link, which is not followed here", path.display()))
                    .with_help("remove the link: it is in the place of a folder or file of the environment")
            }
            Self::Foreign { path, is_link: false } => Diagnostic::error(format!(
                "`{}` is in the place of a folder or file of the environment",
                path.display()
            ))
            .with_help("move it away and try again"),
            Self::Missing { path } => {
                Diagnostic::error(format!("there is no virtual environment at `{}`", path.display()))
                    .with_help("`naja sync` makes the project's environment, `naja venv` makes an empty one")
            }
            Self::UnusablePath { path, reason } => {
                Diagnostic::error(format!("`{}` can't hold a virtual environment: {reason}", path.display()))
                    .with_help("name another folder for the environment")
            }
            Self::Wheel { file, problem } => wheel(file, problem),
            Self::CacheChanged { sha256, path } => {
                Diagnostic::error(format!("`{path}` in the cache has changed since it was unpacked"))
                    .with_note(format!("it belongs to the wheel with the sha256 {sha256}"))
                    .with_help("`naja cache clean` empties the cache")
            }
            Self::Conflict { path, owner, other } => Diagnostic::error(format!(
                "`{owner}` and `{other}` both install `{path}`, with different contents"
            ))
            .with_help("remove one of the two distributions: only one of them would work"),
            Self::FileAndFolder { path, file, folder } => Diagnostic::error(format!(
                "`{file}` installs the file `{path}`, and `{folder}` a folder of that name"
            ))
            .with_help("remove one of the two distributions: they can't be installed together"),
            Self::Unremovable { name, reason } => {
                Diagnostic::error(format!("`{name}` can't be removed from the environment: {reason}"))
                    .with_help("remove it with the tool that installed it, or recreate the environment with `naja venv --clear`")
            }
            Self::Io { action, path, source } => {
                Diagnostic::error(format!("can't {action} `{}`: {}", path.display(), plain(source)))
            }
        }
    }
}

impl fmt::Display for EnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic().fmt(f)
    }
}

impl std::error::Error for EnvError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

fn no_interpreter(request: &InterpreterRequest, rejected: &[RejectedInterpreter]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(format!("no Python interpreter found for {request}"));
    const SHOWN: usize = 12;
    for interpreter in rejected.iter().take(SHOWN) {
        diagnostic = diagnostic.with_note(interpreter.to_string());
    }
    if rejected.len() > SHOWN {
        diagnostic = diagnostic.with_note(format!("and {} more", rejected.len() - SHOWN));
    }
    if rejected.is_empty() {
        diagnostic = diagnostic.with_note("there is none on `PATH`, nor under pyenv");
    }
    diagnostic.with_help("install one and put it on `PATH`, or name its path with `--python`")
}

fn wheel(file: &str, problem: &WheelProblem) -> Diagnostic {
    let message = match &problem.entry {
        None => format!("`{file}` is refused: {}", problem.detail),
        Some(_) => format!("`{file}` is refused: {problem}"),
    };
    let help = match problem.kind {
        WheelProblemKind::TooLarge => "if the wheel is to be trusted, raise the limit on unpacked wheels",
        WheelProblemKind::NotAnArchive | WheelProblemKind::Checksum => {
            "the file may be damaged: download it again with `--no-cache`"
        }
        _ => "report it to its author, or choose another version",
    };
    Diagnostic::error(message).with_help(help)
}

/// The reason without the number that Rust appends.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut characters = text[..end].chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}
