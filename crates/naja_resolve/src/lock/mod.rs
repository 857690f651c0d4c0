//! From a resolution to a lock file (PEP 751) and back: the document, what it records for the next run, and whether it
//! still answers a project.

mod fresh;
mod record;

use std::collections::BTreeMap;

use naja_pep::pylock::{DependencyRef, File, Package, Pylock};
use naja_pep::version::{Ranges, release_ranges};
use naja_pep::{GroupName, Marker, PackageName, Version, WheelFilename};

pub use self::fresh::{Freshness, freshness};
use crate::error::ResolveError;
use crate::facts::FactError;
use crate::gates::{DEFAULT_GROUP, is_gated};
use crate::inputs::{Inputs, Preferences};
use crate::resolution::{Resolution, ResolvedPackage};

/// Tells the files of a release, for its entry in the lock.
pub trait Files {
    /// The files of one release that may be locked.
    ///
    /// # Errors
    /// When they can't be told.
    fn files(&self, name: &PackageName, version: &Version) -> Result<ReleaseFiles, FactError>;
}

/// The files of a release.
#[derive(Clone, Debug, Default)]
pub struct ReleaseFiles {
    /// The URL of the index that has them, without credentials.
    pub index: Option<String>,
    /// The source distribution.
    pub sdist: Option<File>,
    /// The wheels.
    pub wheels: Vec<File>,
}

/// The lock file for `resolution`.
///
/// A project with extras or groups gets a lock for any choice among them: `default` stands for its own dependencies. Wheels
/// that no Python of the project can use are left out.
///
/// # Errors
/// When the files of a release can't be told.
pub fn build(inputs: &Inputs, resolution: &Resolution, files: &dyn Files) -> Result<Pylock, ResolveError> {
    let python = release_ranges(&inputs.requires_python);
    let mut lock = Pylock::new();
    lock.environments.clone_from(&inputs.environments);
    if !inputs.requires_python.is_empty() {
        lock.requires_python = Some(inputs.requires_python.clone());
    }
    lock.extras = inputs.extras.iter().cloned().collect();
    lock.dependency_groups = inputs.groups.iter().cloned().collect();
    if is_gated(inputs) {
        // The standard would rather not have it among the groups that can be asked for; uv installs no group that isn't.
        lock.default_groups.extend(GroupName::new(DEFAULT_GROUP));
        lock.dependency_groups.extend(GroupName::new(DEFAULT_GROUP));
    }
    let mut entries: BTreeMap<&PackageName, usize> = BTreeMap::new();
    for package in &resolution.packages {
        *entries.entry(&package.name).or_default() += 1;
    }
    for package in &resolution.packages {
        let mut entry = entry(package, files.files(&package.name, &package.version)?, &python);
        let targets = package.dependencies.iter().map(|edge| &resolution.packages[edge.to]);
        entry.dependencies = targets
            .map(|target| DependencyRef {
                name: target.name.clone(),
                version: (entries.get(&target.name) > Some(&1)).then(|| target.version.clone()),
            })
            .collect();
        entry.dependencies.sort();
        entry.dependencies.dedup();
        lock.packages.push(entry);
    }
    record::write(&mut lock.tool_naja, inputs, resolution);
    Ok(lock)
}

fn entry(package: &ResolvedPackage, files: ReleaseFiles, python: &Ranges<Version>) -> Package {
    let can_serve = |file: &File| {
        WheelFilename::parse(&file.name).is_ok_and(|name| !name.python_ranges().is_disjoint(python))
    };
    Package {
        marker: package.marker,
        index: files.index,
        sdist: files.sdist,
        wheels: files.wheels.into_iter().filter(can_serve).collect(),
        ..Package::new(package.name.clone(), Some(package.version.clone()))
    }
}

/// What a lock decided, so that another resolution can hold on to it.
#[must_use]
pub fn preferences(lock: &Pylock) -> Preferences {
    let mut preferences = Preferences { forks: record::forks(&lock.tool_naja), ..Preferences::default() };
    let python = lock.requires_python.as_ref().map_or_else(Ranges::full, release_ranges);
    for package in &lock.packages {
        if let Some(version) = &package.version {
            let marker: Marker = package.marker.complexify_python(&python).without_groups().without_extras();
            preferences.versions.entry(package.name.clone()).or_default().push((version.clone(), marker));
        }
    }
    preferences
}
