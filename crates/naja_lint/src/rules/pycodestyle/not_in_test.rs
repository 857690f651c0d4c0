//! E713: `not` before a membership test.

use super::comparison;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Edit;
use naja_syntax::ast::{CompareOp, Expr};

pub(crate) static RULE: Rule = Rule {
    name: "not-in-test",
    code: "E713",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Unary], check)],
    page: include_str!("not_in_test.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(negated) = comparison::negated(checker, expr, CompareOp::In) else { return };
    checker
        .report(&RULE, negated.span, "test for membership should be `not in`")
        .safe_fix("Convert to `not in`", vec![Edit::replace(expr.span(), negated.text)]);
}
