//! `.naja`, the folder of naja's own files in an environment, and the lock in it.
//!
//! The folder and what is in it are opened through no link: whoever ships an environment could have put one there.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{LOCK, OWN, STAMP};
use crate::error::EnvError;
use crate::folder::Folder;

/// An environment's folder and the folder of naja's own files in it, both open.
#[derive(Debug)]
pub(crate) struct OwnFolder {
    root: Folder,
    own: Folder,
}

impl OwnFolder {
    /// Opens the folder of naja's own files in the environment at `root`, and makes it where there is none.
    pub(crate) fn open(root: &Path) -> Result<Self, EnvError> {
        let root = Folder::open(root).map_err(EnvError::io("open", root))?;
        let own = root.make_folder(OWN).map_err(|error| foreign(&root.path().join(OWN), error))?;
        Ok(Self { root, own })
    }

    /// Opens the folder of naja's own files where it is there.
    pub(crate) fn find(root: &Path) -> io::Result<Self> {
        let root = Folder::open(root)?;
        let own = root.folder(OWN)?;
        Ok(Self { root, own })
    }

    /// The environment's folder.
    pub(crate) fn root(&self) -> &Folder {
        &self.root
    }

    /// The folder of naja's own files.
    pub(crate) fn folder(&self) -> &Folder {
        &self.own
    }

    /// Waits for the lock.
    pub(crate) fn lock(&self) -> Result<File, EnvError> {
        let path = self.own.path().join(LOCK);
        let file = self.own.open_or_create_file(LOCK).map_err(|error| foreign(&path, error))?;
        file.lock().map_err(EnvError::io("lock", &path))?;
        Ok(file)
    }

    /// Takes the lock unless another process has it.
    pub(crate) fn try_lock(&self) -> Option<File> {
        let file = self.own.open_or_create_file(LOCK).ok()?;
        file.try_lock().is_ok().then_some(file)
    }

    /// Opens the folder `name` of naja's own files, and makes it where there is none.
    pub(crate) fn make_folder(&self, name: &str) -> Result<Folder, EnvError> {
        self.own.make_folder(name).map_err(|error| foreign(&self.own.path().join(name), error))
    }

    /// Opens the folder `name` of naja's own files; `None` where there is none.
    pub(crate) fn find_folder(&self, name: &str) -> Result<Option<Folder>, EnvError> {
        match self.own.folder(name) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(foreign(&self.own.path().join(name), error)),
        }
    }

    /// The error for the folder `path` of the environment that can't be opened: what is in its place.
    pub(crate) fn blocked(&self, path: &str, error: io::Error) -> EnvError {
        let root = self.root.path();
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        match ends.map(|end| root.join(&path[..end])).find(|path| !is_folder(path)) {
            Some(blocking) => foreign(&blocking, error),
            None => EnvError::io("open", root.join(path))(error),
        }
    }

    /// Removes the stamp, so that no run treats the environment as up to date before it is.
    pub(crate) fn remove_stamp(&self) -> Result<(), EnvError> {
        self.remove_file(STAMP).map_err(EnvError::io("remove", self.own.path().join(STAMP)))
    }

    /// Removes the file `name` of naja's own; that it is not there is no error.
    pub(crate) fn remove_file(&self, name: &str) -> io::Result<()> {
        match self.own.remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the lock and the folder where nothing else is in it.
    pub(crate) fn remove_if_empty(&self) {
        let only_lock =
            self.own.entries().is_ok_and(|entries| entries.iter().all(|entry| entry.name == LOCK));
        if only_lock {
            let _ = self.own.remove_file(LOCK);
            let _ = self.root.remove_folder(OWN);
        }
    }
}

/// The error for what is in the place of one of naja's own files or folders.
fn foreign(path: &Path, error: io::Error) -> EnvError {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            EnvError::Foreign { path: path.to_path_buf(), is_link: true }
        }
        Ok(_) if matches!(error.kind(), io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput) => {
            EnvError::Foreign { path: path.to_path_buf(), is_link: false }
        }
        _ => EnvError::io("open", path)(error),
    }
}
