//! What an environment installs from a lock file: the algorithm of the standard.

use std::collections::BTreeMap;
use std::fmt;

use super::{File, Package, Pylock, Source};
use crate::filename::{FilenameError, WheelFilename};
use crate::marker::MarkerEnvironment;
use crate::name::{ExtraName, GroupName, PackageName};
use crate::tags::Tags;
use crate::version::{Version, VersionSpecifiers, release_ranges};

/// What somebody wants of a lock file.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The extras, none by default.
    pub extras: &'a [ExtraName],
    /// The dependency groups: by default the lock's own `default_groups`.
    pub groups: &'a [GroupName],
    /// Whether a source distribution will do where no wheel fits.
    pub sdists: Sdists,
}

/// Whether a source distribution will do where no wheel fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdists {
    /// It can be built.
    Allowed,
    /// It can't, and selecting one is an error.
    Refused,
}

/// A package to install, and what from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected<'a> {
    /// The entry.
    pub package: &'a Package,
    /// What to install it from.
    pub artifact: Artifact<'a>,
}

/// What a package is installed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact<'a> {
    /// A wheel that the interpreter can use.
    Wheel {
        /// The file.
        file: &'a File,
        /// Its name, read.
        filename: Box<WheelFilename>,
    },
    /// A source distribution, which must be built.
    Sdist(&'a File),
    /// A source tree or an archive.
    Source(&'a Source),
}

/// Why a lock file can't be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectError {
    /// The lock does not have that extra.
    UnknownExtra(ExtraName),
    /// The lock does not have that dependency group.
    UnknownGroup(GroupName),
    /// The lock is for other Pythons.
    Python {
        /// What the lock requires.
        requires_python: VersionSpecifiers,
        /// What there is.
        python: Version,
    },
    /// The lock is for other environments.
    Environment,
    /// A package that applies is for other Pythons.
    PackagePython {
        /// The package.
        name: PackageName,
        /// What it requires.
        requires_python: VersionSpecifiers,
        /// What there is.
        python: Version,
    },
    /// Two entries of one name apply.
    Ambiguous {
        /// The name.
        name: PackageName,
        /// The versions of the two, where they have one.
        versions: [Option<Version>; 2],
    },
    /// No wheel fits, and there is nothing to build.
    NoWheel {
        /// The package.
        name: PackageName,
        /// Its version.
        version: Option<Version>,
        /// The wheels that there are.
        wheels: Vec<String>,
    },
    /// No wheel fits; there is a source distribution, which was not to be built.
    NeedsBuild {
        /// The package.
        name: PackageName,
        /// Its version.
        version: Option<Version>,
        /// The source distribution.
        sdist: String,
    },
    /// A wheel's file name is malformed, or another package's.
    Filename {
        /// The package.
        name: PackageName,
        /// What is wrong.
        error: FilenameError,
    },
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dash = |version: &Option<Version>| {
            version.as_ref().map_or(String::new(), |version| format!(" {version}"))
        };
        match self {
            Self::UnknownExtra(extra) => write!(f, "the lock has no extra `{extra}`"),
            Self::UnknownGroup(group) => write!(f, "the lock has no dependency group `{group}`"),
            Self::Python { requires_python, python } => {
                write!(f, "the lock is for Python `{requires_python}`, not for {python}")
            }
            Self::Environment => {
                f.write_str("the lock is not for this environment: none of its `environments` fits")
            }
            Self::PackagePython { name, requires_python, python } => {
                write!(f, "`{name}` requires Python `{requires_python}`, which {python} is not")
            }
            Self::Ambiguous { name, versions: [first, second] } => {
                write!(f, "two entries of the lock apply to `{name}`:{} and{}", dash(first), dash(second))
            }
            Self::NoWheel { name, version, .. } => {
                write!(f, "`{name}`{} has no wheel for this environment", dash(version))
            }
            Self::NeedsBuild { name, version, sdist } => {
                write!(
                    f,
                    "`{name}`{} has no wheel for this environment, and `{sdist}` would have to be built",
                    dash(version)
                )
            }
            Self::Filename { name, error } => write!(f, "a wheel of `{name}` can't be used: {error}"),
        }
    }
}

impl std::error::Error for SelectError {}

/// The packages that `environment` installs, by name.
///
/// # Errors
/// When the lock is for other environments, or one of its packages can't be installed in this one.
pub fn select<'a>(
    lock: &'a Pylock,
    environment: &MarkerEnvironment,
    tags: &Tags,
    wanted: &Wanted<'_>,
) -> Result<Vec<Selected<'a>>, SelectError> {
    check_wanted(lock, wanted)?;
    let python = environment.python_release();
    if let Some(requires_python) = &lock.requires_python
        && !release_ranges(requires_python).contains(&python)
    {
        let (requires_python, python) = (requires_python.clone(), environment.python_full_version());
        return Err(SelectError::Python { requires_python, python });
    }
    let fits = |marker: &crate::Marker| marker.evaluate(environment, &[], &[]);
    if !lock.environments.is_empty() && !lock.environments.iter().any(fits) {
        return Err(SelectError::Environment);
    }
    let mut chosen: BTreeMap<&PackageName, &Package> = BTreeMap::new();
    for package in &lock.packages {
        if !package.marker.evaluate(environment, wanted.extras, wanted.groups) {
            continue;
        }
        if let Some(requires_python) = &package.requires_python
            && !release_ranges(requires_python).contains(&python)
        {
            return Err(SelectError::PackagePython {
                name: package.name.clone(),
                requires_python: requires_python.clone(),
                python: environment.python_full_version(),
            });
        }
        if let Some(other) = chosen.insert(&package.name, package) {
            let versions = [other.version.clone(), package.version.clone()];
            return Err(SelectError::Ambiguous { name: package.name.clone(), versions });
        }
    }
    chosen
        .into_values()
        .map(|package| Ok(Selected { package, artifact: artifact(package, tags, wanted.sdists)? }))
        .collect()
}

fn check_wanted(lock: &Pylock, wanted: &Wanted<'_>) -> Result<(), SelectError> {
    if let Some(extra) = wanted.extras.iter().find(|extra| !lock.extras.contains(extra)) {
        return Err(SelectError::UnknownExtra(extra.clone()));
    }
    let known =
        |group: &GroupName| lock.dependency_groups.contains(group) || lock.default_groups.contains(group);
    match wanted.groups.iter().find(|group| !known(group)) {
        Some(group) => Err(SelectError::UnknownGroup(group.clone())),
        None => Ok(()),
    }
}

/// The best wheel; of equals the one with the highest build tag.
fn artifact<'a>(package: &'a Package, tags: &Tags, sdists: Sdists) -> Result<Artifact<'a>, SelectError> {
    if let Some(source) = &package.source {
        return Ok(Artifact::Source(source));
    }
    let mut best: Option<(u32, Box<WheelFilename>, &File)> = None;
    for file in &package.wheels {
        let filename = WheelFilename::parse(&file.name)
            .map_err(|error| SelectError::Filename { name: package.name.clone(), error })?;
        if filename.name != package.name
            || package.version.as_ref().is_some_and(|version| *version != filename.version)
        {
            let error = FilenameError::new(&file.name, "it is another package's or version's");
            return Err(SelectError::Filename { name: package.name.clone(), error });
        }
        let Some(priority) = tags.priority(&filename) else { continue };
        let better =
            best.as_ref().is_none_or(|(other, name, _)| (*other, &name.build) < (priority, &filename.build));
        if better {
            best = Some((priority, Box::new(filename), file));
        }
    }
    let (name, version) = (package.name.clone(), package.version.clone());
    match (best, &package.sdist, sdists) {
        (Some((_, filename, file)), ..) => Ok(Artifact::Wheel { file, filename }),
        (None, Some(sdist), Sdists::Allowed) => Ok(Artifact::Sdist(sdist)),
        (None, Some(sdist), Sdists::Refused) => {
            Err(SelectError::NeedsBuild { name, version, sdist: sdist.name.clone() })
        }
        (None, None, _) => {
            let wheels = package.wheels.iter().map(|file| file.name.clone()).collect();
            Err(SelectError::NoWheel { name, version, wheels })
        }
    }
}
