//! W191: an indentation with tabs.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "tab-indentation",
    code: "W191",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("tab_indentation.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    for indent in common::indents_with_tabs(checker) {
        if !common::is_in_string(checker, indent.start) {
            checker.report(&RULE, indent, "indentation contains tabs");
        }
    }
}
