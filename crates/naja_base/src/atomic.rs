//! The replacement of a user's file: at any kill or full disk it holds its old bytes or its new ones.
//!
//! The new bytes go to a temporary file in the same folder, are synced, and the file is renamed over the old one. Mode
//! and owner stay, a symbolic link is followed. The temporary file is locked while it is in use, so that [`collect`] can
//! tell what a killed process has left from what another one is writing.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failpoint;

/// How the names of temporary files start.
const PREFIX: &str = ".naja-";
/// How they end.
const SUFFIX: &str = ".tmp";

/// Replaces the contents of `path` by `bytes`, or makes the file.
///
/// # Errors
/// When the folder or the file can't be written; the file then holds its old bytes and no temporary file is left.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = follow(path)?;
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let old = match fs::metadata(&target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old {
        refuse_unwritable(&target, old)?;
    }
    failpoint::hit("atomic.create")?;
    let mut temporary = locked_temporary(folder)?;
    failpoint::hit("atomic.write")?;
    temporary.write_all(bytes)?;
    if let Some(old) = &old {
        keep_owner_and_mode(temporary.as_file(), old)?;
    }
    failpoint::hit("atomic.sync")?;
    temporary.as_file().sync_all()?;
    failpoint::hit("atomic.rename")?;
    temporary.persist(&target).map_err(|error| error.error)?;
    failpoint::hit("atomic.done")?;
    sync_folder(folder);
    Ok(())
}

/// Removes the temporary files that killed processes have left in `folder`. What can't be looked at or removed stays.
pub fn collect(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file is one that [`replace`] writes to, by its name.
#[must_use]
pub fn is_temporary(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
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

/// A new temporary file that [`collect`] leaves alone.
fn locked_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    loop {
        let temporary = builder.tempfile_in(folder)?;
        // Where a file system knows no locks, nothing is collected either.
        if temporary.as_file().lock().is_err() || temporary.path().exists() {
            return Ok(temporary);
        }
        // It was collected between its making and its locking.
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

/// A rename would replace a read-only file, which its owner asked to be left alone.
fn refuse_unwritable(target: &Path, old: &fs::Metadata) -> io::Result<()> {
    if !old.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if old.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    OpenOptions::new().write(true).open(target).map(drop)
}

#[cfg(unix)]
fn keep_owner_and_mode(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only the superuser can give a file away; the bytes matter more than the owner.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep_owner_and_mode(file: &File, old: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
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

    use super::{collect, locked_temporary, replace};

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
    fn fault_76_what_killed_processes_left_is_collected_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (left, other) = (folder.path().join(".naja-abc.tmp"), folder.path().join(".naja-notes"));
        fs::File::create(&left).unwrap();
        fs::File::create(&other).unwrap();
        let in_use = locked_temporary(folder.path()).unwrap();
        collect(folder.path());
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
}
