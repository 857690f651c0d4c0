//! Folders by their paths, for platforms without operations relative to an open folder.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::read::not_a_file;
use super::{EntryKind, FolderEntry, FolderId};
use crate::file_state::FileState;

/// A folder that was there and no link when it was opened.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens the folder at `path`, wherever links on the way lead.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        Self::open_real(&path)
    }

    /// Opens the folder at `path`, which must not be a link itself.
    pub(crate) fn open_real(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path)?.is_dir() {
            return Ok(Self { path: path.to_path_buf() });
        }
        Err(io::Error::from(io::ErrorKind::NotADirectory))
    }

    /// The path under which it was opened.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the folder `name` in this one.
    pub(crate) fn folder(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        Self::open_real(&self.path.join(name.as_ref()))
    }

    /// Opens the folder at `relative` (with `/`) below this one, through no link.
    pub(crate) fn descend(&self, relative: &str) -> io::Result<Self> {
        let here = Self { path: self.path.clone() };
        relative.split('/').filter(|part| !part.is_empty()).try_fold(here, |folder, part| folder.folder(part))
    }

    /// Opens the folder `name`, and makes it where nothing has that name.
    pub(crate) fn make_folder(&self, name: &str) -> io::Result<Self> {
        match fs::create_dir(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => self.folder(name),
        }
    }

    /// Makes the folder `name`, which must not be there yet.
    pub(crate) fn make_new_folder(&self, name: &str) -> io::Result<Self> {
        fs::create_dir(self.path.join(name))?;
        self.folder(name)
    }

    /// Its entries, sorted by name.
    pub(crate) fn entries(&self) -> io::Result<Vec<FolderEntry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            entries.push(FolderEntry { name: entry.file_name(), kind: kind_of(entry.file_type()?) });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// What the entry `name` is; `None` where there is none.
    pub(crate) fn kind(&self, name: impl AsRef<OsStr>) -> io::Result<Option<EntryKind>> {
        match fs::symlink_metadata(self.path.join(name.as_ref())) {
            Ok(metadata) => Ok(Some(kind_of(metadata.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The state of the file `name`.
    pub(crate) fn state(&self, name: &str) -> io::Result<FileState> {
        Ok(FileState::of(&fs::symlink_metadata(self.path.join(name))?))
    }

    /// Opens the regular file `name` for reading.
    pub(crate) fn open_file(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        let path = self.path.join(name.as_ref());
        if fs::symlink_metadata(&path)?.is_file() { File::open(path) } else { Err(not_a_file()) }
    }

    /// Makes the file `name`, which must not be there yet.
    pub(crate) fn create_file(&self, name: &str, _mode: u32) -> io::Result<File> {
        File::create_new(self.path.join(name))
    }

    /// Opens the regular file `name` for writing, and makes it where nothing has that name; its contents stay.
    pub(crate) fn open_or_create_file(&self, name: &str) -> io::Result<File> {
        if self.kind(name)?.is_some_and(|kind| kind != EntryKind::File) {
            return Err(not_a_file());
        }
        OpenOptions::new().write(true).create(true).truncate(false).open(self.path.join(name))
    }

    /// Gives the file `name` a second name `name` in `target`.
    pub(crate) fn hard_link(&self, target: &Self, name: &str) -> io::Result<()> {
        fs::hard_link(self.path.join(name), target.path.join(name))
    }

    /// Moves the entry `name` to `target` under the name `new_name`.
    pub(crate) fn rename(
        &self,
        name: impl AsRef<OsStr>,
        target: &Self,
        new_name: impl AsRef<OsStr>,
    ) -> io::Result<()> {
        fs::rename(self.path.join(name.as_ref()), target.path.join(new_name.as_ref()))
    }

    /// Removes the entry `name`, which is no folder.
    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        let path = self.path.join(name.as_ref());
        // A link to a folder is removed like a folder on Windows.
        fs::remove_file(&path).or_else(|error| match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => fs::remove_dir(&path),
            _ => Err(error),
        })
    }

    /// Removes the empty folder `name`.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        fs::remove_dir(self.path.join(name.as_ref()))
    }

    /// Where the symbolic link `name` leads.
    pub(crate) fn read_link(&self, name: impl AsRef<OsStr>) -> io::Result<PathBuf> {
        fs::read_link(self.path.join(name.as_ref()))
    }

    /// Its identity.
    pub(crate) fn id(&self) -> io::Result<FolderId> {
        Ok(FolderId { device: 0, inode: 0, path: Some(fs::canonicalize(&self.path)?) })
    }
}

fn kind_of(file_type: fs::FileType) -> EntryKind {
    if file_type.is_dir() {
        EntryKind::Folder
    } else if file_type.is_file() {
        EntryKind::File
    } else if file_type.is_symlink() {
        EntryKind::Link
    } else {
        EntryKind::Other
    }
}
