//! What solves one fork.

use naja_pep::{Marker, Version};
use rustc_hash::FxHashMap;

use crate::ids::NameId;

/// The versions that serve one fork.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    /// The environments.
    pub(crate) fork: Marker,
    /// The version of each package.
    pub(crate) versions: FxHashMap<NameId, Version>,
}
