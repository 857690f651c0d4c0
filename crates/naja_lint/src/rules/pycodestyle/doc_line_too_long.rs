//! W505: a line of documentation that is too long.

use super::overlong;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_syntax::ast::{Expr, Stmt};

pub(crate) static RULE: Rule = Rule {
    name: "doc-line-too-long",
    code: "W505",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Layout(check_comments), Hook::Stmt(&[StmtKind::Expr], check)],
    page: include_str!("doc_line_too_long.md"),
};

/// Comments that are alone on their lines.
fn check_comments(checker: &mut Checker<'_, '_>) {
    let Some(limit) = checker.settings.pycodestyle.max_doc_length else { return };
    let parsed = checker.parsed;
    for comment in &parsed.tables.comments {
        let number = checker.lines.line(comment.start);
        let start = checker.lines.start(number);
        if checker.source[start as usize..comment.start as usize].trim().is_empty() {
            check_line(checker, number, limit);
        }
    }
}

/// Strings that are statements by themselves.
fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let (Some(limit), Stmt::Expr(node)) = (checker.settings.pycodestyle.max_doc_length, stmt) else { return };
    if let Expr::String(string) = node.value {
        let (first, last) = (checker.lines.line(string.span.start), checker.lines.line(string.span.end));
        (first..=last).for_each(|number| check_line(checker, number, limit));
    }
}

fn check_line(checker: &mut Checker<'_, '_>, number: u32, limit: u32) {
    let line = checker.line(number);
    if let Some(long) = overlong::measure(checker, &line, limit) {
        checker.report(&RULE, long.span, format!("doc line too long ({} > {limit})", long.width));
    }
}
