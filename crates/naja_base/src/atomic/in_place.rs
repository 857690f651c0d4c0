//! Overwriting a file where it is, for files that must stay the same file: those with several names (hard links), mount points,
//! and those whose owner or attributes a new file can't get.
//!
//! Before a byte changes, the old and the new contents are written to an undo file beside the file, synced, and given a name that
//! leads back to it. It is removed when the new contents are synced. So, whenever the process is killed or the disk is full, the old
//! contents are in the file or in the undo file; [`recover`] and [`super::collect`] put them back. Unlike with a rename, other
//! programs can see a mixture of both contents meanwhile.

use std::error::Error;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::temporary::{Readers, undo_name};
use super::{folder_of, follow, sync_folder};
use crate::failpoint;

/// What became of a file that a killed process was overwriting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// It has its old contents again.
    Restored(PathBuf),
    /// It was changed since, so that it is left alone, and so is the undo file with its old contents.
    ChangedSince {
        /// The file.
        file: PathBuf,
        /// The file with its old contents.
        undo: PathBuf,
    },
}

/// A file could not be overwritten and could not be put back either.
#[derive(Debug)]
struct Torn {
    undo: PathBuf,
    cause: io::Error,
}

impl fmt::Display for Torn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; its old contents are in `{}`", self.cause, self.undo.display())
    }
}

impl Error for Torn {}

/// Whether `error`, of [`super::replace`], left the file with a part of its new contents. Its old contents are then in the undo file
/// that the error names; in all other cases they are in the file itself.
#[must_use]
pub fn is_torn(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Torn>()).is_some()
}

/// How an undo file begins; the lengths of the old and the new contents follow, and a line break, and both contents.
const MAGIC: &[u8] = b"naja undo 1 ";

/// How many bytes are written at once.
const CHUNK: usize = 64 << 10;

/// Overwrites the regular file `target` by `bytes`.
pub(super) fn overwrite(target: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(Recovery::ChangedSince { undo, .. }) = recover(target) {
        let name = undo.file_name().unwrap_or_default().display().to_string();
        return Err(io::Error::other(format!(
            "`{name}` beside it keeps its contents from before an interrupted write"
        )));
    }
    let mut file = File::options().read(true).write(true).open(target)?;
    let mut old = Vec::new();
    file.read_to_end(&mut old)?;
    let (undo, lock) = write_undo(target, &old, bytes)?;
    let written = reserve(&file, old.len(), bytes.len()).and_then(|()| write_over(&mut file, bytes));
    if let Err(cause) = written {
        if write_over(&mut file, &old).is_err() {
            return Err(io::Error::new(cause.kind(), Torn { undo, cause }));
        }
        fs::remove_file(&undo)?;
        return Err(cause);
    }
    failpoint::hit("atomic.done")?;
    let removed = fs::remove_file(&undo);
    drop(lock);
    sync_folder(folder_of(target));
    removed
}

/// Puts the file at `path` back if a killed process was overwriting it.
pub fn recover(path: &Path) -> Option<Recovery> {
    let target = follow(path).ok()?;
    recover_with(&undo_of(&target)?, &target)
}

/// Puts `target` back, whose old contents may be in `undo`.
pub(super) fn recover_with(undo: &Path, target: &Path) -> Option<Recovery> {
    // What a repository brings along under such a name must lead nowhere else.
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    if !is_file(undo) || !is_file(target) {
        return None;
    }
    let mut lock = File::open(undo).ok()?;
    lock.try_lock().ok()?;
    let mut kept = Vec::new();
    lock.read_to_end(&mut kept).ok()?;
    let (old, new) = split(&kept)?;
    let present = fs::read(target).ok()?;
    if present == old || present == new {
        let _ = fs::remove_file(undo);
        return None;
    }
    if !is_mixture(&present, old, new) {
        return Some(Recovery::ChangedSince { file: target.to_path_buf(), undo: undo.to_path_buf() });
    }
    let mut file = File::options().write(true).open(target).ok()?;
    write_over(&mut file, old).ok()?;
    let _ = fs::remove_file(undo);
    Some(Recovery::Restored(target.to_path_buf()))
}

/// Whether every byte of `present` is the one of `old` or of `new` at its place, as it is when these were overwritten by those.
fn is_mixture(present: &[u8], old: &[u8], new: &[u8]) -> bool {
    let (shorter, longer) = (old.len().min(new.len()), old.len().max(new.len()));
    (shorter..=longer).contains(&present.len())
        && present.iter().enumerate().all(|(at, byte)| old.get(at) == Some(byte) || new.get(at) == Some(byte))
}

/// Writes the undo file and gives it its name; as long as the file is open, [`recover`] leaves it alone.
fn write_undo(target: &Path, old: &[u8], new: &[u8]) -> io::Result<(PathBuf, File)> {
    let undo = undo_of(target).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    failpoint::hit("atomic.undo")?;
    let mut temporary = super::temporary_beside(target, Readers::Owner)?;
    temporary.write_all(MAGIC)?;
    temporary.write_all(format!("{} {}\n", old.len(), new.len()).as_bytes())?;
    temporary.write_all(old)?;
    temporary.write_all(new)?;
    temporary.as_file().sync_all()?;
    let lock = temporary.persist_noclobber(&undo).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => {
            io::Error::new(io::ErrorKind::WouldBlock, "another process is writing it")
        }
        _ => error.error,
    })?;
    sync_folder(folder_of(target));
    Ok((undo, lock))
}

fn undo_of(target: &Path) -> Option<PathBuf> {
    let name: &OsStr = target.file_name()?;
    Some(folder_of(target).join(undo_name(name)))
}

/// The old and the new contents that an undo file holds.
fn split(kept: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = kept.strip_prefix(MAGIC)?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (old, new) = std::str::from_utf8(&rest[..end]).ok()?.split_once(' ')?;
    let (old, new): (usize, usize) = (old.parse().ok()?, new.parse().ok()?);
    let contents = &rest[end + 1..];
    (old.checked_add(new)? == contents.len()).then(|| contents.split_at(old))
}

/// Makes `bytes` the contents of `file`.
fn write_over(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    for chunk in bytes.chunks(CHUNK) {
        failpoint::hit("atomic.overwrite")?;
        file.write_all(chunk)?;
    }
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// Asks for the space that a file needs beyond its present length, so that a full disk shows before a byte changes.
#[cfg(target_os = "linux")]
fn reserve(file: &File, present: usize, needed: usize) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    use rustix::io::Errno;
    if needed <= present {
        return Ok(());
    }
    match fallocate(file, FallocateFlags::KEEP_SIZE, 0, needed as u64) {
        // Not every file system can do that.
        Ok(()) | Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn reserve(_file: &File, _present: usize, _needed: usize) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Recovery, is_mixture, overwrite, recover, split, undo_of, write_undo};

    fn torn(folder: &Path, present: &[u8]) -> std::path::PathBuf {
        let path = folder.join("a.py");
        fs::File::create(&path).unwrap();
        let (_, lock) = write_undo(&path, b"old text", b"NEW").unwrap();
        drop(lock);
        overwrite_plainly(&path, present);
        path
    }

    #[expect(clippy::disallowed_methods, reason = "a test tears a file on purpose")]
    fn overwrite_plainly(path: &Path, bytes: &[u8]) {
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn fault_69_a_file_torn_by_a_kill_gets_its_old_contents_back() {
        for present in [&b"NEd text"[..], b"NEW te", b"old"] {
            let folder = tempfile::tempdir().unwrap();
            let path = torn(folder.path(), present);
            assert_eq!(recover(&path), Some(Recovery::Restored(path.clone())));
            assert_eq!(fs::read(&path).unwrap(), b"old text");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_file_with_whole_contents_only_loses_its_undo_file() {
        for present in [&b"old text"[..], b"NEW"] {
            let folder = tempfile::tempdir().unwrap();
            let path = torn(folder.path(), present);
            assert_eq!(recover(&path), None);
            assert_eq!(fs::read(&path).unwrap(), present);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_file_that_was_changed_since_is_left_alone_with_its_old_contents_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = torn(folder.path(), b"the user's own");
        let undo = undo_of(&path).unwrap();
        let expected = Recovery::ChangedSince { file: path.clone(), undo: undo.clone() };
        assert_eq!(recover(&path), Some(expected));
        assert!(overwrite(&path, b"x").unwrap_err().to_string().contains("`.naja-a.py.undo`"));
        assert_eq!(fs::read(&path).unwrap(), b"the user's own");
        assert_eq!(split(&fs::read(&undo).unwrap()), Some((&b"old text"[..], &b"NEW"[..])));
    }

    #[test]
    fn an_undo_file_of_another_process_is_left_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        overwrite_plainly(&path, b"ol");
        let (undo, _lock) = write_undo(&path, b"old text", b"NEW").unwrap();
        assert_eq!(recover(&path), None);
        assert!(overwrite(&path, b"x").unwrap_err().to_string().contains("another process"));
        assert!(undo.exists());
        assert_eq!(fs::read(&path).unwrap(), b"ol");
    }

    #[cfg(unix)]
    #[test]
    fn an_undo_file_never_leads_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = torn(folder.path(), b"NEd text");
        let other = folder.path().join("other");
        fs::rename(&path, &other).unwrap();
        std::os::unix::fs::symlink("other", &path).unwrap();
        assert_eq!(super::super::collect(folder.path()), []);
        assert_eq!(fs::read(&other).unwrap(), b"NEd text");
    }

    #[test]
    fn a_mixture_has_only_bytes_of_both_at_their_places() {
        assert!(is_mixture(b"ab", b"ax", b"yb") && is_mixture(b"abc", b"ab", b"xxcd"));
        assert!(!is_mixture(b"b", b"ab", b"xxcd") && !is_mixture(b"ac", b"ab", b"xx"));
    }
}
