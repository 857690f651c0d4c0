//! What a resolution starts from: the project's requirements with their places, and the options.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use naja_base::{SourceText, Span};
use naja_pep::{ExtraName, GroupName, Marker, PackageName, Requirement, Version, VersionSpecifiers};

/// Everything that a resolution depends on besides the [`Facts`](crate::Facts).
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The project itself, where it has a name; requirements on it stand for its own extras.
    pub project: Option<PackageName>,
    /// The Pythons that the resolution must serve.
    pub requires_python: VersionSpecifiers,
    /// The place of `requires-python`, for explanations.
    pub requires_python_place: Option<Place>,
    /// The requirements of the project, its extras and its groups.
    pub requirements: Vec<InputRequirement>,
    /// Every extra of the project, those without requirements too.
    pub extras: BTreeSet<ExtraName>,
    /// Every dependency group of the project, those without requirements too.
    pub groups: BTreeSet<GroupName>,
    /// Bounds on packages that something else asks for.
    pub constraints: Vec<Requirement>,
    /// Requirements that replace all others on the same package.
    pub overrides: Vec<Requirement>,
    /// The environments to serve; all of them where none is given.
    pub environments: Vec<Marker>,
    /// How versions are chosen.
    pub options: Options,
    /// What earlier decisions should hold where they can.
    pub preferences: Preferences,
}

/// How versions are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether prereleases may be chosen.
    pub prerelease: PrereleaseMode,
    /// Which end of the range is wanted.
    pub resolution: ResolutionMode,
    /// Files newer than this are not seen. Leaving them out is the facts' part; here it is recorded and explained.
    pub exclude_newer: Option<ExcludeNewer>,
    /// The indexes in order of precedence, without credentials.
    pub indexes: Vec<String>,
}

/// A cutoff for upload times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcludeNewer {
    /// As the user wrote it, for example `2026-01-01` or `3 weeks`.
    pub text: String,
    /// As it was understood, in RFC 3339 and UTC.
    pub cutoff: String,
}

/// A requirement of the project and where it comes from.
#[derive(Clone, Debug)]
pub struct InputRequirement {
    /// The requirement.
    pub requirement: Requirement,
    /// What asks for it.
    pub scope: Scope,
    /// Where it is written.
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The bytes that are meant.
    pub span: Span,
}

/// The part of a project that asks for something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `project.dependencies`.
    Project,
    /// One of `project.optional-dependencies`.
    Extra(ExtraName),
    /// One of `dependency-groups`.
    Group(GroupName),
}

/// Whether prereleases may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrereleaseMode {
    /// Where the project's own requirement names one, or where nothing else was ever released.
    #[default]
    IfNecessaryOrExplicit,
    /// Where nothing else was ever released.
    IfNecessary,
    /// Where the project's own requirement names one.
    Explicit,
    /// Always.
    Allow,
    /// Never.
    Disallow,
}

impl PrereleaseMode {
    /// The name of the mode in settings and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IfNecessaryOrExplicit => "if-necessary-or-explicit",
            Self::IfNecessary => "if-necessary",
            Self::Explicit => "explicit",
            Self::Allow => "allow",
            Self::Disallow => "disallow",
        }
    }

    /// The mode of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::IfNecessaryOrExplicit, Self::IfNecessary, Self::Explicit, Self::Allow, Self::Disallow]
            .into_iter()
            .find(|mode| mode.as_str() == name)
    }
}

/// Which end of the range is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResolutionMode {
    /// The newest version that fits.
    #[default]
    Highest,
    /// The oldest version that fits.
    Lowest,
    /// The oldest for what the project itself asks for, the newest for the rest.
    LowestDirect,
}

impl ResolutionMode {
    /// The name of the mode in settings and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Highest => "highest",
            Self::Lowest => "lowest",
            Self::LowestDirect => "lowest-direct",
        }
    }

    /// The mode of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Highest, Self::Lowest, Self::LowestDirect].into_iter().find(|mode| mode.as_str() == name)
    }
}

/// Decisions of an earlier resolution that hold where they can.
#[derive(Clone, Debug, Default)]
pub struct Preferences {
    /// The versions of each package, each with the environments it was chosen for.
    pub versions: BTreeMap<PackageName, Vec<(Version, Marker)>>,
    /// The forks of the earlier resolution; empty where it had one.
    pub forks: Vec<Marker>,
}
