//! Format-preserving edits of pyproject.toml.

pub(crate) mod array;
