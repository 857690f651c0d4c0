//! B030: `except` with something that is no exception class.

use naja_base::Span;
use naja_syntax::ast::{BinaryOp, Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "except-with-non-exception-classes",
    code: "B030",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("except_with_non_exception_classes.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    let Some(kind) = handler.kind else { return };
    let mut found = Vec::new();
    whole(kind, &mut found);
    let is_star = matches!(checker.statement(), Some(Stmt::Try(node)) if node.is_star);
    let word = if is_star { "except*" } else { "except" };
    for span in found {
        checker.report(&RULE, span, format!("`{word}` takes exception classes and tuples of them"));
    }
}

/// What is wrong with an expression that may be a class, a tuple, or a sum of tuples.
fn whole(expr: Expr<'_>, found: &mut Vec<Span>) {
    match expr {
        Expr::Tuple(tuple) => tuple.elements.iter().for_each(|element| part(*element, found)),
        Expr::Binary(_) => sum(expr, found),
        _ => single(expr, found),
    }
}

/// What is wrong with an element of a tuple.
fn part(expr: Expr<'_>, found: &mut Vec<Span>) {
    match expr {
        Expr::Starred(starred) => match starred.value {
            Expr::Tuple(node) => node.elements.iter().for_each(|element| part(*element, found)),
            Expr::List(node) => node.elements.iter().for_each(|element| part(*element, found)),
            value => part(value, found),
        },
        Expr::Binary(_) => sum(expr, found),
        _ => single(expr, found),
    }
}

/// What is wrong with the terms of `A + B`; any other operator gives nothing that could be caught.
fn sum(expr: Expr<'_>, found: &mut Vec<Span>) {
    let mut pending = vec![expr];
    while let Some(term) = pending.pop() {
        match term {
            Expr::Binary(node) if node.op == BinaryOp::Add => pending.extend([node.right, node.left]),
            Expr::Tuple(_) => whole(term, found),
            _ => single(term, found),
        }
    }
}

/// Names, attributes, items and calls may be anything.
fn single(expr: Expr<'_>, found: &mut Vec<Span>) {
    if !matches!(expr, Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_)) {
        found.push(expr.span());
    }
}
