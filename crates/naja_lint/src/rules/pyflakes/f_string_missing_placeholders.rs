//! F541: an f-string without replacement fields.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, FString, FStringElement, FStringPart};

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "f-string-missing-placeholders",
    code: "F541",
    category: Category::Correctness,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::FString], check)],
    page: include_str!("f_string_missing_placeholders.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::FString(node) = expr else { return };
    let strings = || {
        node.parts.iter().filter_map(|part| match part {
            FStringPart::FString(string) => Some(*string),
            FStringPart::Literal(_) => None,
        })
    };
    let has_field = |string: &FString<'_>| {
        string.elements.iter().any(|element| matches!(element, FStringElement::Interpolation(_)))
    };
    if strings().any(has_field) {
        return;
    }
    for string in strings() {
        let edits = plain(checker, string);
        checker
            .report(&RULE, string.span, "f-string without any placeholders")
            .safe_fix("Remove extraneous `f` prefix", edits);
    }
}

/// Makes a plain literal of `string`: no `f`, and no doubled braces.
fn plain(checker: &Checker<'_, '_>, string: &FString<'_>) -> Vec<Edit> {
    let text = checker.text(string.span);
    let prefix = string.flags.prefix_len() as usize;
    let at = text[..prefix].find(['f', 'F']).unwrap_or(0);
    let offset = |index: usize| string.span.start + Span::from_range(index..index).start;
    let mut edits = vec![Edit::delete(Span::new(offset(at), offset(at + 1)))];
    // A prefix that is gone must not let the keyword before it run into a prefix that stays or into the quotes' name.
    if prefix == 1
        && checker.source[..string.span.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    {
        edits.push(Edit::insert(string.span.start, " "));
    }
    let mut index = prefix;
    while let Some(found) = text[index..].find("{{").into_iter().chain(text[index..].find("}}")).min() {
        index += found;
        edits.push(Edit::delete(Span::new(offset(index), offset(index + 1))));
        index += 2;
    }
    edits
}
