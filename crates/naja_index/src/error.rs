//! What can go wrong between naja and an index, told so that the cause and the way out are plain.

use std::fmt;
use std::path::PathBuf;

use naja_base::Diagnostic;
use naja_pep::PackageName;

use crate::location::Shown;

/// A failure to get something from an index. URLs in it never hold credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// No index has a project of this name.
    NotFound {
        /// The name asked for.
        name: PackageName,
        /// The indexes asked, in order.
        indexes: Vec<String>,
    },
    /// The network may not be used and the cache does not have it.
    Offline {
        /// What would be needed, in words.
        what: String,
    },
    /// The server wants credentials, or refuses those it got.
    Unauthorized {
        /// The URL asked for.
        url: String,
        /// 401 or 403, or 407 from a proxy.
        status: u16,
        /// Whether credentials were sent.
        sent: bool,
    },
    /// The server answered with an error.
    Status {
        /// The URL asked for.
        url: String,
        /// The HTTP status.
        status: u16,
        /// How often it was asked.
        attempts: u32,
    },
    /// The bytes did not come, or not all of them.
    Transfer {
        /// The URL asked for.
        url: String,
        /// What happened, from the root of the error chain.
        cause: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// A redirect that is not followed.
    Redirect {
        /// The URL asked for.
        url: String,
        /// Why it is not followed.
        cause: String,
    },
    /// The answer is not what it should be.
    Content {
        /// The URL asked for.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A file is not the one that was expected.
    Hash {
        /// The URL it came from.
        url: String,
        /// The hash algorithm's name.
        algorithm: String,
        /// The digest that was to be, in hexadecimal.
        expected: String,
        /// The digest that is.
        actual: String,
    },
    /// A file is longer or shorter than the index says.
    Size {
        /// The URL it came from.
        url: String,
        /// The size that was to be, in bytes.
        expected: u64,
        /// The size that is.
        actual: u64,
    },
    /// The metadata of a distribution can't be used.
    Metadata {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Only a build could tell the metadata of a source distribution.
    NeedsBuild {
        /// The file's name.
        file: String,
        /// Why its static metadata does not suffice.
        reason: String,
    },
    /// A file on this machine could not be read or written.
    Io {
        /// The path.
        path: PathBuf,
        /// What the operating system says.
        cause: String,
    },
    /// An option is wrong.
    Config {
        /// What is wrong with it.
        problem: String,
        /// What to do.
        help: Option<String>,
    },
}

impl IndexError {
    /// The error as people see it.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.to_string());
        match self.help() {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NotFound { .. } => {
                "check the spelling, or name the index that has it with `--index`".to_owned()
            }
            Self::Offline { .. } => "run it once without `--offline`".to_owned(),
            Self::Unauthorized { status: 407, .. } => {
                "put the proxy's user name and password into `HTTPS_PROXY`".to_owned()
            }
            Self::Unauthorized { sent: true, .. } => {
                "check the user name, the password and what they give access to".to_owned()
            }
            Self::Unauthorized { .. } => {
                "give a user name and a password: in the netrc file, in `NAJA_INDEX_<NAME>_USERNAME` and \
                 `NAJA_INDEX_<NAME>_PASSWORD`, or in the index URL"
                    .to_owned()
            }
            Self::Hash { .. } => {
                "the file was changed after the hash was taken: find out why before trusting it".to_owned()
            }
            Self::NeedsBuild { .. } => {
                "building source distributions is not there yet: choose a version that has a wheel".to_owned()
            }
            Self::Config { help, .. } => return help.clone(),
            _ => return None,
        })
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { name, indexes } => match indexes.as_slice() {
                [] => write!(f, "`{name}` is not found, as no index is in use"),
                [one] => write!(f, "`{name}` is not on the index {one}"),
                many => write!(f, "`{name}` is on none of the indexes {}", many.join(", ")),
            },
            Self::Offline { what } => {
                write!(f, "{what} is not in the cache, and the network may not be used")
            }
            Self::Unauthorized { url, status, sent } => {
                let who = if *status == 407 { "the proxy" } else { "the server" };
                match (sent, status) {
                    (true, _) => write!(f, "{who} refuses the credentials for {url} (HTTP {status})"),
                    (false, 403) => write!(f, "{who} refuses access to {url} (HTTP 403)"),
                    (false, _) => write!(f, "{who} wants credentials for {url} (HTTP {status})"),
                }
            }
            Self::Status { url, status, attempts } => {
                let reason =
                    http::StatusCode::from_u16(*status).ok().and_then(|code| code.canonical_reason());
                write!(f, "{url} answered HTTP {status}")?;
                if let Some(reason) = reason {
                    write!(f, " {reason}")?;
                }
                write_attempts(f, *attempts)
            }
            Self::Transfer { url, cause, attempts } => {
                write!(f, "could not get {url}: {cause}")?;
                write_attempts(f, *attempts)
            }
            Self::Redirect { url, cause } => write!(f, "could not follow the redirect of {url}: {cause}"),
            Self::Content { url, problem } => write!(f, "the answer of {url} can't be used: {problem}"),
            Self::Hash { url, algorithm, expected, actual } => {
                write!(f, "{url} has the {algorithm} hash `{actual}`, where `{expected}` is expected")
            }
            Self::Size { url, expected, actual } => {
                write!(f, "{url} has {actual} bytes, where the index says {expected}")
            }
            Self::Metadata { file, problem } => {
                write!(f, "the metadata of `{file}` can't be used: {problem}")
            }
            Self::NeedsBuild { file, reason } => {
                write!(f, "the dependencies of `{file}` can be known only by building it: {reason}")
            }
            Self::Io { path, cause } => write!(f, "`{}`: {cause}", path.display()),
            Self::Config { problem, .. } => f.write_str(problem),
        }
    }
}

impl std::error::Error for IndexError {}

impl From<IndexError> for Diagnostic {
    fn from(error: IndexError) -> Self {
        error.diagnostic()
    }
}

/// An error of the content at `url`.
pub(crate) fn content(url: &url::Url, problem: impl Into<String>) -> IndexError {
    IndexError::Content { url: Shown(url).to_string(), problem: problem.into() }
}

/// An input or output error at `path`.
pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> IndexError {
    IndexError::Io { path: path.to_path_buf(), cause: error.to_string() }
}

fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    match attempts {
        0 | 1 => Ok(()),
        many => write!(f, " (tried {many} times)"),
    }
}
