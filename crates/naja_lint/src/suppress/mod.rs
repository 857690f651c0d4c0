//! Silencing findings: `# noqa` and its kin, and what of it is unused.

mod action;
mod add;
mod lines;
mod noqa;
mod ranges;
mod remove;
mod unused;

use naja_base::hash::HashMap;
use naja_base::{LineIndex, Span};
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
    /// The indices of those that silence the whole file.
    file_wide: Vec<usize>,
    silences: Vec<Silence<'a>>,
    /// What silences each rule of which something was found.
    by_rule: HashMap<&'static str, RuleSilences>,
}

/// What silences one rule, so that no finding has to ask all comments.
#[derive(Default)]
struct RuleSilences {
    /// The first file-wide `noqa` that covers the rule.
    file_wide: Option<usize>,
    /// Stretches with the rule among their targets, by their starts: each with the greatest end up to there, the index of the
    /// stretch, and that of the target.
    stretches: Vec<Stretch>,
}

struct Stretch {
    start: u32,
    greatest_end: u32,
    silence: usize,
    target: usize,
}

/// A `noqa` with what it silenced.
struct Directive<'a> {
    noqa: Noqa<'a>,
    /// For each of its codes, or for all of them, whether it silenced something.
    used: Vec<bool>,
    /// For the rules that it was asked about, which of its codes covers them.
    covered: Vec<(&'static str, Option<usize>)>,
}

impl<'a> Suppressions<'a> {
    /// Reads the comments of a file.
    pub(crate) fn read(source: &'a str, parsed: &Parsed<'a>, lines: &'a LineIndex) -> Self {
        let (mut noqas, mut file_wide) = (Vec::new(), Vec::new());
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
                if noqa.reach != Reach::Line {
                    file_wide.push(noqas.len());
                }
                noqas.push((line, Directive { noqa, used: vec![false; count], covered: Vec::new() }));
            }
        }
        let joined = if noqas.is_empty() && !has_actions {
            JoinedLines::default()
        } else {
            JoinedLines::new(&parsed.tables, lines)
        };
        let silences =
            if has_actions { ranges::silences(source, parsed, lines, &joined) } else { Vec::new() };
        Self { source, lines, joined, noqas, file_wide, silences, by_rule: HashMap::default() }
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

    fn silences_of(&mut self, rule: &Rule) -> RuleSilences {
        let noqas = &mut self.noqas;
        let file_wide =
            self.file_wide.iter().find(|index| noqas[**index].1.code_for(rule).is_some()).copied();
        let mut stretches: Vec<Stretch> = Vec::new();
        for (silence, own) in self.silences.iter().enumerate() {
            let mut targets = own.action.targets.iter();
            if let Some(target) = targets.position(|(name, _)| matches(name, rule)) {
                let Span { start, end } = own.reach;
                stretches.push(Stretch { start, greatest_end: end.max(start + 1), silence, target });
            }
        }
        stretches.sort_by_key(|stretch| stretch.start);
        let mut greatest = 0;
        for stretch in &mut stretches {
            greatest = stretch.greatest_end.max(greatest);
            stretch.greatest_end = greatest;
        }
        RuleSilences { file_wide, stretches }
    }

    fn silences_finding(&mut self, finding: &Finding) -> bool {
        if !finding.rule.is_suppressible() {
            return false;
        }
        let start = finding.span.start;
        if !self.by_rule.contains_key(finding.rule.code) {
            let silences = self.silences_of(finding.rule);
            self.by_rule.insert(finding.rule.code, silences);
        }
        let own = &self.by_rule[finding.rule.code];
        if let Some((silence, target)) = own.stretch_at(start) {
            self.silences[silence].used[target] = true;
            return true;
        }
        if let Some(index) = own.file_wide {
            return self.noqas[index].1.covers(finding.rule);
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

impl RuleSilences {
    /// The stretch that holds `offset`, the first of several, and its target.
    fn stretch_at(&self, offset: u32) -> Option<(usize, usize)> {
        let index = self.stretches.partition_point(|stretch| stretch.greatest_end <= offset);
        let found = self.stretches.get(index).filter(|stretch| stretch.start <= offset)?;
        Some((found.silence, found.target))
    }
}

impl Directive<'_> {
    /// Whether it silences `rule`; if so, that is remembered.
    fn covers(&mut self, rule: &Rule) -> bool {
        let index = self.code_for(rule);
        if let Some(index) = index {
            self.used[index] = true;
        }
        index.is_some()
    }

    /// Which of its codes is that of `rule`.
    fn code_for(&mut self, rule: &Rule) -> Option<usize> {
        if let Some((_, index)) = self.covered.iter().find(|(code, _)| *code == rule.code) {
            return *index;
        }
        let index = match &self.noqa.codes {
            Codes::All => Some(0),
            Codes::Some(codes) => codes.iter().position(|code| select::current_code(code) == rule.code),
        };
        self.covered.push((rule.code, index));
        index
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
