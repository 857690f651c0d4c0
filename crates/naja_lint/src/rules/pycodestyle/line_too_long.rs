//! E501: a line that is too long.

use super::overlong;
use naja_base::span;

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "line-too-long",
    code: "E501",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("line_too_long.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let limit = checker.settings.pycodestyle.max_line_length.unwrap_or(checker.settings.line_length);
    let starts = &checker.parsed.tables.line_starts;
    let end = span::offset(checker.source.len());
    // Most lines are short enough even if every byte of them took as many columns as a tab, or as any other character.
    let widest = if memchr::memchr(b'\t', checker.source.as_bytes()).is_some() {
        checker.settings.indent_width.max(1)
    } else {
        1
    };
    let short = limit / widest;
    for (number, start) in (1..).zip(starts) {
        let next = starts.get(number as usize).copied().unwrap_or(end);
        if next - start <= short {
            continue;
        }
        let line = checker.line(number);
        if let Some(long) = overlong::measure(checker, &line, limit) {
            checker.report(&RULE, long.span, format!("line too long ({} > {limit})", long.width));
        }
    }
}
