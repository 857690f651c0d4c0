//! PIE807: `lambda: []` and `lambda: {}`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "reimplemented-container-builtin",
    code: "PIE807",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Lambda], check)],
    page: include_str!("reimplemented_container_builtin.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Lambda(lambda) = expr else { return };
    if lambda.parameters.is_some_and(|parameters| !parameters.all.is_empty()) {
        return;
    }
    let builtin = match lambda.body {
        Expr::List(list) if list.elements.is_empty() => "list",
        Expr::Dict(dict) if dict.items.is_empty() => "dict",
        _ => return,
    };
    let available = is_available(checker, lambda.span.start, builtin);
    let finding = checker.report(&RULE, lambda.span, format!("`{builtin}` does what this lambda does"));
    if available {
        finding.safe_fix(format!("Replace by `{builtin}`"), vec![Edit::replace(lambda.span, builtin)]);
    }
}

/// Whether `name` is the builtin in the scope that the lambda at `start` opens.
fn is_available(checker: &Checker<'_, '_>, start: u32, name: &str) -> bool {
    let model = checker.model();
    model.scope_at(start).is_none_or(|scope| model.is_available(scope, name))
}
