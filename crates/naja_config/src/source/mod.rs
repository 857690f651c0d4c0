//! The settings for source code: layered like all others, but per folder, the nearest configuration above a file counting.
//!
//! A folder has a configuration of its own if it holds `naja.toml`, `.ruff.toml` or `ruff.toml` or a `pyproject.toml` with
//! settings for source code of naja, ruff, Black or isort. Inside one folder the layers count key by key; a file is governed
//! by the nearest such folder above it, as with ruff.
//!
//! This module knows which settings there are and where they come from. What they mean is the formatter's and the linter's
//! business, which ask [`SourceSettings`] by key.

mod config;
mod format_keys;
mod isort;
mod keys;
mod layer;
mod peers;
mod python;
mod settings;
#[cfg(test)]
mod tests;
mod value;

pub use config::{ConfigFiles, SourceConfig, SourceOption, SourceRequest};
pub use keys::{SOURCE_KEYS, SourceKey, SourceKind, SourceRole, find_source, source_keys_for};
pub use settings::{BlackPattern, SourceSettings};
pub use value::{Entry, SourceValue, TableEntry};

pub(crate) use keys::is_source;
