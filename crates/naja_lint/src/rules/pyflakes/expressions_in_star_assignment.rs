//! F621: more targets than a starred assignment may have.

use naja_syntax::ast::Context;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "expressions-in-star-assignment",
    code: "F621",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Tuple, ExprKind::List], check)],
    page: include_str!("expressions_in_star_assignment.md"),
};

/// How many targets may be before the star, and after it.
const LIMITS: (usize, usize) = (1 << 8, 1 << 24);

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let (elements, ctx) = match expr {
        Expr::Tuple(node) => (node.elements, node.ctx),
        Expr::List(node) => (node.elements, node.ctx),
        _ => return,
    };
    if ctx != Context::Store {
        return;
    }
    let star = elements.iter().position(|element| matches!(element, Expr::Starred(_)));
    if star.is_some_and(|star| star >= LIMITS.0 || elements.len() - star > LIMITS.1) {
        checker.report(&RULE, expr.span(), "too many expressions in star-unpacking assignment");
    }
}
