//! What is in a folder, as far as it matters here.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use naja_base::atomic;
use naja_config::source::ConfigFiles;

use super::ignores::IgnoreFiles;

/// The entries of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) entries: Vec<(OsString, Kind)>,
    /// Whether files that only a configured pattern would take are missing from it.
    pub(super) is_partial: bool,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    /// Not known without a further look: a link, or any entry of a file system that does not say.
    Unknown,
}

/// What the entries say about the folder itself.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) config: ConfigFiles,
    pub(super) ignores: IgnoreFiles,
    /// Whether there are files that a killed run has left.
    pub(super) leftovers: bool,
}

/// Room for the entries that one call yields.
const ROOM: usize = 32 << 10;

impl Listing {
    /// Reads the folder at `path`; `room` is memory to be used again.
    #[cfg(target_os = "linux")]
    pub(super) fn read(path: &Path, room: &mut Vec<u8>) -> io::Result<Self> {
        use std::os::unix::ffi::OsStrExt as _;

        use rustix::fs::{FileType, Mode, OFlags, RawDir, open};

        // `std` asks for the folder's metadata too, and for new memory each time.
        room.reserve(ROOM);
        let folder = open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        let mut listing = Self::default();
        let mut raw = RawDir::new(folder, room.spare_capacity_mut());
        while let Some(entry) = raw.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            let kind = match entry.file_type() {
                FileType::Directory => Kind::Folder,
                FileType::RegularFile => Kind::File,
                FileType::Symlink | FileType::Unknown => Kind::Unknown,
                _ => continue,
            };
            if name != b"." && name != b".." {
                listing.entries.push((OsStr::from_bytes(name).to_os_string(), kind));
            }
        }
        Ok(listing)
    }

    /// Reads the folder at `path`.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn read(path: &Path, _room: &mut Vec<u8>) -> io::Result<Self> {
        let mut listing = Self::default();
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_dir() => Kind::Folder,
                Ok(kind) if kind.is_file() => Kind::File,
                Ok(kind) if kind.is_symlink() => Kind::Unknown,
                _ => continue,
            };
            listing.entries.push((entry.file_name(), kind));
        }
        Ok(listing)
    }

    /// What the entries say about the folder itself.
    pub(super) fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        for (name, _) in &self.entries {
            marks.config.note(name);
            marks.ignores.note(name.as_encoded_bytes());
            marks.leftovers |= atomic::is_temporary(name);
        }
        marks
    }

    /// The bytes of what usually matters: folders, Python files and notebooks, and what says something about the folder. `None` where a name can't
    /// be kept.
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for (name, kind) in &self.entries {
            let mut marks = ConfigFiles::default();
            marks.note(name);
            let bytes = name.as_encoded_bytes();
            let matters = *kind == Kind::Folder
                || bytes.ends_with(b".py")
                || bytes.ends_with(b".pyi")
                || bytes.ends_with(b".ipynb")
                || !marks.is_empty()
                || matches!(bytes, b".git" | b".gitignore" | b".ignore")
                || atomic::is_temporary(name);
            if matters {
                out.push(*kind as u8);
                out.extend_from_slice(&u16::try_from(bytes.len()).ok()?.to_le_bytes());
                out.extend_from_slice(encodable(name)?);
            }
        }
        Some(out)
    }

    /// The listing that `bytes` hold; `None` where they are something else.
    pub(super) fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut listing = Self { entries: Vec::new(), is_partial: true };
        while let Some((kind, rest)) = bytes.split_first() {
            let kind = match kind {
                0 => Kind::Folder,
                1 => Kind::File,
                2 => Kind::Unknown,
                _ => return None,
            };
            let (length, rest) = rest.split_first_chunk()?;
            let (name, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
            listing.entries.push((decoded(name)?, kind));
            bytes = rest;
        }
        Some(listing)
    }
}

#[cfg(unix)]
fn encodable(name: &OsStr) -> Option<&[u8]> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(name))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it fails")]
fn decoded(bytes: &[u8]) -> Option<OsString> {
    Some(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).to_os_string())
}

#[cfg(not(unix))]
fn encodable(name: &OsStr) -> Option<&[u8]> {
    name.to_str().map(str::as_bytes)
}

#[cfg(not(unix))]
fn decoded(bytes: &[u8]) -> Option<OsString> {
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Listing};

    #[test]
    fn a_folder_is_read_and_what_matters_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        for name in ["a.py", "b.txt", "naja.toml", ".gitignore"] {
            naja_base::atomic::replace(&folder.path().join(name), b"").unwrap();
        }
        let mut listing = Listing::read(folder.path(), &mut Vec::new()).unwrap();
        listing.entries.sort_by(|left, right| left.0.cmp(&right.0));
        assert_eq!(listing.entries.len(), 5);
        let again = Listing::decode(&listing.encode().unwrap()).unwrap();
        listing.entries.retain(|(name, _)| name != "b.txt");
        assert_eq!(again, Listing { is_partial: true, ..listing });
        assert!(again.entries.contains(&("sub".into(), Kind::Folder)));
        assert!(again.marks().ignores.gitignore && !again.marks().config.is_empty());
    }
}
