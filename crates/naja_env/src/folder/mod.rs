//! Folders that are held open, so that a name below them means one entry of that folder and never what a link leads to.
//!
//! Everything that removes, replaces or moves files goes through these: between a check and the removal nobody can put a
//! link in the place of a folder, and a link that is there already is an entry like any other.

#[cfg(not(unix))]
mod portable;
mod read;
#[cfg(unix)]
mod unix;

use std::ffi::OsString;

#[cfg(not(unix))]
pub(crate) use portable::Folder;
pub use read::read_regular;
pub(crate) use read::read_regular_text;
#[cfg(unix)]
pub(crate) use unix::Folder;

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FolderEntry {
    /// Its name.
    pub(crate) name: OsString,
    /// What it is.
    pub(crate) kind: EntryKind,
}

/// What an entry of a folder is, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    /// A FIFO, socket or device.
    Other,
}

/// The identity of a folder on this machine, whatever the path that leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FolderId {
    /// The file system; empty where the platform has no numbers for them.
    pub(crate) device: u64,
    /// The folder's number in it.
    pub(crate) inode: u64,
    /// The real path, where the platform has no numbers.
    pub(crate) path: Option<std::path::PathBuf>,
}
