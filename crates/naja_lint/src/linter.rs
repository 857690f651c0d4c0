//! A linter: settings and rules, ready for files.

use std::cell::OnceCell;

use naja_base::LineIndex;
use naja_syntax::{Arena, Mode, ParseError, ParseOptions, Parsed, Visitor, parse_with};

use crate::checker::Checker;
use crate::dispatch::Dispatch;
use crate::file::FileFacts;
use crate::finding::Finding;
use crate::rule::Line;
use crate::rules::RuleSet;
use crate::settings::Settings;
use crate::walk::Walk;

/// Settings and rules, ready for files. Shared between threads.
#[derive(Debug)]
pub struct Linter {
    settings: Settings,
    rules: RuleSet,
    dispatch: Dispatch,
}

/// What there is to say about a file.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of their places.
    pub findings: Vec<Finding>,
    /// The faults of the syntax, in the order of their places.
    pub errors: Vec<ParseError>,
}

impl Linter {
    /// Prepares `rules` under `settings`.
    #[must_use]
    pub fn new(settings: Settings, rules: RuleSet) -> Self {
        let dispatch = Dispatch::new(rules.iter());
        Self { settings, rules, dispatch }
    }

    /// The settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rules that are on.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Parses `source` into `arena` and checks it. The thread needs a stack of [`naja_syntax::STACK_SIZE`].
    #[must_use]
    pub fn check(&self, source: &str, file: FileFacts<'_>, arena: &Arena) -> Report {
        let mode = if file.is_stub { Mode::Stub } else { Mode::Module };
        let parsed = parse_with(source, arena, ParseOptions::from(mode));
        self.check_parsed(source, &parsed, file, arena)
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
        let lines = LineIndex::from_starts(parsed.tables.line_starts.clone());
        let model = OnceCell::new();
        let mut checker = Checker {
            source,
            parsed,
            lines: &lines,
            file,
            settings: &self.settings,
            arena,
            model: &model,
            ancestors: Vec::new(),
            findings: Vec::new(),
        };
        for check in &self.dispatch.files {
            check(&mut checker);
        }
        if !self.dispatch.lines.is_empty() {
            self.check_lines(&mut checker);
        }
        if self.dispatch.walks {
            Walk { checker: &mut checker, dispatch: &self.dispatch }.visit_body(parsed.body());
        }
        let mut findings = checker.findings;
        findings.sort_by_key(|finding| (finding.span, finding.rule.code));
        Report { findings, errors: parsed.errors.clone() }
    }

    fn check_lines(&self, checker: &mut Checker<'_, '_>) {
        let source = checker.source;
        for number in 1..=checker.lines.line_count() {
            let whole = checker.lines.line_span(number, source);
            let text = checker.text(whole);
            let content = text.trim_end_matches(['\n', '\r']);
            let (text, ending) = text.split_at(content.len());
            let end = whole.end - u32::try_from(ending.len()).unwrap_or(0);
            let line = Line { number, span: naja_base::Span::new(whole.start, end), text, ending };
            for check in &self.dispatch.lines {
                check(checker, &line);
            }
        }
    }
}
