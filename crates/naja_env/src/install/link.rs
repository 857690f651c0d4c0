//! Brings files of the cache into an environment: as copy-on-write clones, else as hard links, else as copies.

use std::fs;
use std::io;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::file_state::FileState;
use crate::folder::Folder;
use crate::quick_hash::QuickHash;
use crate::store::StoredFile;
use crate::store::manifest::FileKind;

/// How files of the cache are brought into an environment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkMode {
    /// Cloned where the file system can, else hard-linked, else copied.
    #[default]
    Auto,
    /// Copied.
    Copy,
}

/// What links can be made between the cache and one environment; found out with the first files.
#[derive(Debug)]
pub(super) struct Linker {
    mode: AtomicU8,
}

const CLONE: u8 = 0;
const HARD_LINK: u8 = 1;
const COPY: u8 = 2;

/// Why a file could not be brought into the environment.
#[derive(Debug)]
pub(super) enum LinkError {
    /// The cached file is gone or is not the one that was unpacked.
    Changed,
    /// The file system refused.
    Io(io::Error),
}

impl From<io::Error> for LinkError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Linker {
    /// A linker that has not tried anything yet.
    pub(super) fn new(mode: LinkMode) -> Self {
        Self { mode: AtomicU8::new(if mode == LinkMode::Copy { COPY } else { CLONE }) }
    }

    /// Brings `file` from the folder `source` to the folder `target`. Where something of its name is there already,
    /// `displace` is called and has to move it out of the way.
    pub(super) fn link(
        &self,
        source: &Folder,
        target: &Folder,
        file: &StoredFile,
        displace: &dyn Fn() -> io::Result<()>,
    ) -> Result<(), LinkError> {
        if !is_unchanged(source, file)? {
            return Err(LinkError::Changed);
        }
        loop {
            let mode = self.mode.load(Ordering::Relaxed);
            let made = match mode {
                CLONE => clone(source, target, file),
                HARD_LINK => source.hard_link(target, &file.name),
                _ => copy(source, target, file),
            };
            let Err(error) = made else { return Ok(()) };
            if error.kind() == io::ErrorKind::AlreadyExists {
                displace()?;
            } else if mode == HARD_LINK && error.kind() == io::ErrorKind::TooManyLinks {
                // This file has as many names as it may have; the next may still be linked.
                return Ok(copy(source, target, file)?);
            } else if mode == COPY || !is_unsupported(&error) {
                return Err(error.into());
            } else {
                let _ = self.mode.compare_exchange(mode, mode + 1, Ordering::Relaxed, Ordering::Relaxed);
            }
        }
    }
}

/// Whether the cached file still has the contents that were unpacked.
///
/// Where all its properties are the same, it has. A cache that was copied or restored has other times and numbers, and
/// every hard link that is made or removed changes the ctime: then the contents decide.
fn is_unchanged(source: &Folder, file: &StoredFile) -> io::Result<bool> {
    match source.state(&file.name) {
        Ok(state) if state == file.state => Ok(true),
        Ok(FileState { size, .. }) if size == file.state.size => match source.open_file(&file.name) {
            // What is cut off meanwhile has changed too.
            Ok(open) => Ok(QuickHash::of_reader(open, size).is_ok_and(|hash| hash == file.quick_hash)),
            // A link, a FIFO or a folder is in its place, or it is gone again.
            Err(_) => Ok(false),
        },
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether `error` says that this kind of link can't be made here, for whatever of the many reasons.
fn is_unsupported(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, PermissionDenied, StorageFull, Unsupported};
    #[cfg(unix)]
    if let Some(code) = error.raw_os_error() {
        use rustix::io::Errno;
        let code = Errno::from_raw_os_error(code);
        if [Errno::OPNOTSUPP, Errno::NOTTY, Errno::XDEV, Errno::INVAL, Errno::PERM, Errno::NOSYS]
            .contains(&code)
        {
            return true;
        }
    }
    match error.kind() {
        CrossesDevices | InvalidInput | PermissionDenied | Unsupported => true,
        StorageFull => false,
        _ => cfg!(windows),
    }
}

#[cfg(target_os = "linux")]
fn clone(source: &Folder, target: &Folder, file: &StoredFile) -> io::Result<()> {
    let from = source.open_file(&file.name)?;
    let to = target.create_file(&file.name, 0o600)?;
    let cloned = rustix::fs::ioctl_ficlone(&to, &from).map_err(io::Error::from);
    cloned.and_then(|()| set_mode(&to, file)).inspect_err(|_| {
        // Whatever is tried next makes the file again.
        let _ = target.remove_file(&file.name);
    })
}

#[cfg(not(target_os = "linux"))]
fn clone(source: &Folder, target: &Folder, file: &StoredFile) -> io::Result<()> {
    reflink_copy::reflink(source.path().join(&file.name), target.path().join(&file.name))?;
    set_mode(&target.open_file(&file.name)?, file)
}

fn copy(source: &Folder, target: &Folder, file: &StoredFile) -> io::Result<()> {
    let mut from = source.open_file(&file.name)?;
    let mut to = target.create_file(&file.name, 0o600)?;
    io::copy(&mut from, &mut to)?;
    set_mode(&to, file)
}

/// A clone or copy is nobody else's and need not be read-only.
#[cfg(unix)]
fn set_mode(target: &fs::File, file: &StoredFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = if file.kind == FileKind::Plain { 0o644 } else { 0o755 };
    target.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_target: &fs::File, _file: &StoredFile) -> io::Result<()> {
    Ok(())
}
