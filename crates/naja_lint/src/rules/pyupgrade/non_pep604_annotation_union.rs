//! UP007: `Union[X, Y]`.

use naja_syntax::ast::Expr;

use super::typing;
use super::union;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-pep604-annotation-union",
    code: "UP007",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Subscript], check), Hook::File(check_quoted)],
    page: include_str!("non_pep604_annotation_union.md"),
};

fn check_quoted(checker: &mut Checker<'_, '_>) {
    typing::check_quoted(checker, check);
}

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(node) = union::subscript_of(checker, expr, "Union") else { return };
    let elements = match node.index {
        Expr::Tuple(tuple) if !tuple.elements.is_empty() => tuple.elements,
        _ => std::slice::from_ref(&node.index),
    };
    if elements.iter().any(|element| matches!(element, Expr::Starred(_) | Expr::Slice(_))) {
        return;
    }
    union::report(checker, &RULE, node, elements, false);
}
