//! E703: a semicolon at the end of a line.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Edit;
use naja_syntax::ast::Stmt;

pub(crate) static RULE: Rule = Rule {
    name: "useless-semicolon",
    code: "E703",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(common::SIMPLE, check), Hook::Layout(check_broken)],
    page: include_str!("useless_semicolon.md"),
};

fn check_broken(checker: &mut Checker<'_, '_>) {
    for stmt in common::broken_statements(checker) {
        check(checker, stmt);
    }
}

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Some(semicolon) = common::semicolon(checker.source, stmt.span().end)
        && common::ends_line(checker.source, semicolon.end)
        && !checker.ends_cell(stmt)
    {
        checker
            .report(&RULE, semicolon, "statement ends with an unnecessary semicolon")
            .safe_fix("Remove unnecessary semicolon", vec![Edit::delete(semicolon)]);
    }
}
