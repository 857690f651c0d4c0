//! B022: `contextlib.suppress()` without exceptions.

use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "useless-contextlib-suppress",
    code: "B022",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["suppress"], check)],
    page: include_str!("useless_contextlib_suppress.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    if !call.arguments.args.is_empty() {
        return;
    }
    let name = checker.model().qualified_name(call.func);
    if name.is_some_and(|name| name.matches(&["contextlib", "suppress"])) {
        checker.report(&RULE, call.span, "`contextlib.suppress` without exceptions suppresses nothing");
    }
}
