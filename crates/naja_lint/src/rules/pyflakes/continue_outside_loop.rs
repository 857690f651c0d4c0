//! F702: `continue` outside of a loop.

use naja_syntax::ast::Stmt;

use super::break_outside_loop::is_in_loop;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "continue-outside-loop",
    code: "F702",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Continue], check)],
    page: include_str!("continue_outside_loop.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if !is_in_loop(checker) {
        checker.report(&RULE, stmt.span(), "`continue` not properly in loop");
    }
}
