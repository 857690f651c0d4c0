//! PKG-INFO in a `.tar.gz`, found without unpacking anything, in an archive that nobody vouches for.
//!
//! The entries before PKG-INFO are checked as an extractor would have to check them; those after it are not read. The
//! extension headers of pax and GNU are read here, with limits, instead of by the `tar` crate, which would hold a name of
//! any length in memory.

use std::io::{self, Read};

use tar::EntryType;

/// PKG-INFO longer than this is refused.
const MAX_INFO: u64 = 16 << 20;
/// An extension header longer than this is refused.
const MAX_EXTENSION: u64 = 1 << 20;
/// How much is unpacked in search of PKG-INFO.
const MAX_UNPACKED: u64 = 4 << 30;

/// The PKG-INFO in the folder at the top of a `.tar.gz`.
pub(crate) fn find_package_info(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let decoder = flate2::read::GzDecoder::new(reader);
    let mut archive = tar::Archive::new(Limited { inner: decoder, left: MAX_UNPACKED });
    let mut extensions = Extensions::default();
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_gnu_longlink() || kind.is_pax_local_extensions() {
            extensions.read(kind, &mut entry)?;
            continue;
        }
        if kind.is_pax_global_extensions() {
            continue;
        }
        let extensions = std::mem::take(&mut extensions);
        if extensions.size.is_some_and(|size| entry.header().entry_size().is_ok_and(|own| own != size)) {
            return Err(invalid("its headers give two sizes for one entry".to_owned()));
        }
        let path = extensions.path.unwrap_or_else(|| entry.path_bytes().into_owned());
        let shown = String::from_utf8_lossy(&path).into_owned();
        check_path(&path).map_err(|problem| invalid(format!("its entry `{shown}` {problem}")))?;
        match kind {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse | EntryType::Directory => {}
            EntryType::Link | EntryType::Symlink => {
                let own = || entry.link_name_bytes().map(std::borrow::Cow::into_owned);
                let target = extensions.link.or_else(own).unwrap_or_default();
                check_link(&path, &target, kind == EntryType::Link).map_err(|problem| {
                    let target = String::from_utf8_lossy(&target);
                    invalid(format!("its entry `{shown}` is a link to `{target}`, which {problem}"))
                })?;
            }
            EntryType::Char | EntryType::Block => {
                return Err(invalid(format!("its entry `{shown}` is a device")));
            }
            EntryType::Fifo => return Err(invalid(format!("its entry `{shown}` is a named pipe"))),
            _ => return Err(invalid(format!("its entry `{shown}` is of an unknown type"))),
        }
        if kind == EntryType::Regular && is_package_info(&path) {
            if entry.header().entry_size()? > MAX_INFO {
                return Err(invalid(format!("its entry `{shown}` is longer than {} MiB", MAX_INFO >> 20)));
            }
            let mut info = Vec::new();
            entry.read_to_end(&mut info)?;
            return Ok(Some(info));
        }
    }
    Ok(None)
}

/// What extension headers say about the next entry.
#[derive(Default)]
struct Extensions {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
}

impl Extensions {
    fn read(&mut self, kind: EntryType, entry: &mut tar::Entry<'_, impl Read>) -> io::Result<()> {
        if entry.header().entry_size()? > MAX_EXTENSION {
            return Err(invalid(format!("a header of it is longer than {} MiB", MAX_EXTENSION >> 20)));
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        if !kind.is_pax_local_extensions() {
            let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
            let field = if kind.is_gnu_longname() { &mut self.path } else { &mut self.link };
            *field = Some(text);
            return Ok(());
        }
        for extension in tar::PaxExtensions::new(&bytes) {
            let extension = extension?;
            match extension.key_bytes() {
                b"path" => self.path = Some(extension.value_bytes().to_vec()),
                b"linkpath" => self.link = Some(extension.value_bytes().to_vec()),
                b"size" => {
                    let size = extension.value().ok().and_then(|text| text.parse().ok());
                    self.size = Some(
                        size.ok_or_else(|| invalid("a size in its headers is not a number".to_owned()))?,
                    );
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_package_info(path: &[u8]) -> bool {
    let mut parts = path.split(|byte| *byte == b'/').filter(|part| *part != b".");
    parts.next().is_some() && parts.next() == Some(b"PKG-INFO") && parts.next().is_none()
}

/// Refuses a path that an extractor could take out of its folder.
fn check_path(path: &[u8]) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("has no name");
    }
    if path.starts_with(b"/") || path.starts_with(b"\\") || path.get(1) == Some(&b':') {
        return Err("has an absolute path");
    }
    if path.contains(&0) {
        return Err("has a NUL in its path");
    }
    if path.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| part == b"..") {
        return Err("leads out of the archive");
    }
    Ok(())
}

/// Refuses a link out of the archive. The target of a symbolic link counts from the link's folder, that of a hard link
/// from the top of the archive.
fn check_link(path: &[u8], target: &[u8], is_hard: bool) -> Result<(), &'static str> {
    if target.starts_with(b"/") || target.starts_with(b"\\") || target.get(1) == Some(&b':') {
        return Err("is an absolute path");
    }
    let is_part = |part: &&[u8]| !part.is_empty() && *part != b".";
    let parts = path.split(|byte| *byte == b'/').filter(is_part).count();
    let mut depth = if is_hard { 0 } else { parts.saturating_sub(1) };
    for part in target.split(|byte| matches!(byte, b'/' | b'\\')).filter(is_part) {
        if part == b".." {
            depth = depth.checked_sub(1).ok_or("leads out of the archive")?;
        } else {
            depth += 1;
        }
    }
    Ok(())
}

fn invalid(problem: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

/// A reader that fails where more than a limit is read.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            invalid(format!("it unpacks to more than {} GiB before its PKG-INFO", MAX_UNPACKED >> 30))
        })?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use tar::{EntryType, Header};

    use super::find_package_info;

    /// An entry: its type, its path, the target of a link, its contents.
    type Entry<'a> = (EntryType, &'a str, &'a str, &'a [u8]);

    const INFO: Entry<'static> = (EntryType::Regular, "a-1/PKG-INFO", "", b"Name: a\n");

    /// A `.tar.gz` whose headers are written byte by byte, as no library would write them.
    fn archive(entries: &[Entry<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (kind, path, target, contents) in entries {
            let mut header = Header::new_ustar();
            header.set_entry_type(*kind);
            header.set_size(contents.len() as u64);
            let old = header.as_old_mut();
            old.name[..path.len()].copy_from_slice(path.as_bytes());
            old.linkname[..target.len()].copy_from_slice(target.as_bytes());
            header.set_cksum();
            bytes.extend_from_slice(header.as_bytes());
            bytes.extend_from_slice(contents);
            bytes.resize(bytes.len().next_multiple_of(512), 0);
        }
        bytes.resize(bytes.len() + 1024, 0);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn find(entries: &[Entry<'_>]) -> Result<Option<String>, String> {
        let found = find_package_info(archive(entries).as_slice()).map_err(|error| error.to_string())?;
        Ok(found.map(|info| String::from_utf8(info).unwrap()))
    }

    fn pax(records: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (key, value) in records {
            let rest = key.len() + value.len() + 3;
            let length = (rest + 1..).find(|length| length.to_string().len() + rest == *length).unwrap();
            bytes.extend_from_slice(format!("{length} {key}={value}\n").as_bytes());
        }
        bytes
    }

    #[test]
    fn the_information_is_found_under_every_way_of_naming_it() {
        let info = Ok(Some("Name: a\n".to_owned()));
        assert_eq!(find(&[(EntryType::Directory, "a-1/", "", b""), INFO]), info);
        assert_eq!(find(&[(EntryType::Regular, "./a-1/PKG-INFO", "", b"Name: a\n")]), info);
        let renamed = (EntryType::Regular, "x", "", b"Name: a\n".as_slice());
        assert_eq!(
            find(&[
                (EntryType::XHeader, "h", "", &pax(&[("path", "a-1/PKG-INFO"), ("mtime", "1.5")])),
                renamed
            ]),
            info
        );
        assert_eq!(find(&[(EntryType::GNULongName, "h", "", b"a-1/PKG-INFO\0"), renamed]), info);
        assert_eq!(find(&[(EntryType::XGlobalHeader, "h", "", &pax(&[("comment", "c")])), INFO]), info);
        assert_eq!(find(&[(EntryType::Regular, "a-1/b/PKG-INFO", "", b"Name: b\n")]), Ok(None));
        let links = [
            (EntryType::Symlink, "a-1/b/link", "../c/./d", b"".as_slice()),
            (EntryType::Link, "a-1/hard", "a-1/c", b""),
        ];
        assert_eq!(find(&[links[0], links[1], INFO]), info);
    }

    #[test]
    fn fault_53_entries_that_would_leave_the_archive_are_refused() {
        for (entry, problem) in [
            ((EntryType::Regular, "../x", ""), "its entry `../x` leads out of the archive"),
            ((EntryType::Regular, "a-1/../../x", ""), "its entry `a-1/../../x` leads out of the archive"),
            (
                (EntryType::Regular, "a-1\\..\\..\\x", ""),
                "its entry `a-1\\..\\..\\x` leads out of the archive",
            ),
            ((EntryType::Regular, "/etc/x", ""), "its entry `/etc/x` has an absolute path"),
            ((EntryType::Regular, "C:\\x", ""), "its entry `C:\\x` has an absolute path"),
            (
                (EntryType::Symlink, "a-1/l", "/etc/passwd"),
                "its entry `a-1/l` is a link to `/etc/passwd`, which is an absolute path",
            ),
            (
                (EntryType::Symlink, "a-1/l", "../../x"),
                "its entry `a-1/l` is a link to `../../x`, which leads out of the archive",
            ),
            (
                (EntryType::Link, "a-1/l", "../x"),
                "its entry `a-1/l` is a link to `../x`, which leads out of the archive",
            ),
            ((EntryType::Char, "a-1/null", ""), "its entry `a-1/null` is a device"),
            ((EntryType::Block, "a-1/disk", ""), "its entry `a-1/disk` is a device"),
            ((EntryType::Fifo, "a-1/pipe", ""), "its entry `a-1/pipe` is a named pipe"),
            ((EntryType::new(b'Z'), "a-1/z", ""), "its entry `a-1/z` is of an unknown type"),
        ] {
            let (kind, path, target) = entry;
            assert_eq!(find(&[(kind, path, target, b""), INFO]), Err(problem.to_owned()));
        }
        let renamed = (EntryType::Regular, "x", "", b"".as_slice());
        let out = Err("its entry `../x` leads out of the archive".to_owned());
        assert_eq!(find(&[(EntryType::XHeader, "h", "", &pax(&[("path", "../x")])), renamed, INFO]), out);
        assert_eq!(find(&[(EntryType::GNULongName, "h", "", b"../x\0"), renamed, INFO]), out);
        let link = (EntryType::Symlink, "a-1/l", "b", b"".as_slice());
        assert_eq!(
            find(&[(EntryType::XHeader, "h", "", &pax(&[("linkpath", "/x")])), link, INFO]),
            Err("its entry `a-1/l` is a link to `/x`, which is an absolute path".to_owned())
        );
    }

    #[test]
    fn two_sizes_for_one_entry_are_refused() {
        let smuggled = [(EntryType::XHeader, "h", "", &*pax(&[("size", "512")])), INFO];
        assert_eq!(find(&smuggled), Err("its headers give two sizes for one entry".to_owned()));
        let same = [(EntryType::XHeader, "h", "", &*pax(&[("size", "8")])), INFO];
        assert_eq!(find(&same), Ok(Some("Name: a\n".to_owned())));
    }

    #[test]
    fn headers_and_information_without_end_are_refused() {
        let long = vec![b'x'; (1 << 20) + 1];
        assert_eq!(
            find(&[(EntryType::GNULongName, "h", "", &long), INFO]),
            Err("a header of it is longer than 1 MiB".to_owned())
        );
        let long = vec![b'x'; (16 << 20) + 1];
        assert_eq!(
            find(&[(EntryType::Regular, "a-1/PKG-INFO", "", &long)]),
            Err("its entry `a-1/PKG-INFO` is longer than 16 MiB".to_owned())
        );
    }

    #[test]
    fn fault_09_an_archive_that_is_cut_off_ends_unexpectedly() {
        let whole = archive(&[(EntryType::Regular, "a-1/a.py", "", &[7; 5000]), INFO]);
        for cut in 0..whole.len() - 30 {
            let error = find_package_info(whole[..cut].take(cut as u64)).err();
            let kind = error.map(|error| error.kind());
            assert!(matches!(kind, Some(std::io::ErrorKind::UnexpectedEof)), "{cut}: {kind:?}");
        }
    }
}
