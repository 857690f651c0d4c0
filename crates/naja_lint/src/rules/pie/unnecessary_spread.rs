//! PIE800: a dictionary display unpacked into another.

use naja_base::{Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::Expr;
use naja_syntax::ast::ExprDict;
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-spread",
    code: "PIE800",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Dict], check)],
    page: include_str!("unnecessary_spread.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Dict(outer) = expr else { return };
    let mut previous = outer.span.start + 1;
    for item in outer.items {
        let end = checker.parsed.tables.with_parentheses(item.value.span()).end;
        if let (None, Expr::Dict(inner)) = (item.key, item.value) {
            let edits = unpack(checker, inner, Span::new(previous, outer.span.end - 1));
            checker
                .report(&RULE, inner.span, "unnecessary `**` of a dictionary display")
                .safe_fix("Inline the items", edits);
        }
        previous = end;
    }
}

/// Takes `**`, the braces, parentheses around them, and a comma that would be duplicated, away from `inner`, which is in `room`.
fn unpack(checker: &Checker<'_, '_>, inner: &ExprDict<'_>, room: Span) -> Vec<Edit> {
    let mut edits = Vec::new();
    let stars = relex(checker.source, Span::new(room.start, inner.span.start))
        .filter(|token| matches!(token.kind, TokenKind::DoubleStar | TokenKind::LParen));
    edits.extend(stars.map(|token| Edit::delete(token.span)));
    edits.push(Edit::delete(Span::new(inner.span.start, inner.span.start + 1)));
    let whole = checker.parsed.tables.with_parentheses(inner.span);
    if let Some(last) = inner.items.last() {
        let value = checker.parsed.tables.with_parentheses(last.value.span());
        let comma = relex(checker.source, Span::new(value.end, inner.span.end - 1))
            .find(|token| token.kind == TokenKind::Comma);
        edits.extend(comma.map(|token| Edit::delete(token.span)));
    } else {
        let comma = relex(checker.source, Span::new(whole.end, room.end))
            .next()
            .filter(|token| token.kind == TokenKind::Comma);
        edits.extend(comma.map(|token| Edit::delete(token.span)));
    }
    edits.push(Edit::delete(Span::new(inner.span.end - 1, inner.span.end)));
    let closing = relex(checker.source, Span::new(inner.span.end, whole.end))
        .filter(|token| token.kind == TokenKind::RParen);
    edits.extend(closing.map(|token| Edit::delete(token.span)));
    edits
}
