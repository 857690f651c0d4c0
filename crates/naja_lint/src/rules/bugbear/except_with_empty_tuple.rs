//! B029: `except ():`.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "except-with-empty-tuple",
    code: "B029",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("except_with_empty_tuple.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    if matches!(handler.kind, Some(Expr::Tuple(tuple)) if tuple.elements.is_empty()) {
        let is_star = matches!(checker.statement(), Some(Stmt::Try(node)) if node.is_star);
        let word = if is_star { "except*" } else { "except" };
        checker.report(&RULE, handler.span, format!("`{word} ():` catches nothing"));
    }
}
