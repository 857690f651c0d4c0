//! Interpreters that a search found and that do not fit the request.

use std::fmt;
use std::path::PathBuf;

/// An interpreter that was found and does not fit, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedInterpreter {
    /// The executable.
    pub path: PathBuf,
    /// Its version, or why it has none.
    pub what: String,
}

impl fmt::Display for RejectedInterpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is {}", self.path.display(), self.what)
    }
}
