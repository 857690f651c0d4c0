//! C415: `set(x[::-1])`, `sorted(x[::-1])`, `reversed(x[::-1])`.

use naja_syntax::ast::{Expr, NumberKind, UnaryOp};
use naja_syntax::literal::{Integer, integer};

use super::common::builtin;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-subscript-reversal",
    code: "C415",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Call(&["set", "sorted", "reversed"], check)],
    page: include_str!("unnecessary_subscript_reversal.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Subscript(subscript)) = call.arguments.args.first() else { return };
    let Expr::Slice(slice) = subscript.index else { return };
    if slice.lower.is_some() || slice.upper.is_some() || !slice.step.is_some_and(is_minus_one) {
        return;
    }
    if let Some(name) = builtin(checker, call, &["set", "sorted", "reversed"]) {
        let message = format!("unnecessary reversal of the iterable within `{name}()`");
        checker.report(&RULE, call.span, message);
    }
}

fn is_minus_one(expr: Expr<'_>) -> bool {
    let Expr::Unary(node) = expr else { return false };
    let Expr::Number(number) = node.operand else { return false };
    node.op == UnaryOp::USub && number.kind == NumberKind::Int && integer(number.raw) == Integer::Small(1)
}
