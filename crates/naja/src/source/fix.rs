//! The pass of `naja fix`: fixes and formats a text until nothing changes.

use naja_base::{Diagnostic, SourceText};
use naja_config::source::SourceSettings;
use naja_format::{FormatError, Formatter};

use super::discovery::Purpose;
use super::document::{difference, is_notebook};
use super::file::Contents;
use super::format::{Styles, error_diagnostic};
use super::lint::{ConfiguredLinter, LintPass, LintScratch, LintedFile};
use super::pipeline::{Pass, Processed, Recalled, SourceFile, UnreadText};

/// The linter and the formatter as one pass.
pub(crate) struct FixPass<'a> {
    /// The linter, which fixes.
    pub(crate) lint: LintPass<'a>,
    /// Whether it is only asked which files would change.
    pub(crate) check: bool,
    /// Whether it is asked how files would change.
    pub(crate) diff: bool,
}

/// What there is to report about a file.
#[derive(Debug, Default)]
pub(crate) struct FixedFile {
    pub(crate) linted: LintedFile,
    pub(crate) is_changed: bool,
}

/// What one configuration asks for.
pub(crate) struct FixOptions {
    linter: ConfiguredLinter,
    styles: Styles,
}

/// What a thread keeps between files.
#[derive(Default)]
pub(crate) struct FixScratch {
    lint: LintScratch,
    formatter: Formatter,
}

/// How often a file is fixed and formatted until nothing changes; twice is enough unless a rule and the formatter disagree.
const ROUNDS: usize = 5;

/// A file to be fixed.
type FixFile<'f> = SourceFile<'f, FixOptions>;

impl FixPass<'_> {
    /// Whether nothing is written.
    pub(crate) const fn is_dry(&self) -> bool {
        self.check || self.diff
    }
}

impl Pass for FixPass<'_> {
    type Options = FixOptions;
    type Scratch = FixScratch;
    type Report = FixedFile;

    fn purpose(&self) -> Purpose {
        Purpose::Both
    }

    fn writes(&self) -> bool {
        !self.is_dry()
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<FixOptions> {
        let styles = Styles::new(settings)?;
        Ok(FixOptions { linter: self.lint.options(settings)?, styles })
    }

    fn result_inputs(&self, settings: &SourceSettings, options: &FixOptions) -> Option<Vec<u8>> {
        let mut inputs = options.linter.result_inputs(settings);
        inputs.extend(format!("fix {:?} {:?}", self.lint.applicability, options.styles).into_bytes());
        Some(inputs)
    }

    fn path_inputs(&self, file: &FixFile<'_>, scratch: &mut FixScratch) -> Vec<u8> {
        self.lint.path_inputs(&for_linter(file), &mut scratch.lint)
    }

    fn recall(
        &self,
        file: &FixFile<'_>,
        result: &[u8],
        text: &UnreadText<'_>,
    ) -> Result<Recalled<FixedFile>, Box<Diagnostic>> {
        // A result is cached only of a text that does not change any more.
        Ok(match self.lint.report_cached(&for_linter(file), result, text)? {
            Some(linted) => Recalled::Report(Some(FixedFile { linted, is_changed: false })),
            None => Recalled::Insufficient,
        })
    }

    fn run(
        &self,
        file: &FixFile<'_>,
        old: &Contents,
        scratch: &mut FixScratch,
    ) -> Result<Processed<FixedFile>, Box<Diagnostic>> {
        let Settled { mut linted, result, text: new } = self.settle(file, old, scratch)?;
        let is_changed = new != old.text;
        if is_changed && self.diff {
            linted.diff = difference(file.path, file.shown, &old.text, &new);
        }
        let is_kept = !is_changed || !self.is_dry();
        Ok(Processed {
            report: Some(FixedFile { linted, is_changed }),
            new_text: (is_changed && !self.is_dry()).then_some(new),
            result: result.filter(|_| is_kept),
        })
    }
}

/// A text in which nothing is left to fix or to format.
struct Settled {
    linted: LintedFile,
    /// What is left to report, to be cached.
    result: Option<Vec<u8>>,
    text: String,
}

impl FixPass<'_> {
    /// Fixes and formats until nothing changes.
    fn settle(
        &self,
        file: &FixFile<'_>,
        old: &Contents,
        scratch: &mut FixScratch,
    ) -> Result<Settled, Box<Diagnostic>> {
        let is_linted = !file.filter.excludes(file.path, Purpose::Lint, false);
        let is_formatted =
            !is_notebook(file.path) && !file.filter.excludes(file.path, Purpose::Format, false);
        let mut made: Vec<(&'static str, usize)> = Vec::new();
        let mut contents = old.clone();
        let mut round = 0;
        loop {
            round += 1;
            let mut formatted = None;
            let style = file.options.styles.of(file.path);
            let processed = match is_linted {
                true => {
                    self.lint.run_then(
                        &for_linter(file),
                        &contents,
                        &mut scratch.lint,
                        &mut |text, tree| {
                            // Notebooks are not formatted.
                            if is_formatted {
                                formatted = Some(scratch.formatter.format_parsed(text, tree, style));
                            }
                        },
                    )?
                }
                false => Processed { report: None, new_text: None, result: Some(Vec::new()) },
            };
            let mut linted = processed.report.unwrap_or_default();
            add(&mut made, &linted.made);
            let mut text = processed.new_text.unwrap_or_else(|| contents.text.clone());
            if is_formatted {
                match formatted.unwrap_or_else(|| scratch.formatter.format(&text, style)) {
                    Ok(Some(formatted)) => {
                        let linter = &for_linter(file);
                        let again = is_linted
                            .then(|| self.lint.suppress_again(linter, &text, &formatted, &mut scratch.lint))
                            .flatten();
                        text = again.unwrap_or(formatted);
                    }
                    Ok(None) => {}
                    // The linter has reported it, if it was asked.
                    Err(FormatError::Syntax(_)) if is_linted => {}
                    Err(error) => {
                        return Err(Box::new(error_diagnostic(error, SourceText::new(file.shown, text))));
                    }
                }
            }
            if text == contents.text || round == ROUNDS {
                linted.made = made;
                let result = processed.result.filter(|_| text == contents.text);
                return Ok(Settled { linted, result, text });
            }
            contents.text = text;
        }
    }
}

/// The file as the linter sees it.
fn for_linter<'f>(file: &FixFile<'f>) -> SourceFile<'f, ConfiguredLinter> {
    let SourceFile { path, shown, settings, filter, options } = *file;
    SourceFile { path, shown, settings, filter, options: &options.linter }
}

fn add(made: &mut Vec<(&'static str, usize)>, more: &[(&'static str, usize)]) {
    for (code, count) in more {
        match made.iter_mut().find(|(own, _)| own == code) {
            Some((_, own)) => *own += count,
            None => made.push((code, *count)),
        }
    }
}
