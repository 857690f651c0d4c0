//! C414: `set(list(x))`, `sorted(list(x))` and their like.

use naja_base::Edit;
use naja_syntax::ast::{Expr, ExprCall, Keyword};

use super::common::{argument_text, builtin, comma, outer};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-double-cast-or-process",
    code: "C414",
    category: Category::Performance,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["list", "tuple", "set", "sorted"], check)],
    page: include_str!("unnecessary_double_cast_or_process.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Call(inner)) = call.arguments.args.first() else { return };
    let Some(name) = builtin(checker, call, &["list", "tuple", "set", "sorted"]) else { return };
    let wasted: &[&'static str] = match name {
        "list" | "tuple" => &["list", "tuple"],
        "set" => &["list", "tuple", "set", "sorted", "reversed"],
        _ => &["list", "tuple", "sorted", "reversed"],
    };
    let Some(inner_name) = builtin(checker, inner, wasted) else { return };
    // Sorting by one order and then by another keeps the first among what the second finds equal.
    let sorts_twice = name == "sorted" && inner_name == "sorted";
    if sorts_twice && !same_keywords(checker, call.arguments.keywords, inner.arguments.keywords) {
        return;
    }
    let edits = unwrap(checker, call, inner);
    checker
        .report(&RULE, call.span, format!("unnecessary `{inner_name}()` within `{name}()`"))
        .unsafe_fix(format!("Remove the inner `{inner_name}()` call"), edits);
}

/// Whether both calls have the same keywords with the same values, as written.
fn same_keywords(checker: &Checker<'_, '_>, one: &[Keyword<'_>], other: &[Keyword<'_>]) -> bool {
    let text = |keyword: &Keyword<'_>| {
        let words: Vec<&str> = checker.text(keyword.value.span()).split_whitespace().collect();
        (keyword.name.map(|name| name.name.to_owned()), words.join(" "))
    };
    one.len() == other.len()
        && one.iter().all(|keyword| other.iter().any(|other| text(keyword) == text(other)))
}

fn unwrap(checker: &Checker<'_, '_>, call: &ExprCall<'_>, inner: &ExprCall<'_>) -> Vec<Edit> {
    let place = outer(checker, Expr::Call(inner));
    let Some(argument) = inner.arguments.args.first().copied() else {
        // With its only argument the outer call loses the comma after it.
        let rest = naja_base::Span::new(place.end, call.arguments.span.end - 1);
        return std::iter::once(Edit::delete(place)).chain(comma(checker, rest).map(Edit::delete)).collect();
    };
    let is_alone = call.arguments.args.len() == 1 && call.arguments.keywords.is_empty();
    let text = match argument {
        Expr::Generator(node) if !node.parenthesized => {
            let inside = naja_base::Span::new(node.span.start + 1, node.span.end - 1);
            if is_alone { checker.text(inside).trim().to_owned() } else { checker.text(node.span).to_owned() }
        }
        _ => argument_text(checker, argument),
    };
    vec![Edit::replace(place, text)]
}
