//! Where `%` formats a string literal, for the rules F501 to F509.

use naja_syntax::ast::{BinaryOp, Expr, ExprBinary, UnaryOp};

use crate::compare::string_value;
use crate::formats::percent::{Amount, Fault, Piece, parse};

/// A string literal that `%` formats.
pub(super) struct Site<'a> {
    /// The operation.
    pub(super) node: &'a ExprBinary<'a>,
    /// What the format asks for, or why it is none.
    pub(super) summary: Result<Summary, Fault>,
}

/// What a format asks for.
#[derive(Default)]
pub(super) struct Summary {
    /// How many values are taken in order, those of stars included.
    pub(super) positional: usize,
    /// The names, in the order of the format.
    pub(super) keys: Vec<String>,
    /// Whether a width or precision is taken from the values.
    pub(super) has_star: bool,
}

/// What `expr` formats, if it is a string literal with `%` behind it.
pub(super) fn of<'a>(expr: Expr<'a>) -> Option<Site<'a>> {
    let Expr::Binary(node) = expr else { return None };
    if node.op != BinaryOp::Mod {
        return None;
    }
    let text = string_value(node.left)?;
    Some(Site { node, summary: parse(&text).map(|pieces| summarize(&pieces)) })
}

/// As [`of`], for formats without faults.
pub(super) fn valid<'a>(expr: Expr<'a>) -> Option<(&'a ExprBinary<'a>, Summary)> {
    of(expr).and_then(|site| Some((site.node, site.summary.ok()?)))
}

fn summarize(pieces: &[Piece<'_>]) -> Summary {
    let mut summary = Summary::default();
    for piece in pieces {
        let Piece::Conversion(conversion) = piece else { continue };
        let stars = [conversion.width, conversion.precision].into_iter().flatten();
        let stars = stars.filter(|amount| *amount == Amount::Argument).count();
        summary.has_star |= stars > 0;
        summary.positional += stars;
        match conversion.key {
            Some(key) => summary.keys.push(key.to_owned()),
            None => summary.positional += 1,
        }
    }
    summary
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
