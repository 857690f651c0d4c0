//! The folders that naja never empties or removes, whatever a path or a link says.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::EnvError;
use crate::folder::{Folder, FolderId};

/// Folders that no removal may reach: those of the user's own work, and every folder that contains one of them.
#[derive(Clone, Debug, Default)]
pub struct Protected {
    /// The project, or none where there is no project.
    project: Option<PathBuf>,
}

/// Which folders are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The project, the home folder and the root: an environment that contains one of them isn't changed at all.
    Change,
    /// The working folder too: nothing that contains it is emptied.
    Removal,
}

impl Protected {
    /// The root folder, the home folder, the working folder, and the folder of `project`.
    #[must_use]
    pub fn new(project: Option<&Path>) -> Self {
        Self { project: project.map(Path::to_path_buf) }
    }

    /// Refuses `folder` where it is a protected folder or contains one.
    pub(crate) fn check(&self, folder: &Folder, scope: Scope) -> Result<(), EnvError> {
        let id = folder.id().map_err(EnvError::io("look at", folder.path()))?;
        for protected in self.folders(scope) {
            // A folder that is not there can't be lost.
            let Ok(real) = fs::canonicalize(&protected) else { continue };
            if real.ancestors().any(|above| id_of(above).is_ok_and(|above| above == id)) {
                return Err(EnvError::HoldsProtected { path: folder.path().to_path_buf(), protected });
            }
        }
        Ok(())
    }

    fn folders(&self, scope: Scope) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self.project.clone().into_iter().chain(env::home_dir()).collect();
        if scope == Scope::Removal {
            folders.extend(env::current_dir());
        }
        folders.push(PathBuf::from("/"));
        folders
    }
}

fn id_of(path: &Path) -> io::Result<FolderId> {
    Folder::open(path)?.id()
}
