//! Which locks are known to be valid: digests of everything that decides about it, kept in the cache.
//!
//! They guard against change, not against forgery: who can write the files that go in can write the answers too. So they
//! are of the fast kind.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use naja_env::read_regular;
use xxhash_rust::xxh3::Xxh3;

/// A digest that is being computed. Parts are separated by their lengths.
#[derive(Clone)]
pub(crate) struct Fingerprint(Box<Xxh3>);

impl Fingerprint {
    /// Starts one for questions of the kind `kind`; another version of naja gives other digests.
    pub(crate) fn new(kind: &str) -> Self {
        let mut fingerprint = Self(Box::default());
        fingerprint.add(env!("CARGO_PKG_VERSION"));
        fingerprint.add(kind);
        fingerprint
    }

    /// Adds a part.
    pub(crate) fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a text of the operating system's.
    pub(crate) fn add_os(&mut self, part: &OsStr) {
        self.add(part.as_encoded_bytes());
    }

    /// The digest.
    pub(crate) fn finish(mut self) -> [u8; 32] {
        let mut digest = [0; 32];
        digest[..16].copy_from_slice(&self.0.digest128().to_le_bytes());
        self.add("second half");
        digest[16..].copy_from_slice(&self.0.digest128().to_le_bytes());
        digest
    }
}

/// Records, for each lock file, the digest with which it was last found to be valid.
pub(crate) struct FreshLocks {
    folder: PathBuf,
}

impl FreshLocks {
    /// The records in `cache`.
    pub(crate) fn new(cache: &Path) -> Self {
        Self { folder: cache.join("locks-v1") }
    }

    /// Whether `lock` was found to answer the question of this digest.
    pub(crate) fn is_fresh(&self, lock: &Path, question: &[u8; 32]) -> bool {
        read_regular(&self.record(lock)).is_ok_and(|known| known == question)
    }

    /// Notes that it does. A cache that can't be written only costs time.
    pub(crate) fn note(&self, lock: &Path, question: &[u8; 32]) {
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            self.collect();
            // Written in place: a digest that is only half there answers no question, and no temporary file stays behind.
            let record = self.record(lock);
            if fs::symlink_metadata(&record).is_ok_and(|metadata| !metadata.is_file()) {
                return Ok(());
            }
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true).open(record)?.write_all(question)
        };
        let _ = write();
    }

    /// Removes the temporary files that killed runs of earlier versions have left.
    fn collect(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(b".tmp") {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn record(&self, lock: &Path) -> PathBuf {
        let mut name = Fingerprint::new("lock file");
        name.add_os(lock.as_os_str());
        let digest = name.finish();
        let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(hex)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Fingerprint, FreshLocks};

    #[test]
    fn parts_do_not_run_together() {
        let digest = |parts: &[&str]| {
            let mut fingerprint = Fingerprint::new("test");
            parts.iter().for_each(|part| fingerprint.add(part));
            fingerprint.finish()
        };
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_eq!(digest(&["ab"]), digest(&["ab"]));
    }

    #[test]
    fn a_record_holds_for_its_lock_and_question_only() {
        let cache = tempfile::tempdir().unwrap();
        let records = FreshLocks::new(cache.path());
        records.note(Path::new("a"), &[1; 32]);
        assert!(records.is_fresh(Path::new("a"), &[1; 32]));
        assert!(!records.is_fresh(Path::new("a"), &[2; 32]) && !records.is_fresh(Path::new("b"), &[1; 32]));
    }

    #[test]
    fn fault_117_temporary_files_of_killed_runs_are_collected_and_none_are_made() {
        let cache = tempfile::tempdir().unwrap();
        let records = FreshLocks::new(cache.path());
        std::fs::create_dir_all(&records.folder).unwrap();
        drop(std::fs::File::create(records.folder.join(".tmpAb12Cd")).unwrap());
        records.note(Path::new("a"), &[1; 32]);
        let left: Vec<_> =
            std::fs::read_dir(&records.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(left, [records.record(Path::new("a"))]);
    }

    #[cfg(unix)]
    #[test]
    fn fault_119_a_link_or_a_folder_in_the_place_of_a_record_is_not_written_through() {
        let cache = tempfile::tempdir().unwrap();
        let records = FreshLocks::new(cache.path());
        let outside = cache.path().join("outside");
        naja_base::atomic::replace(&outside, b"precious").unwrap();
        std::fs::create_dir_all(&records.folder).unwrap();
        std::os::unix::fs::symlink(&outside, records.record(Path::new("a"))).unwrap();
        std::fs::create_dir(records.record(Path::new("b"))).unwrap();
        for lock in ["a", "b"] {
            records.note(Path::new(lock), &[1; 32]);
            assert!(!records.is_fresh(Path::new(lock), &[1; 32]));
        }
        assert_eq!(std::fs::read(&outside).unwrap(), b"precious");
    }
}
