//! F701: `break` outside of a loop.

use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::{Node, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "break-outside-loop",
    code: "F701",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Break], check)],
    page: include_str!("break_outside_loop.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if !is_in_loop(checker) {
        checker.report(&RULE, stmt.span(), "`break` outside loop");
    }
}

/// Whether the current statement is in the body of a loop; its `else` does not count.
pub(super) fn is_in_loop(checker: &Checker<'_, '_>) -> bool {
    let mut inner: Option<&[Stmt<'_>]> = None;
    for node in checker.parents() {
        match node {
            Node::Body(body) => inner = Some(body),
            Node::Stmt(Stmt::For(node)) if is_same(inner, node.body) => return true,
            Node::Stmt(Stmt::While(node)) if is_same(inner, node.body) => return true,
            Node::Stmt(Stmt::FunctionDef(_) | Stmt::ClassDef(_)) => return false,
            _ => {}
        }
    }
    false
}

fn is_same(inner: Option<&[Stmt<'_>]>, body: &[Stmt<'_>]) -> bool {
    inner.is_some_and(|inner| std::ptr::eq(inner.as_ptr(), body.as_ptr()))
}
