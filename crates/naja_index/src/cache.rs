//! What is kept on disk between runs: records with a checksum, written beside and renamed, read in one go.
//!
//! A record that is damaged, of another version, or of another subject reads as absent. A cache that can't be written
//! still serves what it has. Many processes may use one folder: a reader sees a whole old record or a whole new one.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use naja_base::failpoint;
use sha2::{Digest as _, Sha256};

use crate::error::{self, IndexError};
use crate::freshness::Freshness;
use crate::hex;

/// The folder of this crate below the cache folder; a new layout takes a new name.
const FOLDER: &str = "index-v1";
/// Starts every record; the last byte is the version of the format.
const MAGIC: &[u8; 8] = b"najaidx\x01";
/// Magic, checksum, subject, moment, age, flags, and the lengths of the two validators.
const HEAD: usize = 8 + 4 + 8 + 8 + 4 + 4 + 4 + 4;
/// After this time, what a killed run has left belongs to nobody.
const LEFTOVER: Duration = Duration::from_secs(24 * 60 * 60);

/// A kind of record; each has its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A project page; an empty one says that the index does not have the project.
    Page,
    /// The metadata of one file.
    Metadata,
    /// What is known of a host.
    Host,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Page => "pages",
            Self::Metadata => "metadata",
            Self::Host => "hosts",
        }
    }
}

/// A record, its payload still among the bytes it was read with.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) freshness: Freshness,
    pub(crate) bytes: Vec<u8>,
    /// Where the payload starts in `bytes`; it ends with them.
    pub(crate) start: usize,
}

impl Record {
    pub(crate) fn payload(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

/// The folder with the records.
#[derive(Debug)]
pub(crate) struct Cache {
    root: PathBuf,
    read_only: AtomicBool,
    swept: Once,
}

impl Cache {
    pub(crate) fn new(cache: &Path) -> Self {
        Self { root: cache.join(FOLDER), read_only: AtomicBool::new(false), swept: Once::new() }
    }

    /// The record about `subject`, where there is a sound one.
    pub(crate) fn read(&self, kind: Kind, subject: &str) -> Option<Record> {
        let digest = Sha256::digest(subject.as_bytes());
        let bytes = read_file(&self.path(kind, &digest)).ok()?;
        decode(bytes, &digest)
    }

    /// Keeps a record about `subject`. A cache that may not be written stays as it is.
    pub(crate) fn write(
        &self,
        kind: Kind,
        subject: &str,
        freshness: &Freshness,
        payload: &[u8],
    ) -> Result<(), IndexError> {
        if self.read_only.load(Ordering::Relaxed) {
            return Ok(());
        }
        let digest = Sha256::digest(subject.as_bytes());
        let path = self.path(kind, &digest);
        match self.put(&path, &encode(&digest, freshness, payload)) {
            Err(error) if refuses_writing(&error) => {
                self.read_only.store(true, Ordering::Relaxed);
                Ok(())
            }
            // A folder in the record's place is not naja's, and stays; the record is then fetched each time.
            Err(_) if path.is_dir() => Ok(()),
            Err(error) => Err(error::io(&path, &error)),
            Ok(()) => Ok(()),
        }
    }

    /// The folder for files that are gone with the process.
    pub(crate) fn scratch(&self) -> io::Result<PathBuf> {
        let scratch = self.root.join("tmp");
        self.swept.call_once(|| sweep(&scratch));
        fs::create_dir_all(&scratch)?;
        Ok(scratch)
    }

    /// Forgets the record about `subject`. A cache that can't be written keeps it.
    pub(crate) fn remove(&self, kind: Kind, subject: &str) {
        let digest = Sha256::digest(subject.as_bytes());
        let _ = fs::remove_file(self.path(kind, &digest));
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let scratch = self.root.join("tmp");
        self.swept.call_once(|| sweep(&scratch));
        let mut file = match tempfile::Builder::new().prefix("record-").tempfile_in(&scratch) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&scratch)?;
                tempfile::Builder::new().prefix("record-").tempfile_in(&scratch)?
            }
            other => other?,
        };
        failpoint::hit("index.cache.write")?;
        file.write_all(bytes)?;
        failpoint::hit("index.cache.rename")?;
        let Err(first) = file.persist(path) else { return Ok(()) };
        if first.error.kind() != io::ErrorKind::NotFound {
            return Err(first.error);
        }
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        first.file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    fn path(&self, kind: Kind, digest: &[u8]) -> PathBuf {
        self.root.join(kind.folder()).join(hex::encode(&digest[..16]))
    }
}

/// Reads a regular file. Anything else in its place is an error: opening a named pipe would wait for a writer, and reading
/// a device might never end.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let mut file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refuses_writing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Removes what killed runs left in `scratch`.
fn sweep(scratch: &Path) {
    let Ok(entries) = fs::read_dir(scratch) else { return };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|metadata| metadata.modified()).map(|time| time.elapsed());
        if matches!(age, Ok(Ok(age)) if age > LEFTOVER) {
            // Another process may be sweeping too.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn encode(digest: &[u8], freshness: &Freshness, payload: &[u8]) -> Vec<u8> {
    let validators =
        [freshness.etag.as_deref().unwrap_or(""), freshness.last_modified.as_deref().unwrap_or("")];
    let mut bytes =
        Vec::with_capacity(HEAD + payload.len() + validators.iter().map(|text| text.len()).sum::<usize>());
    bytes.extend(MAGIC);
    bytes.extend([0; 4]);
    bytes.extend(&digest[16..24]);
    bytes.extend(freshness.fetched.micros().to_le_bytes());
    bytes.extend(freshness.max_age.to_le_bytes());
    bytes.extend([0; 4]);
    for text in validators {
        bytes.extend(u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
    }
    for text in validators {
        bytes.extend(text.as_bytes());
    }
    bytes.extend(payload);
    let checksum = crc32fast::hash(&bytes[12..]);
    bytes[8..12].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

fn decode(bytes: Vec<u8>, digest: &[u8]) -> Option<Record> {
    let word = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let sound = bytes.get(..8)? == MAGIC
        && word(8)? == crc32fast::hash(bytes.get(12..)?)
        && bytes.get(12..20)? == &digest[16..24];
    if !sound {
        return None;
    }
    let fetched = i64::from_le_bytes(bytes.get(20..28)?.try_into().ok()?);
    let max_age = word(28)?;
    let (etag_end, start) = {
        let etag_end = HEAD + word(36)? as usize;
        (etag_end, etag_end + word(40)? as usize)
    };
    let text = |from: usize, to: usize| -> Option<Option<String>> {
        let text = std::str::from_utf8(bytes.get(from..to)?).ok()?;
        Some((!text.is_empty()).then(|| text.to_owned()))
    };
    let freshness = Freshness {
        fetched: crate::time::Timestamp::from_micros(fetched),
        max_age,
        etag: text(HEAD, etag_end)?,
        last_modified: text(etag_end, start)?,
        store: true,
    };
    Some(Record { freshness, bytes, start })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Cache, Kind};
    use crate::freshness::Freshness;
    use crate::time::Timestamp;

    fn freshness() -> Freshness {
        Freshness {
            fetched: Timestamp::from_micros(7),
            max_age: 600,
            etag: Some("\"x\"".to_owned()),
            last_modified: None,
            store: true,
        }
    }

    fn only_file(folder: &std::path::Path) -> std::path::PathBuf {
        fs::read_dir(folder.join("index-v1/pages")).unwrap().next().unwrap().unwrap().path()
    }

    #[test]
    fn a_record_is_kept_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        assert!(cache.read(Kind::Page, "a").is_none());
        cache.write(Kind::Page, "a", &freshness(), b"payload").unwrap();
        let record = cache.read(Kind::Page, "a").unwrap();
        assert_eq!(record.payload(), b"payload");
        assert_eq!(record.freshness, freshness());
        assert!(cache.read(Kind::Page, "b").is_none() && cache.read(Kind::Metadata, "a").is_none());
        assert_eq!(fs::read_dir(folder.path().join("index-v1/tmp")).unwrap().count(), 0);
    }

    #[test]
    fn fault_73_every_damaged_byte_and_every_cut_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        cache.write(Kind::Page, "a", &freshness(), b"payload").unwrap();
        let path = only_file(folder.path());
        let whole = fs::read(&path).unwrap();
        let put = |bytes: &[u8]| {
            use std::io::Write as _;
            fs::File::create(&path).unwrap().write_all(bytes).unwrap();
        };
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            put(&damaged);
            assert!(cache.read(Kind::Page, "a").is_none(), "byte {at}");
            put(&whole[..at]);
            assert!(cache.read(Kind::Page, "a").is_none(), "cut {at}");
        }
        put(&whole);
        assert!(cache.read(Kind::Page, "a").is_some());
    }

    #[test]
    fn fault_73_the_record_of_another_subject_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        cache.write(Kind::Page, "a", &freshness(), b"a").unwrap();
        let a = only_file(folder.path());
        cache.write(Kind::Page, "b", &freshness(), b"b").unwrap();
        let files = fs::read_dir(folder.path().join("index-v1/pages")).unwrap();
        let b = files.map(|entry| entry.unwrap().path()).find(|path| *path != a).unwrap();
        fs::copy(&a, &b).unwrap();
        assert!(cache.read(Kind::Page, "a").is_some() && cache.read(Kind::Page, "b").is_none());
    }
}
