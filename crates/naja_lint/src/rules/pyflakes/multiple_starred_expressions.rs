//! F622: two starred targets in one assignment.

use naja_syntax::ast::Context;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "multiple-starred-expressions",
    code: "F622",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Tuple, ExprKind::List], check)],
    page: include_str!("multiple_starred_expressions.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let (elements, ctx) = match expr {
        Expr::Tuple(node) => (node.elements, node.ctx),
        Expr::List(node) => (node.elements, node.ctx),
        _ => return,
    };
    let stars = elements.iter().filter(|element| matches!(element, Expr::Starred(_))).count();
    if ctx == Context::Store && stars > 1 {
        checker.report(&RULE, expr.span(), "two starred expressions in assignment");
    }
}
