//! C409: `tuple([1, 2])`, `tuple((1, 2))`.

use naja_base::Span;
use naja_syntax::ast::Expr;

use super::common::{builtin, comma, only_argument, outer, rebracket};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-literal-within-tuple-call",
    code: "C409",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["tuple"], check)],
    page: include_str!("unnecessary_literal_within_tuple_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(argument) = only_argument(call) else { return };
    let message = match argument {
        Expr::List(_) => "unnecessary list passed to `tuple()`: write a tuple literal",
        Expr::Tuple(_) => "unnecessary `tuple()` around a tuple literal",
        _ => return,
    };
    if builtin(checker, call, &["tuple"]).is_none() {
        return;
    }
    let close = match argument {
        Expr::List(list) => match list.elements {
            // A list of one has no comma that makes a tuple of it.
            [only] => {
                let rest = Span::new(outer(checker, *only).end, list.span.end - 1);
                if comma(checker, rest).is_some() { ")" } else { ",)" }
            }
            _ => ")",
        },
        _ => ")",
    };
    let edits = rebracket(checker, call, argument.span(), ("(", close));
    checker.report(&RULE, call.span, message).unsafe_fix("Rewrite as a tuple literal", edits);
}
