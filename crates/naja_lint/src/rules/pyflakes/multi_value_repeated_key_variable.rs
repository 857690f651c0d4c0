//! F602: a name that is a key of a dictionary twice.

use naja_syntax::ast::Expr;

use super::repeated_keys;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "multi-value-repeated-key-variable",
    code: "F602",
    category: Category::Correctness,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Dict], check)],
    page: include_str!("multi_value_repeated_key_variable.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    repeated_keys::check(checker, expr, &RULE, |key| matches!(key, Expr::Name(_)));
}
