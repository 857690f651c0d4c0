//! C408: `dict()`, `list()`, `tuple()`, `dict(a=1)`.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprCall, Quote};

use super::common::{builtin, outer, pad_before, pad_behind};
use crate::checker::Checker;
use crate::quotes::quote;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-collection-call",
    code: "C408",
    category: Category::Performance,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["dict", "list", "tuple"], check)],
    page: include_str!("unnecessary_collection_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let keywords = call.arguments.keywords;
    if !call.arguments.args.is_empty() || keywords.iter().any(|keyword| keyword.name.is_none()) {
        return;
    }
    let names: &[&'static str] = if keywords.is_empty() {
        &["dict", "list", "tuple"]
    } else if checker.settings.comprehensions.allow_dict_calls_with_keyword_arguments {
        return;
    } else {
        &["dict"]
    };
    let Some(name) = builtin(checker, call, names) else { return };
    let (open, close) = match name {
        "dict" => ("{", "}"),
        "list" => ("[", "]"),
        _ => ("(", ")"),
    };
    let before = pad_before(checker, call.span.start, open);
    let behind = pad_behind(checker, call.span.end, close);
    let arguments = call.arguments.span;
    let mut edits =
        vec![Edit::replace(Span::new(call.span.start, arguments.start + 1), format!("{before}{open}"))];
    edits.extend(items(checker, call));
    edits.push(Edit::replace(Span::new(arguments.end - 1, arguments.end), format!("{close}{behind}")));
    checker
        .report(&RULE, call.span, format!("unnecessary `{name}()`: write a literal"))
        .unsafe_fix("Rewrite as a literal", edits);
}

/// Makes `"name": ` of each `name=`.
fn items(checker: &Checker<'_, '_>, call: &ExprCall<'_>) -> Vec<Edit> {
    if call.arguments.keywords.is_empty() {
        return Vec::new();
    }
    let quote = match quote(checker) {
        Quote::Single => '\'',
        Quote::Double => '"',
    };
    let item = |keyword: &naja_syntax::ast::Keyword<'_>| {
        let name = keyword.name?;
        let span = Span::new(name.span.start, outer(checker, keyword.value).start);
        Some(Edit::replace(span, format!("{quote}{}{quote}: ", name.name)))
    };
    call.arguments.keywords.iter().filter_map(item).collect()
}
