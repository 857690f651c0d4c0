//! UP012: `encode` of what can be bytes, or with the default encoding.

use naja_base::Edit;
use naja_base::Span;
use naja_syntax::ast::Expr;
use naja_syntax::ast::{ExprCall, ExprString, StringLiteral};

use crate::checker::Checker;
use crate::compare::string_value;
use crate::edits::{LastComma, remove_arguments};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-encode-utf8",
    code: "UP012",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["encode"], check)],
    page: include_str!("unnecessary_encode_utf8.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Expr::Attribute(func) = call.func else { return };
    if func.attr != "encode" {
        return;
    }
    let Some(encoding) = encoding(call) else { return };
    match func.value {
        Expr::String(node) => {
            if node.parts.iter().any(has_wide_escape) {
                return;
            }
            if string_value(func.value).is_some_and(|text| text.is_ascii()) {
                let edits = as_bytes(checker, call, node);
                checker
                    .report(&RULE, call.span, "unnecessary call of `encode`")
                    .safe_fix("Rewrite as a bytes literal", edits);
                return;
            }
        }
        Expr::FString(_) => {}
        _ => return,
    }
    let Some(argument) = encoding else { return };
    let edits = remove_arguments(checker, &call.arguments, &[argument], LastComma::Goes);
    checker
        .report(&RULE, call.span, "unnecessary UTF-8 argument of `encode`")
        .safe_fix("Remove the argument", edits);
}

/// The place of the argument that says UTF-8, if there is one. Nothing if other arguments are passed.
fn encoding(call: &ExprCall<'_>) -> Option<Option<Span>> {
    let (value, span) = match (call.arguments.args, call.arguments.keywords) {
        ([], []) => return Some(None),
        ([value], []) => (*value, value.span()),
        ([], [keyword]) if keyword.name.is_some_and(|name| name.name == "encoding") => {
            (keyword.value, keyword.span)
        }
        _ => return None,
    };
    let name = string_value(value)?.to_ascii_lowercase().replace('_', "-");
    matches!(name.as_str(), "utf-8" | "utf8" | "utf" | "u8" | "cp65001").then_some(Some(span))
}

/// Whether the literal has an escape that bytes don't know.
fn has_wide_escape(literal: &StringLiteral<'_>) -> bool {
    let mut bytes = literal.content().as_bytes().iter();
    while let Some(byte) = bytes.next() {
        if *byte != b'\\' || literal.flags.is_raw() {
            continue;
        }
        match bytes.next() {
            Some(b'N' | b'u' | b'U') => return true,
            // An octal escape above \377.
            Some(b'4'..=b'7') => {
                let rest = bytes.as_slice();
                if rest.len() > 1 && rest[..2].iter().all(|digit| matches!(digit, b'0'..=b'7')) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Prefixes the literals and takes everything after them away.
fn as_bytes(checker: &Checker<'_, '_>, call: &ExprCall<'_>, node: &ExprString<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for part in node.parts {
        let unicode = Span::new(part.start, part.start + u32::from(part.flags.is_unicode()));
        let glued =
            checker.source[..part.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        edits.push(Edit::replace(unicode, if glued { " b" } else { "b" }));
    }
    let whole = checker.parsed.tables.with_parentheses(node.span);
    let glued =
        checker.source[call.span.end as usize..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    edits.push(Edit::replace(Span::new(whole.end, call.span.end), if glued { " " } else { "" }));
    edits
}
