//! How an input or output error is worded for the user.

use std::io;

/// The reason of `error`, to follow a colon.
pub(crate) fn reason(error: &io::Error) -> String {
    if error.get_ref().is_some() {
        // A library's own words are more precise than the kind.
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        _ => error.to_string(),
    }
}
