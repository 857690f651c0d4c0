//! C408: `dict()`, `list()`, `tuple()`, `dict(a=1)`.

use naja_base::{Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, ExprCall, FStringPart, Quote};
use naja_syntax::relex::tokenize;

use super::common::{builtin, outer, pad_before, pad_behind};
use crate::checker::Checker;
use crate::node::Node;
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

/// The quotes to write: not those of the f-string around, else those of the file's first string.
fn quote(checker: &Checker<'_, '_>) -> Quote {
    let mut place = None;
    for node in checker.parents() {
        match node {
            Node::Interpolation(field) if place.is_none() => place = Some(field.span),
            Node::Expr(Expr::FString(node) | Expr::TString(node)) => {
                let around = node.parts.iter().find_map(|part| match part {
                    FStringPart::FString(string) if place.is_some_and(|place| string.span.covers(place)) => {
                        Some(string.flags.quote())
                    }
                    _ => None,
                });
                return match around {
                    Some(Quote::Single) => Quote::Double,
                    _ => Quote::Single,
                };
            }
            Node::Stmt(_) => break,
            _ => {}
        }
    }
    let opening = |span: Span| checker.text(span).trim_start_matches(char::is_alphabetic);
    let mut strings = tokenize(checker.source)
        .filter(|token| matches!(token.kind, TokenKind::String | TokenKind::FStringStart))
        .map(|token| opening(token.span))
        .filter(|text| !text.starts_with("\"\"\"") && !text.starts_with("'''"));
    if strings.next().is_some_and(|text| text.starts_with('\'')) { Quote::Single } else { Quote::Double }
}
