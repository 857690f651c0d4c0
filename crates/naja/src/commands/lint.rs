//! `naja lint`

mod report;
mod show;
mod stdin;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValuesParser;
use naja_base::{Applicability, Diagnostic};
use naja_config::source::SourceSettings;
use naja_lint::output::{Format, Renderer};
use naja_lint::policy::Noqa;

use crate::cli::{FileArgs, RuleArgs, SourceGiven};
use crate::context::Context;
use crate::source::lint::{Action, LintPass, LintRequest};
use crate::source::{configuration, pipeline};

/// The arguments of `naja lint`.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    #[command(flatten)]
    files: FileArgs,
    #[command(flatten)]
    rules: RuleArgs,
    /// Apply fixes
    #[arg(long, overrides_with = "no_fix")]
    fix: bool,
    /// Do not apply fixes, even if the configuration enables them
    #[arg(long, hide = true)]
    no_fix: bool,
    /// Apply fixes, and do not report the remaining violations
    #[arg(long)]
    fix_only: bool,
    /// Show what would be fixed without writing files; exit with code 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Add a `noqa` comment for every violation
    #[arg(long, value_name = "REASON", num_args = 0..=1, default_missing_value = "", require_equals = true)]
    add_noqa: Option<String>,
    /// Show the number of violations of each rule instead of the violations
    #[arg(long)]
    statistics: bool,
    /// Exit with code 0 even if there are violations
    #[arg(short, long)]
    exit_zero: bool,
    /// Exit with code 1 if anything was fixed
    #[arg(long)]
    exit_non_zero_on_fix: bool,
    /// Set the format of the report
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    output_format: Option<String>,
    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Lint again whenever a file changes
    #[arg(short, long, conflicts_with_all = ["fix", "diff", "add_noqa", "output_file"])]
    watch: bool,
    /// List the files that would be linted
    #[arg(long)]
    show_files: bool,
    /// Show the settings and rules of the first file that would be linted
    #[arg(long)]
    show_settings: bool,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.map(|(name, _)| name))
}

pub(crate) fn exec(context: &Context, args: &LintArgs) -> anyhow::Result<ExitCode> {
    let config = configuration::load(context, &args.given().0)?;
    if args.show_files || args.show_settings {
        return show::exec(context, &config, args);
    }
    let settings = config.of_folder(&context.folder)?;
    let pass = args.pass(context, &settings)?;
    if args.files.is_stdin() {
        return stdin::exec(&pass, &config, args, &settings);
    }
    let results = configuration::results_folder(context)?;
    if args.watch {
        return watch::exec(&pass, config, args, results.as_deref());
    }
    let outcomes = pipeline::run(context, &config, &pass, results.as_deref(), &args.files.paths)?;
    configuration::print_warnings(context, &config);
    let summary = report::Report::new(&pass, args, &settings).of(outcomes);
    summary.print(context, args.output_file.as_deref())
}

impl LintArgs {
    fn given(&self) -> SourceGiven {
        let mut given = self.files.given();
        self.rules.add_to(&mut given);
        given.switch("fix", [self.fix, self.no_fix], "--fix");
        given.switch("fix-only", [self.fix_only, false], "--fix-only");
        given.text("output-format", self.output_format.as_deref(), "--output-format");
        given
    }

    fn pass<'c>(&self, context: &'c Context, settings: &SourceSettings) -> anyhow::Result<LintPass<'c>> {
        let is_on = |key: &str| settings.flag(key).unwrap_or(false);
        let applicability = if is_on("unsafe-fixes") { Applicability::Unsafe } else { Applicability::Safe };
        let action = match &self.add_noqa {
            Some(reason) => Action::Silence(reason.clone()),
            None if self.diff => Action::Diff,
            None if is_on("fix") || is_on("fix-only") => Action::Fix,
            None => Action::Report,
        };
        let renderer = Renderer {
            format: format(settings)?,
            color: context.printer.is_colored() && self.output_file.is_none(),
            wanted: applicability,
        };
        let request = LintRequest {
            noqa: if self.rules.ignore_noqa { Noqa::Ignored } else { Noqa::Honoured },
            strict: context.global.strict_config,
            sorts_imports: false,
        };
        let is_shown = !self.statistics && !is_on("fix-only") && action != Action::Diff;
        Ok(LintPass { context, request, action, renderer: is_shown.then_some(renderer), applicability })
    }
}

/// The format that the settings ask for.
fn format(settings: &SourceSettings) -> anyhow::Result<Format> {
    let Some(name) = settings.text("output-format") else { return Ok(Format::Full) };
    let found = Format::ALL.iter().find(|(known, _)| *known == name);
    let names = || Format::ALL.map(|(name, _)| name).join("`, `");
    found.map(|(_, format)| *format).with_context(|| {
        let message = format!("`{name}` is not an output format");
        Diagnostic::error(message).with_help(format!("supported formats: `{}`", names()))
    })
}
