//! Folders for work in progress, each guarded by a lock file, so that those of killed runs are recognised and collected.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::folder::{EntryKind, Folder};
use crate::protected::Protected;
use crate::removal::remove_tree;

/// How the names of lock files end.
const LOCK_SUFFIX: &str = ".lock";

/// A folder of its own below a common one; removed with all it holds when dropped.
///
/// `<name>.lock` lies beside it, locked as long as its owner lives. It is made before the folder and goes after it, so that
/// it is the marker of a folder that may be removed.
#[derive(Debug)]
pub struct ScratchFolder {
    folder: PathBuf,
    lock_path: PathBuf,
    /// Held for its lock.
    _lock: File,
}

impl ScratchFolder {
    /// Makes a folder below `parent`, which is made where it is missing.
    ///
    /// # Errors
    /// When files can't be made there, or `parent` is a link.
    pub fn new(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        let open = Folder::open_real(parent)?;
        loop {
            let (lock, lock_path) = tempfile::Builder::new()
                .prefix("w")
                .suffix(LOCK_SUFFIX)
                .tempfile_in(parent)?
                .keep()
                .map_err(|error| error.error)?;
            // A collector may have come between making and locking; its removal shows in a missing name.
            if lock.try_lock().is_err() || !lock_path.exists() {
                continue;
            }
            let folder = lock_path.with_extension("");
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            open.make_new_folder(&name)?;
            return Ok(Self { folder, lock_path, _lock: lock });
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Removes the folders below `parent` whose owners were killed. What can't be looked at or removed stays.
    pub fn collect(parent: &Path) {
        let Ok(open) = Folder::open_real(parent) else { return };
        for entry in open.entries().unwrap_or_default() {
            if let Some(lock_name) = entry.name.to_str()
                && entry.kind == EntryKind::File
                && let Some(name) = lock_name.strip_suffix(LOCK_SUFFIX)
                && let Ok(lock) = open.open_or_create_file(lock_name)
                && lock.try_lock().is_ok()
            {
                remove(&parent.join(name), &parent.join(lock_name));
            }
        }
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        // What can't be removed now is collected later.
        remove(&self.folder, &self.lock_path);
    }
}

/// Removes a folder and then its lock file, which the caller has locked.
fn remove(folder: &Path, lock_path: &Path) {
    if remove_tree(folder, &Protected::new(None)).is_ok() {
        let _ = fs::remove_file(lock_path);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::ScratchFolder;

    #[test]
    fn fault_76_leftovers_are_collected_and_work_in_progress_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let alive = ScratchFolder::new(parent.path()).unwrap();
        fs::create_dir_all(alive.path().join("tree")).unwrap();
        fs::create_dir_all(parent.path().join("wdead/tree/a")).unwrap();
        fs::create_dir(parent.path().join("wgone")).unwrap();
        for name in ["wdead.lock", "wgone.lock", "wempty.lock"] {
            drop(fs::File::create(parent.path().join(name)).unwrap());
        }
        fs::create_dir_all(parent.path().join("somebody's/folder")).unwrap();
        ScratchFolder::collect(parent.path());
        assert!(alive.path().join("tree").is_dir());
        drop(alive);
        let left: Vec<_> =
            fs::read_dir(parent.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["somebody's"]);
    }

    #[cfg(unix)]
    #[test]
    fn fault_108_a_link_in_the_place_of_the_common_folder_is_not_followed() {
        let top = tempfile::tempdir().unwrap();
        let (outside, link) = (top.path().join("outside"), top.path().join("unpacking"));
        fs::create_dir_all(outside.join("work/deep")).unwrap();
        drop(fs::File::create(outside.join("work.lock")).unwrap());
        std::os::unix::fs::symlink(&outside, &link).unwrap();
        ScratchFolder::collect(&link);
        assert!(ScratchFolder::new(&link).is_err());
        assert!(outside.join("work/deep").is_dir() && outside.join("work.lock").is_file());
    }
}
