//! Files that change together or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use naja_base::atomic;

/// The bytes of some files as they were. Unless [`Snapshot::keep`] is called, dropping it puts them back.
///
/// A command that edits a project should compute everything first and write last; this is for what can still fail after
/// the writing, such as installing.
#[derive(Debug)]
pub struct Snapshot {
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Snapshot {
    /// Remembers the bytes of `paths`; a file may be missing.
    ///
    /// # Errors
    /// When one that exists can't be read.
    pub fn take(paths: &[&Path]) -> io::Result<Self> {
        let mut files = Vec::new();
        for path in paths {
            let bytes = match fs::read(path) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            files.push((path.to_path_buf(), bytes));
        }
        Ok(Self { files })
    }

    /// Lets the files be as they are now.
    pub fn keep(mut self) {
        self.files.clear();
    }

    /// Puts the files back.
    ///
    /// # Errors
    /// When one can't be written; the others are put back all the same.
    pub fn restore(mut self) -> io::Result<()> {
        self.put_back()
    }

    fn put_back(&mut self) -> io::Result<()> {
        let mut first = Ok(());
        for (path, bytes) in self.files.drain(..) {
            let done = match &bytes {
                None => atomic::remove(&path),
                Some(bytes) if fs::read(&path).is_ok_and(|now| now == *bytes) => Ok(()),
                Some(bytes) => atomic::replace(&path, bytes),
            };
            first = first.and(done);
        }
        first
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // Nobody is left to be told; `restore` is for those who want to know.
        let _ = self.put_back();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use naja_base::atomic;

    use super::Snapshot;

    #[test]
    fn fault_70_files_are_put_back_unless_they_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        atomic::replace(&old, b"1").unwrap();
        let change = || {
            atomic::replace(&old, b"2").unwrap();
            atomic::replace(&new, b"2").unwrap();
        };
        let snapshot = Snapshot::take(&[&old, &new]).unwrap();
        change();
        drop(snapshot);
        assert_eq!(fs::read(&old).unwrap(), b"1");
        assert!(!new.exists());
        let snapshot = Snapshot::take(&[&old, &new]).unwrap();
        change();
        snapshot.keep();
        assert_eq!(fs::read(&old).unwrap(), b"2");
        assert_eq!(fs::read(&new).unwrap(), b"2");
    }
}
