//! PIE810: several calls of `startswith` or `endswith` on one string.

use naja_base::{Edit, Span};
use naja_syntax::ast::Expr;
use naja_syntax::ast::{BoolOp, ExprBool, ExprCall, ExprName};

use super::common;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::unparse::{self, Level};

pub(crate) static RULE: Rule = Rule {
    name: "multiple-starts-ends-with",
    code: "PIE810",
    category: Category::Performance,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Bool], check)],
    page: include_str!("multiple_starts_ends_with.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Bool(node) = expr else { return };
    if node.op != BoolOp::Or {
        return;
    }
    let calls: Vec<(usize, Call<'a>)> =
        node.values.iter().enumerate().filter_map(|(index, value)| Some((index, call(*value)?))).collect();
    for (place, (_, first)) in calls.iter().enumerate() {
        let same = |other: &Call<'_>| other.method == first.method && other.object.id == first.object.id;
        if calls[..place].iter().any(|(_, other)| same(other)) {
            continue;
        }
        let group: Vec<(usize, Expr<'a>)> = calls[place..]
            .iter()
            .filter(|(_, other)| same(other))
            .map(|(index, call)| (*index, call.argument))
            .collect();
        if group.len() < 2 || group.iter().any(|(_, argument)| common::is_bound_to_tuple(checker, *argument))
        {
            continue;
        }
        let edits = joined(checker, node, first, &group);
        checker
            .report(&RULE, node.span, format!("call `{}` once with a tuple", first.method))
            .unsafe_fix("Merge into one call", edits);
    }
}

/// `object.method(argument)`, where the method is one of the two.
struct Call<'a> {
    object: &'a ExprName<'a>,
    method: &'a str,
    argument: Expr<'a>,
}

fn call<'a>(expr: Expr<'a>) -> Option<Call<'a>> {
    let Expr::Call(ExprCall { func: Expr::Attribute(func), arguments, .. }) = expr else { return None };
    let (Expr::Name(object), [argument], []) = (func.value, arguments.args, arguments.keywords) else {
        return None;
    };
    let method = func.attr;
    matches!(method, "startswith" | "endswith").then_some(Call { object, method, argument: *argument })
}

/// Makes one call of the group in the place of its first, and takes the others away: all on one line, unless a comment would go.
fn joined<'a>(
    checker: &Checker<'_, 'a>,
    node: &ExprBool<'a>,
    first: &Call<'a>,
    group: &[(usize, Expr<'a>)],
) -> Vec<Edit> {
    let mut words: Vec<String> = Vec::new();
    for (_, argument) in group {
        match argument {
            Expr::Tuple(tuple) => {
                words.extend(tuple.elements.iter().map(|element| unparse::element(checker.source, *element)));
            }
            other => words.push(unparse::element(checker.source, *other)),
        }
    }
    let list = if words.len() == 1 { format!("{},", words[0]) } else { words.join(", ") };
    let call = format!("{}.{}(({list}))", first.object.id, first.method);
    let place = |index: usize| checker.parsed.tables.with_parentheses(node.values[index].span());
    if checker.has_comment(node.span) {
        let gone = group[1..].iter().map(|(index, _)| Span::new(place(index - 1).end, place(*index).end));
        return std::iter::once(Edit::replace(place(group[0].0), call))
            .chain(gone.map(Edit::delete))
            .collect();
    }
    let mut texts = Vec::with_capacity(node.values.len());
    for (index, value) in node.values.iter().enumerate() {
        if index == group[0].0 {
            texts.push(call.clone());
        } else if group.iter().all(|(other, _)| *other != index) {
            texts.push(unparse::at_level(checker.source, *value, Level::And));
        }
    }
    vec![Edit::replace(node.span, texts.join(" or "))]
}
