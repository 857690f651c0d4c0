//! B005: `strip` with a text, where it takes a set of characters.

use naja_syntax::ast::Expr;

use super::common::string_value;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "strip-with-multi-characters",
    code: "B005",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Call(&["strip", "lstrip", "rstrip"], check)],
    page: include_str!("strip_with_multi_characters.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Expr::Attribute(method) = call.func else { return };
    if !matches!(method.attr, "strip" | "lstrip" | "rstrip") || !call.arguments.keywords.is_empty() {
        return;
    }
    let [characters] = call.arguments.args else { return };
    if string_value(*characters).is_some_and(|text| repeats(&text)) {
        let message = format!("`.{}()` strips a set of characters, not a prefix or suffix", method.attr);
        checker.report(&RULE, call.span, message);
    }
}

/// Whether a character is duplicated in `text`.
fn repeats(text: &str) -> bool {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters.windows(2).any(|pair| pair[0] == pair[1])
}
