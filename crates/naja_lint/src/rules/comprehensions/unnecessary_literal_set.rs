//! C405: `set([1, 2])`.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprCall};

use super::common::{builtin, list_or_tuple, only_argument, outer, pad_before, pad_behind};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-literal-set",
    code: "C405",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["set"], check)],
    page: include_str!("unnecessary_literal_set.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument) = only_argument(call) else { return };
    let Some((kind, elements)) = list_or_tuple(argument) else { return };
    if builtin(checker, call, &["set"]).is_none() {
        return;
    }
    let edits = if elements.is_empty() {
        vec![Edit::replace(call.span, "set()")]
    } else {
        rewrite(checker, call, argument, elements)
    };
    checker
        .report(&RULE, call.span, format!("unnecessary {kind}: write a set literal"))
        .unsafe_fix("Rewrite as a set literal", edits);
}

fn rewrite(
    checker: &Checker<'_, '_>,
    call: &ExprCall<'_>,
    argument: Expr<'_>,
    elements: &[Expr<'_>],
) -> Vec<Edit> {
    let span = argument.span();
    let before = pad_before(checker, call.span.start, "{");
    let behind = pad_behind(checker, call.span.end, "}");
    let mut end = span.end - 1;
    // The comma that makes a tuple of one is not needed.
    if let (Expr::Tuple(_), [only]) = (argument, elements)
        && outer(checker, *only).end + 1 == end
    {
        end -= 1;
    }
    vec![
        Edit::replace(Span::new(call.span.start, span.start + 1), format!("{before}{{")),
        Edit::replace(Span::new(end, call.span.end), format!("}}{behind}")),
    ]
}
