//! `naja fix`: import sorting and fixes, then the formatter, in one write a file.

use std::process::ExitCode;

use clap::Args;
use naja_base::escape::escape;
use naja_base::{Applicability, Diagnostic};
use naja_lint::output::{Format, Renderer, Totals, show_fixes};
use naja_lint::policy::Noqa;

use crate::cli::{FileArgs, RuleArgs, SourceGiven};
use crate::context::Context;
use crate::printer::count;
use crate::source::configuration;
use crate::source::discovery::Outcomes;
use crate::source::fix::{FixPass, FixedFile};
use crate::source::lint::{Action, LintPass, LintRequest};
use crate::source::{path_text, pipeline};

/// The arguments of `naja fix`.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    files: FileArgs,
    #[command(flatten)]
    rules: RuleArgs,
    /// List the files that would change without writing them; exit with code 1 if there are any
    #[arg(long)]
    check: bool,
    /// Show what would change without writing files; exit with code 1 if anything would
    #[arg(long)]
    diff: bool,
}

pub(crate) fn exec(context: &Context, args: &FixArgs) -> anyhow::Result<ExitCode> {
    if args.files.is_stdin() {
        return Err(Diagnostic::error("`naja fix` works on files")
            .with_help("`naja lint --fix -` and `naja format -` work on standard input")
            .into());
    }
    let config = configuration::load(context, &args.given().0)?;
    let settings = config.of_folder(&context.folder)?;
    let applicability = match settings.flag("unsafe-fixes").unwrap_or(false) {
        true => Applicability::Unsafe,
        false => Applicability::Safe,
    };
    let request = LintRequest {
        noqa: if args.rules.ignore_noqa { Noqa::Ignored } else { Noqa::Honoured },
        strict: context.global.strict_config,
        sorts_imports: true,
    };
    let color = context.printer.is_colored();
    let renderer = Some(Renderer { format: Format::Full, color, wanted: applicability });
    let lint = LintPass { context, request, action: Action::Fix, renderer, applicability };
    let pass = FixPass { lint, check: args.check, diff: args.diff };
    let results = configuration::results_folder(context)?;
    let outcomes = pipeline::run(context, &config, &pass, results.as_deref(), &args.files.paths)?;
    configuration::print_warnings(context, &config);
    Ok(report(context, &pass, outcomes, settings.flag("show-fixes").unwrap_or(false)))
}

impl FixArgs {
    fn given(&self) -> SourceGiven {
        let mut given = self.files.given();
        self.rules.add_to(&mut given);
        given
    }
}

/// Prints what became of the files; yields how the command ends.
fn report(
    context: &Context,
    pass: &FixPass<'_>,
    outcomes: Outcomes<FixedFile>,
    shows_fixes: bool,
) -> ExitCode {
    let (printer, is_dry) = (&context.printer, pass.is_dry());
    let (mut totals, mut made) = (Totals::default(), Vec::new());
    let (mut changed, mut unchanged, mut failed) = (0_usize, 0_usize, 0_usize);
    for (path, outcome) in outcomes {
        let shown = context.shown(&path);
        match outcome {
            Err(diagnostic) => {
                failed += 1;
                printer.diagnostic(&path_text(&shown, *diagnostic));
            }
            Ok(fixed) => {
                totals.merge(&fixed.linted.totals);
                *if fixed.is_changed { &mut changed } else { &mut unchanged } += 1;
                if fixed.is_changed && pass.check && !pass.diff {
                    printer.data(format!("would change {}", escape(&shown)));
                }
                printer.text(&fixed.linted.diff);
                if !is_dry {
                    printer.text(&fixed.linted.text);
                }
                for warning in fixed.linted.warnings {
                    printer.diagnostic(&path_text(&shown, warning));
                }
                made.push((shown, fixed.linted.made));
            }
        }
    }
    let fixed: usize = made.iter().flat_map(|(_, made)| made).map(|(_, count)| count).sum();
    if shows_fixes && fixed > 0 {
        printer.say(show_fixes(&made).trim_end());
    }
    let verb = if is_dry { "would be changed" } else { "changed" };
    let mut summary = format!("{} {verb}", count(changed, "file"));
    if fixed > 0 {
        summary.push_str(&format!(" ({fixed} {})", if fixed == 1 { "fix" } else { "fixes" }));
    }
    summary.push_str(&format!(", {} left unchanged", count(unchanged, "file")));
    if !totals.is_empty() && !is_dry {
        summary.push_str(&format!("; {} remaining", count(totals.count(), "finding")));
    }
    printer.say(summary);
    let is_finding = if is_dry { changed > 0 } else { !totals.is_empty() };
    ExitCode::from(if failed > 0 { 2 } else { u8::from(is_finding) })
}
