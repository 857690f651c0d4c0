//! C410: `list([1, 2])`, `list((1, 2))`.

use naja_syntax::ast::Expr;

use super::common::{builtin, only_argument, rebracket};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-literal-within-list-call",
    code: "C410",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["list"], check)],
    page: include_str!("unnecessary_literal_within_list_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument) = only_argument(call) else { return };
    let message = match argument {
        Expr::List(_) => "unnecessary `list()` around a list literal",
        Expr::Tuple(_) => "unnecessary tuple passed to `list()`: write a list literal",
        _ => return,
    };
    if builtin(checker, call, &["list"]).is_none() {
        return;
    }
    let edits = rebracket(checker, call, argument.span(), ("[", "]"));
    checker.report(&RULE, call.span, message).unsafe_fix("Rewrite as a list literal", edits);
}
