//! B015: a comparison by itself.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "useless-comparison",
    code: "B015",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Expr], check)],
    page: include_str!("useless_comparison.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Expr(node) = stmt else { return };
    let Expr::Compare(compare) = node.value else { return };
    if checker.ends_cell(stmt) {
        return;
    }
    let mut around = checker.parents();
    let is_last = match (around.next(), around.next()) {
        (Some(Node::Body(body)), Some(Node::Stmt(Stmt::FunctionDef(_)))) => {
            body.last().is_some_and(|last| last.span() == node.span)
        }
        _ => false,
    };
    let message = if is_last {
        "pointless comparison at the end of a function: was its result to be returned?"
    } else {
        "pointless comparison: was an assignment or an `assert` meant?"
    };
    drop(around);
    checker.report(&RULE, compare.span, message);
}
