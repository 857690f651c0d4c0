//! I001: imports that are not sorted, or not laid out as sorting lays them out.

use naja_base::{Edit, Span, lines, span};
use naja_syntax::ast::Stmt;

use super::blocks::{Block, blocks};
use super::collect::{collect, line_end};
use super::write::{Frame, write};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unsorted-imports",
    code: "I001",
    category: Category::Style,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("unsorted_imports.md"),
};

const MESSAGE: &str = "import block is un-sorted or un-formatted";

fn check(checker: &mut Checker<'_, '_>) {
    for block in blocks(checker) {
        check_block(checker, &block);
    }
}

fn check_block<'a>(checker: &mut Checker<'_, 'a>, block: &Block<'a>) {
    let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
    let span = Span::new(first.span().start, last.span().end);
    if shares_lines(checker, span) {
        checker.report(&RULE, span, MESSAGE);
        return;
    }
    let start = checker.lines.start(checker.lines.line(span.start));
    let indent = checker.text(Span::new(start, span.start));
    let newline = checker.line_ending();
    let step = match checker.settings.isort.style.indents_by_four() {
        true => "    ",
        false => checker.indentation(),
    };
    let frame = Frame { indent, step, newline };
    let mut expected = write(checker, collect(checker, block), frame);
    let mut end = past_line_break(checker, line_end(checker, span.end));
    if let Some(count) = lines_after(checker, block, end) {
        end = past_blank_lines(checker, end);
        (0..count).for_each(|_| expected.push_str(newline));
    }
    let range = Span::new(past_headings(checker, start), end);
    if lines::with_ending(checker.text(range), newline) == expected {
        return;
    }
    let edits = vec![Edit::replace(range, expected)];
    checker.report(&RULE, span, MESSAGE).safe_fix("Organize imports", edits);
}

/// The start of the headings that are right above the line at `start`.
fn past_headings(checker: &Checker<'_, '_>, mut start: u32) -> u32 {
    let mut number = checker.lines.line(start);
    while number > 1 && checker.settings.isort.sections.is_heading(checker.line(number - 1).text.trim()) {
        number -= 1;
        start = checker.lines.start(number);
    }
    start
}

/// Whether other statements are on the lines of the block: then moving its lines would move them too.
fn shares_lines(checker: &Checker<'_, '_>, span: Span) -> bool {
    let start = checker.lines.start(checker.lines.line(span.start));
    let before = checker.text(Span::new(start, span.start));
    let after = checker.text(Span::new(span.end, line_end(checker, span.end))).trim_start();
    !before.trim_start_matches([' ', '\t', '\x0c']).is_empty()
        || !(after.is_empty() || after.starts_with('#'))
        || follows_backslash(checker, start)
}

fn follows_backslash(checker: &Checker<'_, '_>, line_start: u32) -> bool {
    let continuations = &checker.parsed.tables.continuations;
    let index = continuations.partition_point(|offset| *offset < line_start);
    index > 0 && checker.lines.line(continuations[index - 1]) + 1 == checker.lines.line(line_start)
}

/// The blank lines after the block; nothing where they are left as they are.
fn lines_after(checker: &Checker<'_, '_>, block: &Block<'_>, end: u32) -> Option<u32> {
    let given = checker.settings.isort.layout.lines_after_imports;
    if block.nested || block.next.is_none() {
        let parts =
            checker.settings.isort.style.parts_from_comments() && comment_follows(checker, block, end);
        let lines = given
            .filter(|_| !block.nested)
            .map_or(1, |lines| if checker.file.is_stub { 1 } else { lines.clamp(1, 2) });
        return parts.then_some(lines);
    }
    let next = block.next?;
    let definition = matches!(next, Stmt::FunctionDef(_) | Stmt::ClassDef(_));
    let touches = !comment_stands_apart(checker, end, next.full_span().start);
    let wanted = if definition && touches && !checker.file.is_stub { 2 } else { 1 };
    // The formatter keeps one or two blank lines after imports, and two before a definition: what it would undo is not
    // asked for.
    let most = if checker.file.is_stub { 1 } else { 2 };
    Some(given.map_or(wanted, |lines| if wanted == 2 { 2 } else { lines.clamp(1, most) }))
}

/// Whether what follows the block is a comment that is indented as it is and does not speak to the sorter.
fn comment_follows(checker: &Checker<'_, '_>, block: &Block<'_>, end: u32) -> bool {
    let start = past_blank_lines(checker, end);
    let rest = &checker.source[start as usize..];
    let text = rest.trim_start_matches([' ', '\t', '\x0c']);
    let indentation = |offset: u32| offset - checker.lines.start(checker.lines.line(offset));
    let own = block.stmts.first().map_or(0, |stmt| indentation(stmt.span().start));
    let is_action = text.trim_start_matches(['#', ' ']).starts_with("isort:");
    text.starts_with('#') && !is_action && rest.len() - text.len() >= own as usize
}

/// Whether a comment follows the block that a blank line parts from the statement at `next`.
fn comment_stands_apart(checker: &Checker<'_, '_>, end: u32, next: u32) -> bool {
    let from = past_blank_lines(checker, end);
    if from >= next {
        return false;
    }
    lines::split(checker.text(Span::new(from, next))).any(|line| line.trim().is_empty())
        && checker.text(Span::new(from, next)).trim_start().starts_with('#')
}

fn past_blank_lines(checker: &Checker<'_, '_>, mut offset: u32) -> u32 {
    loop {
        let end = line_end(checker, offset);
        let blank = checker.text(Span::new(offset, end)).trim_matches([' ', '\t', '\x0c']).is_empty();
        let next = past_line_break(checker, end);
        if !blank || next == offset {
            return offset;
        }
        offset = next;
    }
}

fn past_line_break(checker: &Checker<'_, '_>, offset: u32) -> u32 {
    offset + span::offset(lines::break_len(&checker.source[offset as usize..]))
}
