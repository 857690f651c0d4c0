//! What a resolution needs to know about the world, behind a trait: the releases of a package and the metadata of a
//! release.
//!
//! The resolver blocks on [`Facts::releases`] and [`Facts::metadata`] only; everything named `prefetch` is a hint that
//! never changes a result. The same answers give the same resolution, whatever the order in which they arrive.

use std::fmt;
use std::sync::Arc;

use naja_base::Diagnostic;
use naja_pep::version::Ranges;
use naja_pep::{ExtraName, Marker, PackageName, Requirement, Version, VersionSpecifiers};

/// The source of releases and metadata. Answers must not change while a resolution runs.
pub trait Facts: Sync {
    /// Says that the releases of `name` will be asked for soon, and that the highest one inside `likely` is probably
    /// the one whose metadata will be. Must return at once.
    fn prefetch_releases(&self, name: &PackageName, likely: &Ranges<Version>);

    /// Says that this metadata will be asked for soon. Must return at once.
    fn prefetch_metadata(&self, name: &PackageName, version: &Version);

    /// Every release of `name`, on the first index that has the name.
    ///
    /// # Errors
    ///
    /// [`FactError::NotFound`] and [`FactError::Unusable`] make the package unavailable; [`FactError::Fatal`] ends the
    /// resolution.
    fn releases(&self, name: &PackageName) -> Result<Arc<dyn Releases>, FactError>;

    /// The metadata of one release.
    ///
    /// # Errors
    ///
    /// [`FactError::NotFound`] and [`FactError::Unusable`] make the version unavailable; [`FactError::Fatal`] ends the
    /// resolution.
    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Arc<PackageMetadata>, FactError>;

    /// The tags of a release's wheels, such as `cp312-cp312-win_amd64`, for explanations.
    fn tags(&self, _name: &PackageName, _version: &Version) -> Vec<String> {
        Vec::new()
    }
}

/// The releases of one package, ascending by version. Asked for by position, so that an implementation can decode each
/// one only when it is looked at.
pub trait Releases: Send + Sync {
    /// How many releases there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The version of the release at `position`, which is below [`Self::len`].
    fn version(&self, position: usize) -> Version;

    /// What is known of the release at `position`, which is below [`Self::len`].
    fn release(&self, position: usize) -> Release;
}

/// What is known of a release before its metadata is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Release {
    /// The Pythons that its files ask for.
    pub requires_python: Option<VersionSpecifiers>,
    /// The environments that its files can serve, by the tags of its wheels: all of them if it has a source distribution.
    pub coverage: Marker,
    /// The reason for which it was yanked (PEP 592), empty where none is given; `None` unless it was.
    pub yanked: Option<String>,
    /// Why it cannot be used at all, where it cannot.
    pub unusable: Option<Unusable>,
}

/// Why none of a release's files can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// All its files are newer than `exclude-newer` allows.
    TooNew,
    /// It has no file that could be used; the reason, in a few words.
    NoFiles(String),
}

/// One file of a release, as far as choosing a version is concerned.
#[derive(Clone, Debug, Default)]
pub struct FileFacts<'a> {
    /// The Pythons that the file asks for.
    pub requires_python: Option<&'a VersionSpecifiers>,
    /// The reason for which the file was yanked, unless it wasn't.
    pub yanked: Option<&'a str>,
    /// Whether it is newer than `exclude-newer` allows.
    pub too_new: bool,
    /// Why it can't be used although it is old enough, where it can't.
    pub unusable: Option<&'a str>,
    /// The environments that it can serve.
    pub coverage: Marker,
}

impl Release {
    /// What a release's files say together: it is usable if one file is, yanked if all usable files are, asks for the
    /// Pythons that the first usable file asks for, and serves what any usable file serves.
    pub fn from_files<'a>(files: impl IntoIterator<Item = FileFacts<'a>>) -> Self {
        let mut release = Self::default();
        let (mut usable, mut sound, mut too_new) = (false, false, false);
        let mut reason = None;
        let (mut served, mut served_by_sound) = (Marker::FALSE, Marker::FALSE);
        for file in files {
            if file.too_new {
                too_new = true;
            } else if let Some(unusable) = file.unusable {
                reason = reason.or(Some(unusable));
            } else {
                // A yanked file says nothing once a sound one is there.
                if !usable || (!sound && file.yanked.is_none()) {
                    release.requires_python = file.requires_python.cloned();
                    release.yanked = file.yanked.map(str::to_owned);
                }
                usable = true;
                sound |= file.yanked.is_none();
                served = served.or(file.coverage);
                if file.yanked.is_none() {
                    served_by_sound = served_by_sound.or(file.coverage);
                }
            }
        }
        release.coverage = if sound { served_by_sound } else { served };
        if !usable {
            release.unusable = Some(match reason {
                Some(reason) => Unusable::NoFiles(reason.to_owned()),
                None if too_new => Unusable::TooNew,
                None => Unusable::NoFiles("no distribution".to_owned()),
            });
        }
        release
    }
}

/// The releases of a package held in memory, ascending by version.
impl Releases for Vec<(Version, Release)> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn version(&self, position: usize) -> Version {
        self[position].0.clone()
    }

    fn release(&self, position: usize) -> Release {
        self[position].1.clone()
    }
}

/// The part of a distribution's core metadata that a resolution reads.
#[derive(Clone, Debug, Default)]
pub struct PackageMetadata {
    /// `Requires-Dist`, in the file's order.
    pub requires_dist: Vec<Requirement>,
    /// `Requires-Python`.
    pub requires_python: Option<VersionSpecifiers>,
    /// `Provides-Extra`.
    pub provides_extra: Vec<ExtraName>,
}

/// Why a fact cannot be given.
#[derive(Clone, Debug)]
pub enum FactError {
    /// No index has the name.
    NotFound,
    /// It is there but cannot be used; the reason as a clause, as in "its metadata is not static".
    Unusable(String),
    /// Nothing more can be found out, so that the resolution must end.
    Fatal(Box<Diagnostic>),
}

impl fmt::Display for FactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found on the index"),
            Self::Unusable(reason) => f.write_str(reason),
            Self::Fatal(diagnostic) => write!(f, "{diagnostic}"),
        }
    }
}

impl std::error::Error for FactError {}
