//! A place that breaks a rule which old code may break.

use super::tree::Finding;

/// One place that breaks a rule.
pub(super) struct Excess {
    /// The crate, or else the top folder, that the place belongs to.
    pub(super) owner: String,
    /// By how much the figure of the crate grows.
    pub(super) amount: usize,
    pub(super) finding: Finding,
}

/// The crate, or else the top folder, that a file belongs to; files at the top belong to `top`.
pub(super) fn owner(path: &str) -> &str {
    let below = path.strip_prefix("crates/").unwrap_or(path);
    below.split_once('/').map_or("top", |(owner, _)| owner)
}
