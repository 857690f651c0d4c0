//! E101: tabs and spaces in one indentation.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "mixed-spaces-and-tabs",
    code: "E101",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("mixed_spaces_and_tabs.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    for indent in common::indents_with_tabs(checker) {
        if checker.text(indent).contains(' ') {
            checker.report(&RULE, indent, "indentation contains mixed spaces and tabs");
        }
    }
}
