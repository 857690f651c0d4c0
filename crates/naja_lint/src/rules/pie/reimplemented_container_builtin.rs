//! PIE807: `lambda: []` and `lambda: {}`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::imports::{self, Place};
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
    let model = checker.model();
    let own = model.scope_at(lambda.span.start).unwrap_or(model.module_scope());
    let scope = model.enclosing_scopes(own).nth(1).map_or(own, |(around, _)| around);
    let place = Place { scope, offset: lambda.span.start, postponed: false };
    let instead = imports::builtin(checker, place, builtin);
    let finding = checker.report(&RULE, lambda.span, format!("`{builtin}` does what this lambda does"));
    if let Some(mut instead) = instead {
        instead.edits.push(Edit::replace(lambda.span, instead.text));
        finding.safe_fix(format!("Replace with `{builtin}`"), instead.edits);
    }
}
