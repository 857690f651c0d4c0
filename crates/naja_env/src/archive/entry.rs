//! One entry of a zip archive: its local header, its data, its descriptor, each compared with the central directory.

use std::fs::File;
use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::directory::Zip64Values;
use super::{ArchiveError, Entry, FieldReader, read_at};
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

const LOCAL: &[u8] = b"PK\x03\x04";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
const HEADER_LENGTH: usize = 30;
/// Data is read and unpacked in pieces of this size, so that an entry of gigabytes takes no memory.
const PIECE: usize = 256 << 10;

/// Scratch memory for reading entries, kept from one to the next.
#[derive(Default)]
pub(crate) struct Buffers {
    packed: Vec<u8>,
    unpacked: Vec<u8>,
    inflater: Option<Decompress>,
}

pub(super) fn read(
    file: &File,
    entry: &Entry,
    buffers: &mut Buffers,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), ArchiveError> {
    let length = entry.end - entry.start;
    // One read serves most entries whole: header, data and descriptor.
    let first = usize::try_from(length).unwrap_or(usize::MAX).min(PIECE);
    buffers.packed.resize(PIECE.max(first), 0);
    read_at(file, &mut buffers.packed[..first], entry.start)?;
    let header = check_header(entry, &buffers.packed[..first])?;
    let after = length.checked_sub(header as u64 + entry.compressed);
    let Some(after) = after else {
        return Err(
            WheelProblem::at(WheelProblemKind::Overlap, &entry.name, "it overlaps another entry").into()
        );
    };
    let mut source =
        Source { file, offset: entry.start + first as u64, left: entry.compressed, taken: header..first };
    let mut check = CheckedOutput { crc: Crc::new(), size: 0, entry, sink };
    if entry.method == 0 {
        while let Some(piece) = source.next(&mut buffers.packed)? {
            check.give(&buffers.packed[piece])?;
        }
    } else {
        inflate(&mut source, buffers, &mut check)?;
    }
    check.finish()?;
    check_descriptor(file, entry, after)
}

/// The packed bytes of an entry, of which the first lie in the buffer already.
struct Source<'a> {
    file: &'a File,
    offset: u64,
    left: u64,
    taken: std::ops::Range<usize>,
}

impl Source<'_> {
    /// The next piece's place in `buffer`, or `None` at the end of the data.
    fn next(&mut self, buffer: &mut [u8]) -> io::Result<Option<std::ops::Range<usize>>> {
        if self.left == 0 {
            return Ok(None);
        }
        if self.taken.is_empty() {
            let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(PIECE);
            read_at(self.file, &mut buffer[..wanted], self.offset)?;
            self.offset += wanted as u64;
            self.taken = 0..wanted;
        }
        let length = self.taken.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let piece = self.taken.start..self.taken.start + length;
        self.taken = 0..0;
        self.left -= length as u64;
        Ok(Some(piece))
    }
}

/// Counts and sums what goes to the sink.
struct CheckedOutput<'a> {
    crc: Crc,
    size: u64,
    entry: &'a Entry,
    sink: &'a mut dyn FnMut(&[u8]) -> io::Result<()>,
}

impl CheckedOutput<'_> {
    fn give(&mut self, piece: &[u8]) -> Result<(), ArchiveError> {
        self.size += piece.len() as u64;
        if self.size > self.entry.size {
            return Err(self.problem("it unpacks to more bytes than announced").into());
        }
        self.crc.update(piece);
        Ok((self.sink)(piece)?)
    }

    fn problem(&self, detail: &str) -> WheelProblem {
        WheelProblem::at(WheelProblemKind::Checksum, &self.entry.name, detail)
    }

    fn finish(&self) -> Result<(), WheelProblem> {
        if self.size != self.entry.size {
            return Err(self.problem("it unpacks to fewer bytes than announced"));
        }
        if self.crc.sum() != self.entry.crc {
            return Err(self.problem("its contents do not match their CRC-32"));
        }
        Ok(())
    }
}

fn inflate(
    source: &mut Source<'_>,
    buffers: &mut Buffers,
    check: &mut CheckedOutput<'_>,
) -> Result<(), ArchiveError> {
    let Buffers { packed, unpacked, inflater } = buffers;
    let inflater = inflater.get_or_insert_with(|| Decompress::new(false));
    inflater.reset(false);
    unpacked.resize(PIECE, 0);
    let mut ended = false;
    while let Some(piece) = source.next(packed)? {
        let mut input = &packed[piece];
        loop {
            if ended {
                return Err(check.problem("there are bytes after its deflated data").into());
            }
            let (before_in, before_out) = (inflater.total_in(), inflater.total_out());
            let status = inflater
                .decompress(input, unpacked, FlushDecompress::None)
                .map_err(|_| check.problem("its deflated data is damaged"))?;
            let consumed = usize::try_from(inflater.total_in() - before_in).unwrap_or(input.len());
            let produced = usize::try_from(inflater.total_out() - before_out).unwrap_or_default();
            input = &input[consumed..];
            check.give(&unpacked[..produced])?;
            ended = status == Status::StreamEnd;
            let full = produced == unpacked.len();
            if input.is_empty() && (ended || !full) {
                break;
            }
            if !ended && consumed == 0 && produced == 0 {
                return Err(check.problem("its deflated data is damaged").into());
            }
        }
    }
    if ended { Ok(()) } else { Err(check.problem("its deflated data is cut off").into()) }
}

/// Compares the local header at the start of `bytes` with the directory's entry and gives its length.
fn check_header(entry: &Entry, bytes: &[u8]) -> Result<usize, ArchiveError> {
    let differs = |what: &str| {
        let detail = format!("its local header and the central directory differ in {what}");
        ArchiveError::from(WheelProblem::at(WheelProblemKind::HeaderMismatch, &entry.name, detail))
    };
    let short = || differs("length");
    let mut fields = FieldReader(bytes);
    if fields.take(4) != Some(LOCAL) {
        return Err(differs("place"));
    }
    fields.u16().ok_or_else(short)?;
    let flags = fields.u16().ok_or_else(short)?;
    let method = fields.u16().ok_or_else(short)?;
    fields.u32().ok_or_else(short)?;
    let crc = fields.u32().ok_or_else(short)?;
    let compressed = fields.u32().ok_or_else(short)?;
    let size = fields.u32().ok_or_else(short)?;
    let name_length = usize::from(fields.u16().ok_or_else(short)?);
    let extra_length = usize::from(fields.u16().ok_or_else(short)?);
    let name = fields.take(name_length).ok_or_else(short)?;
    let extra = fields.take(extra_length).ok_or_else(short)?;
    if name != &*entry.raw_name {
        return Err(differs("name"));
    }
    if method != entry.method {
        return Err(differs("method"));
    }
    // Encryption and the descriptor change how the data is read; the other flags describe how it was packed.
    if (flags ^ entry.flags) & 0x09 != 0 {
        return Err(differs("flags"));
    }
    let wide = Zip64Values::read(extra, &[size, compressed, 0]).ok_or_else(|| differs("extra fields"))?;
    let later = entry.has_descriptor();
    let agrees =
        |local: u64, central: u64| local == central || later && (local == 0 || local == u64::from(u32::MAX));
    if !agrees(wide.values[0], entry.size) || !agrees(wide.values[1], entry.compressed) {
        return Err(differs("size"));
    }
    if !(crc == entry.crc || later && crc == 0) {
        return Err(differs("CRC-32"));
    }
    Ok(HEADER_LENGTH + name_length + extra_length)
}

/// What follows the data must be the descriptor, whole, where one is announced, and else nothing.
fn check_descriptor(file: &File, entry: &Entry, length: u64) -> Result<(), ArchiveError> {
    let wrong = |detail: &str| {
        ArchiveError::from(WheelProblem::at(WheelProblemKind::SurplusBytes, &entry.name, detail))
    };
    if !entry.has_descriptor() {
        return if length == 0 { Ok(()) } else { Err(wrong("there are bytes after its data")) };
    }
    let mut bytes = [0; 24];
    let Some(bytes) = usize::try_from(length).ok().and_then(|length| bytes.get_mut(..length)) else {
        return Err(wrong("there are bytes after its data"));
    };
    read_at(file, bytes, entry.end - length)?;
    let mut fields = FieldReader(bytes);
    if length == 16 || length == 24 {
        if fields.take(4) != Some(DESCRIPTOR) {
            return Err(wrong("its data descriptor is damaged"));
        }
    } else if length != 12 && length != 20 {
        return Err(wrong("its data descriptor has another length"));
    }
    let crc = fields.u32();
    let sizes = if fields.0.len() == 16 {
        (fields.u64(), fields.u64())
    } else {
        (fields.u32().map(u64::from), fields.u32().map(u64::from))
    };
    if crc != Some(entry.crc) || sizes != (Some(entry.compressed), Some(entry.size)) {
        let detail = "its data descriptor and the central directory differ";
        return Err(WheelProblem::at(WheelProblemKind::HeaderMismatch, &entry.name, detail).into());
    }
    Ok(())
}

impl Entry {
    /// Whether sizes and CRC follow the data.
    fn has_descriptor(&self) -> bool {
        self.flags & 0x08 != 0
    }
}
