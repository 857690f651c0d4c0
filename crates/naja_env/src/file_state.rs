//! The properties by which a file on disk is recognised as unchanged without reading it.

use std::fs;

/// The properties of a file that change whenever its contents may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// The size in bytes.
    pub size: u64,
    /// The time of the last change to the contents (mtime), in nanoseconds since 1970.
    pub modified: i64,
    /// The time of the last change to contents, mode or links (ctime), in nanoseconds since 1970; 0 where the platform has
    /// none. Unlike `modified`, programs can't set it.
    pub changed: i64,
    /// The file's number in its file system; 0 where the platform has none.
    pub inode: u64,
}

impl FileState {
    /// The state that `metadata` describes.
    #[must_use]
    pub fn of(metadata: &fs::Metadata) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Self {
                size: metadata.len(),
                modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
                changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
                inode: metadata.ino(),
            }
        }
        #[cfg(not(unix))]
        {
            let modified = metadata
                .modified()
                .ok()
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                .and_then(|since| i64::try_from(since.as_nanos()).ok())
                .unwrap_or_default();
            Self { size: metadata.len(), modified, changed: 0, inode: 0 }
        }
    }
}

/// A point in time as nanoseconds, where the two parts come from a file system.
#[cfg(unix)]
pub(crate) fn nanoseconds(seconds: i64, nanoseconds: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds)
}
