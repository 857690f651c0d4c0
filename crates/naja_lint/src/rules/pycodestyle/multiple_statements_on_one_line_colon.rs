//! E701: a block after the colon of its head.

use super::common;
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Span;
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::visitor::walk_stmt;

pub(crate) static RULE: Rule = Rule {
    name: "multiple-statements-on-one-line-colon",
    code: "E701",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check), Hook::Layout(check_broken)],
    page: include_str!("multiple_statements_on_one_line_colon.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body(body) = node else { return };
    // Where a function is on one line, that is another rule's.
    if matches!(checker.parent(), None | Some(Node::Stmt(Stmt::FunctionDef(_)))) {
        return;
    }
    look(checker, body);
}

/// Looks at the readable blocks of a file whose syntax is broken, where the tree is not walked.
fn check_broken(checker: &mut Checker<'_, '_>) {
    if checker.parsed.is_valid() {
        return;
    }
    let mut blocks = Blocks { found: Vec::new() };
    checker.parsed.body().iter().for_each(|stmt| blocks.visit_stmt(*stmt));
    for body in blocks.found {
        look(checker, body);
    }
}

/// Collects the blocks of all statements but functions.
struct Blocks<'a> {
    found: Vec<&'a [Stmt<'a>]>,
}

impl<'a> Visitor<'a> for Blocks<'a> {
    fn visit_body(&mut self, body: &'a [Stmt<'a>]) {
        self.found.push(body);
        body.iter().for_each(|stmt| self.visit_stmt(*stmt));
    }

    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        match stmt {
            Stmt::FunctionDef(node) => node.body.iter().for_each(|stmt| self.visit_stmt(*stmt)),
            _ => walk_stmt(self, stmt),
        }
    }
}

fn look<'a>(checker: &mut Checker<'_, 'a>, body: &'a [Stmt<'a>]) {
    let Some(first) = body.first() else { return };
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
