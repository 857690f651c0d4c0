//! From the command line to the settings for source code.

use std::path::PathBuf;

use naja_config::source::{SourceConfig, SourceOption, SourceRequest};
use naja_config::{Mode, Request, Settings};

use crate::context::Context;

/// Reads what does not depend on a folder; `options` are the command's own.
pub(crate) fn config(context: &Context, options: &[SourceOption]) -> anyhow::Result<SourceConfig> {
    Ok(SourceConfig::new(&SourceRequest {
        working_folder: &context.folder,
        user_file: naja_config::user_file(),
        variable: &|name| std::env::var(name).ok(),
        options,
        config: &context.global.config,
        mode: Mode { isolated: context.global.isolated, strict: context.global.strict_config },
    })?)
}

/// Where what was found out about files is kept; `None` where nothing is to be kept. A project has no say in it.
pub(crate) fn cache_folder(context: &Context) -> anyhow::Result<Option<PathBuf>> {
    let settings = Settings::load(&Request {
        pyproject: None,
        folder: &context.folder,
        working_folder: &context.folder,
        user_file: naja_config::user_file(),
        variable: &|name| std::env::var(name).ok(),
        options: &context.global.given(),
        config: &context.global.config,
        mode: Mode { isolated: context.global.isolated, strict: false },
    })?;
    let packaging = settings.packaging();
    if packaging.no_cache {
        return Ok(None);
    }
    crate::packaging::lasting_cache_folder(&packaging).map(Some)
}
