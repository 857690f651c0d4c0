//! UP041: old names of `TimeoutError`.

use naja_syntax::PythonVersion;
use naja_syntax::ast::Stmt;

use super::exception_alias::{self, Aliases};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "timeout-error-alias",
    code: "UP041",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[
        Hook::Node(&[NodeKind::ExceptHandler], check_handler),
        Hook::Stmt(&[StmtKind::Raise], check_raise),
    ],
    needs_model: true,
    page: include_str!("timeout_error_alias.md"),
};

static ALIASES: Aliases = Aliases { rule: &RULE, instead: "TimeoutError", is_alias };

fn check_handler<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    if let Some(kind) = handler.kind {
        exception_alias::check_handler(checker, &ALIASES, kind);
    }
}

fn check_raise<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Raise(node) = stmt else { return };
    if let Some(exception) = node.exception {
        exception_alias::check_raised(checker, &ALIASES, exception);
    }
}

/// Whether `segments` is an alias of `TimeoutError` in every Python from `target` on.
fn is_alias(segments: &[&str], target: PythonVersion) -> bool {
    match segments {
        ["socket", "timeout"] => target >= PythonVersion::new(3, 10),
        ["asyncio", "TimeoutError"] => target >= PythonVersion::new(3, 11),
        _ => false,
    }
}
