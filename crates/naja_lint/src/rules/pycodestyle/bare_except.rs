//! E722: `except:` without an exception.

use naja_base::Span;

use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bare-except",
    code: "E722",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("bare_except.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    if handler.kind.is_some() || handler.body.iter().any(is_bare_raise) {
        return;
    }
    let keyword = Span::new(handler.span.start, handler.span.start + 6);
    checker.report(&RULE, keyword, "do not use bare `except`");
}

fn is_bare_raise(stmt: &Stmt<'_>) -> bool {
    matches!(stmt, Stmt::Raise(node) if node.exception.is_none())
}
