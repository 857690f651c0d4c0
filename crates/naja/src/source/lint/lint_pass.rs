//! The pass of `naja lint`: checks a text, and reports, fixes or silences what is found.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use naja_base::{Applicability, Diagnostic, edit};
use naja_config::source::SourceSettings;
use naja_lint::output::{Renderer, Totals};
use naja_lint::{FileFacts, Finding, Linter};
use naja_syntax::{Arena, Mode, ParseOptions, Parsed};

use super::findings_codec::{decode, encode};
use super::first_party::Packages;
use super::{ConfiguredLinter, LintRequest};
use crate::context::Context;
use crate::source::discovery::Purpose;
use crate::source::document::{Document, difference};
use crate::source::file::Contents;
use crate::source::pipeline::{Pass, Processed, Recalled, SourceFile, UnreadText};

/// What is done about findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// They are reported.
    Report,
    /// What can be fixed is fixed, the rest is reported.
    Fix,
    /// The fixes are shown.
    Diff,
    /// They are silenced by suppression comments, with this reason.
    Silence(String),
}

/// The linter as a pass.
pub(crate) struct LintPass<'a> {
    pub(crate) context: &'a Context,
    pub(crate) request: LintRequest,
    pub(crate) action: Action,
    /// How findings are shown; `None` where they are only counted.
    pub(crate) renderer: Option<Renderer>,
    /// The least applicability of the fixes that are made.
    pub(crate) applicability: Applicability,
}

/// What there is to report about a file.
#[derive(Debug, Default)]
pub(crate) struct LintedFile {
    /// The findings that are left, as they are shown.
    pub(crate) text: String,
    /// How many there are.
    pub(crate) totals: Totals,
    /// The fixes that were made, by code.
    pub(crate) made: Vec<(&'static str, usize)>,
    /// What the fixes change, where that is asked for.
    pub(crate) diff: String,
    /// How many suppression comments were added.
    pub(crate) silenced: usize,
    /// Bugs of rules that were met on the way.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl LintedFile {
    /// `None` where there is nothing to report.
    fn unless_silent(self) -> Option<Self> {
        let is_silent =
            self.totals.is_empty() && self.made.is_empty() && self.silenced == 0 && self.warnings.is_empty();
        (!is_silent).then_some(self)
    }
}

/// What a thread keeps between files.
#[derive(Default)]
pub(crate) struct LintScratch {
    arena: Arena,
    packages: Packages,
}

/// A file for the linter.
type LintFile<'f> = SourceFile<'f, ConfiguredLinter>;

impl Pass for LintPass<'_> {
    type Options = ConfiguredLinter;
    type Scratch = LintScratch;
    type Report = LintedFile;

    fn purpose(&self) -> Purpose {
        Purpose::Lint
    }

    fn writes(&self) -> bool {
        matches!(self.action, Action::Fix | Action::Silence(_))
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<ConfiguredLinter> {
        let linter = ConfiguredLinter::new(settings, &self.request)?;
        linter.print_warnings(&self.context.printer);
        Ok(linter)
    }

    fn result_inputs(&self, settings: &SourceSettings, linter: &ConfiguredLinter) -> Option<Vec<u8>> {
        Some(linter.result_inputs(settings))
    }

    fn path_inputs(&self, file: &LintFile<'_>, scratch: &mut LintScratch) -> Vec<u8> {
        let relative: PathBuf = file.path.strip_prefix(file.settings.root()).unwrap_or(file.path).into();
        let mut inputs = relative.into_os_string().into_encoded_bytes();
        inputs.push(0);
        inputs.extend_from_slice(own_package(file, &mut scratch.packages).unwrap_or_default().as_bytes());
        inputs
    }

    fn recall(
        &self,
        file: &LintFile<'_>,
        result: &[u8],
        text: &UnreadText<'_>,
    ) -> Result<Recalled<LintedFile>, Box<Diagnostic>> {
        if self.action != Action::Report && decode(result).is_some_and(|findings| self.acts_on(&findings)) {
            return Ok(Recalled::Insufficient);
        }
        Ok(match self.report_cached(file, result, text)? {
            Some(linted) => Recalled::Report(linted.unless_silent()),
            None => Recalled::Insufficient,
        })
    }

    fn run(
        &self,
        file: &LintFile<'_>,
        contents: &Contents,
        scratch: &mut LintScratch,
    ) -> Result<Processed<LintedFile>, Box<Diagnostic>> {
        self.run_then(file, contents, scratch, &mut |_, _| {})
    }
}

/// Calls `work` with what the rules may ask about the file, and an empty arena.
fn with_facts<R>(
    file: &LintFile<'_>,
    scratch: &mut LintScratch,
    work: impl FnOnce(FileFacts<'_>, &mut Arena) -> R,
) -> R {
    let LintScratch { arena, packages } = scratch;
    arena.reset();
    // Few files have a rule ask for it, and it means looking into folders.
    let (package, packages) = (OnceLock::new(), Mutex::new(packages));
    let find_package = || {
        let mut packages = packages.lock().unwrap_or_else(PoisonError::into_inner);
        own_package(file, &mut packages).map(str::to_owned)
    };
    let is_first_party = |module: &str| {
        file.options.first_party.has(module)
            || package
                .get_or_init(find_package)
                .as_deref()
                .is_some_and(|own: &str| module.split('.').next() == Some(own))
    };
    work(FileFacts { is_first_party: &is_first_party, ..FileFacts::of(file.path) }, arena)
}

/// Is given the text in which nothing is left to fix, and its tree.
pub(crate) type Finish<'f> = &'f mut dyn FnMut(&str, &Parsed<'_>);

impl LintPass<'_> {
    /// Runs over a text, and hands the tree of the text that it makes on to the next pass. Where that text has no valid tree, `finish` is
    /// not called.
    pub(crate) fn run_then(
        &self,
        file: &LintFile<'_>,
        contents: &Contents,
        scratch: &mut LintScratch,
        finish: Finish<'_>,
    ) -> Result<Processed<LintedFile>, Box<Diagnostic>> {
        let document = Document::of(file.path, file.shown, &contents.text)?;
        with_facts(file, scratch, |facts, arena| match &self.action {
            Action::Report => {
                let facts = FileFacts { cells: document.cells(), ..facts };
                let findings = file.options.linter.check(document.text(), facts, arena).findings;
                Ok(Processed {
                    result: encode(&findings),
                    report: self.report(file, &document, &findings).unless_silent(),
                    new_text: None,
                })
            }
            Action::Fix => self.fix(file, &document, facts, arena, finish),
            Action::Diff => {
                let fixed = self.fix(file, &document, facts, arena, finish)?;
                Ok(as_difference(file, &contents.text, fixed))
            }
            Action::Silence(reason) => silence(file, &document, facts, reason, arena),
        })
    }

    /// Cached findings as they are shown; `None` where they can't be read.
    pub(crate) fn report_cached(
        &self,
        file: &LintFile<'_>,
        result: &[u8],
        text: &UnreadText<'_>,
    ) -> Result<Option<LintedFile>, Box<Diagnostic>> {
        let Some(findings) = decode(result) else { return Ok(None) };
        if findings.is_empty() {
            return Ok(Some(LintedFile::default()));
        }
        let Some(contents) = text.get()? else { return Ok(Some(LintedFile::default())) };
        let document = Document::of(file.path, file.shown, &contents.text)?;
        Ok(Some(self.report(file, &document, &findings)))
    }

    /// The text `new`, which was made by formatting `old`, with suppression comments for violations that were suppressed in `old` and are
    /// not any more, since the formatter has moved the comment or the code. `None` where there are none of these.
    pub(crate) fn suppress_again(
        &self,
        file: &LintFile<'_>,
        old: &str,
        new: &str,
        scratch: &mut LintScratch,
    ) -> Option<String> {
        if !old.contains("noqa") && !old.contains("NOQA") {
            return None;
        }
        let linter = &file.options.linter;
        let mut findings = |linter: &Linter, text: &str| {
            with_facts(file, scratch, |facts, arena| linter.check(text, facts, arena).findings)
        };
        let (all, reported) = (findings(file.options.without_noqa(), old), findings(linter, old));
        let suppressed = without(all, &reported);
        let lost: Vec<Finding> = match suppressed.is_empty() {
            true => return None,
            false => without(findings(linter, new), &reported)
                .into_iter()
                .filter(|finding| suppressed.iter().any(|known| is_same(known, finding)))
                .collect(),
        };
        with_facts(file, scratch, |facts, arena| {
            let mode = if facts.is_stub { Mode::Stub } else { Mode::Module };
            let parsed = naja_syntax::parse_with(new, arena, ParseOptions::from(mode));
            let (edits, count) = naja_lint::add_noqa(new, &parsed, &lost, None);
            edit::apply(new, &edits).ok().filter(|_| count > 0)
        })
    }

    /// Makes the fixes, and reports what is left.
    fn fix(
        &self,
        file: &LintFile<'_>,
        document: &Document<'_>,
        facts: FileFacts<'_>,
        arena: &mut Arena,
        finish: Finish<'_>,
    ) -> Result<Processed<LintedFile>, Box<Diagnostic>> {
        let linter = &file.options.linter;
        let with_cells = FileFacts { cells: document.cells(), ..facts };
        let (text, least) = (document.text(), self.applicability);
        let mut fixed = naja_lint::fix_then(linter, text, with_cells, least, arena, finish);
        let warnings = bugs(&fixed.dropped, &fixed.endless);
        if fixed.text == text {
            let findings = &fixed.report.findings;
            let linted = self.report(file, document, findings);
            let report = LintedFile { made: fixed.made, warnings, ..linted }.unless_silent();
            return Ok(Processed { report, new_text: None, result: encode(findings) });
        }
        let new = document.with_text(fixed.text, fixed.cells.as_ref())?;
        let fixed_document = Document::of(file.path, file.shown, &new)?;
        if let Some(cells) = fixed_document.cells() {
            arena.reset();
            let facts = FileFacts { cells: Some(cells), ..facts };
            fixed.report = linter.check(fixed_document.text(), facts, arena);
        }
        let findings = &fixed.report.findings;
        let linted = self.report(file, &fixed_document, findings);
        let result = encode(findings);
        let report = LintedFile { made: fixed.made, warnings, ..linted }.unless_silent();
        Ok(Processed { report, new_text: Some(new), result })
    }

    /// Whether something is to be done about one of `findings`.
    fn acts_on(&self, findings: &[Finding]) -> bool {
        let is_fixable = |finding: &Finding| {
            finding.fix.as_ref().is_some_and(|fix| fix.applicability >= self.applicability)
        };
        match self.action {
            Action::Report => false,
            Action::Fix | Action::Diff => findings.iter().any(is_fixable),
            Action::Silence(_) => !findings.is_empty(),
        }
    }

    /// Findings as they are shown.
    fn report(&self, file: &LintFile<'_>, document: &Document<'_>, findings: &[Finding]) -> LintedFile {
        let mut linted = LintedFile::default();
        if findings.is_empty() {
            return linted;
        }
        linted.totals.add(findings);
        if let Some(renderer) = &self.renderer {
            let text = document.render(*renderer, file.path, file.shown, findings);
            // It is kept until all files are done: without the capacity that it has grown to.
            text.as_str().clone_into(&mut linted.text);
        }
        linted
    }
}

/// The findings without those that `known` has as well, as often as it has them.
fn without(findings: Vec<Finding>, known: &[Finding]) -> Vec<Finding> {
    let mut known: Vec<&Finding> = known.iter().collect();
    let mut is_new = |finding: &Finding| match known.iter().position(|other| is_same(other, finding)) {
        Some(index) => {
            known.swap_remove(index);
            false
        }
        None => true,
    };
    findings.into_iter().filter(|finding| is_new(finding)).collect()
}

/// Whether two findings say the same, wherever.
fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule.code == other.rule.code && one.message == other.message
}

/// What fixes would change, shown instead of made.
fn as_difference(file: &LintFile<'_>, old: &str, fixed: Processed<LintedFile>) -> Processed<LintedFile> {
    let Some(new) = fixed.new_text else { return fixed };
    let diff = difference(file.path, file.shown, old, &new);
    let report = fixed.report.map(|linted| LintedFile { diff, ..linted });
    Processed { report, new_text: None, result: None }
}

/// Adds a suppression comment for every finding.
fn silence(
    file: &LintFile<'_>,
    document: &Document<'_>,
    facts: FileFacts<'_>,
    reason: &str,
    arena: &Arena,
) -> Result<Processed<LintedFile>, Box<Diagnostic>> {
    let text = document.text();
    let facts = FileFacts { cells: document.cells(), ..facts };
    let mode = if facts.is_stub { Mode::Stub } else { Mode::Module };
    let parsed = naja_syntax::parse_with(text, arena, ParseOptions::from(mode));
    let findings = file.options.linter.check_parsed(text, &parsed, facts, arena).findings;
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    let (edits, silenced) = naja_lint::add_noqa(text, &parsed, &findings, reason);
    let new = edit::apply(text, &edits).ok().filter(|_| silenced > 0);
    let cells = document.cells().map(|cells| cells.after(&edits));
    let new_text = new.map(|new| document.with_text(new, cells.as_ref())).transpose()?;
    let report = LintedFile { silenced, ..LintedFile::default() }.unless_silent();
    Ok(Processed { report, new_text, result: None })
}

/// The package that the file is part of, where that makes its modules first-party ones.
fn own_package<'p>(file: &LintFile<'_>, packages: &'p mut Packages) -> Option<&'p str> {
    let detects = file.settings.flag("lint.isort.detect-same-package").unwrap_or(true);
    if detects { packages.of(file.path) } else { None }
}

/// Warnings about rules whose fixes went wrong.
fn bugs(dropped: &[&'static str], endless: &[&'static str]) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut warn = |codes: &[&'static str], message: &str| {
        if !codes.is_empty() {
            let message = format!("{message} `{}`", codes.join("`, `"));
            warnings.push(
                Diagnostic::warning(message)
                    .with_help("this is a bug in naja: please report it, with the file if you can"),
            );
        }
    };
    warn(dropped, "a fix was left out, since its result would not have been valid Python:");
    warn(endless, "these rules' fixes undo each other, so some were left out:");
    warnings
}
