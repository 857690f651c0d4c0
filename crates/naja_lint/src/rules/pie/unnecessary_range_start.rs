//! PIE808: `range(0, n)`.

use naja_syntax::ast::Expr;
use naja_syntax::ast::NumberKind;
use naja_syntax::literal::{Integer, integer};

use crate::checker::Checker;
use crate::edits::{LastComma, remove_arguments};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-range-start",
    code: "PIE808",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["range"], check)],
    page: include_str!("unnecessary_range_start.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let ([start, stop], []) = (call.arguments.args, call.arguments.keywords) else { return };
    let Expr::Number(number) = *start else { return };
    let zero = number.kind == NumberKind::Int && integer(number.raw) == Integer::Small(0);
    if !zero || matches!(stop, Expr::Starred(_)) || !checker.model().is_builtin(call.func, "range") {
        return;
    }
    let edits = remove_arguments(checker, &call.arguments, &[number.span], LastComma::Goes);
    checker.report(&RULE, number.span, "unnecessary start of `range`").safe_fix("Remove the start", edits);
}
