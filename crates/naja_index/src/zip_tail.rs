//! One member of a zip archive, found through the central directory, from as few bytes as possible.

use std::io::Read as _;

/// How many bytes at the end hold the end-of-central-directory records at most, comment included.
pub(crate) const MAX_END: u64 = 65_557 + 20 + 56;
/// A member longer than this is not inflated.
const MAX_MEMBER: u64 = 64 << 20;

/// Where the central directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

/// A member as the central directory lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    method: u16,
    crc32: u32,
    compressed: u64,
    size: u64,
    /// Where its local header starts.
    pub(crate) offset: u64,
    name_len: u64,
}

impl Member {
    /// How many bytes from `offset` on surely hold the member. The local extra field may be longer than the central
    /// one, so some are added.
    pub(crate) fn span(&self) -> u64 {
        30 + self.name_len + self.compressed + 512
    }

    /// The contents, from the bytes that start at `offset` of the archive.
    pub(crate) fn read(&self, local: &[u8]) -> Result<Vec<u8>, String> {
        if local.get(..4) != Some(b"PK\x03\x04") {
            return Err(format!("no member starts where the archive says that `{}` does", self.name));
        }
        let short = || format!("the archive ends within `{}`", self.name);
        let start = 30
            + u64::from(u16_at(local, 26).ok_or_else(short)?)
            + u64::from(u16_at(local, 28).ok_or_else(short)?);
        let data = slice(local, start, self.compressed).ok_or_else(short)?;
        if self.size > MAX_MEMBER {
            return Err(format!("`{}` is longer than {} MiB", self.name, MAX_MEMBER >> 20));
        }
        let contents = match self.method {
            0 => data.to_vec(),
            8 => {
                let mut contents = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
                let mut decoder = flate2::read::DeflateDecoder::new(data).take(self.size + 1);
                decoder
                    .read_to_end(&mut contents)
                    .map_err(|error| format!("`{}` does not inflate: {error}", self.name))?;
                contents
            }
            other => {
                return Err(format!("`{}` is compressed by method {other}, which is not known", self.name));
            }
        };
        if contents.len() as u64 != self.size || crc32fast::hash(&contents) != self.crc32 {
            return Err(format!("the checksum of `{}` is wrong", self.name));
        }
        Ok(contents)
    }
}

/// Finds the central directory from the last bytes of an archive of `total` bytes.
pub(crate) fn find_directory(tail: &[u8], total: u64) -> Result<Directory, String> {
    let last = tail.len().checked_sub(22).ok_or("it is too short for an archive")?;
    let first = tail.len().saturating_sub(22 + 65_535);
    let found = (first..=last).rev().find(|at| {
        tail[*at..].starts_with(b"PK\x05\x06")
            && u16_at(tail, at + 20).is_some_and(|comment| at + 22 + usize::from(comment) == tail.len())
    });
    let at = found.ok_or("it does not end as an archive does")?;
    let narrow = Directory {
        size: u64::from(u32_at(tail, at + 12).unwrap_or(0)),
        offset: u64::from(u32_at(tail, at + 16).unwrap_or(0)),
    };
    let wide = narrow.size == u64::from(u32::MAX) || narrow.offset == u64::from(u32::MAX);
    let directory = if wide { find_wide(tail, at, total)? } else { narrow };
    match directory.offset.checked_add(directory.size) {
        Some(end) if end <= total => Ok(directory),
        _ => Err("its central directory lies outside of it".to_owned()),
    }
}

/// The directory of a zip64 archive, whose locator precedes the end record at `at`.
fn find_wide(tail: &[u8], at: usize, total: u64) -> Result<Directory, String> {
    let missing = || "its zip64 records are missing".to_owned();
    let locator =
        at.checked_sub(20).filter(|at| tail[*at..].starts_with(b"PK\x06\x07")).ok_or_else(missing)?;
    let absolute = u64_at(tail, locator + 8).ok_or_else(missing)?;
    let before = total.saturating_sub(tail.len() as u64);
    let record = absolute
        .checked_sub(before)
        .and_then(|at| usize::try_from(at).ok())
        .filter(|at| tail.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x06\x06")))
        .ok_or_else(missing)?;
    let size = u64_at(tail, record + 40).ok_or_else(missing)?;
    Ok(Directory { size, offset: u64_at(tail, record + 48).ok_or_else(missing)? })
}

/// Finds the member whose name `wanted` accepts; an archive that has two is refused.
pub(crate) fn find_member(directory: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Option<Member>, String> {
    let mut rest = directory;
    let mut found: Option<Member> = None;
    while rest.starts_with(b"PK\x01\x02") {
        let (member, next) = read_entry(rest).ok_or("its central directory is damaged")?;
        if wanted(&member.name) {
            if let Some(first) = &found {
                return Err(format!("it has both `{}` and `{}`", first.name, member.name));
            }
            found = Some(member);
        }
        rest = next;
    }
    Ok(found)
}

fn read_entry(entry: &[u8]) -> Option<(Member, &[u8])> {
    let (name_len, extra_len) = (u16_at(entry, 28)?, u16_at(entry, 30)?);
    let name = slice(entry, 46, u64::from(name_len))?;
    let extra = slice(entry, 46 + u64::from(name_len), u64::from(extra_len))?;
    let end = 46 + usize::from(name_len) + usize::from(extra_len) + usize::from(u16_at(entry, 32)?);
    let mut wide = WideFields { rest: wide_extra(extra) };
    let size = wide.or(u32_at(entry, 24)?)?;
    let compressed = wide.or(u32_at(entry, 20)?)?;
    let offset = wide.or(u32_at(entry, 42)?)?;
    let member = Member {
        name: String::from_utf8_lossy(name).into_owned(),
        method: u16_at(entry, 10)?,
        crc32: u32_at(entry, 16)?,
        compressed,
        size,
        offset,
        name_len: u64::from(name_len),
    };
    Some((member, entry.get(end..)?))
}

/// The zip64 field among the extra fields.
fn wide_extra(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let end = 4 + usize::from(len);
        if id == 1 {
            return extra.get(4..end).unwrap_or_default();
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    &[]
}

/// The 64-bit fields, which are present only for those 32-bit fields that are full.
struct WideFields<'a> {
    rest: &'a [u8],
}

impl WideFields<'_> {
    fn or(&mut self, narrow: u32) -> Option<u64> {
        if narrow != u32::MAX {
            return Some(u64::from(narrow));
        }
        let value = u64_at(self.rest, 0)?;
        self.rest = &self.rest[8..];
        Some(value)
    }
}

fn slice(bytes: &[u8], start: u64, len: u64) -> Option<&[u8]> {
    let start = usize::try_from(start).ok()?;
    bytes.get(start..start.checked_add(usize::try_from(len).ok()?)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::{Member, find_directory, find_member};

    fn archive(wide: bool, comment: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.set_comment(comment.to_owned()).unwrap();
        let options = zip::write::SimpleFileOptions::default().large_file(wide);
        for (name, contents) in
            [("a/b.py", "print()\n".repeat(40)), ("a-1.dist-info/METADATA", "Name: a\n".repeat(50))]
        {
            writer.start_file(name, options).unwrap();
            writer.write_all(contents.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn metadata(bytes: &[u8]) -> Member {
        let directory = find_directory(bytes, bytes.len() as u64).unwrap();
        let range = usize::try_from(directory.offset).unwrap()
            ..usize::try_from(directory.offset + directory.size).unwrap();
        find_member(&bytes[range], |name| name.ends_with("/METADATA")).unwrap().unwrap()
    }

    #[test]
    fn a_member_is_read_without_the_rest() {
        for bytes in [archive(false, ""), archive(true, ""), archive(false, "PK\x05\x06 is no end")] {
            let member = metadata(&bytes);
            let start = usize::try_from(member.offset).unwrap();
            let end = bytes.len().min(start + usize::try_from(member.span()).unwrap());
            assert_eq!(member.read(&bytes[start..end]).unwrap(), "Name: a\n".repeat(50).as_bytes());
        }
    }

    #[test]
    fn fault_39_damage_is_noticed_and_never_panics() {
        let whole = archive(false, "");
        let member = metadata(&whole);
        let start = usize::try_from(member.offset).unwrap();
        let mut damaged = whole.clone();
        damaged[start + 60] ^= 1;
        assert!(member.read(&damaged[start..]).is_err());
        for cut in 0..whole.len() {
            let _ = find_directory(&whole[..cut], cut as u64);
            let _ = find_directory(&whole[cut..], whole.len() as u64);
            let _ = find_member(&whole[cut..], |_| true);
            let _ = member.read(&whole[cut..]);
        }
    }
}
