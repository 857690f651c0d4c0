//! E711: a comparison with `None` by equality.

use super::comparison;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Edit;
use naja_syntax::ast::{CompareOp, Expr};

pub(crate) static RULE: Rule = Rule {
    name: "none-comparison",
    code: "E711",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Compare], check)],
    page: include_str!("none_comparison.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Compare(node) = expr else { return };
    // What is in brackets may be a filter of columns, where equality has a meaning of its own.
    if comparison::is_index(checker) {
        return;
    }
    let is_none = |expr: Expr<'_>| matches!(expr, Expr::None(_));
    let is_wrong = |left: Expr<'_>, op: CompareOp, right: Expr<'_>, is_first: bool| {
        matches!(op, CompareOp::Eq | CompareOp::NotEq)
            && !comparison::is_literal(left)
            && !comparison::is_literal(right)
            && (is_none(right) || (is_first && is_none(left)))
    };
    let places =
        comparison::pairs(node).filter(|pair| is_wrong(pair.left, pair.op, pair.right, pair.is_first));
    let places: Vec<_> = places.collect();
    if places.is_empty() {
        return;
    }
    let text = comparison::with_identity(checker, node, |pair| {
        is_wrong(pair.left, pair.op, pair.right, pair.is_first)
    });
    for pair in places {
        let word = if pair.op == CompareOp::Eq { "is" } else { "is not" };
        let singles = [(pair.left, pair.is_first), (pair.right, true)];
        for (single, _) in singles.into_iter().filter(|(single, counts)| *counts && is_none(*single)) {
            checker
                .report(&RULE, single.span(), format!("comparison to `None` should be `cond {word} None`"))
                .unsafe_fix(
                    format!("Replace with `cond {word} None`"),
                    vec![Edit::replace(node.span, text.clone())],
                );
        }
    }
}
