//! B012: `return`, `break` or `continue` in a `finally` block.

use naja_base::Span;
use naja_syntax::ast::Stmt;

use super::common::blocks;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "jump-statement-in-finally",
    code: "B012",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Try], check)],
    page: include_str!("jump_statement_in_finally.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Try(node) = stmt else { return };
    let mut jumps = Vec::new();
    // Blocks to look through, and whether a loop inside `finally` takes `break` and `continue` there.
    let mut pending = vec![(node.finalbody, false)];
    while let Some((block, in_loop)) = pending.pop() {
        for stmt in block {
            match stmt {
                Stmt::Return(node) => jumps.push(("return", node.span)),
                Stmt::Break(span) if !in_loop => jumps.push(("break", **span)),
                Stmt::Continue(span) if !in_loop => jumps.push(("continue", **span)),
                Stmt::For(node) => pending.extend([(node.body, true), (node.orelse, in_loop)]),
                Stmt::While(node) => pending.extend([(node.body, true), (node.orelse, in_loop)]),
                // Its own `finally` is looked at when the walk comes to it.
                Stmt::Try(node) => {
                    pending.extend([(node.body, in_loop), (node.orelse, in_loop)]);
                    pending.extend(node.handlers.iter().map(|handler| (handler.body, in_loop)));
                }
                _ => pending.extend(blocks(*stmt).into_iter().map(|block| (block, in_loop))),
            }
        }
    }
    jumps.sort_by_key(|(_, span): &(&str, Span)| span.start);
    for (name, span) in jumps {
        checker.report(&RULE, span, format!("`{name}` inside `finally` silences exceptions"));
    }
}
