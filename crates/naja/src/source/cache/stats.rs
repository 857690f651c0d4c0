//! What a file looked like from outside when it held some bytes.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Size, times and inode of a file, and the digest of what it held then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    size: u64,
    modified: i128,
    /// Set by the system at every change, of the bytes as of the other times; 0 where a platform has none.
    changed: i128,
    inode: u64,
    pub(super) content: u128,
}

impl Stat {
    /// The bytes that one takes.
    pub(super) const LENGTH: usize = 8 + 16 + 16 + 8 + 16;

    /// What `metadata` tells; `None` where that is not enough.
    pub(super) fn of(metadata: &Metadata, content: u128) -> Option<Self> {
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let modified = i128::try_from(modified.as_nanos()).ok()?;
        #[cfg(unix)]
        let (changed, inode) = {
            use std::os::unix::fs::MetadataExt as _;
            let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
            (changed, metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed, inode) = (0, 0);
        Some(Self { size: metadata.len(), modified, changed, inode, content })
    }

    /// Whether `metadata` tells the same.
    pub(super) fn same_file(&self, metadata: &Metadata) -> bool {
        Self::of(metadata, self.content).is_some_and(|stat| stat == *self)
    }

    /// When it was last changed in any way, if the platform says so, else when its bytes were.
    pub(super) fn changed(&self) -> Option<SystemTime> {
        let nanoseconds = u64::try_from(self.changed.max(self.modified)).ok()?;
        Some(UNIX_EPOCH + Duration::from_nanos(nanoseconds))
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        bytes.extend_from_slice(&self.size.to_le_bytes());
        bytes.extend_from_slice(&self.modified.to_le_bytes());
        bytes.extend_from_slice(&self.changed.to_le_bytes());
        bytes.extend_from_slice(&self.inode.to_le_bytes());
        bytes.extend_from_slice(&self.content.to_le_bytes());
        bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (size, rest) = bytes.split_first_chunk()?;
        let (modified, rest) = rest.split_first_chunk()?;
        let (changed, rest) = rest.split_first_chunk()?;
        let (inode, rest) = rest.split_first_chunk()?;
        Some(Self {
            size: u64::from_le_bytes(*size),
            modified: i128::from_le_bytes(*modified),
            changed: i128::from_le_bytes(*changed),
            inode: u64::from_le_bytes(*inode),
            content: u128::from_le_bytes(*rest.first_chunk()?),
        })
    }

    #[cfg(test)]
    pub(super) fn for_test(metadata: &Metadata, content: u128) -> Self {
        Self::of(metadata, content).expect("a file with times")
    }
}
