//! B904: `raise` without `from` while an exception is handled.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "raise-without-from-inside-except",
    code: "B904",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("raise_without_from_inside_except.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    let is_star = matches!(checker.statement(), Some(Stmt::Try(node)) if node.is_star);
    let word = if is_star { "except*" } else { "except" };
    let mut pending = vec![handler.body];
    while let Some(block) = pending.pop() {
        for stmt in block {
            match stmt {
                Stmt::Raise(raise) => {
                    let Some(exception) = raise.exception else { continue };
                    let is_caught = matches!((exception, handler.name), (Expr::Name(own), Some(name)) if own.id == name.name);
                    if raise.cause.is_none() && !is_caught {
                        let message = format!(
                            "within `{word}`, raise with `from error` or `from None` to tell the cause"
                        );
                        checker.report(&RULE, raise.span, message);
                    }
                }
                Stmt::If(node) => {
                    pending.push(node.body);
                    pending.extend(node.clauses.iter().map(|clause| clause.body));
                }
                Stmt::For(node) => pending.push(node.body),
                Stmt::While(node) => pending.push(node.body),
                Stmt::With(node) => pending.push(node.body),
                Stmt::Match(node) => pending.extend(node.cases.iter().map(|case| case.body)),
                // What a nested `try` raises may be meant for its own handlers; those are looked at by themselves.
                _ => {}
            }
        }
    }
}
