//! A strict reader of zip archives: whatever two readers could understand differently is refused.
//!
//! The central directory is read once, every entry's local header is compared with it, and the entries must fill the
//! file from its first byte to the directory without gap or overlap. Stored and deflated entries are read, zip64 too.

mod directory;
mod entry;
mod path;

use std::fs::File;
use std::io;
use std::path::Path;

pub(crate) use entry::Buffers;
pub(crate) use path::{check_component, check_path};

use crate::wheel_problem::{WheelProblem, WheelProblemKind};

/// What an archive may hold at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The sum of the unpacked sizes, in bytes.
    pub unpacked: u64,
    /// How many times larger than the archive its contents may be, once they exceed 64 MiB.
    pub ratio: u64,
    /// The number of entries.
    pub entries: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 32 << 30, ratio: 200, entries: 1_000_000 }
    }
}

/// Below this unpacked size the ratio says nothing: text of one letter packs a thousandfold.
const RATIO_FREE: u64 = 64 << 20;

/// An opened archive whose directory is sound; its entries are checked as they are read.
#[derive(Debug)]
pub(crate) struct Archive {
    file: File,
    entries: Vec<Entry>,
}

/// One file or folder of an archive, as the central directory lists it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The path with `/`, without the `/` that marks a folder.
    pub(crate) name: String,
    /// The name as it stands in the directory.
    raw_name: Box<[u8]>,
    /// Whether this is a folder.
    pub(crate) is_folder: bool,
    /// Whether the archive says that the file can be executed.
    pub(crate) executable: bool,
    /// The unpacked size in bytes.
    pub(crate) size: u64,
    compressed: u64,
    crc: u32,
    method: u16,
    flags: u16,
    /// The place of the local header.
    start: u64,
    /// The place of whatever follows the entry's data and descriptor.
    end: u64,
}

impl Archive {
    /// Opens the archive at `path` and checks its directory, names and sizes.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, ArchiveError> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let entries = directory::read(&file, length, limits)?;
        let unpacked: u64 = entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.size));
        if unpacked > limits.unpacked {
            let detail =
                format!("it unpacks to {unpacked} bytes, more than the limit of {}", limits.unpacked);
            return Err(WheelProblem::new(WheelProblemKind::TooLarge, detail).into());
        }
        if unpacked > RATIO_FREE && unpacked / length.max(1) > limits.ratio {
            let detail = format!("it unpacks {length} bytes to {unpacked}, more than {} times", limits.ratio);
            return Err(WheelProblem::new(WheelProblemKind::TooLarge, detail).into());
        }
        path::check_names(&entries)?;
        Ok(Self { file, entries })
    }

    /// The entries in the order of their data.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads `entry`, checks it against the directory, and gives its contents to `sink` piece by piece.
    pub(crate) fn read(
        &self,
        entry: &Entry,
        buffers: &mut Buffers,
        sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), ArchiveError> {
        entry::read(&self.file, entry, buffers, sink)
    }

    /// The whole contents of `entry`, which may be at most `limit` bytes long.
    pub(crate) fn read_whole(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ArchiveError> {
        if entry.size > limit {
            let detail = format!("it is larger than {limit} bytes");
            return Err(WheelProblem::at(WheelProblemKind::TooLarge, &entry.name, detail).into());
        }
        let mut bytes = Vec::new();
        self.read(entry, &mut Buffers::default(), &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}

/// Why an archive can't be read.
#[derive(Debug)]
pub(crate) enum ArchiveError {
    /// The archive is not one that is accepted.
    Problem(WheelProblem),
    /// The file itself could not be read, or the sink failed.
    Io(io::Error),
}

impl From<WheelProblem> for ArchiveError {
    fn from(problem: WheelProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Fills `buffer` from `offset` on, without moving a shared file position on Unix.
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
    }
    #[cfg(windows)]
    {
        let (mut buffer, mut offset) = (buffer, offset);
        while !buffer.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(file, buffer, offset)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            buffer = &mut buffer[read..];
            offset += read as u64;
        }
        Ok(())
    }
}

/// A little-endian reader over a slice; `None` past its end.
struct FieldReader<'a>(&'a [u8]);

impl<'a> FieldReader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}
