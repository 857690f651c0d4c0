//! What a block of statements belongs to.

/// The owner of a block: it decides about docstrings and about `...` in the line of the header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockOwner {
    /// A module.
    Module,
    /// A function or class: its first string is a docstring, its `...` stays on its line.
    Definition,
    /// Anything else.
    Other,
}
