//! C418: `dict({1: 2})`.

use naja_syntax::ast::Expr;

use super::common::{builtin, only_argument, rebracket};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-literal-within-dict-call",
    code: "C418",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["dict"], check)],
    page: include_str!("unnecessary_literal_within_dict_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument) = only_argument(call) else { return };
    let kind = match argument {
        Expr::Dict(_) => "literal",
        Expr::DictComp(_) => "comprehension",
        _ => return,
    };
    if builtin(checker, call, &["dict"]).is_none() {
        return;
    }
    let edits = rebracket(checker, call, argument.span(), ("{", "}"));
    checker
        .report(&RULE, call.span, format!("unnecessary `dict()` around a dict {kind}"))
        .unsafe_fix("Remove the outer `dict()`", edits);
}
