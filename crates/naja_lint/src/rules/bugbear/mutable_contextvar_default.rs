//! B039: `ContextVar("name", default=[])`.

use naja_syntax::ast::Expr;

use super::common::keyword;
use super::immutable::{is_immutable_call, is_mutable};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "mutable-contextvar-default",
    code: "B039",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["ContextVar"], check)],
    page: include_str!("mutable_contextvar_default.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(default) = keyword(call, "default") else { return };
    let is_shared = is_mutable(checker, default)
        || matches!(default, Expr::Call(inner) if !is_immutable_call(checker, inner.func));
    if !is_shared {
        return;
    }
    let name = checker.model().qualified_name(call.func);
    if name.is_some_and(|name| name.matches(&["contextvars", "ContextVar"])) {
        checker.report(&RULE, default.span(), "all contexts share this default of the `ContextVar`");
    }
}
