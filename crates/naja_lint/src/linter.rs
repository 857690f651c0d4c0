//! A linter: settings and a policy, ready for files.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use naja_base::{LineIndex, Span, edit, span};
use naja_syntax::{Arena, Mode, ParseError, ParseOptions, Parsed, Visitor, parse_with};

use crate::cells::{self, Cells};
use crate::checker::{Checker, Memory};
use crate::dispatch::Dispatch;
use crate::file::FileFacts;
use crate::finding::Finding;
use crate::policy::{Noqa, Policy};
use crate::rules::{self, RuleSet};
use crate::settings::Settings;
use crate::suppress::Suppressions;
use crate::walk::Walk;

/// Settings and a policy, ready for files. Shared between threads.
#[derive(Debug)]
pub struct Linter {
    settings: Settings,
    policy: Policy,
    dispatch: Dispatch,
    /// Whether unused directives are findings.
    reports_unused: bool,
    /// Whether nobody has set the target version, so that newer syntax is no error.
    assumes_target: bool,
}

/// What there is to say about a file.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of their places. Syntax errors are among them.
    pub findings: Vec<Finding>,
    /// The syntax errors with all that is known about them, in the order of their places.
    pub errors: Vec<ParseError>,
}

impl Linter {
    /// Prepares the rules of `policy` (or a [`RuleSet`], all of whose findings and fixes are wanted) under `settings`.
    #[must_use]
    pub fn new(settings: Settings, policy: impl Into<Policy>) -> Self {
        let policy = policy.into();
        let dispatch = Dispatch::new(policy.rules().iter());
        let reports_unused = policy.rules().contains(rules::unused_noqa());
        Self { settings, policy, dispatch, reports_unused, assumes_target: false }
    }

    /// The same linter, whose target version nobody has set: syntax that needs a newer Python is no error then.
    #[must_use]
    pub const fn with_assumed_target(mut self) -> Self {
        self.assumes_target = true;
        self
    }

    /// The settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rules that are on.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        self.policy.rules()
    }

    /// What is done about findings.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Parses `source` into `arena` and checks it. The thread needs a stack of [`naja_syntax::STACK_SIZE`]. A panic on the way
    /// is a finding.
    #[must_use]
    pub fn check(&self, source: &str, file: FileFacts<'_>, arena: &Arena) -> Report {
        self.check_then(source, file, arena, |_, _| {})
    }

    /// The same, and gives the report and the tree, where there is one, to `then`.
    pub fn check_then(
        &self,
        source: &str,
        file: FileFacts<'_>,
        arena: &Arena,
        then: impl FnOnce(&Report, &Parsed<'_>),
    ) -> Report {
        let mode = if file.is_stub { Mode::Stub } else { Mode::Module };
        // The arena holds plain data without destructors, and its owner resets it: nothing half done outlives a panic.
        let checked = catch_unwind(AssertUnwindSafe(|| {
            if let Some(report) = file.cells.and_then(|cells| broken_cells(source, cells, arena)) {
                return (report, None);
            }
            let parsed = parse_with(source, arena, ParseOptions::from(mode));
            (self.check_parsed(source, &parsed, file, arena), Some(parsed))
        }));
        let (report, parsed) = checked.unwrap_or_else(|payload| {
            let message = rules::internal::message(payload.as_ref());
            let finding = Finding::new(&rules::internal::FAILURE, Span::empty(0), message);
            (Report { findings: vec![finding], errors: Vec::new() }, None)
        });
        if let Some(parsed) = parsed {
            then(&report, &parsed);
        }
        report
    }

    /// Checks what is parsed already into `arena`.
    #[must_use]
    pub fn check_parsed<'a>(
        &self,
        source: &'a str,
        parsed: &Parsed<'a>,
        file: FileFacts<'_>,
        arena: &'a Arena,
    ) -> Report {
        let own = &self.settings;
        let target_version = self.policy.target_version(file.path).unwrap_or(own.target_version);
        if target_version == own.target_version && file.cells.is_none() {
            return self.check_with(own, source, parsed, file, arena);
        }
        let mut settings = Settings { target_version, ..own.clone() };
        if file.cells.is_some() {
            settings.builtins.extend(cells::BUILTINS.map(String::from));
        }
        self.check_with(&settings, source, parsed, file, arena)
    }

    fn check_with<'a>(
        &self,
        settings: &Settings,
        source: &'a str,
        parsed: &Parsed<'a>,
        file: FileFacts<'_>,
        arena: &'a Arena,
    ) -> Report {
        let model = OnceCell::new();
        let lines = LineIndex::from_starts(parsed.tables.line_starts.clone());
        let mut checker = Checker {
            source,
            parsed,
            lines: &lines,
            file,
            settings,
            arena,
            model: &model,
            ancestors: Vec::new(),
            findings: Vec::new(),
            memory: Memory::new(),
        };
        for check in &self.dispatch.layouts {
            check(&mut checker);
        }
        // A tree with holes would be misunderstood.
        if parsed.errors.is_empty() {
            for check in &self.dispatch.files {
                check(&mut checker);
            }
            if self.dispatch.walks {
                Walk::new(&mut checker, &self.dispatch).visit_body(parsed.body());
            }
        }
        let mut findings = checker.findings;
        self.silence(source, parsed, &lines, file, &mut findings);
        if let Some(cells) = file.cells {
            cells.spare_commands(&mut findings);
        }
        self.policy.judge_fixes(&mut findings);
        let ending = lines.ending(source).unwrap_or("\n");
        for fix in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
            edit::adopt_line_ending(ending, &mut fix.edits);
        }
        let is_assumed = self.assumes_target && self.policy.target_version(file.path).is_none();
        let oldest = Some(settings.target_version).filter(|_| !is_assumed);
        rules::internal::syntax(parsed, oldest, file, &mut findings);
        findings.sort_by_key(|finding| (finding.span, finding.rule.code));
        Report { findings, errors: parsed.errors.clone() }
    }

    /// Drops what comments and the configuration silence, and adds what is to be said of the comments.
    fn silence(
        &self,
        source: &str,
        parsed: &Parsed<'_>,
        lines: &LineIndex,
        file: FileFacts<'_>,
        findings: &mut Vec<Finding>,
    ) {
        self.policy.drop_ignored(file.path, findings);
        if self.policy.noqa() == Noqa::Ignored || (findings.is_empty() && !self.reports_unused) {
            return;
        }
        let mut suppressions = Suppressions::read(source, parsed, lines);
        if suppressions.is_empty() {
            return;
        }
        suppressions.filter(findings);
        if self.reports_unused {
            let mut unused = suppressions.unused(&self.policy, rules::unused_noqa());
            self.policy.drop_ignored(file.path, &mut unused);
            findings.append(&mut unused);
        }
    }
}

/// What there is to say where a cell is not Python by itself: IPython compiles them one by one.
fn broken_cells(source: &str, cells: &Cells, arena: &Arena) -> Option<Report> {
    let mut errors = Vec::new();
    for index in 0..cells.count() {
        let span = cells.span(index, span::offset(source.len()));
        let shift = |inner: Span| Span::new(inner.start + span.start, inner.end + span.start);
        let parsed = parse_with(&source[span.range()], arena, ParseOptions::from(Mode::Module));
        errors.extend(parsed.errors.into_iter().map(|error| ParseError {
            span: shift(error.span),
            context: error.context.map(|(span, text)| (shift(span), text)),
            ..error
        }));
    }
    let findings = errors.iter().map(rules::internal::fault).collect();
    (!errors.is_empty()).then_some(Report { findings, errors })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use naja_syntax::{Arena, PythonVersion};

    use super::Linter;
    use crate::file::FileFacts;
    use crate::rules::RuleSet;
    use crate::settings::Settings;

    fn codes(source: &str, version: PythonVersion, path: &str) -> Vec<(&'static str, String)> {
        let settings = Settings { target_version: version, ..Settings::default() };
        let linter = Linter::new(settings, RuleSet::of(|rule| rule.code == "F541"));
        let report = linter.check(source, FileFacts::of(Path::new(path)), &Arena::new());
        report.findings.into_iter().map(|finding| (finding.rule.code, finding.message.into_owned())).collect()
    }

    #[test]
    fn broken_syntax_is_a_finding_and_the_tree_is_not_looked_at() {
        let found = codes("f''\nx = [\n", PythonVersion::new(3, 10), "a.py");
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["invalid-syntax"]);
    }

    #[test]
    fn what_the_target_version_lacks_is_a_finding_except_in_stubs() {
        let source = "type X = int  # noqa\nf''\n";
        let old = codes(source, PythonVersion::new(3, 11), "a.py");
        assert_eq!(old.len(), 2);
        assert_eq!(
            (old[0].0, old[0].1.as_str()),
            ("invalid-syntax", "a `type` statement needs Python 3.12, and the target is 3.11")
        );
        assert_eq!(codes(source, PythonVersion::new(3, 12), "a.py").len(), 1);
        assert_eq!(codes(source, PythonVersion::new(3, 11), "a.pyi").len(), 1);
    }
}
