//! Changes to a project's files: by one process at a time, and never over what somebody else wrote meanwhile.
//!
//! [`ProjectLock`] keeps other runs of naja away. The lock is on the project's folder itself, so that it leaves no
//! file, works where the folder can't be written, and is the same for every user and every cache. Editors know nothing of
//! it: [`FileTransaction`] replaces a file only while it has the bytes that the change was computed from.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use naja_base::{atomic, failpoint};

/// Held by the one process that changes the files of a project.
#[derive(Debug)]
pub struct ProjectLock {
    /// `None` where the file system has no locks: then only the comparison of [`FileTransaction`] is left.
    _folder: Option<File>,
}

impl ProjectLock {
    /// Waits until no other process holds the lock of the project in `root`; `on_wait` is called where it has to wait.
    #[must_use]
    pub fn acquire(root: &Path, on_wait: impl FnOnce()) -> Self {
        let Ok(folder) = open(root) else { return Self { _folder: None } };
        match folder.try_lock() {
            Ok(()) => return Self { _folder: Some(folder) },
            Err(fs::TryLockError::WouldBlock) => on_wait(),
            Err(fs::TryLockError::Error(_)) => return Self { _folder: None },
        }
        let is_locked = folder.lock().is_ok();
        Self { _folder: is_locked.then_some(folder) }
    }
}

#[cfg(unix)]
fn open(root: &Path) -> io::Result<File> {
    File::open(root)
}

/// Folders can't be locked on Windows; a file in the user's temporary folder is locked instead.
#[cfg(not(unix))]
fn open(root: &Path) -> io::Result<File> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    fs::canonicalize(root)?.hash(&mut hasher);
    let path = std::env::temp_dir().join(format!("naja-project-{:016x}.lock", hasher.finish()));
    File::options().write(true).create(true).truncate(false).open(path)
}

/// Why a file was not replaced.
#[derive(Debug)]
pub enum ReplaceError {
    /// It no longer has the bytes that the change was computed from.
    Changed(FileChanged),
    /// It can't be read or written.
    Io(io::Error),
}

/// A file was changed by another program while a change to it was being computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChanged {
    /// The file.
    pub path: PathBuf,
}

impl fmt::Display for FileChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` was changed by another program meanwhile", self.path.display())
    }
}

impl std::error::Error for FileChanged {}

/// Files that change together or not at all. Unless [`FileTransaction::commit`] is called, dropping it undoes its changes.
#[derive(Debug, Default)]
pub struct FileTransaction {
    replaced: Vec<Replaced>,
}

#[derive(Debug)]
struct Replaced {
    path: PathBuf,
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

impl FileTransaction {
    /// Replaces the bytes of `path`, which must still be `before`; `None` means that the file does not exist.
    ///
    /// # Errors
    /// When the file has changed, or can't be read or written. It then has the bytes that it had.
    pub fn replace(&mut self, path: &Path, before: Option<&[u8]>, after: &[u8]) -> Result<(), ReplaceError> {
        failpoint::hit("project.replace").map_err(ReplaceError::Io)?;
        check_unchanged(path, before)?;
        if before == Some(after) {
            return Ok(());
        }
        atomic::replace(path, after).map_err(ReplaceError::Io)?;
        let before = before.map(<[u8]>::to_vec);
        self.replaced.push(Replaced { path: path.to_path_buf(), before, after: after.to_vec() });
        Ok(())
    }

    /// Keeps the files as they are now.
    pub fn commit(mut self) {
        self.replaced.clear();
    }

    /// Undoes the changes, the last one first. A file that somebody else has changed since is left to them.
    ///
    /// # Errors
    /// When a file can't be written; the others are put back all the same.
    pub fn roll_back(mut self) -> io::Result<()> {
        self.undo()
    }

    fn undo(&mut self) -> io::Result<()> {
        let mut outcome = Ok(());
        for Replaced { path, before, after } in self.replaced.drain(..).rev() {
            if !fs::read(&path).is_ok_and(|now| now == after) {
                continue;
            }
            let undone = match before {
                Some(before) => atomic::replace(&path, &before),
                None => atomic::remove(&path),
            };
            outcome = outcome.and(undone);
        }
        outcome
    }
}

impl Drop for FileTransaction {
    fn drop(&mut self) {
        // Nobody can handle an error here; `roll_back` returns it.
        let _ = self.undo();
    }
}

/// Checks that `path` still has the bytes `before`; `None` means that the file does not exist.
///
/// # Errors
/// When it has others, or can't be read.
pub fn check_unchanged(path: &Path, before: Option<&[u8]>) -> Result<(), ReplaceError> {
    let now = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(ReplaceError::Io(error)),
    };
    if now.as_deref() == before {
        return Ok(());
    }
    Err(ReplaceError::Changed(FileChanged { path: path.to_path_buf() }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use naja_base::atomic;

    use super::{FileTransaction, ProjectLock, ReplaceError};

    #[test]
    fn fault_70_files_are_put_back_unless_the_transaction_is_committed() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        atomic::replace(&old, b"1").unwrap();
        let change = || {
            let mut files = FileTransaction::default();
            files.replace(&old, Some(b"1"), b"2").unwrap();
            files.replace(&new, None, b"2").unwrap();
            files
        };
        drop(change());
        assert_eq!(fs::read(&old).unwrap(), b"1");
        assert!(!new.exists());
        change().roll_back().unwrap();
        assert!(!new.exists());
        change().commit();
        assert_eq!((fs::read(&old).unwrap(), fs::read(&new).unwrap()), (b"2".to_vec(), b"2".to_vec()));
    }

    #[test]
    fn fault_112_what_another_program_wrote_is_neither_replaced_nor_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        atomic::replace(&one, b"1").unwrap();
        let mut files = FileTransaction::default();
        let is_changed = |outcome| matches!(outcome, Err(ReplaceError::Changed(_)));
        assert!(is_changed(files.replace(&one, Some(b"0"), b"2")));
        assert!(is_changed(files.replace(&one, None, b"2")));
        assert!(is_changed(files.replace(&two, Some(b"0"), b"2")));
        files.replace(&one, Some(b"1"), b"2").unwrap();
        atomic::replace(&one, b"3").unwrap();
        files.roll_back().unwrap();
        assert_eq!(fs::read(&one).unwrap(), b"3");
    }

    #[test]
    fn fault_112_one_holder_at_a_time_and_no_file_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let held = ProjectLock::acquire(folder.path(), || panic!("nobody else holds it"));
        let counter = folder.path().join("counter");
        atomic::replace(&counter, b"0").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _lock = ProjectLock::acquire(folder.path(), || {});
                    let number: u32 = fs::read_to_string(&counter).unwrap().parse().unwrap();
                    atomic::replace(&counter, (number + 1).to_string().as_bytes()).unwrap();
                });
            }
            assert_eq!(fs::read(&counter).unwrap(), b"0");
            drop(held);
        });
        assert_eq!(fs::read(&counter).unwrap(), b"8");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
