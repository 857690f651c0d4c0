//! E702: two statements on one line.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_syntax::ast::Stmt;

pub(crate) static RULE: Rule = Rule {
    name: "multiple-statements-on-one-line-semicolon",
    code: "E702",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(common::SIMPLE, check), Hook::Layout(check_broken)],
    page: include_str!("multiple_statements_on_one_line_semicolon.md"),
};

fn check_broken(checker: &mut Checker<'_, '_>) {
    for stmt in common::broken_statements(checker) {
        check(checker, stmt);
    }
}

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Some(semicolon) = common::semicolon(checker.source, stmt.span().end)
        && !common::ends_line(checker.source, semicolon.end)
    {
        checker.report(&RULE, semicolon, "multiple statements on one line (semicolon)");
    }
}
