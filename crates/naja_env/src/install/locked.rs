//! An environment that is locked, so that only this process changes it.

use std::fs::File;
use std::sync::{Mutex, PoisonError};

use naja_base::Diagnostic;

use crate::environment::{Environment, OwnFolder};
use crate::error::EnvError;
use crate::folder::Folder;
use crate::kept_files::{Keeper, KeptFiles};
use crate::protected::{Protected, Scope};

/// An environment that only this process changes. What a killed run has left is repaired.
#[derive(Debug)]
pub struct LockedEnvironment<'a> {
    environment: &'a Environment,
    own: OwnFolder,
    /// Held for its lock.
    _guard: File,
    /// Files that were moved out of the way.
    kept: Mutex<Vec<KeptFiles>>,
}

impl<'a> LockedEnvironment<'a> {
    /// Waits for the lock of `environment`.
    pub(super) fn wait_for(environment: &'a Environment, protected: &Protected) -> Result<Self, EnvError> {
        let own = OwnFolder::open(environment.root())?;
        protected.check(own.root(), Scope::Change)?;
        let guard = own.lock()?;
        Ok(Self { environment, own, _guard: guard, kept: Mutex::default() })
    }

    /// The folder of naja's own files in the environment.
    pub(crate) fn own(&self) -> &OwnFolder {
        &self.own
    }

    /// The environment's folder, open.
    pub(crate) fn folder(&self) -> &Folder {
        self.own.root()
    }

    /// Notes which files were moved out of the way.
    pub(super) fn note_kept(&self, keeper: Keeper<'_>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).extend(keeper.finish());
    }

    /// What users should know about files that were moved out of the way, by the repair or by a plan that was carried out
    /// or failed.
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().map(KeptFiles::diagnostic).collect()
    }
}

impl std::ops::Deref for LockedEnvironment<'_> {
    type Target = Environment;

    fn deref(&self) -> &Environment {
        self.environment
    }
}
