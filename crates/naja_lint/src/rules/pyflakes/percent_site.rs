//! Where `%` formats a string literal, for the rules F501 to F509.

use std::rc::Rc;

use naja_syntax::ast::{BinaryOp, Expr, ExprBinary, UnaryOp};

use crate::checker::Checker;
use crate::compare::string_value;
use crate::formats::percent::{Fault, Summary};

/// A string literal that `%` formats.
pub(super) struct Site<'a> {
    /// The operation.
    pub(super) node: &'a ExprBinary<'a>,
    /// What the format asks for, or why it is none.
    pub(super) summary: Result<Rc<Summary>, Fault>,
}

/// What `expr` formats, if it is a string literal with `%` after it.
pub(super) fn of<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> Option<Site<'a>> {
    let Expr::Binary(node) = expr else { return None };
    if node.op != BinaryOp::Mod {
        return None;
    }
    let summary = checker
        .memory
        .percents
        .of(node.span, || Some(Summary::of(&string_value(node.left)?).map(Rc::new)))?;
    Some(Site { node, summary })
}

/// As [`of`], for formats without errors.
pub(super) fn valid<'a>(
    checker: &Checker<'_, 'a>,
    expr: Expr<'a>,
) -> Option<(&'a ExprBinary<'a>, Rc<Summary>)> {
    of(checker, expr).and_then(|site| Some((site.node, site.summary.ok()?)))
}

/// Whether `expr` surely is one value, and no tuple.
pub(super) fn is_single(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Named(node) => is_single(node.value),
        Expr::Conditional(node) => is_single(node.body) && is_single(node.orelse),
        Expr::Bool(node) => node.values.iter().all(|value| is_single(*value)),
        Expr::Unary(node) => node.op == UnaryOp::Not || is_number(node.operand),
        Expr::Binary(_) => is_single_result(expr),
        Expr::String(_)
        | Expr::Bytes(_)
        | Expr::FString(_)
        | Expr::None(_)
        | Expr::Ellipsis(_)
        | Expr::List(_)
        | Expr::ListComp(_)
        | Expr::Set(_)
        | Expr::SetComp(_)
        | Expr::Dict(_)
        | Expr::DictComp(_)
        | Expr::Generator(_) => true,
        other => is_number(other),
    }
}

fn is_number(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Number(_) | Expr::True(_) | Expr::False(_) => true,
        Expr::Unary(node) => node.op == UnaryOp::Not || is_number(node.operand),
        Expr::Binary(node) => is_number(node.left) && is_number(node.right),
        Expr::Named(node) => is_number(node.value),
        _ => false,
    }
}

/// Whether the operation of string, list or number literals gives one value.
fn is_single_result(expr: Expr<'_>) -> bool {
    let Expr::Binary(node) = expr else { return false };
    let text = |expr| matches!(expr, Expr::String(_) | Expr::FString(_));
    match node.op {
        BinaryOp::Mod if text(node.left) => true,
        BinaryOp::Add if text(node.left) && text(node.right) => true,
        BinaryOp::Add => is_number(expr) || matches!((node.left, node.right), (Expr::List(_), Expr::List(_))),
        BinaryOp::Mult => is_number(expr) || text(node.left) && is_number(node.right),
        BinaryOp::MatMult => false,
        _ => is_number(expr),
    }
}
