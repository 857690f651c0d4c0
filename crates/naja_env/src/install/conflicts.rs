//! Files that two distributions own.

use std::fs;

use rustc_hash::{FxHashMap, FxHashSet};

use naja_base::Diagnostic;

use super::remove::Owned;
use super::target::Target;
use crate::environment::LockedEnvironment;
use crate::error::EnvError;
use crate::installed::InstalledDistribution;
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

/// Checks the files of `targets` against each other and against the distributions that stay.
///
/// Gives the files that several of the targets bring, each with the index of the one that installs it.
pub(super) fn check(
    environment: &LockedEnvironment<'_>,
    kept: &[InstalledDistribution],
    targets: &[Target<'_>],
    conflicts: Conflicts,
    warnings: &mut Vec<Diagnostic>,
) -> Result<FxHashMap<String, usize>, EnvError> {
    let mut seen: FxHashMap<String, (usize, Sha256)> = FxHashMap::default();
    let mut several = FxHashMap::default();
    let name = |index: usize| targets[index].name.to_string();
    let mut clash = |path: String, owner: String, other: usize| match conflicts {
        Conflicts::Refuse => Err(EnvError::Conflict { path, owner, other: name(other) }),
        Conflicts::Warn => {
            let message = format!("`{}` replaces `{path}` of `{owner}`", name(other));
            warnings.push(Diagnostic::warning(message));
            Ok(())
        }
    };
    for (index, target) in targets.iter().enumerate() {
        for (path, sha256) in target.files() {
            if let Some((owner, earlier)) = seen.insert(path.clone(), (index, sha256)) {
                if earlier != sha256 {
                    clash(path.clone(), name(owner), index)?;
                }
                several.insert(path, index);
            }
        }
    }
    if kept.is_empty() || !touches_present(environment, &seen) {
        return Ok(several);
    }
    let owned = Owned::by(environment, kept)?;
    let mut both: Vec<_> = seen
        .into_iter()
        .filter_map(|(path, (index, sha256))| Some((owned.get(&path)?, path, index, sha256)))
        .collect();
    both.sort_by(|a, b| a.1.cmp(&b.1));
    for (owner, path, index, sha256) in both {
        // What the owner's RECORD doesn't state is compared on disk.
        let same = owner.sha256.or_else(|| Some(Sha256::of(&fs::read(environment.root().join(&path)).ok()?)));
        if same != Some(sha256) {
            clash(path, kept[owner.distribution].name.to_string(), index)?;
        }
    }
    Ok(several)
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
