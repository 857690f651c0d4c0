//! F407: a name that `__future__` does not have.

use naja_syntax::ast::Stmt;

use super::late_future_import::is_future;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "future-feature-not-defined",
    code: "F407",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    page: include_str!("future_feature_not_defined.md"),
};

const FEATURES: &[&str] = &[
    "absolute_import",
    "annotations",
    "barry_as_FLUFL",
    "division",
    "generator_stop",
    "generators",
    "nested_scopes",
    "print_function",
    "unicode_literals",
    "with_statement",
];

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ImportFrom(node) = stmt else { return };
    if !is_future(&stmt) {
        return;
    }
    for alias in node.names {
        if !FEATURES.contains(&alias.name.name) {
            let message = format!("future feature `{}` is not defined", alias.name.name);
            checker.report(&RULE, alias.span, message);
        }
    }
}
