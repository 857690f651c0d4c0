//! F631: an assertion about a tuple.

use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "assert-tuple",
    code: "F631",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Assert], check)],
    page: include_str!("assert_tuple.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Assert(node) = stmt else { return };
    if matches!(node.test, Expr::Tuple(tuple) if !tuple.elements.is_empty()) {
        checker.report(&RULE, node.span, "assertion is always true, as the tuple is not empty");
    }
}
