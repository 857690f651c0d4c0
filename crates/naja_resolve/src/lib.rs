//! Universal dependency resolution over pubgrub: one answer for every platform and Python that a project admits.
//!
//! Nothing here does I/O: what is known of packages comes through [`Facts`], and what is found goes out as a
//! [`Resolution`].

mod candidates;
mod error;
mod explain;
mod facts;
mod fork;
mod gates;
mod graph;
mod ids;
mod inputs;
pub mod lock;
mod order;
mod provider;
mod resolution;
mod resolve;
mod solution;
mod solve;
mod universe;

pub use error::ResolveError;
pub use facts::{FactError, Facts, FileFacts, PackageMetadata, Release, Releases, Unusable};
pub use gates::{DEFAULT_GROUP, is_gated};
pub use inputs::{
    Bounds, ExcludeNewer, ForkStrategy, InputRequirement, Inputs, Options, Place, Preferences,
    PrereleaseMode, ResolutionMode, Scope,
};
pub use resolution::{Edge, Resolution, ResolvedPackage};
pub use resolve::resolve;
