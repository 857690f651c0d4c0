//! What can go wrong between naja and an index, with the cause and what to do about it.

use std::fmt;
use std::path::PathBuf;

use naja_base::Diagnostic;
use naja_pep::PackageName;

use crate::redacted::Redacted;

/// A failure to get something from an index. URLs in it never hold credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// No index has a project of this name.
    NotFound {
        /// The name that was looked for.
        name: PackageName,
        /// The indexes that were queried, in order.
        indexes: Vec<String>,
    },
    /// The network may not be used and the cache does not have it.
    Offline {
        /// What would have to be fetched, in words.
        what: String,
    },
    /// The server requires credentials, or refuses those that it got.
    Unauthorized {
        /// The requested URL.
        url: String,
        /// 401 or 403.
        status: u16,
        /// Whether credentials were sent.
        sent: bool,
    },
    /// The proxy requires credentials, or refuses those that it got (HTTP 407).
    ProxyAuthentication {
        /// The proxy's URL.
        proxy: String,
        /// Whether credentials were sent.
        sent: bool,
    },
    /// The server responded with an error.
    Status {
        /// The requested URL.
        url: String,
        /// The HTTP status.
        status: u16,
        /// How many requests were made.
        attempts: u32,
    },
    /// The response did not arrive, or not all of it.
    Transfer {
        /// The requested URL.
        url: String,
        /// What happened, from the root of the error chain.
        cause: String,
        /// What to do about it.
        help: Option<String>,
        /// How many requests were made.
        attempts: u32,
    },
    /// A redirect that is not followed.
    Redirect {
        /// The requested URL.
        url: String,
        /// Why it is not followed.
        cause: String,
    },
    /// The response is not what it should be.
    Content {
        /// The URL that the response came from.
        url: String,
        /// What is wrong with it.
        problem: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// A file does not have the expected hash.
    Hash {
        /// The URL that it came from.
        url: String,
        /// The hash algorithm's name.
        algorithm: String,
        /// The expected digest in hexadecimal.
        expected: String,
        /// The digest of what came.
        actual: String,
    },
    /// A file is longer than the index says.
    Size {
        /// The URL that it came from.
        url: String,
        /// The size that the index gives, in bytes.
        expected: u64,
        /// How many bytes came at least.
        actual: u64,
    },
    /// A file is longer than naja may download.
    TooLarge {
        /// The URL that it would come from.
        url: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The metadata of a distribution is not usable.
    Metadata {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The metadata that an index served for a wheel is not that in the wheel.
    MetadataMismatch {
        /// The wheel's name.
        file: String,
        /// The first field that differs.
        field: &'static str,
        /// What the index served.
        served: String,
        /// What is in the wheel.
        actual: String,
    },
    /// The metadata of a source distribution is known only after a build.
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
        /// What the operating system reports.
        cause: String,
    },
    /// An option is wrong.
    Config {
        /// What is wrong with it.
        problem: String,
        /// What to do about it.
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
            Self::ProxyAuthentication { .. } => {
                "put the proxy's user name and password into the proxy's URL: `http://USER:PASSWORD@HOST:PORT` in \
                 `HTTPS_PROXY` or `HTTP_PROXY`"
                    .to_owned()
            }
            Self::Unauthorized { sent: true, .. } => {
                "check the user name, the password and what they give access to".to_owned()
            }
            Self::Unauthorized { .. } => LOGIN_HELP.to_owned(),
            Self::Hash { .. } => {
                "the file was changed after the hash was computed: find out why before trusting it".to_owned()
            }
            Self::TooLarge { .. } => {
                "if the file is to be trusted, raise the limit with the setting `max-download-size`".to_owned()
            }
            Self::MetadataMismatch { .. } => "the versions were chosen by what the index serves: report this to the \
                 owner of the index, or choose another version"
                .to_owned(),
            Self::NeedsBuild { .. } => {
                "building source distributions is not supported yet: choose a version that has a wheel".to_owned()
            }
            Self::Config { help, .. } | Self::Transfer { help, .. } | Self::Content { help, .. } => {
                return help.clone();
            }
            Self::Status { .. }
            | Self::Redirect { .. }
            | Self::Size { .. }
            | Self::Metadata { .. }
            | Self::Io { .. } => return None,
        })
    }
}

const LOGIN_HELP: &str = "give a user name and a password: in the netrc file, in `NAJA_INDEX_<NAME>_USERNAME` and \
     `NAJA_INDEX_<NAME>_PASSWORD`, or in the index URL";

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { name, indexes } => match indexes.as_slice() {
                [] => write!(f, "`{name}` was not found, as no index is in use"),
                [one] => write!(f, "`{name}` was not found on the index {one}"),
                many => write!(f, "`{name}` was not found on any of the indexes {}", many.join(", ")),
            },
            Self::Offline { what } => {
                write!(f, "{what} is not in the cache, and the network may not be used")
            }
            Self::Unauthorized { url, status, sent } => match (sent, status) {
                (true, _) => write!(f, "the credentials for {url} were refused (HTTP {status})"),
                (false, 403) => write!(f, "access to {url} was refused (HTTP 403)"),
                (false, _) => write!(f, "{url} requires credentials (HTTP {status})"),
            },
            Self::ProxyAuthentication { proxy, sent: true } => {
                write!(f, "the credentials for the proxy {proxy} were refused (HTTP 407)")
            }
            Self::ProxyAuthentication { proxy, sent: false } => {
                write!(f, "the proxy {proxy} requires credentials (HTTP 407)")
            }
            Self::Status { url, status, attempts } => {
                let reason =
                    http::StatusCode::from_u16(*status).ok().and_then(|code| code.canonical_reason());
                write!(f, "failed to fetch {url}: HTTP {status}")?;
                if let Some(reason) = reason {
                    write!(f, " {reason}")?;
                }
                write_attempts(f, *attempts)
            }
            Self::Transfer { url, cause, attempts, .. } => {
                write!(f, "failed to fetch {url}: {cause}")?;
                write_attempts(f, *attempts)
            }
            Self::Redirect { url, cause } => write!(f, "failed to follow the redirect of {url}: {cause}"),
            Self::Content { url, problem, .. } => write!(f, "the response of {url} is not usable: {problem}"),
            Self::Hash { url, algorithm, expected, actual } => {
                write!(f, "hash mismatch for {url}: expected {algorithm} `{expected}`, got `{actual}`")
            }
            Self::Size { url, expected, actual } => {
                write!(f, "{url} has at least {actual} bytes, but the index says {expected}")
            }
            Self::TooLarge { url, limit } => {
                write!(f, "{url} is larger than the limit of {} MiB for downloads", limit >> 20)
            }
            Self::Metadata { file, problem } => {
                write!(f, "the metadata of `{file}` is not usable: {problem}")
            }
            Self::MetadataMismatch { file, field, served, actual } => write!(
                f,
                "the index served other metadata than is in `{file}`: `{field}` is {} on the index and {} in the \
                 wheel",
                Quoted(served),
                Quoted(actual)
            ),
            Self::NeedsBuild { file, reason } => {
                write!(f, "the dependencies of `{file}` are known only after a build: {reason}")
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
    IndexError::Content { url: Redacted(url).to_string(), problem: problem.into(), help: None }
}

/// An HTML page at `url`, where `expected` should be: what servers show to those who are not logged in.
pub(crate) fn login_page(url: &url::Url, expected: &str) -> IndexError {
    IndexError::Content {
        url: Redacted(url).to_string(),
        problem: format!("it is an HTML page, perhaps for logging in, where {expected} is expected"),
        help: Some(LOGIN_HELP.to_owned()),
    }
}

/// An input or output error at `path`.
pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> IndexError {
    IndexError::Io { path: path.to_path_buf(), cause: error.to_string() }
}

/// A value in backticks, or the word `missing`.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("missing") } else { write!(f, "`{}`", self.0) }
    }
}

fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    match attempts {
        0 | 1 => Ok(()),
        many => write!(f, " (after {many} attempts)"),
    }
}
