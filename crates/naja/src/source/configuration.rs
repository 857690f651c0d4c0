//! From the command line to the settings for source code.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use naja_config::source::{SourceConfig, SourceOption, SourceRequest};
use naja_config::{Mode, Request, Settings};

use crate::cache_folder;
use crate::context::Context;

/// Reads what does not depend on a folder; `options` are the command's own.
pub(crate) fn load(context: &Context, options: &[SourceOption]) -> anyhow::Result<SourceConfig> {
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
pub(crate) fn results_folder(context: &Context) -> anyhow::Result<Option<PathBuf>> {
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
    cache_folder::lasting(&packaging).map(Some)
}

/// Prints the warnings about the configurations that were not printed yet, even if the configurations were read again meanwhile.
pub(crate) fn print_warnings(context: &Context, config: &SourceConfig) {
    static PRINTED: Mutex<BTreeSet<(String, String)>> = Mutex::new(BTreeSet::new());
    for warning in config.take_warnings() {
        let file = warning.source.as_ref().map(|source| source.name.clone()).unwrap_or_default();
        let is_new =
            PRINTED.lock().unwrap_or_else(PoisonError::into_inner).insert((file, warning.message.clone()));
        if is_new {
            context.printer.diagnostic(&warning);
        }
    }
}
