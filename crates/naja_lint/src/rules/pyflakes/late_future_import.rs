//! F404: `from __future__ import …` behind other code.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "late-future-import",
    code: "F404",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    needs_model: false,
    page: include_str!("late_future_import.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if is_future(&stmt) && stmt.span().start >= first_other(checker.parsed.body()) {
        let message = "`from __future__` imports must occur at the beginning of the file";
        checker.report(&RULE, stmt.span(), message);
    }
}

pub(super) fn is_future(stmt: &Stmt<'_>) -> bool {
    match stmt {
        Stmt::ImportFrom(node) => {
            node.level == 0 && node.module.is_some_and(|module| module.name == "__future__")
        }
        _ => false,
    }
}

/// Where the first statement starts that is neither the docstring nor such an import.
fn first_other(body: &[Stmt<'_>]) -> u32 {
    let mut statements = body.iter();
    let rest = match body.first() {
        Some(Stmt::Expr(node)) if matches!(node.value, Expr::String(_)) => {
            statements.next();
            statements
        }
        _ => statements,
    };
    rest.clone().find(|stmt| !is_future(stmt)).map_or(u32::MAX, |stmt| stmt.full_span().start)
}
