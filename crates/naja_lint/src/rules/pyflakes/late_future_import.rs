//! F404: `from __future__ import …` after other code.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "late-future-import",
    code: "F404",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check)],
    page: include_str!("late_future_import.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body(body) = node else { return };
    let is_module = std::ptr::eq(body.as_ptr(), checker.parsed.body().as_ptr());
    let allowed = if is_module { head(body) } else { 0 };
    for stmt in body[allowed..].iter().filter(|stmt| is_future(stmt)) {
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

/// How many statements at the top are the docstring or such imports.
fn head(body: &[Stmt<'_>]) -> usize {
    let has_docstring =
        matches!(body.first(), Some(Stmt::Expr(node)) if matches!(node.value, Expr::String(_)));
    let start = usize::from(has_docstring);
    start + body[start..].iter().take_while(|stmt| is_future(stmt)).count()
}
