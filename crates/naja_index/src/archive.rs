//! The form in which a project page is kept: fixed-width tables and one text, read in place without being decoded.
//!
//! All numbers are little-endian. A release row is small, so that choosing among thousands of versions touches little
//! memory; the rows of its files are looked at only when it is chosen. Nothing here trusts the bytes: what lies
//! outside of them reads as empty, and the checksum of the cache file notices damage before.

use std::ops::Range;

/// How many bytes the counts at the start take.
const HEAD: usize = 20;
/// The width of a row of each table.
const RELEASE: usize = 32;
const FILE: usize = 96;
const SLICE: usize = 8;
const SKIPPED: usize = 16;

/// What is known of a release without looking at its files.
pub(crate) mod release_flag {
    pub(crate) const HAS_SDIST: u32 = 1;
    pub(crate) const HAS_WHEEL: u32 = 2;
    /// A wheel for any Python 3 on any platform.
    pub(crate) const HAS_UNIVERSAL: u32 = 4;
    pub(crate) const ANY_YANKED: u32 = 8;
    pub(crate) const ALL_YANKED: u32 = 16;
    /// Its files differ in requires-python.
    pub(crate) const MIXED_REQUIRES: u32 = 32;
    /// Every file has an upload time.
    pub(crate) const HAS_UPLOAD: u32 = 64;
}

/// What is known of a file.
pub(crate) mod file_flag {
    pub(crate) const WHEEL: u32 = 1;
    pub(crate) const YANKED: u32 = 2;
    pub(crate) const HAS_SIZE: u32 = 4;
    pub(crate) const HAS_SHA256: u32 = 8;
    pub(crate) const HAS_UPLOAD: u32 = 16;
    /// The page says that core metadata is served beside the file.
    pub(crate) const METADATA: u32 = 32;
    /// The URL ends with the file name, which is not stored twice.
    pub(crate) const NAME_IN_URL: u32 = 64;
    pub(crate) const UNIVERSAL: u32 = 128;
}

/// A row of the release table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReleaseRow {
    pub(crate) version: Slice,
    pub(crate) first_file: u32,
    pub(crate) file_count: u32,
    /// 0 where there is none, else the row of the table of specifiers, from 1.
    pub(crate) requires: u32,
    pub(crate) flags: u32,
    /// The earliest upload of its files.
    pub(crate) upload: i64,
}

/// A row of the file table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FileRow {
    pub(crate) name: Slice,
    pub(crate) url: Slice,
    pub(crate) yanked: Slice,
    /// `algorithm=digest` of the core metadata served beside the file.
    pub(crate) metadata_hash: Slice,
    /// `algorithm=digest`, separated by spaces: hashes other than SHA-256.
    pub(crate) hashes: Slice,
    pub(crate) sha256: [u8; 32],
    pub(crate) size: u64,
    pub(crate) upload: i64,
    pub(crate) requires: u32,
    pub(crate) flags: u32,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slice {
    start: u32,
    len: u32,
}

/// Writes an archive.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
    pub(crate) releases: Vec<ReleaseRow>,
    pub(crate) files: Vec<FileRow>,
    pub(crate) requires: Vec<Slice>,
    pub(crate) skipped: Vec<(Slice, Slice)>,
}

impl Writer {
    /// Puts `text` into the archive; past 4 GiB it is dropped.
    pub(crate) fn text(&mut self, text: &str) -> Slice {
        let (Ok(start), Ok(len)) = (u32::try_from(self.text.len()), u32::try_from(text.len())) else {
            return Slice::default();
        };
        self.text.push_str(text);
        Slice { start, len }
    }

    /// The bytes of the archive.
    pub(crate) fn finish(&self) -> Vec<u8> {
        let size = HEAD
            + self.releases.len() * RELEASE
            + self.files.len() * FILE
            + self.requires.len() * SLICE
            + self.skipped.len() * SKIPPED
            + self.text.len();
        let mut out = Vec::with_capacity(size);
        for count in
            [self.releases.len(), self.files.len(), self.requires.len(), self.skipped.len(), self.text.len()]
        {
            out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        }
        for row in &self.releases {
            row.version.write(&mut out);
            for number in [row.first_file, row.file_count, row.requires, row.flags] {
                out.extend(number.to_le_bytes());
            }
            out.extend(row.upload.to_le_bytes());
        }
        for row in &self.files {
            for slice in [row.name, row.url, row.yanked, row.metadata_hash, row.hashes] {
                slice.write(&mut out);
            }
            out.extend(row.sha256);
            out.extend(row.size.to_le_bytes());
            out.extend(row.upload.to_le_bytes());
            out.extend(row.requires.to_le_bytes());
            out.extend(row.flags.to_le_bytes());
        }
        for slice in &self.requires {
            slice.write(&mut out);
        }
        for (name, reason) in &self.skipped {
            name.write(&mut out);
            reason.write(&mut out);
        }
        out.extend(self.text.as_bytes());
        out
    }
}

/// Reads an archive in place.
#[derive(Debug)]
pub(crate) struct Reader {
    bytes: Vec<u8>,
    releases: Range<usize>,
    files: Range<usize>,
    requires: Range<usize>,
    skipped: Range<usize>,
    text: Range<usize>,
}

impl Reader {
    /// Takes the archive that starts at `start` of `bytes` and ends with them; `None` where it does not fit.
    pub(crate) fn new(bytes: Vec<u8>, start: usize) -> Option<Self> {
        let mut counts = [0_usize; 5];
        for (count, index) in counts.iter_mut().zip(0..) {
            *count = u32_at(&bytes, start + index * 4)? as usize;
        }
        let mut end = start + HEAD;
        let mut table = |count: usize, width: usize| -> Option<Range<usize>> {
            let from = end;
            end = from.checked_add(count.checked_mul(width)?)?;
            Some(from..end)
        };
        let releases = table(counts[0], RELEASE)?;
        let files = table(counts[1], FILE)?;
        let requires = table(counts[2], SLICE)?;
        let skipped = table(counts[3], SKIPPED)?;
        let text = table(counts[4], 1)?;
        (text.end == bytes.len()).then_some(Self { bytes, releases, files, requires, skipped, text })
    }

    pub(crate) fn release_count(&self) -> usize {
        self.releases.len() / RELEASE
    }

    pub(crate) fn file_count(&self) -> usize {
        self.files.len() / FILE
    }

    pub(crate) fn requires_count(&self) -> usize {
        self.requires.len() / SLICE
    }

    pub(crate) fn skipped_count(&self) -> usize {
        self.skipped.len() / SKIPPED
    }

    pub(crate) fn release(&self, index: usize) -> ReleaseRow {
        let row = self.row(&self.releases, index, RELEASE);
        ReleaseRow {
            version: Slice::read(row, 0),
            first_file: number(row, 8),
            file_count: number(row, 12),
            requires: number(row, 16),
            flags: number(row, 20),
            upload: long(row, 24).cast_signed(),
        }
    }

    pub(crate) fn file(&self, index: usize) -> FileRow {
        let row = self.row(&self.files, index, FILE);
        FileRow {
            name: Slice::read(row, 0),
            url: Slice::read(row, 8),
            yanked: Slice::read(row, 16),
            metadata_hash: Slice::read(row, 24),
            hashes: Slice::read(row, 32),
            sha256: row.get(40..72).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default(),
            size: long(row, 72),
            upload: long(row, 80).cast_signed(),
            requires: number(row, 88),
            flags: number(row, 92),
        }
    }

    pub(crate) fn requires(&self, index: usize) -> &str {
        self.text(Slice::read(self.row(&self.requires, index, SLICE), 0))
    }

    /// The name of a skipped file, and why it is skipped.
    pub(crate) fn skipped(&self, index: usize) -> (&str, &str) {
        let row = self.row(&self.skipped, index, SKIPPED);
        (self.text(Slice::read(row, 0)), self.text(Slice::read(row, 8)))
    }

    pub(crate) fn text(&self, slice: Slice) -> &str {
        let start = self.text.start + slice.start as usize;
        let bytes = self.bytes.get(start..start + slice.len as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn row(&self, table: &Range<usize>, index: usize, width: usize) -> &[u8] {
        let start = table.start + index * width;
        if start < table.end { self.bytes.get(start..start + width).unwrap_or_default() } else { &[] }
    }
}

impl Slice {
    fn write(self, out: &mut Vec<u8>) {
        out.extend(self.start.to_le_bytes());
        out.extend(self.len.to_le_bytes());
    }

    fn read(row: &[u8], at: usize) -> Self {
        Self { start: number(row, at), len: number(row, at + 4) }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
}

fn number(row: &[u8], at: usize) -> u32 {
    u32_at(row, at).unwrap_or(0)
}

fn long(row: &[u8], at: usize) -> u64 {
    row.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::{FileRow, Reader, ReleaseRow, Writer};

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        let version = writer.text("1.0");
        let name = writer.text("a-1.0.tar.gz");
        let requires = writer.text(">=3.9");
        writer.requires.push(requires);
        let sha256 = std::array::from_fn(|index| u8::try_from(index).unwrap());
        writer.releases.push(ReleaseRow {
            version,
            file_count: 1,
            requires: 1,
            flags: 5,
            upload: -7,
            ..ReleaseRow::default()
        });
        writer.files.push(FileRow {
            name,
            size: 1 << 40,
            upload: 9,
            sha256,
            requires: 1,
            flags: 3,
            ..FileRow::default()
        });
        writer.finish()
    }

    #[test]
    fn what_is_written_is_read() {
        let reader = Reader::new(sample(), 0).unwrap();
        assert_eq!((reader.release_count(), reader.file_count(), reader.requires_count()), (1, 1, 1));
        let (release, file) = (reader.release(0), reader.file(0));
        assert_eq!(reader.text(release.version), "1.0");
        assert_eq!((release.file_count, release.requires, release.flags, release.upload), (1, 1, 5, -7));
        assert_eq!((reader.text(file.name), file.size, file.upload), ("a-1.0.tar.gz", 1 << 40, 9));
        assert_eq!((file.sha256[31], file.requires, file.flags), (31, 1, 3));
        assert_eq!(reader.requires(0), ">=3.9");
    }

    #[test]
    fn fault_73_no_damage_makes_reading_panic() {
        let whole = sample();
        for cut in 0..whole.len() {
            assert!(Reader::new(whole[..cut].to_vec(), 0).is_none());
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] = 0xff;
            let Some(reader) = Reader::new(damaged, 0) else { continue };
            for index in 0..reader.release_count() + 2 {
                reader.text(reader.release(index).version);
                reader.text(reader.file(index).name);
                reader.requires(index);
                reader.skipped(index);
            }
        }
    }
}
