//! The quotes of strings that fixes write.

use naja_base::Span;
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, FStringPart, Quote};
use naja_syntax::relex::tokenize;

use crate::checker::Checker;
use crate::node::Node;

/// The quotes to write: not those of the f-string around, else those of the file's first string.
#[must_use]
pub fn quote(checker: &Checker<'_, '_>) -> Quote {
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
