//! W191: an indentation with tabs.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Line, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "tab-indentation",
    code: "W191",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Line(check)],
    needs_model: false,
    page: include_str!("tab_indentation.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, line: &Line<'a>) {
    if let Some(indent) = common::indent_with_tabs(checker, line) {
        checker.report(&RULE, indent, "indentation contains tabs");
    }
}
