//! Brings files of the cache into an environment: as copy-on-write clones, else as hard links, else as copies.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use sha2::Digest as _;

use crate::sha256::Sha256;
use crate::store::manifest::FileKind;
use crate::store::{FileState, StoredFile};

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

    /// Brings `file` from the folder `source` to the folder `target`, replacing what is there.
    pub(super) fn link(&self, source: &Folder, target: &Folder, file: &StoredFile) -> Result<(), LinkError> {
        match source.state(&file.name) {
            Ok(state) if state == file.state => {}
            // A cache that was copied or restored has the same contents under other numbers and times.
            Ok(state) if state.size == file.state.size && is_unchanged(source, file)? => {}
            Ok(_) => return Err(LinkError::Changed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LinkError::Changed),
            Err(error) => return Err(error.into()),
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
                target.remove(&file.name)?;
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
fn is_unchanged(source: &Folder, file: &StoredFile) -> io::Result<bool> {
    let mut hasher = sha2::Sha256::new();
    io::copy(&mut fs::File::open(source.path().join(&file.name))?, &mut hasher)?;
    Ok(Sha256(hasher.finalize().into()) == file.sha256)
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

fn clone(source: &Folder, target: &Folder, file: &StoredFile) -> io::Result<()> {
    let path = target.path().join(&file.name);
    reflink_copy::reflink(source.path().join(&file.name), &path)?;
    set_mode(&path, file)
}

fn copy(source: &Folder, target: &Folder, file: &StoredFile) -> io::Result<()> {
    let path = target.path().join(&file.name);
    let mut from = fs::File::open(source.path().join(&file.name))?;
    let mut to = fs::File::create_new(&path)?;
    io::copy(&mut from, &mut to)?;
    drop(to);
    set_mode(&path, file)
}

/// A clone or copy is nobody else's and need not be read-only.
#[cfg(unix)]
fn set_mode(path: &Path, file: &StoredFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = if file.kind == FileKind::Plain { 0o644 } else { 0o755 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _file: &StoredFile) -> io::Result<()> {
    Ok(())
}

pub(super) use folder::Folder;

/// Folders that are held open, so that the kernel looks their paths up once and not for every file.
#[cfg(unix)]
mod folder {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, Mode, OFlags, linkat, open, statat, unlinkat};

    use super::FileState;

    /// An open folder.
    #[derive(Debug)]
    pub(in crate::install) struct Folder {
        path: PathBuf,
        handle: OwnedFd,
    }

    impl Folder {
        /// Opens the folder at `path`.
        pub(in crate::install) fn open(path: PathBuf) -> io::Result<Self> {
            let handle = open(&path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
            Ok(Self { path, handle })
        }

        pub(super) fn path(&self) -> &Path {
            &self.path
        }

        pub(super) fn state(&self, name: &str) -> io::Result<FileState> {
            let stat = statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?;
            // The types of the fields differ between platforms.
            #[expect(clippy::useless_conversion, reason = "the fields have other types on other platforms")]
            let (seconds, nanoseconds) =
                (i64::from(stat.st_mtime), i64::try_from(stat.st_mtime_nsec).unwrap_or_default());
            Ok(FileState {
                size: u64::try_from(stat.st_size).unwrap_or_default(),
                modified: seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds),
                inode: stat.st_ino,
            })
        }

        pub(super) fn hard_link(&self, target: &Self, name: &str) -> io::Result<()> {
            Ok(linkat(&self.handle, name, &target.handle, name, AtFlags::empty())?)
        }

        pub(super) fn remove(&self, name: &str) -> io::Result<()> {
            Ok(unlinkat(&self.handle, name, AtFlags::empty())?)
        }
    }
}

/// Folders by their paths.
#[cfg(not(unix))]
mod folder {
    use std::fs;
    use std::io;
    use std::path::{Path, PathBuf};

    use super::FileState;

    /// A folder.
    #[derive(Debug)]
    pub(in crate::install) struct Folder {
        path: PathBuf,
    }

    impl Folder {
        /// Takes the folder at `path`.
        pub(in crate::install) fn open(path: PathBuf) -> io::Result<Self> {
            Ok(Self { path })
        }

        pub(super) fn path(&self) -> &Path {
            &self.path
        }

        pub(super) fn state(&self, name: &str) -> io::Result<FileState> {
            Ok(FileState::of(&fs::symlink_metadata(self.path.join(name))?))
        }

        pub(super) fn hard_link(&self, target: &Self, name: &str) -> io::Result<()> {
            fs::hard_link(self.path.join(name), target.path.join(name))
        }

        pub(super) fn remove(&self, name: &str) -> io::Result<()> {
            fs::remove_file(self.path.join(name))
        }
    }
}
