//! UP045: `Optional[X]`.

use naja_syntax::ast::Expr;

use super::typing;
use super::union;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-pep604-annotation-optional",
    code: "UP045",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Subscript], check), Hook::File(check_quoted)],
    page: include_str!("non_pep604_annotation_optional.md"),
};

fn check_quoted(checker: &mut Checker<'_, '_>) {
    typing::check_quoted(checker, check);
}

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(node) = union::subscript_of(checker, expr, "Optional") else { return };
    if matches!(node.index, Expr::Slice(_)) || is_starred(node.index) {
        return;
    }
    // What is optional twice is optional once.
    let mut inner = node.index;
    while let Some(nested) = union::subscript_of(checker, inner, "Optional") {
        inner = nested.index;
    }
    union::report(checker, &RULE, node, &[inner], true);
}

fn is_starred(index: Expr<'_>) -> bool {
    matches!(index, Expr::Tuple(tuple) if tuple.elements.iter().any(|element| matches!(element, Expr::Starred(_))))
}
