//! The files that are made beside a user's file while it is written, and what becomes of those that a killed process has left.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// How the names of all these files start.
const PREFIX: &str = ".naja-";
/// How the names of files end that hold new contents until they are renamed.
const SUFFIX: &str = ".tmp";
/// How the names of files end that hold old contents until the new ones are written.
const UNDO_SUFFIX: &str = ".undo";

/// Who may read a file that is being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Its owner, until it gets the mode of the file that it replaces.
    Owner,
    /// Whoever the process lets read its new files.
    AsUsual,
}

/// Whether a file is one that [`super::replace`] makes on the way, by its name.
#[must_use]
pub fn is_temporary(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let ends = |suffix: &str| name.ends_with(suffix.as_bytes());
    name.starts_with(PREFIX.as_bytes()) && (ends(SUFFIX) || ends(UNDO_SUFFIX))
}

/// The name of the file that keeps the old contents of `target` while these are overwritten.
pub(super) fn undo_name(target: &OsStr) -> OsString {
    let mut name = OsString::from(PREFIX);
    name.push(target);
    name.push(UNDO_SUFFIX);
    name
}

/// The name of the file whose old contents a file called `undo` keeps.
#[cfg(unix)]
pub(super) fn target_of_undo(undo: &OsStr) -> Option<OsString> {
    use std::os::unix::ffi::OsStrExt as _;
    let name = undo.as_bytes().strip_prefix(PREFIX.as_bytes())?.strip_suffix(UNDO_SUFFIX.as_bytes())?;
    (!name.is_empty()).then(|| OsStr::from_bytes(name).to_owned())
}

/// The name of the file whose old contents a file called `undo` keeps.
#[cfg(not(unix))]
pub(super) fn target_of_undo(undo: &OsStr) -> Option<OsString> {
    let name = undo.to_str()?.strip_prefix(PREFIX)?.strip_suffix(UNDO_SUFFIX)?;
    (!name.is_empty()).then(|| name.into())
}

/// A new temporary file that [`super::collect`] leaves alone.
pub(super) fn locked_temporary(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    if readers == Readers::AsUsual {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = readers;
    loop {
        let temporary = builder.tempfile_in(folder)?;
        // Where a file system knows no locks, nothing is collected either.
        if temporary.as_file().lock().is_err() || temporary.path().exists() {
            return Ok(temporary);
        }
        // It was collected between its making and its locking.
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::{is_temporary, target_of_undo, undo_name};

    #[test]
    fn names_lead_from_a_file_to_its_undo_file_and_back() {
        let name = undo_name(OsStr::new("a.py"));
        assert_eq!(name, ".naja-a.py.undo");
        assert_eq!(target_of_undo(&name).as_deref(), Some(OsStr::new("a.py")));
        assert!(is_temporary(&name) && !is_temporary(OsStr::new("a.undo")));
        assert_eq!(target_of_undo(OsStr::new(".naja-.undo")), None);
    }
}
