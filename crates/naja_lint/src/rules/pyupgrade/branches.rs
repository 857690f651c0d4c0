//! Taking branches out of an `if` whose condition is known, for the rule UP036.

use naja_base::{Edit, Span, lines, span};
use naja_syntax::ast::{Stmt, StmtIf};

use crate::checker::Checker;
use crate::node::Node;

/// What is known of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds.
    Always,
    /// It does not.
    Never,
}

/// The edit that resolves the branch at `index` of `node`: 0 for that of `if`, then those of its clauses.
pub(super) fn resolve(checker: &Checker<'_, '_>, node: &StmtIf<'_>, index: usize, verdict: Verdict) -> Edit {
    match (verdict, index) {
        (Verdict::Always, 0) => replaced(checker, node, node.body),
        (Verdict::Always, _) => {
            let clause = &node.clauses[index - 1];
            Edit::replace(
                Span::new(clause.span.start, node.span.end),
                format!("else:{}", tail(checker, clause.body)),
            )
        }
        (Verdict::Never, 0) => match node.clauses.first() {
            Some(next) if next.test.is_some() => {
                // What is left of `elif` is `if`.
                Edit::delete(Span::new(node.span.start, next.span.start + 2))
            }
            Some(last) => replaced(checker, node, last.body),
            None => removed(checker, node),
        },
        (Verdict::Never, _) => {
            let start = line_start(checker, node.clauses[index - 1].span.start);
            let end = match node.clauses.get(index) {
                Some(next) => line_start(checker, next.span.start),
                None => line_end(checker, node.span.end),
            };
            Edit::delete(Span::new(start, end))
        }
    }
}

/// Takes the whole statement away; `pass` stays where it is the only one.
fn removed(checker: &Checker<'_, '_>, node: &StmtIf<'_>) -> Edit {
    let alone = checker.parents().find_map(|parent| match parent {
        Node::Body(body) => Some(body.len() == 1),
        _ => None,
    });
    if alone == Some(true) && checker.parent_statements().next().is_some() {
        return Edit::replace(node.span, "pass");
    }
    Edit::delete(Span::new(line_start(checker, node.span.start), line_end(checker, node.span.end)))
}

/// Puts `body` in the place of the statement.
fn replaced(checker: &Checker<'_, '_>, node: &StmtIf<'_>, body: &[Stmt<'_>]) -> Edit {
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return Edit::delete(node.span) };
    let start = first.full_span().start;
    let line = line_start(checker, start);
    let indent = Span::new(line, start);
    if !checker.text(indent).trim().is_empty() {
        return Edit::replace(node.span, checker.text(Span::new(start, last.span().end)));
    }
    let outer = node.span.start - line_start(checker, node.span.start);
    let text = dedented(checker, Span::new(line, last.span().end), indent.len().saturating_sub(outer));
    Edit::replace(node.span, text.trim_start_matches([' ', '\t']))
}

/// The lines of `span` without so many blanks at the start of each. Lines inside of strings stay as they are.
fn dedented(checker: &Checker<'_, '_>, span: Span, width: u32) -> String {
    let strings = &checker.parsed.tables.multiline_strings;
    let mut out = String::new();
    let mut at = span.start;
    for line in lines::split_inclusive(checker.text(span)) {
        let index = strings.partition_point(|string| string.start < at);
        let in_string = index.checked_sub(1).is_some_and(|index| strings[index].end > at);
        let blanks =
            line.bytes().take(width as usize).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        out.push_str(if in_string { line } else { &line[blanks..] });
        at += span::offset(line.len());
    }
    out
}

/// What follows the colon of a clause, from there to the end of its body.
fn tail<'a>(checker: &Checker<'_, 'a>, body: &[Stmt<'_>]) -> String {
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return String::new() };
    let start = first.full_span().start;
    let line = line_start(checker, start);
    match checker.text(Span::new(line, start)).trim().is_empty() {
        true => format!("\n{}", checker.text(Span::new(line, last.span().end))),
        false => format!(" {}", checker.text(Span::new(start, last.span().end))),
    }
}

fn line_start(checker: &Checker<'_, '_>, offset: u32) -> u32 {
    checker.lines.line_span(checker.lines.line(offset), checker.source).start
}

fn line_end(checker: &Checker<'_, '_>, offset: u32) -> u32 {
    checker.lines.line_span(checker.lines.line(offset), checker.source).end
}
