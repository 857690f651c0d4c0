//! Folders for work in progress, each guarded by a lock file, so that those of killed runs can be told and collected.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder of its own below a common one; removed with all it holds when dropped.
///
/// `<name>.lock` lies beside it, locked as long as its owner lives. It is made before the folder and goes after it, so
/// that a folder without a locked file is nobody's.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    lock_path: PathBuf,
    /// Held for its lock.
    _lock: File,
}

impl Scratch {
    /// Makes a folder below `parent`.
    pub(super) fn new(parent: &Path) -> io::Result<Self> {
        loop {
            let (lock, lock_path) = tempfile::Builder::new()
                .prefix("w")
                .suffix(".lock")
                .tempfile_in(parent)?
                .keep()
                .map_err(|error| error.error)?;
            // A collector may have come between making and locking; its removal shows in a missing name.
            if lock.try_lock().is_err() || !lock_path.exists() {
                continue;
            }
            let folder = lock_path.with_extension("");
            fs::create_dir(&folder)?;
            return Ok(Self { folder, lock_path, _lock: lock });
        }
    }

    /// The folder.
    pub(super) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed now is collected later.
        if fs::remove_dir_all(&self.folder).is_ok() || !self.folder.exists() {
            let _ = fs::remove_file(&self.lock_path);
        }
    }
}

/// Removes the folders below `parent` whose owners are gone.
pub(super) fn collect(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_lock = path.extension().is_some_and(|extension| extension == "lock");
        let lock_path = if is_lock { path.clone() } else { path.with_extension("lock") };
        let Ok(lock) = OpenOptions::new().write(true).create(!is_lock).truncate(false).open(&lock_path)
        else {
            continue;
        };
        if lock.try_lock().is_err() {
            continue;
        }
        let folder = lock_path.with_extension("");
        if fs::remove_dir_all(&folder).is_ok() || !folder.exists() {
            let _ = fs::remove_file(&lock_path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Scratch, collect};

    #[test]
    fn fault_76_leftovers_are_collected_and_work_in_progress_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let alive = Scratch::new(parent.path()).unwrap();
        fs::create_dir_all(alive.path().join("tree")).unwrap();
        fs::create_dir_all(parent.path().join("wdead/tree/a")).unwrap();
        fs::create_dir(parent.path().join("wgone")).unwrap();
        drop(fs::File::create(parent.path().join("wgone.lock")).unwrap());
        collect(parent.path());
        assert!(alive.path().join("tree").is_dir());
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 2);
        drop(alive);
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }
}
