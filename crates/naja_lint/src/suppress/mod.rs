//! Silencing findings: `# noqa` and its kin, and what of it is unused.

mod action;
mod add;
mod lines;
mod noqa;
mod ranges;
mod remove;
mod unused;

use naja_base::LineIndex;
use naja_syntax::Parsed;

pub use add::add_noqa;

use crate::finding::Finding;
use crate::policy::Policy;
use crate::rule::Rule;
use crate::select;
use lines::JoinedLines;
use noqa::{Codes, Noqa, Reach};
use ranges::Silence;

/// The directives of a file, and which of them were of use.
pub(crate) struct Suppressions<'a> {
    source: &'a str,
    lines: &'a LineIndex,
    joined: JoinedLines,
    /// The directives in the order of their lines, each with its line.
    noqas: Vec<(u32, Directive<'a>)>,
    silences: Vec<Silence<'a>>,
}

/// A `noqa` with what it silenced.
struct Directive<'a> {
    noqa: Noqa<'a>,
    /// For each of its codes, or for all of them, whether it silenced something.
    used: Vec<bool>,
}

impl<'a> Suppressions<'a> {
    /// Reads the comments of a file.
    pub(crate) fn read(source: &'a str, parsed: &Parsed<'a>, lines: &'a LineIndex) -> Self {
        let mut noqas = Vec::new();
        let mut has_actions = false;
        for comment in &parsed.tables.comments {
            let text = &source[comment.range()];
            if !may_direct(text.as_bytes()) {
                continue;
            }
            has_actions |= text.contains('[');
            if let Some(noqa) = noqa::parse(source, *comment) {
                let line = lines.line(comment.start);
                // A file-wide directive counts only where it is all of its line.
                let before = &source[lines.start(line) as usize..comment.start as usize];
                if noqa.reach != Reach::Line && !before.trim().is_empty() {
                    continue;
                }
                let count = if let Codes::Some(codes) = &noqa.codes { codes.len() } else { 1 };
                noqas.push((line, Directive { noqa, used: vec![false; count] }));
            }
        }
        let joined = if noqas.is_empty() && !has_actions {
            JoinedLines::default()
        } else {
            JoinedLines::new(&parsed.tables, lines)
        };
        let silences =
            if has_actions { ranges::silences(source, parsed, lines, &joined) } else { Vec::new() };
        Self { source, lines, joined, noqas, silences }
    }

    /// Whether there is nothing that could silence anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.noqas.is_empty() && self.silences.is_empty()
    }

    /// Drops the findings that are silenced, and remembers by what.
    pub(crate) fn filter(&mut self, findings: &mut Vec<Finding>) {
        findings.retain(|finding| !self.silences_finding(finding));
    }

    /// Findings for the directives that silenced nothing.
    pub(crate) fn unused(&self, policy: &Policy, rule: &'static Rule) -> Vec<Finding> {
        unused::findings(self, policy, rule)
    }

    fn silences_finding(&mut self, finding: &Finding) -> bool {
        if !finding.rule.is_suppressible() {
            return false;
        }
        let start = finding.span.start;
        for silence in &mut self.silences {
            if silence.reach.start > start || start >= silence.reach.end.max(silence.reach.start + 1) {
                continue;
            }
            let targets = silence.action.targets.iter();
            if let Some(index) = targets.map(|(name, _)| *name).position(|name| matches(name, finding.rule)) {
                silence.used[index] = true;
                return true;
            }
        }
        let mut file_wide = self.noqas.iter_mut().filter(|(_, own)| own.noqa.reach != Reach::Line);
        if file_wide.any(|(_, own)| own.covers(finding.rule)) {
            return true;
        }
        let own = self.joined.carrier(self.lines.line(start));
        let around = finding.parent.map(|at| self.joined.carrier(self.lines.line(at)));
        around.into_iter().chain([own]).any(|line| {
            let at = self.noqas.partition_point(|(other, _)| *other < line);
            let same = self.noqas[at..].iter_mut().take_while(|(other, _)| *other == line);
            same.filter(|(_, own)| own.noqa.reach == Reach::Line).any(|(_, own)| own.covers(finding.rule))
        })
    }
}

impl Directive<'_> {
    /// Whether it silences `rule`; if so, that is remembered.
    fn covers(&mut self, rule: &Rule) -> bool {
        let index = match &self.noqa.codes {
            Codes::All => Some(0),
            Codes::Some(codes) => codes.iter().position(|code| select::current_code(code) == rule.code),
        };
        if let Some(index) = index {
            self.used[index] = true;
        }
        index.is_some()
    }
}

/// Whether `name` is the rule's code, an old one included, or its name.
fn matches(name: &str, rule: &Rule) -> bool {
    name == rule.name || select::current_code(name) == rule.code
}

/// Whether a comment may hold a directive: a `#` that one of the first letters of their words follows.
fn may_direct(comment: &[u8]) -> bool {
    memchr::memchr_iter(b'#', comment).any(|at| {
        let next = comment[at + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
        next.is_some_and(|byte| matches!(byte, b'n' | b'N' | b'r' | b'f') || !byte.is_ascii())
    })
}
