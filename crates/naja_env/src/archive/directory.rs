//! The central directory of a zip archive, and the ground that it says its entries cover.

use std::fs::File;

use super::{ArchiveError, Entry, FieldReader, Limits, read_at};
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END_LENGTH: u64 = 22;
const LOCATOR_LENGTH: u64 = 20;
/// A directory larger than this is not that of a distribution: a million entries take some 100 MB.
const MAX_DIRECTORY: u64 = 512 << 20;

/// Where the directory lies and how many entries it announces.
struct EndRecord {
    entries: u64,
    start: u64,
    size: u64,
    /// Where the directory must end.
    ends_at: u64,
}

/// Reads the directory of the archive in `file`, which is `length` bytes long; the entries come in data order.
pub(super) fn read(file: &File, length: u64, limits: &Limits) -> Result<Vec<Entry>, ArchiveError> {
    let end = find_end(file, length)?;
    if end.start.checked_add(end.size) != Some(end.ends_at) {
        return Err(surplus("there are bytes between the central directory and the end of the archive"));
    }
    if end.entries > limits.entries {
        let detail = format!("it has {} entries, more than the limit of {}", end.entries, limits.entries);
        return Err(WheelProblem::new(WheelProblemKind::TooLarge, detail).into());
    }
    if end.size > MAX_DIRECTORY {
        return Err(
            WheelProblem::new(WheelProblemKind::TooLarge, "its central directory is too large").into()
        );
    }
    let mut bytes = vec![0; usize::try_from(end.size).map_err(|_| broken("the directory is too large"))?];
    read_at(file, &mut bytes, end.start)?;
    let mut fields = FieldReader(&bytes);
    let mut entries = Vec::new();
    while !fields.0.is_empty() {
        entries.push(read_entry(&mut fields)?);
    }
    if entries.len() as u64 != end.entries {
        return Err(broken("the number of entries is not the announced one"));
    }
    check_layout(&mut entries, end.start)?;
    Ok(entries)
}

fn broken(detail: &str) -> ArchiveError {
    WheelProblem::new(WheelProblemKind::NotAnArchive, detail).into()
}

fn surplus(detail: &str) -> ArchiveError {
    WheelProblem::new(WheelProblemKind::SurplusBytes, detail).into()
}

fn find_end(file: &File, length: u64) -> Result<EndRecord, ArchiveError> {
    let Some(at) = length.checked_sub(END_LENGTH) else { return Err(broken("it is not a zip archive")) };
    let mut bytes = [0; END_LENGTH as usize];
    read_at(file, &mut bytes, at)?;
    if !bytes.starts_with(END) {
        return Err(explain_missing_end(file, length)?);
    }
    let short = || broken("the end record is cut off");
    let mut fields = FieldReader(&bytes[4..]);
    let disks = (fields.u16().ok_or_else(short)?, fields.u16().ok_or_else(short)?);
    let here = fields.u16().ok_or_else(short)?;
    let entries = fields.u16().ok_or_else(short)?;
    let size = fields.u32().ok_or_else(short)?;
    let start = fields.u32().ok_or_else(short)?;
    if fields.u16() != Some(0) {
        return Err(surplus("it carries a comment, or bytes after its end"));
    }
    if disks != (0, 0) || here != entries {
        return Err(broken("it is one part of a divided archive"));
    }
    let needs_64 = entries == u16::MAX || size == u32::MAX || start == u32::MAX;
    match read_end_64(file, at)? {
        Some(end) => {
            let agrees = (entries == u16::MAX || u64::from(entries) == end.entries)
                && (size == u32::MAX || u64::from(size) == end.size)
                && (start == u32::MAX || u64::from(start) == end.start);
            if agrees { Ok(end) } else { Err(broken("its two end records differ")) }
        }
        None if needs_64 && start == u32::MAX => Err(broken("the zip64 end record is missing")),
        None => {
            Ok(EndRecord { entries: entries.into(), start: start.into(), size: size.into(), ends_at: at })
        }
    }
}

/// Distinguishes an archive with something after it from what never was one.
fn explain_missing_end(file: &File, length: u64) -> Result<ArchiveError, ArchiveError> {
    let tail = length.min(END_LENGTH + (1 << 16));
    let mut bytes = vec![0; usize::try_from(tail).unwrap_or_default()];
    read_at(file, &mut bytes, length - tail)?;
    if memchr::memmem::rfind(&bytes, END).is_some() {
        return Ok(surplus("it carries a comment, or bytes after its end"));
    }
    let mut start = [0; 4];
    read_at(file, &mut start, 0)?;
    Ok(broken(if start.starts_with(b"PK\x03\x04") { "it is cut off" } else { "it is not a zip archive" }))
}

fn read_end_64(file: &File, end: u64) -> Result<Option<EndRecord>, ArchiveError> {
    let Some(at) = end.checked_sub(LOCATOR_LENGTH) else { return Ok(None) };
    let mut locator = [0; LOCATOR_LENGTH as usize];
    read_at(file, &mut locator, at)?;
    if !locator.starts_with(LOCATOR_64) {
        return Ok(None);
    }
    let short = || broken("the zip64 end record is cut off");
    let mut fields = FieldReader(&locator[4..]);
    let disk = fields.u32().ok_or_else(short)?;
    let record_at = fields.u64().ok_or_else(short)?;
    let disks = fields.u32().ok_or_else(short)?;
    // An extensible record may be long, but nobody writes one: the fixed length leaves no hiding place.
    if disk != 0 || disks != 1 || record_at.checked_add(56) != Some(at) {
        return Err(broken("the zip64 end record is not where it is announced"));
    }
    let mut record = [0; 56];
    read_at(file, &mut record, record_at)?;
    if !record.starts_with(END_64) {
        return Err(short());
    }
    let mut fields = FieldReader(&record[4..]);
    if fields.u64() != Some(44) {
        return Err(broken("the zip64 end record has another length"));
    }
    fields.take(4).ok_or_else(short)?;
    let disks = (fields.u32().ok_or_else(short)?, fields.u32().ok_or_else(short)?);
    let here = fields.u64().ok_or_else(short)?;
    let entries = fields.u64().ok_or_else(short)?;
    let size = fields.u64().ok_or_else(short)?;
    let start = fields.u64().ok_or_else(short)?;
    if disks != (0, 0) || here != entries {
        return Err(broken("it is one part of a divided archive"));
    }
    Ok(Some(EndRecord { entries, start, size, ends_at: record_at }))
}

fn read_entry(fields: &mut FieldReader<'_>) -> Result<Entry, ArchiveError> {
    let short = || broken("the central directory is cut off");
    if fields.take(4) != Some(CENTRAL) {
        return Err(broken("the central directory is damaged"));
    }
    let made_by = fields.u16().ok_or_else(short)? >> 8;
    fields.u16().ok_or_else(short)?;
    let flags = fields.u16().ok_or_else(short)?;
    let method = fields.u16().ok_or_else(short)?;
    fields.u32().ok_or_else(short)?;
    let crc = fields.u32().ok_or_else(short)?;
    let compressed = fields.u32().ok_or_else(short)?;
    let size = fields.u32().ok_or_else(short)?;
    let name_length = fields.u16().ok_or_else(short)?;
    let extra_length = fields.u16().ok_or_else(short)?;
    let comment_length = fields.u16().ok_or_else(short)?;
    let disk = fields.u16().ok_or_else(short)?;
    fields.u16().ok_or_else(short)?;
    let attributes = fields.u32().ok_or_else(short)?;
    let start = fields.u32().ok_or_else(short)?;
    let raw_name = fields.take(name_length.into()).ok_or_else(short)?;
    let extra = fields.take(extra_length.into()).ok_or_else(short)?;
    fields.take(comment_length.into()).ok_or_else(short)?;

    let Ok(name) = std::str::from_utf8(raw_name) else {
        let shown = String::from_utf8_lossy(raw_name);
        return Err(WheelProblem::at(WheelProblemKind::BadName, &shown, "the name is not UTF-8").into());
    };
    if disk != 0 && disk != u16::MAX {
        return Err(broken("it is one part of a divided archive"));
    }
    if flags & 1 != 0 {
        return Err(WheelProblem::at(WheelProblemKind::Unsupported, name, "it is encrypted").into());
    }
    if method != 0 && method != 8 {
        let detail = format!("it is packed by method {method}: wheels are stored or deflated");
        return Err(WheelProblem::at(WheelProblemKind::Unsupported, name, detail).into());
    }
    let wide = Zip64Values::read(extra, &[size, compressed, start]).ok_or_else(|| {
        WheelProblem::at(
            WheelProblemKind::NotAnArchive,
            name,
            "an extra field of its directory entry is damaged",
        )
    })?;
    let is_folder = name.ends_with('/');
    // The mode stands in the upper half where the maker was a Unix (3) or macOS (19).
    let mode = if made_by == 3 || made_by == 19 { attributes >> 16 } else { 0 };
    check_kind(name, mode, is_folder)?;
    Ok(Entry {
        name: name.strip_suffix('/').unwrap_or(name).to_owned(),
        raw_name: raw_name.into(),
        is_folder,
        executable: !is_folder && mode & 0o111 != 0,
        size: wide.values[0],
        compressed: wide.values[1],
        crc,
        method,
        flags,
        start: wide.values[2],
        end: 0,
    })
}

/// A link could lead out of the environment, and a device has no place in a distribution.
fn check_kind(name: &str, mode: u32, is_folder: bool) -> Result<(), WheelProblem> {
    match mode & 0o170_000 {
        0 | 0o100_000 if !is_folder => Ok(()),
        0 | 0o040_000 if is_folder => Ok(()),
        0o120_000 => Err(WheelProblem::at(WheelProblemKind::Link, name, "it is a symbolic link")),
        0o100_000 | 0o040_000 => Err(WheelProblem::at(
            WheelProblemKind::BadName,
            name,
            "its name and its mode disagree on whether it is a folder",
        )),
        _ => Err(WheelProblem::at(WheelProblemKind::Link, name, "it is neither a file nor a folder")),
    }
}

/// Sizes and offset after the zip64 extra field has replaced those that did not fit.
pub(super) struct Zip64Values {
    /// In the order in which they were given.
    pub(super) values: [u64; 3],
}

impl Zip64Values {
    /// Resolves `narrow` through the extra field `extra`; `None` when a field is damaged, doubled, or would change the
    /// name for some readers.
    pub(super) fn read(extra: &[u8], narrow: &[u32; 3]) -> Option<Self> {
        let mut values = narrow.map(u64::from);
        let mut seen_64 = false;
        let mut fields = FieldReader(extra);
        while !fields.0.is_empty() {
            let (id, length) = (fields.u16()?, fields.u16()?);
            let mut body = FieldReader(fields.take(length.into())?);
            match id {
                1 if seen_64 => return None,
                1 => {
                    seen_64 = true;
                    for (value, narrow) in values.iter_mut().zip(narrow) {
                        if *narrow == u32::MAX {
                            *value = body.u64()?;
                        }
                    }
                }
                // Info-ZIP's Unicode path gives the entry a second name.
                0x7075 => return None,
                _ => {}
            }
        }
        Some(Self { values })
    }
}

/// Sorts the entries by place and requires that they fill the file up to the directory.
fn check_layout(entries: &mut [Entry], directory: u64) -> Result<(), ArchiveError> {
    entries.sort_by_key(|entry| entry.start);
    if entries.first().map_or(directory, |first| first.start) != 0 {
        return Err(surplus("there are bytes before its first entry"));
    }
    for index in 0..entries.len() {
        let end = entries.get(index + 1).map_or(directory, |next| next.start);
        let entry = &mut entries[index];
        entry.end = end;
        let room = end.checked_sub(entry.start);
        if room.is_none_or(|room| room < entry.compressed.saturating_add(30)) {
            return Err(WheelProblem::at(
                WheelProblemKind::Overlap,
                &entry.name,
                "it overlaps another entry",
            )
            .into());
        }
    }
    Ok(())
}
