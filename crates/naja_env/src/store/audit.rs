//! Whether the store still holds what was unpacked: every file of a wheel compared with the hash in its manifest.

use std::fs;
use std::io;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::{StoredWheel, WheelStore};
use crate::error::EnvError;
use crate::folder::Folder;
use crate::sha256::Sha256;

impl WheelStore {
    /// The hashes of all wheels that have a place in the store, in order.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn list(&self) -> Result<Vec<Sha256>, EnvError> {
        let mut hashes = Vec::new();
        let failed = EnvError::io("read", &self.root);
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(hashes),
            Err(error) => return Err(failed(error)),
        };
        for entry in entries {
            let path = entry.map_err(EnvError::io("read", &self.root))?.path();
            // Other names are not the store's; what is no folder holds nothing.
            if path.file_name().is_none_or(|name| name.len() != 2) {
                continue;
            }
            let wheels = fs::read_dir(&path).into_iter().flatten().flatten();
            hashes.extend(wheels.filter_map(|entry| entry.file_name().to_str()?.parse::<Sha256>().ok()));
        }
        hashes.sort();
        Ok(hashes)
    }
}

impl StoredWheel {
    /// The files that are missing or have other contents than were unpacked, in the order of the manifest.
    ///
    /// # Errors
    /// When a file can't be read.
    pub fn find_changed(&self) -> Result<Vec<String>, EnvError> {
        let Ok(tree) = Folder::open(&self.tree) else {
            return Ok(self.manifest.files.iter().map(|file| self.manifest.path(file)).collect());
        };
        let changed: Vec<Option<String>> = self
            .manifest
            .files
            .par_iter()
            .map(|file| {
                let path = self.manifest.path(file);
                let folder = tree.descend(&self.manifest.folders[file.folder as usize]);
                let opened = folder.and_then(|folder| folder.open_file(&*file.name));
                let same = match opened {
                    Ok(opened) => {
                        Sha256::of_reader(opened).map_err(EnvError::io("read", self.tree.join(&path)))?
                            == file.sha256
                    }
                    Err(_) => false,
                };
                Ok((!same).then_some(path))
            })
            .collect::<Result<_, EnvError>>()?;
        Ok(changed.into_iter().flatten().collect())
    }
}
