//! Keys that a dictionary display has more than once, for the rules F601 and F602.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use naja_base::hash::HashMap;
use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprDict, NumberKind, UnaryOp};
use naja_syntax::literal;

use crate::checker::Checker;
use crate::compare::{DistinctExprs, same};
use crate::rule::Rule;

/// Reports each key of the rule's kind that stands for the second time or more. A key of one kind is never that of another.
pub(super) fn check<'a>(
    checker: &mut Checker<'_, 'a>,
    expr: Expr<'a>,
    rule: &'static Rule,
    wanted: fn(Expr<'_>) -> bool,
) {
    let Expr::Dict(dict) = expr else { return };
    let is_candidate = |key: &Expr<'a>| wanted(*key) && is_comparable(*key);
    let keys: Vec<Option<Expr<'a>>> = dict.items.iter().map(|item| item.key.filter(is_candidate)).collect();
    if keys.iter().flatten().count() < 2 {
        return;
    }
    let firsts = first_of_each(checker.source, &keys);
    let is_repeated = |(index, first): (usize, &Option<usize>)| first.is_some_and(|first| first != index);
    if !firsts.iter().enumerate().any(is_repeated) {
        return;
    }
    let mut values: HashMap<usize, DistinctExprs<'a>> = HashMap::default();
    for (index, first) in firsts.iter().enumerate() {
        let (Some(first), Some(key)) = (first, keys[index]) else { continue };
        let is_new_value = values.entry(*first).or_default().insert(checker.source, dict.items[index].value);
        if *first == index {
            continue;
        }
        let edit = (!is_new_value).then(|| removal(checker, dict, index));
        let finding =
            checker.report(rule, key.span(), format!("key `{}` is repeated", checker.text(key.span())));
        if let Some(edit) = edit {
            finding.unsafe_fix("Remove the repeated item", vec![edit]);
        }
    }
}

/// For each key the place of the first that is the same. Only keys of the same digest are compared, so that large tables take no
/// quadratic time.
fn first_of_each(source: &str, keys: &[Option<Expr<'_>>]) -> Vec<Option<usize>> {
    let mut digests: Vec<(u64, usize)> =
        keys.iter().enumerate().filter_map(|(index, key)| Some((digest((*key)?), index))).collect();
    digests.sort_unstable();
    let mut firsts = vec![None; keys.len()];
    for alike in digests.chunk_by(|one, other| one.0 == other.0) {
        for (at, (_, index)) in alike.iter().enumerate() {
            let is_same = |place: &usize| match (keys[*place], keys[*index]) {
                (Some(other), Some(key)) => firsts[*place] == Some(*place) && same_key(source, other, key),
                _ => false,
            };
            let first = alike[..at].iter().map(|(_, other)| *other).find(is_same);
            firsts[*index] = Some(first.unwrap_or(*index));
        }
    }
    firsts
}

/// A number that is the same for all keys that are the same.
fn digest(key: Expr<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    add(key, &mut hasher);
    hasher.finish()
}

fn add(key: Expr<'_>, hasher: &mut DefaultHasher) {
    match key {
        Expr::Name(node) => node.id.hash(hasher),
        Expr::String(node) => literal::string(node).hash(hasher),
        Expr::Bytes(node) => literal::bytes(node).hash(hasher),
        Expr::Tuple(node) => node.elements.iter().for_each(|element| add(*element, hasher)),
        _ => number(key).map(f64::to_bits).hash(hasher),
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
            // Larger ones are distinguished as the expressions that they are.
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
