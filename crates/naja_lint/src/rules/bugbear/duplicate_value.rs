//! B033: a set that holds a constant twice.

use naja_base::{Applicability, Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, ExprNumber, ExprSet, NumberKind};
use naja_syntax::literal::{self, Integer};
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-value",
    code: "B033",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Set], check)],
    page: include_str!("duplicate_value.md"),
};

/// A constant as a set compares it: `1`, `1.0` and `True` are one.
#[derive(PartialEq)]
enum Value {
    Integer(u64),
    Large(String),
    Float(u64),
    Imaginary(u64),
    Text(Vec<u32>),
    Bytes(Vec<u8>),
    None,
    Ellipsis,
}

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Set(set) = expr else { return };
    let mut seen: Vec<(Value, Span)> = Vec::new();
    for (index, element) in set.elements.iter().enumerate() {
        let Some(value) = value(*element) else { continue };
        let span = element.span();
        let Some(earlier) = seen.iter_mut().find(|(other, _)| *other == value) else {
            seen.push((value, span));
            continue;
        };
        let (first, second) = (checker.text(earlier.1), checker.text(span));
        let message = if first == second {
            format!("the set holds `{second}` twice")
        } else {
            format!("the set holds `{first}` and `{second}`, which are equal")
        };
        earlier.1 = span;
        let edit = removal(checker, set, index);
        let applicability =
            if checker.has_comment(edit.span) { Applicability::Unsafe } else { Applicability::Safe };
        checker.report(&RULE, span, message).fix_of(applicability, "Remove the duplicate", vec![edit]);
    }
}

/// Takes the element at `index`, which is not the first, away with the comma before or after it.
fn removal(checker: &Checker<'_, '_>, set: &ExprSet<'_>, index: usize) -> Edit {
    let place = |index: usize| checker.parsed.tables.with_parentheses(set.elements[index].span());
    let own = place(index);
    if index + 1 < set.elements.len() {
        Edit::delete(Span::new(own.start, place(index + 1).start))
    } else {
        let between = Span::new(place(index - 1).end, own.start);
        let comma = relex(checker.source, between).find(|token| token.kind == TokenKind::Comma);
        Edit::delete(Span::new(comma.map_or(between.start, |comma| comma.span.start), own.end))
    }
}

fn value(expr: Expr<'_>) -> Option<Value> {
    Some(match expr {
        Expr::Number(number) => number_value(number),
        Expr::True(_) => Value::Integer(1),
        Expr::False(_) => Value::Integer(0),
        Expr::None(_) => Value::None,
        Expr::Ellipsis(_) => Value::Ellipsis,
        Expr::String(node) => {
            let mut points = Vec::new();
            literal::string(node).code_points(&mut points);
            Value::Text(points)
        }
        Expr::Bytes(node) => Value::Bytes(literal::bytes(node).into_owned()),
        _ => return None,
    })
}

fn number_value(number: &ExprNumber<'_>) -> Value {
    match number.kind {
        NumberKind::Int => match literal::integer(number.raw) {
            Integer::Small(value) => Value::Integer(value),
            large @ Integer::Large { .. } => Value::Large(large.to_hex()),
        },
        NumberKind::Float => float_value(literal::float(number.raw)),
        NumberKind::Complex => match literal::complex(number.raw) {
            0.0 => Value::Integer(0),
            value => Value::Imaginary(value.to_bits()),
        },
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "literals have no sign, and the bound is far below that of `u64`"
)]
fn float_value(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value < EXACT && value.fract() == 0.0 {
        Value::Integer(value as u64)
    } else {
        Value::Float(value.to_bits())
    }
}
