//! `naja completions SHELL`

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use crate::context::Context;

/// The arguments of `naja completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(crate) fn exec(
    context: &Context,
    args: &CompletionsArgs,
    mut cli: clap::Command,
) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli, "naja", &mut script);
    context.printer.raw(&String::from_utf8_lossy(&script));
    Ok(ExitCode::SUCCESS)
}
