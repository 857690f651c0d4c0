//! W605: a backslash that escapes nothing.

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Edit, Span};
use naja_syntax::RemarkKind;
use naja_syntax::ast::{Expr, FString, FStringElement, FStringPart, StringFlags};

pub(crate) static RULE: Rule = Rule {
    name: "invalid-escape-sequence",
    code: "W605",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::String, ExprKind::Bytes, ExprKind::FString], check)],
    page: include_str!("invalid_escape_sequence.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let remarks = &checker.parsed.remarks;
    let first = remarks.partition_point(|remark| remark.span.start < expr.span().start);
    if remarks.get(first).is_none_or(|remark| remark.span.start >= expr.span().end) {
        return;
    }
    match expr {
        Expr::String(node) => {
            node.parts
                .iter()
                .for_each(|part| literal(checker, part.span(), part.flags, &[part.content_span()]));
        }
        Expr::Bytes(node) => {
            node.parts
                .iter()
                .for_each(|part| literal(checker, part.span(), part.flags, &[part.content_span()]));
        }
        Expr::FString(node) => {
            for part in node.parts {
                match part {
                    FStringPart::Literal(part) => {
                        literal(checker, part.span(), part.flags, &[part.content_span()]);
                    }
                    FStringPart::FString(string) => {
                        literal(checker, string.span, string.flags, &texts(string));
                    }
                }
            }
        }
        _ => {}
    }
}

/// The pieces of text of an f-string, those of its format specifications included.
fn texts(string: &FString<'_>) -> Vec<Span> {
    let mut texts = Vec::new();
    for element in string.elements {
        match element {
            FStringElement::Text(span) => texts.push(*span),
            FStringElement::Interpolation(field) => {
                let elements = field.format_spec.map_or(&[][..], |spec| spec.elements);
                texts.extend(elements.iter().filter_map(|element| match element {
                    FStringElement::Text(span) => Some(*span),
                    FStringElement::Interpolation(_) => None,
                }));
            }
        }
    }
    texts
}

/// Looks at one literal, whose text is at `texts`.
fn literal(checker: &mut Checker<'_, '_>, span: Span, flags: StringFlags, texts: &[Span]) {
    let mut invalid = Vec::new();
    let mut has_valid = false;
    let remarks = &checker.parsed.remarks;
    for text in texts {
        let first = remarks.partition_point(|remark| remark.span.start < text.start);
        let own = remarks[first..].iter().take_while(|remark| remark.span.start < text.end);
        let wrong: Vec<Span> =
            own.filter(|remark| remark.kind == RemarkKind::InvalidEscape).map(|remark| remark.span).collect();
        has_valid |= escapes(checker.text(*text)) > wrong.len();
        invalid.extend(wrong);
    }
    let keyword = checker.source[..span.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    for place in invalid {
        let shown = checker.text(place).to_owned();
        let (title, edit) = if has_valid {
            ("Add backslash to escape sequence", Edit::insert(place.start + 1, "\\"))
        } else if flags.is_unicode() {
            ("Use a raw string literal", Edit::replace(Span::new(span.start, span.start + 1), "r"))
        } else {
            ("Use a raw string literal", Edit::insert(span.start, if keyword { " r" } else { "r" }))
        };
        checker
            .report(&RULE, place, format!("invalid escape sequence: `{shown}`"))
            .safe_fix(title, vec![edit]);
    }
}

/// The number of backslashes that begin something.
fn escapes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        count += 1;
        at = (at + found + 2).min(bytes.len());
    }
    count
}
