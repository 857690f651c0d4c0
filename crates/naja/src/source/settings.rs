//! From the command line to the settings for source code.

use naja_config::Mode;
use naja_config::source::{SourceConfig, SourceOption, SourceRequest};

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
