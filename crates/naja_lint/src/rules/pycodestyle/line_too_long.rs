//! E501: a line that is too long.

use super::overlong;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Line, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "line-too-long",
    code: "E501",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Line(check)],
    needs_model: false,
    page: include_str!("line_too_long.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, line: &Line<'a>) {
    let limit = checker.settings.pycodestyle.max_line_length.unwrap_or(checker.settings.line_length);
    if let Some(long) = overlong::measure(checker, line, limit) {
        checker.report(&RULE, long.span, format!("line too long ({} > {limit})", long.width));
    }
}
