//! What is printed of all files together, and how the command ends.

use std::path::Path;
use std::process::ExitCode;

use anstream::adapter::strip_str;
use anyhow::Context as _;
use naja_base::{Diagnostic, atomic};
use naja_config::source::SourceSettings;
use naja_lint::output::{Format, Totals, show_fixes};

use super::{LintArgs, format};
use crate::context::Context;
use crate::printer::count;
use crate::source::discovery::Outcomes;
use crate::source::lint::{Action, LintPass, LintedFile};
use crate::source::path_text;

/// Puts together what is said of the files.
pub(super) struct Report<'a> {
    pass: &'a LintPass<'a>,
    args: &'a LintArgs,
    settings: &'a SourceSettings,
}

/// What is printed, and how the command ends.
pub(super) struct Printed {
    /// For standard output, or the file that is named: in pieces, since joining them would hold all of it twice.
    pub(super) data: Vec<String>,
    /// What fixes would change, styled, for the same place.
    pub(super) diff: String,
    /// For standard error.
    pub(super) talk: String,
    diagnostics: Vec<Diagnostic>,
    code: u8,
}

/// Everything that was said, in the order of the files.
#[derive(Default)]
struct Sum {
    texts: Vec<String>,
    totals: Totals,
    made: Vec<(String, Vec<(&'static str, usize)>)>,
    diffs: String,
    silenced: usize,
    diagnostics: Vec<Diagnostic>,
    failed: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(pass: &'a LintPass<'a>, args: &'a LintArgs, settings: &'a SourceSettings) -> Self {
        Self { pass, args, settings }
    }

    /// What is printed of `outcomes`.
    pub(super) fn of(&self, outcomes: Outcomes<LintedFile>) -> Printed {
        let mut sum = Sum::default();
        for (path, outcome) in outcomes {
            let shown = || self.pass.context.shown(&path);
            match outcome {
                Err(diagnostic) => {
                    sum.failed = true;
                    sum.diagnostics.push(path_text(&shown(), *diagnostic));
                }
                Ok(linted) => {
                    sum.totals.merge(&linted.totals);
                    sum.diffs.push_str(&linted.diff);
                    sum.silenced += linted.silenced;
                    let warnings = linted.warnings.into_iter();
                    sum.diagnostics.extend(warnings.map(|warning| path_text(&shown(), warning)));
                    if !linted.made.is_empty() {
                        sum.made.push((shown(), linted.made));
                    }
                    if !linted.text.is_empty() {
                        sum.texts.push(linted.text);
                    }
                }
            }
        }
        self.printed(sum)
    }

    fn printed(&self, mut sum: Sum) -> Printed {
        let fixed: usize = sum.made.iter().flat_map(|(_, made)| made).map(|(_, count)| count).sum();
        let mut printed = Printed {
            data: Vec::new(),
            diff: String::new(),
            talk: String::new(),
            diagnostics: std::mem::take(&mut sum.diagnostics),
            code: self.code(&sum, fixed),
        };
        match self.pass.action {
            Action::Silence(_) => {
                printed.talk = format!("Added {}.\n", count(sum.silenced, "noqa directive"));
            }
            Action::Diff => {
                printed.diff = sum.diffs;
                printed.talk = format!("Would fix {}.\n", count(fixed, "error"));
            }
            Action::Report | Action::Fix => self.findings(sum, fixed, &mut printed),
        }
        printed
    }

    fn findings(&self, sum: Sum, fixed: usize, printed: &mut Printed) {
        let format = format(self.settings).unwrap_or(Format::Full);
        if self.args.statistics {
            let mut table = String::new();
            sum.totals.statistics(format, self.pass.applicability, &mut table);
            printed.data.push(table);
        } else if let Some(renderer) = &self.pass.renderer {
            let (mut start, mut end) = (String::new(), String::new());
            renderer.start(&sum.totals, &mut start);
            renderer.end(&sum.totals, &mut end);
            printed.data.push(start);
            for (index, text) in sum.texts.into_iter().enumerate() {
                if index > 0 && !renderer.separator().is_empty() {
                    printed.data.push(renderer.separator().to_owned());
                }
                printed.data.push(text);
            }
            printed.data.push(end);
        }
        if self.settings.flag("show-fixes").unwrap_or(false) && fixed > 0 {
            printed.talk.push_str(&show_fixes(&sum.made));
        }
        let is_useless = sum.failed && sum.totals.is_empty() && fixed == 0;
        if format.is_for_people() && !self.args.statistics && !is_useless {
            printed.talk.push_str(&sum.totals.summary(fixed, self.pass.applicability));
        }
    }

    fn code(&self, sum: &Sum, fixed: usize) -> u8 {
        let fixes_only = self.settings.flag("fix-only").unwrap_or(false);
        let is_finding = match self.pass.action {
            Action::Silence(_) => false,
            Action::Diff => fixed > 0,
            Action::Report | Action::Fix => !fixes_only && !sum.totals.is_empty(),
        };
        let is_fix = self.args.exit_non_zero_on_fix && fixed > 0;
        match (sum.failed, self.args.exit_zero) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => u8::from(is_finding || is_fix),
        }
    }
}

impl Printed {
    /// Prints it, the data into `file` where one is named.
    pub(super) fn print(self, context: &Context, file: Option<&Path>) -> anyhow::Result<ExitCode> {
        let printer = &context.printer;
        match file {
            Some(file) => {
                let text = self.data.concat() + &strip_str(&self.diff).to_string();
                atomic::replace(&context.folder.join(file), text.as_bytes())
                    .with_context(|| format!("`{}` can't be written", file.display()))?;
            }
            None => {
                printer.pieces(&self.data);
                printer.text(&self.diff);
            }
        }
        for diagnostic in &self.diagnostics {
            printer.diagnostic(diagnostic);
        }
        if !self.talk.is_empty() {
            printer.say(self.talk.trim_end_matches('\n'));
        }
        Ok(ExitCode::from(self.code))
    }

    /// Prints it where standard output carries the text itself.
    pub(super) fn print_aside(self, context: &Context) -> ExitCode {
        let data = self.data.concat() + &self.diff;
        if !data.is_empty() {
            context.printer.say(data.trim_end_matches('\n'));
        }
        for diagnostic in &self.diagnostics {
            context.printer.diagnostic(diagnostic);
        }
        if !self.talk.is_empty() {
            context.printer.say(self.talk.trim_end_matches('\n'));
        }
        ExitCode::from(self.code)
    }
}
