//! B002: `++n` and `--n`.

use naja_syntax::ast::{Expr, UnaryOp};

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unary-prefix-increment-decrement",
    code: "B002",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Unary], check)],
    page: include_str!("unary_prefix_increment_decrement.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Unary(outer) = expr else { return };
    let Expr::Unary(inner) = outer.operand else { return };
    if outer.op != inner.op {
        return;
    }
    let message = match outer.op {
        UnaryOp::UAdd => "Python has no unary prefix increment operator (`++`)",
        UnaryOp::USub => "Python has no unary prefix decrement operator (`--`)",
        UnaryOp::Invert | UnaryOp::Not => return,
    };
    checker.report(&RULE, outer.span, message);
}
