//! Open folders on Unix: every operation is relative to the folder's descriptor and follows no link.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, RawMode};
use rustix::io::Errno;

use super::read::not_a_file;
use super::{EntryKind, FolderEntry, FolderId};
use crate::file_state::{FileState, nanoseconds};

const OPEN_FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// An open folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    handle: OwnedFd,
}

impl Folder {
    /// Opens the folder at `path`, wherever links on the way lead.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let handle = rustix::fs::open(path, OPEN_FOLDER, Mode::empty())?;
        Ok(Self { path: path.to_path_buf(), handle })
    }

    /// Opens the folder at `path`, which must not be a link itself.
    pub(crate) fn open_real(path: &Path) -> io::Result<Self> {
        let handle = rustix::fs::open(path, OPEN_FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
        Ok(Self { path: path.to_path_buf(), handle })
    }

    /// The path under which it was opened.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the folder `name` in this one.
    pub(crate) fn folder(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        let name = name.as_ref();
        let handle = rustix::fs::openat(&self.handle, name, OPEN_FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
        Ok(Self { path: self.path.join(name), handle })
    }

    /// Opens the folder at `relative` (with `/`) below this one, through no link.
    pub(crate) fn descend(&self, relative: &str) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(opened) = self.descend_at_once(relative) {
            return opened;
        }
        let mut parts = relative.split('/').filter(|part| !part.is_empty());
        let Some(first) = parts.next() else { return self.reopened() };
        parts.try_fold(self.folder(first)?, |folder, part| folder.folder(part))
    }

    /// Descends in one call where the kernel can; `None` where it can't.
    #[cfg(target_os = "linux")]
    fn descend_at_once(&self, relative: &str) -> Option<io::Result<Self>> {
        use rustix::fs::{ResolveFlags, openat2};
        let path = if relative.is_empty() { "." } else { relative };
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match openat2(&self.handle, path, OPEN_FOLDER, Mode::empty(), resolve) {
            Ok(handle) => Some(Ok(Self { path: self.path.join(relative), handle })),
            Err(Errno::NOSYS | Errno::PERM | Errno::INVAL | Errno::AGAIN) => None,
            Err(error) => Some(Err(error.into())),
        }
    }

    fn reopened(&self) -> io::Result<Self> {
        Ok(Self { path: self.path.clone(), handle: self.handle.try_clone()? })
    }

    /// Opens the folder `name`, and makes it where nothing has that name.
    pub(crate) fn make_folder(&self, name: &str) -> io::Result<Self> {
        match rustix::fs::mkdirat(&self.handle, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => self.folder(name),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes the folder `name`, which must not be there yet.
    pub(crate) fn make_new_folder(&self, name: &str) -> io::Result<Self> {
        rustix::fs::mkdirat(&self.handle, name, Mode::from_raw_mode(0o777))?;
        self.folder(name)
    }

    /// Its entries, sorted by name.
    pub(crate) fn entries(&self) -> io::Result<Vec<FolderEntry>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let entry = entry?;
            let name = OsString::from_vec(entry.file_name().to_bytes().to_vec());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems leave it to the caller to find out.
                FileType::Unknown => match self.kind(&name)? {
                    Some(kind) => kind,
                    None => continue,
                },
                known => kind_of(known),
            };
            entries.push(FolderEntry { name, kind });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// What the entry `name` is; `None` where there is none.
    pub(crate) fn kind(&self, name: impl AsRef<OsStr>) -> io::Result<Option<EntryKind>> {
        match rustix::fs::statat(&self.handle, name.as_ref(), AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(kind_of(FileType::from_raw_mode(stat.st_mode as RawMode)))),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The state of the file `name`.
    pub(crate) fn state(&self, name: &str) -> io::Result<FileState> {
        let stat = rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?;
        // The types of the fields differ between platforms.
        #[expect(clippy::useless_conversion, reason = "the fields have other types on other platforms")]
        let (modified, changed) = (i64::from(stat.st_mtime), i64::from(stat.st_ctime));
        let part = |nanoseconds| i64::try_from(nanoseconds).unwrap_or_default();
        Ok(FileState {
            size: u64::try_from(stat.st_size).unwrap_or_default(),
            modified: nanoseconds(modified, part(stat.st_mtime_nsec)),
            changed: nanoseconds(changed, part(stat.st_ctime_nsec)),
            inode: stat.st_ino,
        })
    }

    /// Opens the regular file `name` for reading.
    pub(crate) fn open_file(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&self.handle, name.as_ref(), flags, Mode::empty())?);
        if file.metadata()?.is_file() { Ok(file) } else { Err(not_a_file()) }
    }

    /// Makes the file `name`, which must not be there yet.
    pub(crate) fn create_file(&self, name: &str, mode: u32) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(mode as RawMode);
        Ok(File::from(rustix::fs::openat(&self.handle, name, flags, mode)?))
    }

    /// Opens the regular file `name` for writing, and makes it where nothing has that name; its contents stay.
    pub(crate) fn open_or_create_file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let file = File::from(rustix::fs::openat(&self.handle, name, flags, mode)?);
        if file.metadata()?.is_file() { Ok(file) } else { Err(not_a_file()) }
    }

    /// Gives the file `name` a second name `name` in `target`.
    pub(crate) fn hard_link(&self, target: &Self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::linkat(&self.handle, name, &target.handle, name, AtFlags::empty())?)
    }

    /// Moves the entry `name` to `target` under the name `new_name`.
    pub(crate) fn rename(
        &self,
        name: impl AsRef<OsStr>,
        target: &Self,
        new_name: impl AsRef<OsStr>,
    ) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.handle, name.as_ref(), &target.handle, new_name.as_ref())?)
    }

    /// Removes the entry `name`, which is no folder.
    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, name.as_ref(), AtFlags::empty())?)
    }

    /// Removes the empty folder `name`.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, name.as_ref(), AtFlags::REMOVEDIR)?)
    }

    /// Where the symbolic link `name` leads.
    pub(crate) fn read_link(&self, name: impl AsRef<OsStr>) -> io::Result<PathBuf> {
        let destination = rustix::fs::readlinkat(&self.handle, name.as_ref(), Vec::new())?;
        Ok(PathBuf::from(OsString::from_vec(destination.into_bytes())))
    }

    /// Its identity.
    pub(crate) fn id(&self) -> io::Result<FolderId> {
        let metadata = File::from(self.handle.as_fd().try_clone_to_owned()?).metadata()?;
        use std::os::unix::fs::MetadataExt as _;
        Ok(FolderId { device: metadata.dev(), inode: metadata.ino(), path: None })
    }
}

fn kind_of(file_type: FileType) -> EntryKind {
    match file_type {
        FileType::Directory => EntryKind::Folder,
        FileType::RegularFile => EntryKind::File,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Other,
    }
}
