//! What the rules on comparisons share.

use naja_base::{Span, lines};
use naja_syntax::ast::{CompareOp, Expr, ExprCompare, UnaryOp};

use crate::checker::Checker;
use crate::node::Node;

/// Two operands of a comparison and what is between them.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) left: Expr<'a>,
    pub(super) op: CompareOp,
    pub(super) right: Expr<'a>,
    pub(super) is_first: bool,
}

/// The neighbours of a comparison, from left to right.
pub(super) fn pairs<'a>(node: &'a ExprCompare<'a>) -> impl Iterator<Item = Pair<'a>> {
    let lefts = std::iter::once(node.left).chain(node.rest.iter().map(|part| part.right));
    lefts.zip(node.rest).enumerate().map(|(index, (left, part))| Pair {
        left,
        op: part.op,
        right: part.right,
        is_first: index == 0,
    })
}

/// Whether `expr` is a literal that nobody would replace by its truth: a number, a text, or a tuple of these.
pub(super) fn is_literal(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Number(_) | Expr::String(_) | Expr::Bytes(_) => true,
        Expr::Tuple(node) => node.elements.iter().all(|element| is_literal(*element)),
        _ => false,
    }
}

/// The comparison with `is` and `is not` for the equalities that `wanted` picks.
pub(super) fn with_identity(
    checker: &Checker<'_, '_>,
    node: &ExprCompare<'_>,
    wanted: impl Fn(&Pair<'_>) -> bool,
) -> String {
    let operand = |expr: Expr<'_>| checker.text(checker.parsed.tables.with_parentheses(expr.span()));
    let mut out = operand(node.left).to_owned();
    for pair in pairs(node) {
        let op = match pair.op {
            CompareOp::Eq if wanted(&pair) => CompareOp::Is,
            CompareOp::NotEq if wanted(&pair) => CompareOp::IsNot,
            op => op,
        };
        out.extend([" ", op.as_str(), " ", operand(pair.right)]);
    }
    out
}

/// Whether the current comparison is all that is between the brackets of a subscript.
pub(super) fn is_index(checker: &Checker<'_, '_>) -> bool {
    let Some(Node::Expr(own)) = checker.node() else { return false };
    matches!(
        checker.parent(),
        Some(Node::Expr(Expr::Subscript(node))) if node.index.span() == own.span()
    )
}

/// A negated test, and what says the same without the negation.
pub(super) struct Negated {
    pub(super) span: Span,
    pub(super) text: String,
}

/// `not a in b` or, with another operator, its like; nothing for chains.
pub(super) fn negated<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>, op: CompareOp) -> Option<Negated> {
    let Expr::Unary(unary) = expr else { return None };
    let Expr::Compare(node) = unary.operand else { return None };
    let [part] = node.rest else { return None };
    if unary.op != UnaryOp::Not || part.op != op {
        return None;
    }
    let operand = |expr: Expr<'_>| checker.text(checker.parsed.tables.with_parentheses(expr.span()));
    let word = if op == CompareOp::In { "not in" } else { "is not" };
    let mut text = format!("{} {word} {}", operand(node.left), operand(part.right));
    // The parentheses that held the test together over lines are gone.
    let around = checker.parsed.tables.with_parentheses(node.span);
    if around != node.span && lines::has_break(&text) && !is_enclosed(checker) {
        text = format!("({text})");
    }
    if checker.source[..unary.span.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        text.insert(0, ' ');
    }
    Some(Negated { span: node.span, text })
}

/// Whether the current expression is in brackets of its parents, so that it may go over several lines.
fn is_enclosed(checker: &Checker<'_, '_>) -> bool {
    let around = checker.parents().take_while(|node| node.stmt().is_none());
    around.filter_map(Node::expr).any(|expr| {
        matches!(expr, Expr::Call(_) | Expr::List(_) | Expr::Set(_) | Expr::Dict(_) | Expr::Subscript(_))
            || checker.parsed.tables.with_parentheses(expr.span()) != expr.span()
    })
}
