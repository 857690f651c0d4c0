//! E701: a block behind the colon of its head.

use super::common;
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Span;
use naja_syntax::ast::{Expr, Stmt};

pub(crate) static RULE: Rule = Rule {
    name: "multiple-statements-on-one-line-colon",
    code: "E701",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check)],
    page: include_str!("multiple_statements_on_one_line_colon.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body(body) = node else { return };
    let Some(first) = body.first() else { return };
    // Where a function stands on one line, that is another rule's.
    if matches!(checker.parent(), None | Some(Node::Stmt(Stmt::FunctionDef(_)))) {
        return;
    }
    let start = first.full_span().start;
    let before = common::trim_continued(&checker.source[..start as usize]);
    if !before.ends_with(':') {
        return;
    }
    if let (Stmt::Expr(node), [_]) = (first, body)
        && matches!(node.value, Expr::Ellipsis(_))
        && common::ends_line(checker.source, node.span.end)
    {
        return;
    }
    let colon = Span::from_range(before.len() - 1..before.len());
    checker.report(&RULE, colon, "multiple statements on one line (colon)");
}
