//! E101: tabs and spaces in one indentation.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Line, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "mixed-spaces-and-tabs",
    code: "E101",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Line(check)],
    needs_model: false,
    page: include_str!("mixed_spaces_and_tabs.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, line: &Line<'a>) {
    let Some(indent) = common::indent_with_tabs(checker, line) else { return };
    if checker.text(indent).contains(' ') {
        checker.report(&RULE, indent, "indentation contains mixed spaces and tabs");
    }
}
