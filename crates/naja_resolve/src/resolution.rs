//! What a resolution comes to: versions, the requirements that led to them, and the environments that need them.

use naja_base::Diagnostic;
use naja_pep::{ExtraName, Marker, PackageName, Version};

/// A version of every package needed, for every environment.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The environments that came to different versions; empty where all came to the same.
    pub forks: Vec<Marker>,
    /// The packages, by name and version.
    pub packages: Vec<ResolvedPackage>,
    /// What is odd about the requirements without standing in the way.
    pub warnings: Vec<Diagnostic>,
    /// How many times the solver was run, for measurements.
    pub runs: u32,
}

/// One version of one package.
#[derive(Clone, Debug)]
pub struct ResolvedPackage {
    /// The distribution.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// Where it is needed: environments, and the project's extras and groups where the project has any. It is to be
    /// read under the project's `requires-python`.
    pub marker: Marker,
    /// What it requires, by the position of the package required.
    pub dependencies: Vec<Edge>,
}

/// One package's requirement on another, as resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The position of the package required in [`Resolution::packages`].
    pub to: usize,
    /// The extra of the requiring package that brings the requirement, if it is one.
    pub from_extra: Option<ExtraName>,
    /// The extras wanted of the package required.
    pub extras: Vec<ExtraName>,
    /// Where the requirement holds.
    pub marker: Marker,
}
