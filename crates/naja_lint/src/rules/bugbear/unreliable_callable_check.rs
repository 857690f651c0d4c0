//! B004: `hasattr(x, "__call__")`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use super::common::string_value;
use crate::checker::Checker;
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
    let edit = is_test.then(|| {
        let span = match object {
            Expr::Yield(_) | Expr::YieldFrom(_) => checker.parsed.tables.with_parentheses(object.span()),
            _ => object.span(),
        };
        Edit::replace(call.span, format!("callable({})", checker.text(span)))
    });
    let can_fix = !matches!(object, Expr::Starred(_)) && is_available(checker, "callable");
    let finding = checker.report(&RULE, call.span, "whether an object can be called is told by `callable`");
    if let Some(edit) = edit.filter(|_| can_fix) {
        finding.unsafe_fix("Replace with `callable()`", vec![edit]);
    }
}

/// Whether nothing in the file takes the builtin's name for itself.
fn is_available(checker: &Checker<'_, '_>, name: &str) -> bool {
    checker.model().bindings().all(|(_, binding)| binding.name != name)
}
