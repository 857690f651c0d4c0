//! E714: `not` before an identity test.

use super::comparison;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Edit;
use naja_syntax::ast::{CompareOp, Expr};

pub(crate) static RULE: Rule = Rule {
    name: "not-is-test",
    code: "E714",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Unary], check)],
    page: include_str!("not_is_test.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(negated) = comparison::negated(checker, expr, CompareOp::Is) else { return };
    checker
        .report(&RULE, negated.span, "test for object identity should be `is not`")
        .safe_fix("Convert to `is not`", vec![Edit::replace(expr.span(), negated.text)]);
}
