//! B016: `raise` with a literal.

use naja_syntax::ast::Stmt;

use super::common::is_constant;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "raise-literal",
    code: "B016",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Raise], check)],
    page: include_str!("raise_literal.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Raise(raise) = stmt else { return };
    if let Some(exception) = raise.exception.filter(|exception| is_constant(*exception)) {
        checker.report(
            &RULE,
            exception.span(),
            "a literal cannot be raised: an exception or `return` was meant",
        );
    }
}
