//! W292: a file whose last line does not end.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Edit, Span, lines};

pub(crate) static RULE: Rule = Rule {
    name: "missing-newline-at-end-of-file",
    code: "W292",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("missing_newline_at_end_of_file.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let source = checker.source;
    if source.is_empty() || source.ends_with(lines::BREAKS) {
        return;
    }
    let end = Span::from_range(source.len()..source.len());
    let edit = Edit::insert(end.start, checker.line_ending());
    checker.report(&RULE, end, "no newline at end of file").safe_fix("Add trailing newline", vec![edit]);
}
