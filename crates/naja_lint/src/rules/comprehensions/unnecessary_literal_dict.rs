//! C406: `dict([(1, 2)])`.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprCall};

use super::common::{around, builtin, comma, item_text, list_or_tuple, only_argument, outer, padded};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-literal-dict",
    code: "C406",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["dict"], check)],
    page: include_str!("unnecessary_literal_dict.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument) = only_argument(call) else { return };
    let Some((kind, elements)) = list_or_tuple(argument) else { return };
    let are_pairs =
        elements.iter().all(|element| matches!(element, Expr::Tuple(pair) if pair.elements.len() == 2));
    if !are_pairs || builtin(checker, call, &["dict"]).is_none() {
        return;
    }
    let edit = rewrite(checker, call, argument, elements);
    let finding = checker.report(&RULE, call.span, format!("unnecessary {kind}: write a dict literal"));
    if let Some(edit) = edit {
        finding.unsafe_fix("Rewrite as a dict literal", vec![edit]);
    }
}

fn rewrite(
    checker: &Checker<'_, '_>,
    call: &ExprCall<'_>,
    argument: Expr<'_>,
    elements: &[Expr<'_>],
) -> Option<Edit> {
    let span = argument.span();
    let mut items = String::new();
    let mut place = span.start + 1;
    for element in elements {
        let Expr::Tuple(pair) = element else { return None };
        let own = outer(checker, *element);
        let gap = Span::new(place, own.start);
        if !items.is_empty() || checker.has_comment(gap) {
            items.push_str(checker.text(gap));
        }
        items.push_str(&item_text(checker, pair.elements)?);
        place = own.end;
    }
    let tail = Span::new(place, span.end - 1);
    if checker.has_comment(tail) {
        items.push_str(checker.text(tail));
    } else if comma(checker, tail).is_some() {
        items.push(',');
    }
    let text = if elements.is_empty() {
        "{}".to_owned()
    } else {
        let (before, behind) = around(checker, call, outer(checker, argument));
        format!("{{{before}{items}{behind}}}")
    };
    Some(Edit::replace(call.span, padded(checker, call.span, &text)))
}
