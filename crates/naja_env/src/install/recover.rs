//! Removes what a killed run has left in an environment.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::remove::{Owned, bury};
use super::{REMOVING, STAGING};
use crate::environment::{LockedEnvironment, OWN};
use crate::error::EnvError;
use crate::stamp::Stamp;

/// Removes every file of distributions that a killed run had begun to install or to remove.
///
/// # Errors
/// When a file can't be read or removed.
pub(crate) fn recover(environment: &LockedEnvironment<'_>) -> Result<(), EnvError> {
    let own = environment.root().join(OWN);
    let mut tombs: Vec<PathBuf> = Vec::new();
    for folder in [STAGING, REMOVING] {
        let folder = own.join(folder);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(EnvError::io("read", &folder)(error)),
        };
        tombs.extend(entries.flatten().map(|entry| entry.path()));
    }
    if tombs.is_empty() {
        return Ok(());
    }
    Stamp::remove(environment.root())?;
    let installed = environment.installed()?;
    let owned = Owned::by(environment, &installed)?;
    tombs.sort();
    tombs.iter().try_for_each(|tomb| bury(environment, tomb, &owned))
}
