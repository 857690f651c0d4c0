//! B004: `hasattr(x, "__call__")`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use super::common::string_value;
use crate::checker::Checker;
use crate::imports::{self, Place};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unreliable-callable-check",
    code: "B004",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["hasattr", "getattr"], check)],
    page: include_str!("unreliable_callable_check.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let ([object, attribute] | [object, attribute, _]) = call.arguments.args else { return };
    if !call.arguments.keywords.is_empty() || string_value(*attribute).as_deref() != Some("__call__") {
        return;
    }
    let is_test = match checker.model().builtin_name(call.func) {
        Some("hasattr") if call.arguments.args.len() == 2 => true,
        Some("getattr") => false,
        _ => return,
    };
    let callable =
        Place::of(checker, call.func).and_then(|place| imports::builtin(checker, place, "callable"));
    let can_fix = is_test && !matches!(object, Expr::Starred(_));
    let edits = callable.filter(|_| can_fix).map(|mut callable| {
        let span = match object {
            Expr::Yield(_) | Expr::YieldFrom(_) => checker.parsed.tables.with_parentheses(object.span()),
            _ => object.span(),
        };
        callable.edits.push(Edit::replace(call.span, format!("{}({})", callable.text, checker.text(span))));
        callable.edits
    });
    let finding =
        checker.report(&RULE, call.span, "use `callable()` to test whether an object can be called");
    if let Some(edits) = edits {
        finding.unsafe_fix("Replace with `callable()`", edits);
    }
}
