//! Where naja's cache is, and what it holds.

use std::path::PathBuf;

use anyhow::Context as _;
use etcetera::BaseStrategy as _;
use naja_config::Packaging;

/// The folder of what was found out about source files.
pub(crate) const SOURCE: &str = "source-v1";

/// The folders and files that naja makes in its cache.
pub(crate) const ENTRIES: &[&str] =
    &["index-v1", "wheels-v1", "interpreters-v1", "locks-v1", "downloads-v1", SOURCE, "CACHEDIR.TAG"];

/// The cache folder that the settings name.
pub(crate) fn lasting(packaging: &Packaging) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &packaging.cache_dir {
        return Ok(std::path::absolute(folder)?);
    }
    let folders = etcetera::choose_base_strategy().context("the home folder is not known")?;
    Ok(folders.cache_dir().join("naja"))
}
