//! C411: `list([x for x in y])`.

use naja_syntax::ast::Expr;

use super::common::{builtin, only_argument, unwrap};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-list-call",
    code: "C411",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["list"], check)],
    page: include_str!("unnecessary_list_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument @ Expr::ListComp(_)) = only_argument(call) else { return };
    if builtin(checker, call, &["list"]).is_none() {
        return;
    }
    let edits = unwrap(checker, call, argument);
    checker
        .report(&RULE, call.span, "unnecessary `list()` around a list comprehension")
        .unsafe_fix("Remove the outer `list()`", edits);
}
