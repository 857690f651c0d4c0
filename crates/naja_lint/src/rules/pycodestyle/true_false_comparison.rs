//! E712: a comparison with `True` or `False` by equality.

use super::comparison::{self, Pair};
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Edit;
use naja_syntax::ast::{CompareOp, Expr, ExprCompare};

pub(crate) static RULE: Rule = Rule {
    name: "true-false-comparison",
    code: "E712",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Compare], check)],
    page: include_str!("true_false_comparison.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Compare(node) = expr else { return };
    let pairs: Vec<Pair<'_>> = comparison::pairs(node).filter(|pair| is_wrong(pair)).collect();
    if pairs.is_empty() {
        return;
    }
    if let ([pair], [_]) = (pairs.as_slice(), node.rest) {
        return single(checker, node, pair);
    }
    let text = comparison::with_identity(checker, node, is_wrong);
    for _ in &pairs {
        checker
            .report(&RULE, node.span, "avoid equality comparisons to `True` or `False`")
            .unsafe_fix("Replace comparison", vec![Edit::replace(node.span, text.clone())]);
    }
}

fn is_wrong(pair: &Pair<'_>) -> bool {
    let is_equality = matches!(pair.op, CompareOp::Eq | CompareOp::NotEq);
    // Whether `1 == True` is a question about Python itself.
    if comparison::is_literal(pair.left) || comparison::is_literal(pair.right) {
        return false;
    }
    is_equality && (truth(pair.right).is_some() || (pair.is_first && truth(pair.left).is_some()))
}

fn truth(expr: Expr<'_>) -> Option<bool> {
    match expr {
        Expr::True(_) => Some(true),
        Expr::False(_) => Some(false),
        _ => None,
    }
}

/// A comparison of two operands becomes the other operand, or its negation.
fn single(checker: &mut Checker<'_, '_>, node: &ExprCompare<'_>, pair: &Pair<'_>) {
    let (constant, other) = match (truth(pair.left), truth(pair.right)) {
        (Some(constant), _) => (constant, pair.right),
        (None, constant) => (constant.unwrap_or_default(), pair.left),
    };
    let equal = pair.op == CompareOp::Eq;
    let not = if constant == equal { "" } else { "not " };
    let tables = &checker.parsed.tables;
    let [left, right] =
        [pair.left, pair.right].map(|side| tables.with_parentheses(side.span()) != side.span());
    let bare = checker.text(other.span());
    let text = if (left || right) && !matches!(other, Expr::Tuple(_) | Expr::Generator(_)) {
        format!("{not}({bare})")
    } else {
        format!("{not}{bare}")
    };
    let shown = format!("{not}{bare}");
    let kind = if equal { "equality" } else { "inequality" };
    let name = if constant { "True" } else { "False" };
    let checks = if not.is_empty() { "truth" } else { "false" };
    let edit = Edit::replace(node.span, text);
    checker
        .report(
            &RULE,
            node.span,
            format!("avoid {kind} comparisons to `{name}`; use `{shown}:` for {checks} checks"),
        )
        .unsafe_fix(format!("Replace with `{shown}`"), vec![edit]);
}
