//! F632: identity of literals.

use naja_base::{Edit, Span, span};
use naja_syntax::ast::CompareOp;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "is-literal",
    code: "F632",
    category: Category::Correctness,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Compare], check)],
    page: include_str!("is_literal.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Compare(node) = expr else { return };
    let mut left = node.left;
    for comparison in node.rest {
        let right = comparison.right;
        let (instead, width) = match comparison.op {
            CompareOp::Is => ("==", "is".len()),
            CompareOp::IsNot => ("!=", not_width(checker.source, comparison.op_start)),
            _ => {
                left = right;
                continue;
            }
        };
        if is_value(left) || is_value(right) {
            let start = comparison.op_start as usize;
            let edit = Edit::replace(Span::from_range(start..start + width), instead);
            checker
                .report(&RULE, node.span, format!("use `{instead}` to compare with a literal"))
                .safe_fix(format!("Replace with `{instead}`"), vec![edit]);
        }
        left = right;
    }
}

/// The length of `is not`, with whatever is between the words.
fn not_width(source: &str, start: u32) -> usize {
    let text = &source[start as usize..];
    naja_syntax::relex::relex(source, Span::new(start, start + span::offset(text.len())))
        .find(|token| token.kind == naja_syntax::TokenKind::Not)
        .map_or(0, |token| (token.span.end - start) as usize)
}

/// Whether `expr` makes or names an object of which there may be others with the same value.
fn is_value(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elements.iter().all(|element| is_constant(*element)),
        Expr::List(_)
        | Expr::Set(_)
        | Expr::Dict(_)
        | Expr::ListComp(_)
        | Expr::SetComp(_)
        | Expr::DictComp(_)
        | Expr::String(_)
        | Expr::Bytes(_)
        | Expr::Number(_) => true,
        _ => false,
    }
}

fn is_constant(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elements.iter().all(|element| is_constant(*element)),
        Expr::String(_)
        | Expr::Bytes(_)
        | Expr::Number(_)
        | Expr::None(_)
        | Expr::True(_)
        | Expr::False(_)
        | Expr::Ellipsis(_) => true,
        _ => false,
    }
}
