//! Taking whole statements, or names of imports, out of a file.

use naja_base::span::{Span, offset};
use naja_base::{Edit, lines};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Alias, Stmt};
use naja_syntax::relex::relex;

use crate::checker::Checker;

/// The blanks between tokens of a line.
const BLANKS: [char; 3] = [' ', '\t', '\u{c}'];

/// A block of statements.
#[derive(Clone, Copy, Debug)]
pub struct Siblings<'s, 'a> {
    /// The statements.
    pub body: &'s [Stmt<'a>],
    /// Whether it is the module's, which may be empty.
    pub is_module: bool,
}

/// What becomes of a comment after a statement that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailingComment {
    /// It stays, on a line of its own.
    Keep,
    /// It goes too.
    Remove,
}

/// Takes `statement` out of its block: with its line and a semicolon after it. The only statement of a block that may not be
/// empty becomes `pass`.
///
/// The fix of one statement waits for that of another in the same block, so that a block is never emptied by two fixes
/// each of which takes the other's statement for the one that stays.
#[must_use]
pub fn remove_statement(
    checker: &Checker<'_, '_>,
    statement: Stmt<'_>,
    siblings: Siblings<'_, '_>,
    comment: TrailingComment,
) -> Vec<Edit> {
    let span = statement.full_span();
    let whole = line_of(checker, span, siblings.body, comment);
    if siblings.is_module {
        return vec![Edit::delete(whole)];
    }
    if siblings.body.len() <= 1 {
        return vec![Edit::replace(span, "pass")];
    }
    let mut edits = Vec::with_capacity(2);
    // An edit that changes nothing, but makes the fix touch all others of this block.
    let first = siblings.body[0].full_span().start;
    if first < whole.start {
        edits.push(Edit::insert(first, ""));
    }
    edits.push(Edit::delete(whole));
    edits
}

/// What goes with the statement at `span`.
fn line_of(checker: &Checker<'_, '_>, span: Span, siblings: &[Stmt<'_>], comment: TrailingComment) -> Span {
    let source = checker.source;
    let line_end = checker.lines.line_span(checker.lines.line(span.end), source).end;
    let kept = match comment {
        TrailingComment::Keep => checker.parsed.tables.comments_in(Span::new(span.end, line_end)).first(),
        TrailingComment::Remove => None,
    };
    let line = checker.lines.line(span.start);
    let line_start = checker.lines.start(line);
    let behind = &source[span.end as usize..];
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\u{c}', '\\', '\r', '\n']).len();
    if behind[blanks..].starts_with(';') {
        let after = span.end + offset(blanks) + 1;
        let index = siblings.partition_point(|other| other.full_span().start < after);
        let next = siblings.get(index).map(|other| other.full_span().start);
        let is_joined = next.is_some_and(|next| is_one_line(checker, after, next));
        let end = if is_joined { next } else { kept.map(|comment| comment.start) };
        return Span::new(span.start, end.unwrap_or(after));
    }
    let before = &source[line_start as usize..span.start as usize];
    let continuations = &checker.parsed.tables.continuations;
    let continued = continuations.binary_search_by(|at| (checker.lines.line(*at) + 1).cmp(&line));
    if let Ok(index) = continued {
        return Span::new(continuations[index], span.end);
    }
    if !before.trim_start_matches('\u{feff}').trim().is_empty() {
        return span;
    }
    if let Some(comment) = kept {
        return Span::new(span.start, comment.start);
    }
    let from = if before.starts_with('\u{feff}') { line_start + 3 } else { line_start };
    Span::new(from, line_end)
}

/// Whether no line ends between the two offsets, but for those that a backslash continues.
fn is_one_line(checker: &Checker<'_, '_>, from: u32, to: u32) -> bool {
    let mut rest = checker.text(Span::new(from, to)).trim_start_matches(BLANKS);
    while let Some(next) = lines::strip_continuation(rest) {
        rest = next.trim_start_matches(BLANKS);
    }
    rest.is_empty()
}

/// Takes the names of an import that are marked as gone out of it; at least one must stay.
#[must_use]
pub fn remove_aliases(checker: &Checker<'_, '_>, names: &[Alias<'_>], is_gone: &[bool]) -> Vec<Edit> {
    let Some(last_kept) = is_gone.iter().rposition(|gone| !gone) else { return Vec::new() };
    let mut edits: Vec<Edit> = Vec::new();
    for index in 0..last_kept {
        if is_gone[index] {
            let gone = Span::new(names[index].span.start, names[index + 1].span.start);
            match edits.last_mut() {
                Some(Edit { span, .. }) if span.end == gone.start => span.end = gone.end,
                _ => edits.push(Edit::delete(gone)),
            }
        }
    }
    let (Some(first), Some(last)) = (names.get(last_kept + 1), names.last()) else { return edits };
    let between = Span::new(names[last_kept].span.end, first.span.start);
    if !checker.has_comment(between) {
        edits.push(Edit::delete(Span::new(between.start, last.span.end)));
        return edits;
    }
    // A comment after the name that stays keeps the comma before it; then the last comma goes, with its comment.
    let source = checker.source;
    let behind = relex(source, Span::new(last.span.end, offset(source.len())))
        .find(|token| !matches!(token.kind, TokenKind::Nl | TokenKind::Comment));
    let end = match behind {
        Some(comma) if comma.kind == TokenKind::Comma => {
            relex(source, Span::new(comma.span.end, offset(source.len())))
                .find(|token| token.kind == TokenKind::RParen)
                .map_or(last.span.end, |close| close.span.start)
        }
        _ => last.span.end,
    };
    edits.push(Edit::delete(Span::new(first.span.start, end)));
    edits
}
