//! Keys that a dictionary display has more than once, for the rules F601 and F602.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprDict, NumberKind, UnaryOp};
use naja_syntax::literal;

use crate::checker::Checker;
use crate::compare::same;
use crate::rule::Rule;

/// Reports each key that stands for the second time or more, if it is of the rule's kind.
pub(super) fn check<'a>(
    checker: &mut Checker<'_, 'a>,
    expr: Expr<'a>,
    rule: &'static Rule,
    wanted: fn(Expr<'_>) -> bool,
) {
    let Expr::Dict(dict) = expr else { return };
    let keys: Vec<Option<Expr<'a>>> =
        dict.items.iter().map(|item| item.key.filter(|key| is_comparable(*key))).collect();
    let firsts = first_of_each(checker.source, &keys);
    for (index, first) in firsts.iter().enumerate() {
        let (Some(first), Some(key)) = (first, keys[index]) else { continue };
        if *first == index || !wanted(key) {
            continue;
        }
        let value = dict.items[index].value;
        let told = (*first..index)
            .filter(|other| firsts[*other] == Some(*first))
            .any(|other| same(checker.source, dict.items[other].value, value));
        let edit = told.then(|| removal(checker, dict, index));
        let finding =
            checker.report(rule, key.span(), format!("key `{}` is repeated", checker.text(key.span())));
        if let Some(edit) = edit {
            finding.unsafe_fix("Remove the repeated item", vec![edit]);
        }
    }
}

/// For each key the place of the first that is the same. Keys are sorted by a text of their own, so that large tables take no
/// quadratic time.
fn first_of_each(source: &str, keys: &[Option<Expr<'_>>]) -> Vec<Option<usize>> {
    let mut seen: std::collections::HashMap<String, Vec<usize>> = std::collections::HashMap::new();
    let mut firsts = Vec::with_capacity(keys.len());
    for (index, key) in keys.iter().enumerate() {
        let Some(key) = key else {
            firsts.push(None);
            continue;
        };
        let places = seen.entry(digest(*key)).or_default();
        let first = places
            .iter()
            .copied()
            .find(|place| keys[*place].is_some_and(|other| same_key(source, other, *key)));
        if first.is_none() {
            places.push(index);
        }
        firsts.push(Some(first.unwrap_or(index)));
    }
    firsts
}

/// A text that is the same for all keys that are the same.
fn digest(key: Expr<'_>) -> String {
    match key {
        Expr::Name(node) => format!("n{}", node.id),
        Expr::String(node) => format!("s{:?}", literal::string(node)),
        Expr::Bytes(node) => format!("b{:?}", literal::bytes(node)),
        _ => number(key).map_or_else(|| "other".to_owned(), |value| format!("i{value}")),
    }
}

fn same_key(source: &str, a: Expr<'_>, b: Expr<'_>) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => same(source, a, b),
        _ => false,
    }
}

/// The value of a number or truth value, which are the same key when they are equal.
fn number(expr: Expr<'_>) -> Option<f64> {
    match expr {
        Expr::True(_) => Some(1.0),
        Expr::False(_) => Some(0.0),
        Expr::Number(node) if node.kind == NumberKind::Float => Some(literal::float(node.raw)),
        Expr::Number(node) if node.kind == NumberKind::Int => match literal::integer(node.raw) {
            // Larger ones are told apart as the expressions that they are.
            literal::Integer::Small(value) if value < 1 << 53 => Some(value as f64),
            _ => None,
        },
        // Adding zero makes one zero of the two.
        Expr::Unary(node) if node.op == UnaryOp::USub => number(node.operand).map(|value| 0.0 - value),
        _ => None,
    }
}

/// Whether two such expressions that say the same are surely the same key.
fn is_comparable(key: Expr<'_>) -> bool {
    match key {
        Expr::Tuple(node) => node.elements.iter().all(|element| is_comparable(*element)),
        Expr::Unary(node) => matches!(node.operand, Expr::Number(_)),
        Expr::Name(_)
        | Expr::String(_)
        | Expr::Bytes(_)
        | Expr::FString(_)
        | Expr::Number(_)
        | Expr::None(_)
        | Expr::True(_)
        | Expr::False(_)
        | Expr::Ellipsis(_) => true,
        _ => false,
    }
}

/// Takes the item away, from the end of the one before it.
fn removal(checker: &Checker<'_, '_>, dict: &ExprDict<'_>, index: usize) -> Edit {
    let end = |index: usize| checker.parsed.tables.with_parentheses(dict.items[index].value.span()).end;
    Edit::delete(Span::new(end(index - 1), end(index)))
}
