//! Applying fixes until nothing changes.

use naja_base::{Applicability, Edit, edit};
use naja_syntax::Arena;

use crate::file::FileFacts;
use crate::finding::Finding;
use crate::linter::{Linter, Report};

/// How often a file is fixed and checked again before that is taken for a loop.
pub const MAX_ROUNDS: usize = 100;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// The fixes that were made: a rule's code and how often, in the order in which they were met.
    pub made: Vec<(&'static str, usize)>,
    /// What is left to say.
    pub report: Report,
}

/// Checks `source`, makes all fixes that are at least `wanted`, and checks again until nothing is left to fix.
#[must_use]
pub fn fix(
    linter: &Linter,
    source: &str,
    file: FileFacts<'_>,
    wanted: Applicability,
    arena: &mut Arena,
) -> Fixed {
    let mut text = source.to_owned();
    let mut made: Vec<(&'static str, usize)> = Vec::new();
    for _ in 0..MAX_ROUNDS {
        arena.reset();
        let report = linter.check(&text, file, arena);
        if !report.errors.is_empty() {
            return Fixed { text, made, report };
        }
        let Some(next) = round(&text, &report.findings, wanted, &mut made) else {
            return Fixed { text, made, report };
        };
        text = next;
    }
    arena.reset();
    let report = linter.check(&text, file, arena);
    Fixed { text, made, report }
}

/// Makes the fixes that don't touch one another; nothing if there are none.
fn round(
    text: &str,
    findings: &[Finding],
    wanted: Applicability,
    made: &mut Vec<(&'static str, usize)>,
) -> Option<String> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut candidates: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability >= wanted))
        .collect();
    candidates.sort_by_key(|finding| {
        finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span.start).min()
    });
    let mut done = None;
    for finding in candidates {
        let Some(fix) = &finding.fix else { continue };
        let start = fix.edits.iter().map(|edit| edit.span.start).min();
        let end = fix.edits.iter().map(|edit| edit.span.end).max();
        if start.is_none() || start <= done {
            continue;
        }
        done = end;
        edits.extend(fix.edits.iter().cloned());
        match made.iter_mut().find(|(code, _)| *code == finding.rule.code) {
            Some((_, count)) => *count += 1,
            None => made.push((finding.rule.code, 1)),
        }
    }
    if edits.is_empty() { None } else { edit::apply(text, &edits).ok() }
}
