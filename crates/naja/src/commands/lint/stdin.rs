//! `naja lint -`: standard input, and with `--fix` standard output.

use std::path::Path;
use std::process::ExitCode;

use naja_config::source::{SourceConfig, SourceSettings};

use super::LintArgs;
use super::report::Report;
use crate::source::lint::{Action, LintPass};
use crate::source::{configuration, pipeline};

/// What standard input is called where it has no name.
const STDIN: &str = "-";

pub(super) fn exec(
    pass: &LintPass<'_>,
    config: &SourceConfig,
    args: &LintArgs,
    settings: &SourceSettings,
) -> anyhow::Result<ExitCode> {
    let context = pass.context;
    let name = args.files.stdin_filename.as_deref().unwrap_or(Path::new(STDIN));
    let mut processed = pipeline::run_stdin(context, config, pass, name)?;
    configuration::print_warnings(context, config);
    let outcomes = processed.report.take().map(|linted| (processed.path.clone(), Ok(linted)));
    let printed = Report::new(pass, args, settings).of(outcomes.into_iter().collect());
    if pass.action == Action::Fix {
        context.printer.bytes(&processed.bytes()?);
        return Ok(printed.print_aside(context));
    }
    printed.print(context, args.output_file.as_deref())
}
