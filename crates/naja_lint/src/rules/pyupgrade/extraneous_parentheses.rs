//! UP034: parentheses around what is in parentheses.

use naja_base::Span;
use naja_base::{Edit, span};
use naja_syntax::TokenKind;
use naja_syntax::ast::Expr;
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "extraneous-parentheses",
    code: "UP034",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::File(check_groups), Hook::Expr(&[ExprKind::Generator], check_generator)],
    page: include_str!("extraneous_parentheses.md"),
};

fn check_groups(checker: &mut Checker<'_, '_>) {
    let parsed = checker.parsed;
    let mut told_to = 0;
    for entry in &parsed.tables.parentheses {
        if entry.span.start < told_to || !opens_inside(checker, entry.span) || !is_spare(checker, entry.span)
        {
            continue;
        }
        told_to = entry.span.end;
        if closes_inside(checker, entry.span) {
            report(checker, entry.span);
        }
    }
}

fn check_generator<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Generator(node) = expr else { return };
    let span = node.span;
    if !node.parenthesized
        || !opens_inside(checker, span)
        || !closes_inside(checker, span)
        || !is_spare(checker, span)
    {
        return;
    }
    let groups = &checker.parsed.tables.parentheses;
    let before = groups.partition_point(|entry| entry.span.start < span.start);
    let told = groups[..before].iter().rev().take(64).any(|entry| {
        entry.span.covers(span) && opens_inside(checker, entry.span) && is_spare(checker, entry.span)
    });
    if !told {
        report(checker, span);
    }
}

fn report(checker: &mut Checker<'_, '_>, span: Span) {
    let edits = vec![
        Edit::delete(Span::new(span.start, span.start + 1)),
        Edit::delete(Span::new(span.end - 1, span.end)),
    ];
    checker.report(&RULE, span, "unnecessary parentheses").safe_fix("Remove the parentheses", edits);
}

/// Whether nothing but blanks and comments is between an opening parenthesis and `span`.
fn opens_inside(checker: &Checker<'_, '_>, span: Span) -> bool {
    before(checker, span.start).is_some_and(|at| checker.source.as_bytes()[at as usize] == b'(')
}

/// Whether nothing but blanks and comments is between `span` and a closing parenthesis.
fn closes_inside(checker: &Checker<'_, '_>, span: Span) -> bool {
    let rest = Span::new(span.end, span::offset(checker.source.len()));
    relex(checker.source, rest)
        .find(|token| !matches!(token.kind, TokenKind::Nl | TokenKind::Comment))
        .is_some_and(|token| token.kind == TokenKind::RParen)
}

/// Whether the pair may go: nothing in it, but in deeper brackets, is a comma or a `yield`.
fn is_spare(checker: &Checker<'_, '_>, span: Span) -> bool {
    let mut depth = 0;
    for token in relex(checker.source, Span::new(span.start + 1, span.end - 1)) {
        match token.kind {
            TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => depth += 1,
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => depth -= 1,
            TokenKind::Comma | TokenKind::Yield if depth == 0 => return false,
            _ => {}
        }
    }
    true
}

/// The place of the last byte before `offset` that is no blank and in no comment.
fn before(checker: &Checker<'_, '_>, offset: u32) -> Option<u32> {
    let mut offset = offset;
    loop {
        let text = &checker.source[..offset as usize];
        let end = text.trim_end_matches([' ', '\t', '\n', '\r', '\u{c}', '\\']).len();
        let end = span::offset(end);
        let comments = &checker.parsed.tables.comments;
        let index = comments.partition_point(|comment| comment.start < end);
        match index.checked_sub(1).map(|index| comments[index]).filter(|comment| comment.end >= end) {
            Some(comment) => offset = comment.start,
            None => return end.checked_sub(1),
        }
    }
}
