//! Digests of everything that an answer depends on, so that the same question need not be worked out again.
//!
//! They guard against change, not against forgery: who can write the files that go in can write the answers too. So they
//! are of the fast kind.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

/// A digest that is being made. Parts are told apart by their lengths.
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

/// Remembers, for each lock file, the digest of the question that it was last found to answer.
pub(crate) struct FreshLocks {
    folder: PathBuf,
}

impl FreshLocks {
    /// The records in `cache`.
    pub(crate) fn new(cache: &Path) -> Self {
        Self { folder: cache.join("locks-v1") }
    }

    /// Whether `lock` was found to answer the question of this digest.
    pub(crate) fn holds(&self, lock: &Path, question: &[u8; 32]) -> bool {
        fs::read(self.record(lock)).is_ok_and(|known| known == question)
    }

    /// Notes that it does. A cache that can't be written only costs time.
    pub(crate) fn note(&self, lock: &Path, question: &[u8; 32]) {
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(question)?;
            file.persist(self.record(lock))?;
            Ok(())
        };
        let _ = write();
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
        assert!(records.holds(Path::new("a"), &[1; 32]));
        assert!(!records.holds(Path::new("a"), &[2; 32]) && !records.holds(Path::new("b"), &[1; 32]));
    }
}
