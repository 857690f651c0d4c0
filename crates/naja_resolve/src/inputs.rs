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
    /// What bounds the choice besides requirements.
    pub bounds: Bounds,
    /// The environments to serve; all of them where none is given.
    pub environments: Vec<Marker>,
    /// Environments for which every version must have a wheel or a source distribution.
    pub required_environments: Vec<Marker>,
    /// How versions are chosen.
    pub options: Options,
    /// What earlier decisions should hold where they can.
    pub preferences: Preferences,
}

/// What bounds the choice of packages and versions besides requirements.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Bounds on packages that something else asks for.
    pub constraints: Vec<Requirement>,
    /// Constraints for this resolution alone: the lock doesn't record them.
    pub run_constraints: Vec<Requirement>,
    /// Requirements that replace all others on the same package.
    pub overrides: Vec<Requirement>,
    /// Packages that are left out, whatever requires them.
    pub exclusions: BTreeSet<PackageName>,
}

/// How versions are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether prereleases may be chosen.
    pub prerelease: PrereleaseMode,
    /// Whether prereleases of these packages may be chosen.
    pub prerelease_packages: BTreeMap<PackageName, PrereleaseMode>,
    /// Which end of the range is wanted.
    pub resolution: ResolutionMode,
    /// Whether a newer version for some environments is worth a fork.
    pub fork_strategy: ForkStrategy,
    /// Files newer than this are not seen. Leaving them out is the facts' part; here it is recorded and explained.
    pub exclude_newer: Option<ExcludeNewer>,
    /// The limit for these packages instead; `None` for no limit.
    pub exclude_newer_packages: BTreeMap<PackageName, Option<ExcludeNewer>>,
    /// The indexes in order of precedence, without credentials.
    pub indexes: Vec<String>,
    /// The packages that come from one index alone, with its URL without credentials. Asking only it is the facts' part.
    pub pinned_indexes: BTreeMap<PackageName, String>,
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
    /// When no stable version that satisfies the requirements is left.
    #[default]
    IfNecessary,
    /// Likewise, but only of packages of which the project's own requirements name a prerelease.
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
            Self::IfNecessary => "if-necessary",
            Self::Explicit => "explicit",
            Self::Allow => "allow",
            Self::Disallow => "disallow",
        }
    }

    /// The mode of that name; `if-necessary-or-explicit` is an old name of the default.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "if-necessary-or-explicit" {
            return Some(Self::IfNecessary);
        }
        [Self::IfNecessary, Self::Explicit, Self::Allow, Self::Disallow]
            .into_iter()
            .find(|mode| mode.as_str() == name)
    }
}

/// Whether a newer version for some environments is worth a fork.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForkStrategy {
    /// Each Python gets the newest version that it can use.
    #[default]
    RequiresPython,
    /// An older version that serves all environments is taken instead.
    Fewest,
}

impl ForkStrategy {
    /// The name of the strategy in settings and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequiresPython => "requires-python",
            Self::Fewest => "fewest",
        }
    }

    /// The strategy of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::RequiresPython, Self::Fewest].into_iter().find(|strategy| strategy.as_str() == name)
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
