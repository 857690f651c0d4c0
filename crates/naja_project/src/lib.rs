//! pyproject.toml, project discovery, format-preserving edits and the lock on disk.

pub mod edit;
