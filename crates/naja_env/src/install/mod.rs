//! Changes an environment so that it holds what a plan wants, in an order that is safe to kill.
//!
//! Removing: the `.dist-info` folder is renamed to `.naja/removing`, the files that its `RECORD` lists go, then the
//! folder itself. Installing: the new `.dist-info` folder is built in `.naja/staging`, `RECORD` first; the files that it
//! lists are linked into place; then the folder is renamed to where it belongs. So whatever a killed run has left is
//! listed in one of the two, and [`recover`] removes it: a distribution is there whole or not at all.

mod conflicts;
mod link;
mod recover;
mod remove;
mod scripts;
mod target;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use naja_base::Diagnostic;
use naja_pep::PackageName;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::FxHashMap;

pub use conflicts::Conflicts;
pub use link::LinkMode;
pub(crate) use recover::recover;

use crate::environment::{LockedEnvironment, OWN};
use crate::error::EnvError;
use crate::plan::Plan;
use crate::stamp::Stamp;
use crate::store::StoredWheel;
use crate::store::manifest::join;
use link::{Folder, LinkError, Linker};
use target::{Target, Written};

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
    /// and apply a plan made anew. [`EnvError::Conflict`], [`EnvError::Unremovable`], [`EnvError::Io`].
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
            targets.push(Target::new(self, wheel, new)?);
        }
        let mut applied = Applied { warnings: targets.iter().flat_map(Target::warnings).collect(), files: 0 };
        let skipped = conflicts::check(self, &plan.keep, &targets, options.conflicts, &mut applied.warnings)?;
        let old: Vec<_> = plan.old_distributions().collect();
        remove::check(&old)?;

        Stamp::remove(self.root())?;
        remove::remove(self, &old, &plan.keep)?;
        let run = Run { root: self.root(), linker: Linker::new(options.link_mode), skipped };
        let done = run.install(self, &targets);
        if done.is_err() {
            // The error is what users need to hear; what is left is found by the next run too.
            let _ = recover(self);
        }
        applied.files = done?;
        Ok(applied)
    }
}

struct Run<'a> {
    root: &'a Path,
    linker: Linker,
    /// Files that several of the wheels bring, with the index of the wheel that installs it.
    skipped: FxHashMap<String, usize>,
}

impl Run<'_> {
    /// Installs all of `targets` and gives the number of files.
    fn install(
        &self,
        environment: &LockedEnvironment<'_>,
        targets: &[Target<'_>],
    ) -> Result<usize, EnvError> {
        let own = self.root.join(OWN);
        for folder in [STAGING, REMOVING] {
            make_folder(&own.join(folder))?;
        }
        let indexed: Vec<(usize, &Target<'_>)> = targets.iter().enumerate().collect();
        indexed.par_iter().try_for_each(|(_, target)| self.stage(target))?;
        naja_base::failpoint::hit("install.link").map_err(EnvError::io("install to", self.root))?;
        let groups: Vec<(usize, &Target<'_>, usize)> = indexed
            .iter()
            .flat_map(|(index, target)| (0..target.groups.len()).map(|group| (*index, *target, group)))
            .collect();
        let linked: Vec<usize> = groups
            .par_iter()
            .map(|(index, target, group)| self.link(*index, target, *group))
            .collect::<Result<_, _>>()?;
        let written: Vec<usize> =
            indexed.par_iter().map(|(index, target)| self.write(*index, target)).collect::<Result<_, _>>()?;
        let sites = environment.site_packages();
        for target in targets {
            naja_base::failpoint::hit("install.settle").map_err(EnvError::io("install to", self.root))?;
            let staged = own.join(STAGING).join(target.staged_name());
            settle(&staged, &sites[target.site].join(&target.wheel.manifest.dist_info))?;
        }
        Ok(linked.into_iter().chain(written).sum())
    }

    /// Makes the staged `.dist-info` folder with its `RECORD`, and then every folder that the wheel's files need.
    fn stage(&self, target: &Target<'_>) -> Result<(), EnvError> {
        let staged = self.staged(target);
        fs::create_dir(&staged).map_err(EnvError::io("make the folder", &staged))?;
        for (name, contents) in &target.metadata {
            write_file(&staged.join(name), contents, false)?;
        }
        let top = target.groups.iter().find(|group| group.staged && group.target.is_empty());
        if let Some((group, record)) =
            top.and_then(|group| Some((group, group.files.iter().find(|file| file.name == "RECORD")?)))
        {
            let source = target.wheel.tree.join(group.source);
            let source =
                Folder::open(source.clone()).map_err(|_| changed(target, group.source, &record.name))?;
            let folder = Folder::open(staged.clone()).map_err(EnvError::io("open", &staged))?;
            self.linker
                .link(&source, &folder, record)
                .map_err(|error| failed(error, target, group.source, &record.name))?;
        }
        for group in target.groups.iter().filter(|group| !(group.staged && group.target.is_empty())) {
            if group.staged {
                make_folder(&staged.join(&group.target))?;
            } else if !group.files.is_empty() {
                make_folders(self.root, &group.target)?;
            }
        }
        for written in &target.written {
            if let Some((folder, _)) = written.path.rsplit_once('/') {
                make_folders(self.root, folder)?;
            }
        }
        Ok(())
    }

    fn staged(&self, target: &Target<'_>) -> std::path::PathBuf {
        self.root.join(OWN).join(STAGING).join(target.staged_name())
    }

    /// Links the files of one folder of a wheel.
    fn link(&self, index: usize, target: &Target<'_>, group: usize) -> Result<usize, EnvError> {
        let group = &target.groups[group];
        if group.files.is_empty() {
            return Ok(0);
        }
        let source = target.wheel.tree.join(group.source);
        let source = Folder::open(source).map_err(|_| changed(target, group.source, &group.files[0].name))?;
        let folder = if group.staged {
            self.staged(target).join(&group.target)
        } else {
            self.root.join(&group.target)
        };
        let folder = Folder::open(folder.clone()).map_err(EnvError::io("open", &folder))?;
        for file in &group.files {
            if group.staged && group.target.is_empty() && file.name == "RECORD" {
                continue;
            }
            if !group.staged && self.is_anothers(index, &group.target, &file.name) {
                continue;
            }
            self.linker
                .link(&source, &folder, file)
                .map_err(|error| failed(error, target, group.source, &file.name))?;
        }
        Ok(group.files.len())
    }

    /// Whether another of the wheels installs the same file.
    fn is_anothers(&self, index: usize, folder: &str, name: &str) -> bool {
        !self.skipped.is_empty() && self.skipped.get(&join(folder, name)).is_some_and(|owner| *owner != index)
    }

    /// Writes the files that are made for this environment.
    fn write(&self, index: usize, target: &Target<'_>) -> Result<usize, EnvError> {
        for Written { path, contents, executable } in &target.written {
            if self.skipped.get(path).is_some_and(|owner| *owner != index) {
                continue;
            }
            write_file(&self.root.join(path), contents, *executable)?;
        }
        Ok(target.written.len() + target.metadata.len())
    }
}

fn changed(target: &Target<'_>, folder: &str, name: &str) -> EnvError {
    EnvError::CacheChanged { sha256: target.wheel.sha256, path: join(folder, name) }
}

fn failed(error: LinkError, target: &Target<'_>, folder: &str, name: &str) -> EnvError {
    match error {
        LinkError::Changed => changed(target, folder, name),
        LinkError::Io(source) => EnvError::Io { action: "install", path: join(folder, name).into(), source },
    }
}

/// Renames the staged folder into place; whatever has no right to the name goes.
fn settle(staged: &Path, place: &Path) -> Result<(), EnvError> {
    match fs::rename(staged, place) {
        Ok(()) => Ok(()),
        Err(_) if fs::symlink_metadata(place).is_ok() => {
            let removed = if place.is_dir() && !place.is_symlink() {
                fs::remove_dir_all(place)
            } else {
                fs::remove_file(place)
            };
            removed.and_then(|()| fs::rename(staged, place)).map_err(EnvError::io("replace", place))
        }
        Err(error) => Err(EnvError::io("make the folder", place)(error)),
    }
}

/// Writes a new file, in place of whatever has its name.
fn write_file(path: &Path, contents: &[u8], executable: bool) -> Result<(), EnvError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if executable { 0o755 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = executable;
    let open = || match options.open(path) {
        // Writing to it could reach through a link.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            options.open(path)
        }
        opened => opened,
    };
    open().and_then(|mut file| file.write_all(contents)).map_err(EnvError::io("write", path))
}

/// Makes a folder; a folder that is there already is as good, but not a link to one, which could lead anywhere.
fn make_folder(path: &Path) -> Result<(), EnvError> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_dir() => Ok(()),
            _ => Err(EnvError::io("make the folder", path)(error)),
        },
        made => made.map_err(EnvError::io("make the folder", path)),
    }
}

/// Makes the folder `path` below `root`, and those above it where they are missing.
fn make_folders(root: &Path, path: &str) -> Result<(), EnvError> {
    match make_folder(&root.join(path)) {
        Err(EnvError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            for (at, _) in path.match_indices('/') {
                make_folder(&root.join(&path[..at]))?;
            }
            make_folder(&root.join(path))
        }
        made => made,
    }
}
