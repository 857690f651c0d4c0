//! Changes an environment so that it holds what a plan wants, in an order that is safe to kill.
//!
//! Removing: the `.dist-info` folder is renamed to `.naja/removing`, the files that its `RECORD` lists go, then the
//! folder itself. Installing: the new `.dist-info` folder is built in `.naja/staging`, `RECORD` first; the files that it
//! lists are linked into place; then the folder is renamed to where it belongs. So whatever a killed run has left is
//! listed in one of the two, and [`recover::recover`] removes it: a distribution is there whole or not at all.

mod conflicts;
mod link;
mod locked;
mod recover;
mod remove;
mod scripts;
mod target;

use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use naja_base::Diagnostic;
use naja_pep::PackageName;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::FxHashMap;

pub use conflicts::Conflicts;
pub use link::LinkMode;
pub use locked::LockedEnvironment;

use crate::error::EnvError;
use crate::folder::{EntryKind, Folder};
use crate::kept_files::Keeper;
use crate::plan::Plan;
use crate::relative_path::join;
use crate::sha256::Sha256;
use crate::store::StoredWheel;
use conflicts::Shared;
use link::{LinkError, Linker};
use target::{FileGroup, GeneratedFile, InstallTarget};

/// In the folder of naja's own files: new `.dist-info` folders whose distributions are being linked.
const STAGING: &str = "staging";
/// There too: old `.dist-info` folders whose distributions are being removed.
const REMOVING: &str = "removing";

/// How a plan is carried out.
#[derive(Clone, Copy, Debug, Default)]
pub struct InstallOptions {
    /// How files are brought in from the cache.
    pub link_mode: LinkMode,
    /// What happens when two distributions own one file.
    pub conflicts: Conflicts,
}

/// What came of carrying out a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What users should know.
    pub warnings: Vec<Diagnostic>,
    /// How many files were linked or written.
    pub files: usize,
}

impl LockedEnvironment<'_> {
    /// Carries out `plan` with the wheels that it installs.
    ///
    /// Everything that can be found out before is: a conflict or an old distribution that can't be removed is an error
    /// that leaves the environment as it was.
    ///
    /// # Errors
    /// [`EnvError::CacheChanged`] when a cached file is not what it was: remove the wheel from the store, add it again,
    /// and apply a new plan. [`EnvError::Conflict`], [`EnvError::Unremovable`], [`EnvError::Io`].
    pub fn apply(
        &self,
        plan: &Plan,
        wheels: &FxHashMap<PackageName, StoredWheel>,
        options: &InstallOptions,
    ) -> Result<Applied, EnvError> {
        if plan.is_empty() {
            return Ok(Applied::default());
        }
        let mut targets = Vec::new();
        for new in plan.new_distributions() {
            let wheel = wheels.get(&new.name).ok_or_else(|| {
                let source = io::Error::new(io::ErrorKind::NotFound, "its wheel was not fetched");
                EnvError::Io { action: "install", path: new.name.as_str().into(), source }
            })?;
            targets.push(InstallTarget::new(self, wheel, new)?);
        }
        let mut applied =
            Applied { warnings: targets.iter().flat_map(InstallTarget::warnings).collect(), files: 0 };
        let shared = conflicts::check(self, &plan.keep, &targets, options.conflicts, &mut applied.warnings)?;
        let old: Vec<_> = plan.old_distributions().collect();
        remove::check(&old)?;

        self.own().remove_stamp()?;
        let mut keeper = Keeper::new(self.own().folder());
        let removed = remove::remove(self, &old, &plan.keep, &mut keeper);
        let keeper = Mutex::new(keeper);
        let done = removed.and_then(|()| {
            let staging = self.own().make_folder(STAGING)?;
            let linker = Linker::new(options.link_mode);
            Run { environment: self, staging, linker, shared, keeper: &keeper }.install(&targets)
        });
        self.note_kept(keeper.into_inner().unwrap_or_else(PoisonError::into_inner));
        if done.is_err() {
            // The error is what users need to hear; what is left is found by the next run too.
            let _ = recover::recover(self);
        }
        applied.files = done?;
        Ok(applied)
    }
}

struct Run<'a, 'k> {
    environment: &'a LockedEnvironment<'a>,
    staging: Folder,
    linker: Linker,
    shared: Shared,
    keeper: &'a Mutex<Keeper<'k>>,
}

impl Run<'_, '_> {
    /// Installs all of `targets` and returns the number of files.
    fn install(&self, targets: &[InstallTarget<'_>]) -> Result<usize, EnvError> {
        let root = self.environment.root();
        let indexed: Vec<(usize, &InstallTarget<'_>)> = targets.iter().enumerate().collect();
        indexed.par_iter().try_for_each(|(_, target)| self.stage(target))?;
        naja_base::failpoint::hit("install.link").map_err(EnvError::io("install to", root))?;
        let groups: Vec<(usize, &InstallTarget<'_>, &FileGroup<'_>)> = indexed
            .iter()
            .flat_map(|(index, target)| target.groups.iter().map(|group| (*index, *target, group)))
            .collect();
        let linked: Vec<usize> = groups
            .par_iter()
            .map(|(index, target, group)| self.link(*index, target, group))
            .collect::<Result<_, _>>()?;
        let written: Vec<usize> =
            indexed.par_iter().map(|(index, target)| self.write(*index, target)).collect::<Result<_, _>>()?;
        for target in targets {
            naja_base::failpoint::hit("install.settle").map_err(EnvError::io("install to", root))?;
            self.settle(target)?;
        }
        Ok(linked.into_iter().chain(written).sum())
    }

    /// Makes the staged `.dist-info` folder with its `RECORD`, and then every folder that the wheel's files need.
    fn stage(&self, target: &InstallTarget<'_>) -> Result<(), EnvError> {
        let name = target.staged_name();
        let failed = || EnvError::io("make the folder", self.staging.path().join(&name));
        let staged = self.staging.make_new_folder(&name).map_err(failed())?;
        for (name, contents) in &target.metadata {
            create(&staged, name, contents, 0o644)?;
        }
        let top = target.groups.iter().find(|group| group.staged && group.target.is_empty());
        if let Some((group, record)) =
            top.and_then(|group| Some((group, group.files.iter().find(|file| file.name == "RECORD")?)))
        {
            let source = open_source(target, group)?;
            self.linker
                .link(&source, &staged, record, &|| Err(io::Error::from(io::ErrorKind::AlreadyExists)))
                .map_err(|error| failed_link(error, target, group.source, &record.name))?;
        }
        for group in target.groups.iter().filter(|group| !(group.staged && group.target.is_empty())) {
            if group.staged {
                let mut parts = group.target.split('/');
                let open = staged.descend("").map_err(failed())?;
                parts.try_fold(open, |folder, part| folder.make_folder(part)).map_err(failed())?;
            } else if !group.files.is_empty() {
                self.make_folders(&group.target)?;
            }
        }
        for written in &target.written {
            if let Some((folder, _)) = written.path.rsplit_once('/') {
                self.make_folders(folder)?;
            }
        }
        Ok(())
    }

    /// Links the files of one folder of a wheel.
    fn link(
        &self,
        index: usize,
        target: &InstallTarget<'_>,
        group: &FileGroup<'_>,
    ) -> Result<usize, EnvError> {
        if group.files.is_empty() {
            return Ok(0);
        }
        let source = open_source(target, group)?;
        let folder = if group.staged {
            let path = join(&target.staged_name(), &group.target);
            self.staging.descend(&path).map_err(EnvError::io("open", self.staging.path().join(&path)))?
        } else {
            self.open(&group.target)?
        };
        for file in &group.files {
            if group.staged && group.target.is_empty() && file.name == "RECORD" {
                continue;
            }
            let path = join(&group.target, &file.name);
            if !group.staged && self.shared.is_left_to_another(&path, index) {
                continue;
            }
            self.linker
                .link(&source, &folder, file, &|| self.displace(&folder, &file.name, &path, file.sha256))
                .map_err(|error| failed_link(error, target, group.source, &file.name))?;
        }
        Ok(group.files.len())
    }

    /// Writes the files that are made for this environment.
    fn write(&self, index: usize, target: &InstallTarget<'_>) -> Result<usize, EnvError> {
        for GeneratedFile { path, contents, executable } in &target.written {
            if self.shared.is_left_to_another(path, index) {
                continue;
            }
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = self.open(folder)?;
            if folder.kind(name).map_err(EnvError::io("write", folder.path().join(name)))?.is_some() {
                self.displace(&folder, name, path, Sha256::of(contents))
                    .map_err(EnvError::io("replace", folder.path().join(name)))?;
            }
            create(&folder, name, contents, if *executable { 0o755 } else { 0o644 })?;
        }
        Ok(target.written.len() + target.metadata.len())
    }

    /// Renames the staged folder into place; whatever is there and is no distribution is moved out of the way.
    fn settle(&self, target: &InstallTarget<'_>) -> Result<(), EnvError> {
        let (staged, name) = (target.staged_name(), &target.wheel.manifest.dist_info);
        let site = self.environment.layout().site(target.site);
        let folder = self.open(site)?;
        let rename = || self.staging.rename(&staged, &folder, name);
        let renamed = match rename() {
            Err(error) => match folder.kind(name) {
                Ok(Some(_)) => self.keep(&folder, name, &join(site, name)).and_then(|()| rename()),
                _ => Err(error),
            },
            done => done,
        };
        renamed.map_err(EnvError::io("make the folder", folder.path().join(name)))
    }

    /// Opens a folder of the environment.
    fn open(&self, path: &str) -> Result<Folder, EnvError> {
        let root = self.environment.folder();
        root.descend(path).map_err(|error| self.environment.own().blocked(path, error))
    }

    /// Makes the folder `path` of the environment, and those above it where they are missing.
    fn make_folders(&self, path: &str) -> Result<(), EnvError> {
        let root = self.environment.folder();
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        if root.descend(above).and_then(|above| above.make_folder(name)).is_ok() {
            return Ok(());
        }
        let mut folder = root.descend("").map_err(EnvError::io("open", root.path()))?;
        let mut at = 0;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            at += part.len() + usize::from(at > 0);
            folder = self.make_one(&folder, part, &path[..at])?;
        }
        Ok(())
    }

    /// Makes the folder `name` in `folder`, which lies at `path`.
    fn make_one(&self, folder: &Folder, name: &str, path: &str) -> Result<Folder, EnvError> {
        let made = folder.make_folder(name).or_else(|error| {
            // Only one thread moves what is in the way.
            let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
            let blocking = folder.kind(name)?.filter(|kind| *kind != EntryKind::Folder);
            if blocking.is_some() && !self.environment.layout().has_folder(path) {
                keeper.keep(folder, name.as_ref(), path)?;
            } else if blocking.is_some() {
                return Err(error);
            }
            folder.make_folder(name)
        });
        made.map_err(|error| self.environment.own().blocked(path, error))
    }

    /// Makes room for a file with the contents of `sha256`: what is not a distribution's and differs is kept.
    fn displace(&self, folder: &Folder, name: &str, path: &str, sha256: Sha256) -> io::Result<()> {
        let is_same = || -> io::Result<bool> {
            Ok(folder.kind(name)? == Some(EntryKind::File)
                && Sha256::of_reader(folder.open_file(name)?)? == sha256)
        };
        if self.shared.is_replaced(path) || is_same()? {
            return folder.remove_file(name);
        }
        self.keep(folder, name, path)
    }

    fn keep(&self, folder: &Folder, name: &str, path: &str) -> io::Result<()> {
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner).keep(folder, name.as_ref(), path)
    }
}

fn open_source(target: &InstallTarget<'_>, group: &FileGroup<'_>) -> Result<Folder, EnvError> {
    let first = group.files.first().map_or("", |file| &file.name);
    Folder::open(&target.wheel.tree.join(group.source)).map_err(|_| changed(target, group.source, first))
}

fn changed(target: &InstallTarget<'_>, folder: &str, name: &str) -> EnvError {
    EnvError::CacheChanged { sha256: target.wheel.sha256, path: join(folder, name) }
}

fn failed_link(error: LinkError, target: &InstallTarget<'_>, folder: &str, name: &str) -> EnvError {
    match error {
        LinkError::Changed => changed(target, folder, name),
        LinkError::Io(source) => EnvError::Io { action: "install", path: join(folder, name).into(), source },
    }
}

/// Makes a file that is not there yet.
fn create(folder: &Folder, name: &str, contents: &[u8], mode: u32) -> Result<(), EnvError> {
    let written = folder.create_file(name, mode).and_then(|mut file| file.write_all(contents));
    written.map_err(EnvError::io("write", folder.path().join(name)))
}
