//! C403: `set([x for x in y])`.

use naja_syntax::ast::Expr;

use super::common::{builtin, only_argument, to_comprehension};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-list-comprehension-set",
    code: "C403",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["set"], check)],
    page: include_str!("unnecessary_list_comprehension_set.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::ListComp(comp)) = only_argument(call) else { return };
    if builtin(checker, call, &["set"]).is_none() {
        return;
    }
    let edits = to_comprehension(checker, call, comp, ("{", "}"));
    checker
        .report(&RULE, call.span, "unnecessary list comprehension: write a set comprehension")
        .unsafe_fix("Rewrite as a set comprehension", edits);
}
