//! Files that two distributions own.

use std::fs;

use rustc_hash::{FxHashMap, FxHashSet};

use naja_base::Diagnostic;

use super::locked::LockedEnvironment;
use super::target::InstallTarget;
use crate::error::EnvError;
use crate::installed::InstalledDistribution;
use crate::owned_files::OwnedFiles;
use crate::sha256::Sha256;

/// What happens when two distributions bring one file with different contents. The same contents are no conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conflicts {
    /// It is an error, and nothing is changed.
    #[default]
    Refuse,
    /// It is a warning; the last distribution by name wins.
    Warn,
}

/// The files that several distributions bring.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Files of several of the new distributions, with the index of the one that installs it.
    several: FxHashMap<String, usize>,
    /// Files of distributions that stay, which are replaced.
    replaced: FxHashSet<String>,
}

impl Shared {
    /// Whether another of the new distributions installs the file at `path`.
    pub(super) fn is_left_to_another(&self, path: &str, index: usize) -> bool {
        !self.several.is_empty() && self.several.get(path).is_some_and(|installs| *installs != index)
    }

    /// Whether the file at `path` belongs to a distribution that stays.
    pub(super) fn is_replaced(&self, path: &str) -> bool {
        self.replaced.contains(path)
    }
}

/// Checks the files of `targets` against each other and against the distributions that stay.
pub(super) fn check(
    environment: &LockedEnvironment<'_>,
    kept: &[InstalledDistribution],
    targets: &[InstallTarget<'_>],
    conflicts: Conflicts,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Shared, EnvError> {
    let mut files: FxHashMap<String, (usize, Sha256)> = FxHashMap::default();
    let mut shared = Shared::default();
    let name = |index: usize| targets[index].name.to_string();
    let mut clash = |path: &str, owner: String, other: usize| match conflicts {
        Conflicts::Refuse => Err(EnvError::Conflict { path: path.to_owned(), owner, other: name(other) }),
        Conflicts::Warn => {
            let message = format!("`{}` replaces `{path}` of `{owner}`", name(other));
            warnings.push(Diagnostic::warning(message));
            Ok(())
        }
    };
    for (index, target) in targets.iter().enumerate() {
        for (path, sha256) in target.files() {
            if let Some((owner, earlier)) = files.insert(path.clone(), (index, sha256)) {
                if earlier != sha256 {
                    clash(&path, name(owner), index)?;
                }
                shared.several.insert(path, index);
            }
        }
    }
    let folders = folders_of(targets);
    let mut twofold: Vec<_> =
        folders.iter().filter_map(|(path, holder)| Some((path, files.get(path)?.0, *holder))).collect();
    twofold.sort();
    if let Some((path, file, folder)) = twofold.first() {
        return Err(file_and_folder(path, name(*file), name(*folder)));
    }
    if kept.is_empty() || !touches_present(environment, &files) {
        return Ok(shared);
    }
    let owned = OwnedFiles::of(environment, kept)?;
    let kept_name = |index: usize| kept[index].name.to_string();
    for (path, owner) in owned.iter() {
        if let Some(folder) = folders.get(path) {
            return Err(file_and_folder(path, kept_name(owner.distribution), name(*folder)));
        }
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some((path, file)) = above.filter_map(|above| Some((above, files.get(above)?.0))).next() {
            return Err(file_and_folder(path, name(file), kept_name(owner.distribution)));
        }
    }
    let mut both: Vec<_> = files
        .into_iter()
        .filter_map(|(path, (index, sha256))| Some((owned.get(&path)?, path, index, sha256)))
        .collect();
    both.sort_by(|a, b| a.1.cmp(&b.1));
    for (owner, path, index, sha256) in both {
        // What the owner's RECORD doesn't state is compared on disk.
        let same = owner.sha256.or_else(|| Some(Sha256::of(&fs::read(environment.root().join(&path)).ok()?)));
        if same != Some(sha256) {
            clash(&path, kept_name(owner.distribution), index)?;
        }
        shared.replaced.insert(path);
    }
    Ok(shared)
}

fn file_and_folder(path: &str, file: String, folder: String) -> EnvError {
    EnvError::FileAndFolder { path: path.to_owned(), file, folder }
}

/// The folders that hold files of `targets`, each with the index of one that needs it.
fn folders_of(targets: &[InstallTarget<'_>]) -> FxHashMap<String, usize> {
    let mut folders = FxHashMap::default();
    for (index, target) in targets.iter().enumerate() {
        let linked = target.groups.iter().filter(|group| !group.staged && !group.files.is_empty());
        let linked = linked.map(|group| group.target.as_str());
        let written = target.written.iter().filter_map(|written| Some(written.path.rsplit_once('/')?.0));
        for folder in linked.chain(written) {
            let mut at = folder;
            while !at.is_empty() && !folders.contains_key(at) {
                folders.insert(at.to_owned(), index);
                at = at.rsplit_once('/').map_or("", |(above, _)| above);
            }
        }
    }
    folders
}

/// Whether a file goes where something is already, judged by the names at the top of each folder that wheels share. In
/// an environment without such a name nothing needs to be read.
fn touches_present(environment: &LockedEnvironment<'_>, files: &FxHashMap<String, (usize, Sha256)>) -> bool {
    let layout = environment.layout();
    let shared = [&layout.purelib, &layout.platlib, &layout.scripts];
    let mut tops: FxHashSet<&str> = FxHashSet::default();
    for path in files.keys() {
        let below = shared.iter().find_map(|folder| {
            path.strip_prefix(folder.as_str())?.starts_with('/').then_some(folder.len() + 1)
        });
        let start = below.unwrap_or(0);
        let end = path[start..].find('/').map_or(path.len(), |at| start + at);
        tops.insert(&path[..end]);
    }
    tops.into_iter().any(|top| fs::symlink_metadata(environment.root().join(top)).is_ok())
}
