//! `naja format`

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use naja_base::Diagnostic;
use naja_base::escape::escape;
use naja_config::source::SourceConfig;

use crate::cli::{FileArgs, SourceGiven};
use crate::context::Context;
use crate::printer::count;
use crate::source::configuration;
use crate::source::discovery::Outcomes;
use crate::source::format::{FormatPass, FormatRequest, FormattedFile, LineRange};
use crate::source::{path_text, pipeline};

/// The arguments of `naja format`.
#[derive(Debug, Args)]
pub(crate) struct FormatArgs {
    #[command(flatten)]
    files: FileArgs,
    /// List the files that would change without writing them; exit with code 1 if there are any
    #[arg(long)]
    check: bool,
    /// Show what would change without writing files; exit with code 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Format only these lines of a single file
    #[arg(long, value_name = "START-END")]
    range: Option<LineRange>,
    /// Check every result again: same meaning, and unchanged when formatted again
    #[arg(long)]
    verify: bool,
    /// Exit with code 1 if a file was changed
    #[arg(long)]
    exit_non_zero_on_format: bool,
    /// Do not normalize string quotes and prefixes
    #[arg(short = 'S', long, help_heading = "Style")]
    skip_string_normalization: bool,
    /// Ignore magic trailing commas
    #[arg(short = 'C', long, help_heading = "Style")]
    skip_magic_trailing_comma: bool,
}

/// What standard input is called where it has no name.
const STDIN: &str = "stdin.py";

pub(crate) fn exec(context: &Context, args: &FormatArgs) -> anyhow::Result<ExitCode> {
    let config = configuration::load(context, &args.given().0)?;
    if args.range.is_some() && args.files.paths.len() != 1 {
        return Err(Diagnostic::error("`--range` is for one file").with_help("name one file, or `-`").into());
    }
    let pass = FormatPass { request: args.request() };
    let outcomes = match args.files.is_stdin() {
        true => stdin(context, args, &pass, &config)?,
        false => {
            let results = configuration::results_folder(context)?;
            pipeline::run(context, &config, &pass, results.as_deref(), &args.files.paths)?
        }
    };
    configuration::print_warnings(context, &config);
    Ok(report(context, args, outcomes))
}

impl FormatArgs {
    fn given(&self) -> SourceGiven {
        let mut given = self.files.given();
        let quotes = self.skip_string_normalization.then_some("preserve");
        given.text("format.quote-style", quotes, "--skip-string-normalization");
        given.switch(
            "format.skip-magic-trailing-comma",
            [self.skip_magic_trailing_comma, false],
            "--skip-magic-trailing-comma",
        );
        given
    }

    const fn request(&self) -> FormatRequest {
        FormatRequest { check: self.check, diff: self.diff, verify: self.verify, range: self.range }
    }
}

/// Formats standard input to standard output.
fn stdin(
    context: &Context,
    args: &FormatArgs,
    pass: &FormatPass,
    config: &SourceConfig,
) -> anyhow::Result<Outcomes<FormattedFile>> {
    let name = args.files.stdin_filename.as_deref().unwrap_or(Path::new(STDIN));
    let processed = pipeline::run_stdin(context, config, pass, name)?;
    if !pass.request.is_dry() {
        context.printer.bytes(&processed.bytes()?);
    }
    let report = processed.report.unwrap_or(FormattedFile::Unchanged);
    Ok(vec![("-".into(), Ok(report))])
}

/// Prints what became of the files, by path; yields how the command ends.
fn report(context: &Context, args: &FormatArgs, outcomes: Outcomes<FormattedFile>) -> ExitCode {
    let (printer, is_dry) = (&context.printer, args.request().is_dry());
    let (mut changed, mut unchanged, mut failed) = (0_usize, 0_usize, 0_usize);
    for (path, outcome) in outcomes {
        let shown = match &args.files.stdin_filename {
            Some(name) if args.files.is_stdin() => name.display().to_string(),
            _ => context.shown(&path),
        };
        match outcome {
            Ok(FormattedFile::Unchanged) => unchanged += 1,
            Ok(FormattedFile::Changed(diff)) => {
                changed += 1;
                if args.diff {
                    printer.text(&diff);
                } else if args.check {
                    printer.data(format!("would reformat {}", escape(&shown)));
                }
            }
            Err(diagnostic) => {
                failed += 1;
                printer.diagnostic(&path_text(&shown, *diagnostic));
            }
        }
    }
    let is_silent = args.files.is_stdin() && !is_dry;
    if !is_silent && (changed, unchanged, failed) == (0, 0, 0) {
        printer.say("no Python files found");
    } else if !is_silent {
        printer.say(summary(is_dry, changed, unchanged, failed));
    }
    let is_finding = changed > 0 && (is_dry || args.exit_non_zero_on_format);
    ExitCode::from(if failed > 0 { 2 } else { u8::from(is_finding) })
}

fn summary(is_dry: bool, changed: usize, unchanged: usize, failed: usize) -> String {
    let mut parts = Vec::new();
    if changed > 0 {
        let verb = if is_dry { "would be reformatted" } else { "reformatted" };
        parts.push(format!("{} {verb}", count(changed, "file")));
    }
    if unchanged > 0 {
        let verb = if is_dry { "already formatted" } else { "left unchanged" };
        parts.push(format!("{} {verb}", count(unchanged, "file")));
    }
    if failed > 0 {
        parts.push(format!("{} could not be formatted", count(failed, "file")));
    }
    parts.join(", ")
}
