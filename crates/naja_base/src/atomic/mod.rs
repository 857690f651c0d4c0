//! The replacement of a user's file: at any kill or full disk, its old bytes or its new ones are there.
//!
//! The new bytes go to a temporary file in the same folder, are synced, and the file is renamed over the old one, with mode, owner,
//! access control lists and extended attributes of the old one; a symbolic link is followed. A file that must stay the same file,
//! since it has other names, is a mount point, or has attributes that a new file can't get, is overwritten where it is, with its old
//! bytes kept beside it until that is done. In a folder that can't be written, neither is possible, and the file is left alone.
//!
//! Temporary files are locked while they are in use, so that [`collect`] can tell what a killed process has left from what another
//! one is writing.

mod attributes;
mod in_place;
mod temporary;

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failpoint;
use temporary::{Readers, locked_temporary, target_of_undo};

pub use in_place::{Recovery, is_torn, recover};
pub use temporary::is_temporary;

/// Replaces the contents of `path` by `bytes`, or makes the file.
///
/// # Errors
/// When the folder or the file can't be written. The file then holds its old bytes, unless [`is_torn`] says otherwise, and no temporary
/// file is left.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = follow(path)?;
    let old = match fs::metadata(&target) {
        Ok(metadata) => Some((open_writable(&target, &metadata)?, metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.as_ref().is_some_and(|(_, metadata)| attributes::has_other_names(metadata)) {
        return in_place::overwrite(&target, bytes);
    }
    failpoint::hit("atomic.create")?;
    let mut temporary = match old {
        Some(_) => temporary_beside(&target, Readers::Owner)?,
        None => locked_temporary(folder_of(&target), Readers::AsUsual).map_err(plain)?,
    };
    failpoint::hit("atomic.write")?;
    temporary.write_all(bytes)?;
    if let Some((file, metadata)) = &old
        && !attributes::copy(file, metadata, temporary.as_file())?
    {
        drop(temporary);
        return in_place::overwrite(&target, bytes);
    }
    failpoint::hit("atomic.sync")?;
    temporary.as_file().sync_all()?;
    let renamed = failpoint::hit("atomic.rename")
        .and_then(|()| temporary.persist(&target).map(drop).map_err(|error| error.error));
    match renamed {
        Err(error) if old.is_some() && forbids_renaming(&error) => in_place::overwrite(&target, bytes),
        Err(error) => Err(error),
        Ok(()) => {
            failpoint::hit("atomic.done")?;
            sync_folder(folder_of(&target));
            Ok(())
        }
    }
}

/// Whether a file that can't be renamed over may still be written: a mount point, or another user's file in a folder with the sticky bit.
fn forbids_renaming(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ResourceBusy)
}

/// A temporary file in the folder of a file that is there and can be written.
fn temporary_beside(target: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    locked_temporary(folder_of(target), readers).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => io::Error::new(
            error.kind(),
            "its folder is read-only, so that its old contents could be lost while the new ones are written",
        ),
        _ => plain(error),
    })
}

/// A full disk without the name of the temporary file, which would only distract.
fn plain(error: io::Error) -> io::Error {
    match error.kind() {
        kind @ (io::ErrorKind::StorageFull | io::ErrorKind::PermissionDenied) => kind.into(),
        _ => error,
    }
}

/// The folder that a path's last part is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Clears `folder` of what killed processes have left: temporary files are removed, and files that were being overwritten get their
/// old contents back. Reports the latter. What can't be read or removed stays.
pub fn collect(folder: &Path) -> Vec<Recovery> {
    let mut recovered = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(target) = target_of_undo(&name) {
            recovered.extend(in_place::recover_with(&entry.path(), &folder.join(target)));
        } else if is_temporary(&name)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
    recovered
}

/// Removes the file at `path`; that it is not there is no error.
///
/// # Errors
/// When the file is there and stays.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The file that `path` leads to through symbolic links, which need not exist yet.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(link) => target = target.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Opens a file to see whether it may be written. A rename would replace a read-only file, which its owner asked to be left alone.
fn open_writable(target: &Path, metadata: &Metadata) -> io::Result<File> {
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if metadata.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    File::options().write(true).open(target)
}

/// Makes the rename itself durable, where the platform lets a folder be synced.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::temporary::{Readers, locked_temporary};
    use super::{collect, replace};

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn fault_76_files_that_killed_processes_left_are_collected_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (left, other) = (folder.path().join(".naja-abc.tmp"), folder.path().join(".naja-notes"));
        fs::File::create(&left).unwrap();
        fs::File::create(&other).unwrap();
        let in_use = locked_temporary(folder.path(), Readers::Owner).unwrap();
        assert_eq!(collect(folder.path()), []);
        assert!(!left.exists() && other.exists() && in_use.path().exists());
    }

    #[cfg(unix)]
    #[test]
    fn fault_63_links_are_followed_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("real"), folder.path().join("link"));
        replace(&file, b"one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o751)).unwrap();
        symlink("real", &link).unwrap();
        replace(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o751);
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        replace(&path, b"one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(replace(&path, b"two").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn fault_63_123_all_names_of_a_file_get_the_new_contents() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a.py"), folder.path().join("b.py"));
        replace(&file, b"old text").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        fs::hard_link(&file, &other).unwrap();
        let inode = fs::metadata(&file).unwrap().ino();
        for contents in [&b"new"[..], b"one that is longer than the old text", b""] {
            replace(&file, contents).unwrap();
            assert_eq!(
                (fs::read(&file).unwrap(), fs::read(&other).unwrap()),
                (contents.into(), contents.into())
            );
        }
        let metadata = fs::metadata(&file).unwrap();
        assert_eq!((metadata.ino(), metadata.nlink(), metadata.mode() & 0o7777), (inode, 2, 0o640));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn fault_123_extended_attributes_and_access_control_lists_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        replace(&path, b"old").unwrap();
        // The owner, a user, the group, the mask, others: version 2, then (tag, permissions, id) each.
        let acl: [(u16, u16, u32); 5] =
            [(1, 6, u32::MAX), (2, 4, 12345), (4, 4, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, permissions, id) in acl {
            list.extend(
                tag.to_le_bytes().into_iter().chain(permissions.to_le_bytes()).chain(id.to_le_bytes()),
            );
        }
        let wanted = [
            ("user.origin", b"a place".to_vec()),
            ("user.empty", Vec::new()),
            ("system.posix_acl_access", list),
        ];
        let mut kept = Vec::new();
        for (name, value) in wanted {
            // A file system without them has nothing to lose.
            if setxattr(&path, name, &value, XattrFlags::empty()).is_ok() {
                kept.push((name, value));
            }
        }
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        for (name, value) in kept {
            let mut buffer = vec![0; 256];
            let length = getxattr(&path, name, &mut buffer).unwrap();
            assert_eq!(&buffer[..length], value, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn new_contents_are_never_readable_by_more_than_the_old_ones() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let temporary = locked_temporary(folder.path(), Readers::Owner).unwrap();
        assert_eq!(temporary.as_file().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
