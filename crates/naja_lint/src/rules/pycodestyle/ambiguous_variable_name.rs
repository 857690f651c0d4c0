//! E741: a variable called `l`, `O` or `I`.

use super::common;
use crate::checker::Checker;
use crate::node::{ExprKind, Node, NodeKind, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Span;
use naja_syntax::ast::{Expr, Identifier, Stmt};

pub(crate) static RULE: Rule = Rule {
    name: "ambiguous-variable-name",
    code: "E741",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[
        Hook::Expr(&[ExprKind::Target], check_name),
        Hook::Node(&[NodeKind::Parameter, NodeKind::ExceptHandler], check_node),
        Hook::Stmt(&[StmtKind::Global, StmtKind::Nonlocal], check_stmt),
    ],
    page: include_str!("ambiguous_variable_name.md"),
};

fn check_name<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    if let Expr::Name(node) = expr
        && common::is_ambiguous(node.id)
    {
        report(checker, node.id, node.span);
    }
}

fn check_node<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let name = match node {
        Node::Parameter(parameter) => Some(parameter.name),
        Node::ExceptHandler(handler) => handler.name,
        _ => None,
    };
    name.into_iter().for_each(|name| check_identifier(checker, name));
}

fn check_stmt<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Stmt::Global(node) | Stmt::Nonlocal(node) = stmt {
        node.names.iter().for_each(|name| check_identifier(checker, *name));
    }
}

fn check_identifier(checker: &mut Checker<'_, '_>, name: Identifier<'_>) {
    if common::is_ambiguous(name.name) {
        report(checker, name.name, name.span);
    }
}

fn report(checker: &mut Checker<'_, '_>, name: &str, span: Span) {
    // A stub repeats the names of others.
    if !checker.file.is_stub {
        checker.report(&RULE, span, format!("ambiguous variable name: `{name}`"));
    }
}
