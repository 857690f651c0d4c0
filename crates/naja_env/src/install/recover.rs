//! Removes what a killed run has left in an environment.

use std::ffi::OsString;

use super::locked::LockedEnvironment;
use super::remove::finish_removal;
use super::{REMOVING, STAGING};
use crate::environment::{Environment, OWN};
use crate::error::EnvError;
use crate::folder::{EntryKind, Folder};
use crate::kept_files::Keeper;
use crate::owned_files::OwnedFiles;
use crate::protected::Protected;

impl Environment {
    /// Waits until no other process changes the environment and keeps others from it until the guard is dropped. What a
    /// killed run has left is repaired first.
    ///
    /// # Errors
    /// [`EnvError::HoldsProtected`] where the environment contains the project or the home folder, [`EnvError::Foreign`]
    /// where links or files are in the place of naja's own, [`EnvError::Io`].
    pub fn lock(&self, protected: &Protected) -> Result<LockedEnvironment<'_>, EnvError> {
        let locked = LockedEnvironment::wait_for(self, protected)?;
        recover(&locked)?;
        Ok(locked)
    }
}

/// Removes every file of distributions that a killed run had begun to install or to remove. What was there and is not naja's
/// is kept.
///
/// # Errors
/// When a file can't be read or removed.
pub(super) fn recover(environment: &LockedEnvironment<'_>) -> Result<(), EnvError> {
    let mut keeper = Keeper::new(environment.own().folder());
    let recovered = recover_with(environment, &mut keeper);
    environment.note_kept(keeper);
    recovered
}

fn recover_with(environment: &LockedEnvironment<'_>, keeper: &mut Keeper<'_>) -> Result<(), EnvError> {
    let mut unfinished: Vec<(Folder, OsString)> = Vec::new();
    for transition in [STAGING, REMOVING] {
        let Some(folder) = environment.own().find_folder(transition)? else { continue };
        for entry in folder.entries().map_err(EnvError::io("read", folder.path()))? {
            if entry.kind == EntryKind::Folder {
                let again = folder.descend("").map_err(EnvError::io("open", folder.path()))?;
                unfinished.push((again, entry.name));
            } else {
                let path = format!("{OWN}/{transition}/{}", entry.name.to_string_lossy());
                keeper.keep(&folder, &entry.name, &path).map_err(EnvError::io("move", folder.path()))?;
            }
        }
    }
    if unfinished.is_empty() {
        return Ok(());
    }
    environment.own().remove_stamp()?;
    let installed = environment.installed()?;
    let owned = OwnedFiles::of(environment, &installed)?;
    unfinished.iter().try_for_each(|(folder, name)| finish_removal(environment, folder, name, &owned, keeper))
}
