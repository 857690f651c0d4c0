//! F633: Python 2's `print >> file`.

use naja_syntax::ast::BinaryOp;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "invalid-print-syntax",
    code: "F633",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Binary], check)],
    page: include_str!("invalid_print_syntax.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Binary(node) = expr else { return };
    if node.op == BinaryOp::RShift && checker.model().is_builtin(node.left, "print") {
        checker.report(&RULE, node.left.span(), "`>>` is not valid with the function `print`");
    }
}
