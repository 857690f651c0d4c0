//! B011: `assert False`.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, Stmt, StmtAssert};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::unparse;

pub(crate) static RULE: Rule = Rule {
    name: "assert-false",
    code: "B011",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Assert], check)],
    page: include_str!("assert_false.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Assert(assert) = stmt else { return };
    let Expr::False(span) = assert.test else { return };
    let edits = raise(checker, assert);
    checker
        .report(&RULE, *span, "`assert False` is gone under `python -O`: raise `AssertionError()`")
        .unsafe_fix("Replace `assert False`", edits);
}

fn raise(checker: &Checker<'_, '_>, assert: &StmtAssert<'_>) -> Vec<Edit> {
    let Some(message) = assert.message else {
        return vec![Edit::replace(assert.span, "raise AssertionError()")];
    };
    let outer = checker.parsed.tables.with_parentheses(message.span());
    if checker.has_comment(outer) {
        // The message stays as it is, with its comments, and gets the call's parentheses around it.
        return vec![
            Edit::replace(Span::new(assert.span.start, outer.start), "raise AssertionError("),
            Edit::insert(assert.span.end, ")"),
        ];
    }
    let text = unparse::element(checker.source, message);
    vec![Edit::replace(assert.span, format!("raise AssertionError({text})"))]
}
