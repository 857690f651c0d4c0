//! What several rules of the group share.

use naja_base::{Span, lines, span};
use naja_syntax::Visitor;
use naja_syntax::ast::Stmt;
use naja_syntax::visitor::walk_stmt;

use crate::checker::Checker;
use crate::node::StmtKind;

/// The statements that can share a line.
pub(super) const SIMPLE: &[StmtKind] = &[
    StmtKind::Expr,
    StmtKind::Assign,
    StmtKind::AugAssign,
    StmtKind::AnnAssign,
    StmtKind::Return,
    StmtKind::Import,
    StmtKind::ImportFrom,
    StmtKind::Raise,
    StmtKind::Assert,
    StmtKind::Delete,
    StmtKind::Global,
    StmtKind::Nonlocal,
    StmtKind::TypeAlias,
    StmtKind::Pass,
    StmtKind::Break,
    StmtKind::Continue,
];

/// The blanks at the starts of lines that hold a tab.
pub(super) fn indents_with_tabs(checker: &Checker<'_, '_>) -> Vec<Span> {
    let bytes = checker.source.as_bytes();
    let mut indents = Vec::new();
    let mut done = 0;
    for tab in memchr::memchr_iter(b'\t', bytes) {
        if tab < done {
            continue;
        }
        let start = bytes[..tab].iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
        let begins_line = start == 0 || lines::is_break(bytes[start - 1]);
        let len = bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        done = start + len;
        let indent = Span::from_range(start..done);
        if begins_line {
            indents.push(indent);
        }
    }
    indents
}

/// The blanks at the ends of lines. Those of a blank line start where it does.
pub(super) fn trailing_blanks(checker: &Checker<'_, '_>) -> Vec<Span> {
    let bytes = checker.source.as_bytes();
    let starts = &checker.parsed.tables.line_starts;
    let ends = starts.iter().skip(1).map(|start| *start as usize).chain([bytes.len()]);
    let mut blanks = Vec::new();
    for (start, end) in starts.iter().zip(ends) {
        // Most lines end with a visible character, which says enough before the line is looked at as text.
        let before_break = end - lines::break_len_at_end(&bytes[*start as usize..end]);
        if before_break == *start as usize || bytes[before_break - 1].is_ascii_graphic() {
            continue;
        }
        let end = before_break;
        let line = checker.text(Span::new(*start, span::offset(end)));
        if line.trim_end().len() < line.len() {
            blanks.push(Span::from_range(*start as usize + line.trim_end().len()..end));
        }
    }
    blanks
}

/// Whether `blanks` at the end of a line are all of it.
pub(super) fn are_all_of_line(checker: &Checker<'_, '_>, blanks: Span) -> bool {
    checker.lines.start(checker.lines.line(blanks.start)) == blanks.start
}

/// Whether `offset` lies inside a string of several lines.
pub(super) fn is_in_string(checker: &Checker<'_, '_>, offset: u32) -> bool {
    let strings = &checker.parsed.tables.multiline_strings;
    let index = strings.partition_point(|string| string.end <= offset);
    strings.get(index).is_some_and(|string| string.start < offset)
}

/// The semicolon that follows a statement which ends at `end`.
pub(super) fn semicolon(source: &str, end: u32) -> Option<Span> {
    // Nearly every statement ends its line.
    if source.as_bytes().get(end as usize).is_none_or(|byte| lines::is_break(*byte)) {
        return None;
    }
    let rest = skip_continued(&source[end as usize..]);
    if !rest.starts_with(';') {
        return None;
    }
    let at = source.len() - rest.len();
    Some(Span::from_range(at..at + 1))
}

/// Whether nothing but blanks and a comment is between `offset` and the end of the logical line.
pub(super) fn ends_line(source: &str, offset: u32) -> bool {
    let rest = skip_continued(&source[offset as usize..]);
    rest.is_empty() || rest.starts_with('#') || rest.starts_with(lines::BREAKS)
}

/// `text` without the blanks and joined line breaks that it starts with.
fn skip_continued(text: &str) -> &str {
    let mut text = text.trim_start_matches([' ', '\t', '\x0c']);
    while let Some(rest) = lines::strip_continuation(text) {
        text = rest.trim_start_matches([' ', '\t', '\x0c']);
    }
    text
}

/// `text` without the blanks and joined line breaks that it ends with.
pub(super) fn trim_continued(text: &str) -> &str {
    let mut text = trim_blanks(text);
    while let Some(rest) = lines::strip_last_continuation(text) {
        text = trim_blanks(rest);
    }
    text
}

/// `text` without the blanks that it ends with.
fn trim_blanks(text: &str) -> &str {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\x0c');
    &text[..text.bytes().rposition(|byte| !is_blank(&byte)).map_or(0, |last| last + 1)]
}

/// Whether a name looks like a digit, or like another such name.
pub(super) fn is_ambiguous(name: &str) -> bool {
    matches!(name, "l" | "O" | "I")
}

/// The simple statements of a file whose syntax is broken, where the tree is not walked. What could not be read is not among them.
pub(super) fn broken_statements<'a>(checker: &Checker<'_, 'a>) -> Vec<Stmt<'a>> {
    let mut simple = Simple { found: Vec::new() };
    if !checker.parsed.is_valid() {
        simple.visit_body(checker.parsed.body());
    }
    simple.found
}

struct Simple<'a> {
    found: Vec<Stmt<'a>>,
}

impl<'a> Visitor<'a> for Simple<'a> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        if SIMPLE.contains(&StmtKind::of(stmt)) {
            self.found.push(stmt);
        } else {
            walk_stmt(self, stmt);
        }
    }
}
