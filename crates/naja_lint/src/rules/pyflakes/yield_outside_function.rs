//! F704: `yield` or `await` outside of a function.

use naja_syntax::ast::{Comprehension, Expr, Stmt};

use crate::checker::Checker;
use crate::node::{ExprKind, Node};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "yield-outside-function",
    code: "F704",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Yield, ExprKind::YieldFrom, ExprKind::Await], check)],
    page: include_str!("yield_outside_function.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let word = match expr {
        Expr::Yield(_) => "yield",
        Expr::YieldFrom(_) => "yield from",
        _ => "await",
    };
    // A notebook's cells may wait for what they ask for.
    let may_await = word == "await" && checker.file.cells.is_some();
    if !may_await && !is_in_function(checker, expr) {
        checker.report(&RULE, expr.span(), format!("`{word}` statement outside of a function"));
    }
}

/// Whether the current scope is a function's or lambda's. `await` reaches through comprehensions, and a generator
/// expression may hold it anywhere.
fn is_in_function(checker: &Checker<'_, '_>, expr: Expr<'_>) -> bool {
    let is_await = matches!(expr, Expr::Await(_));
    let mut inner = Node::Expr(expr);
    let mut inner_for: Option<&Comprehension<'_>> = None;
    for node in checker.parents() {
        match node {
            Node::Stmt(Stmt::FunctionDef(_)) if matches!(inner, Node::Body(_)) => return true,
            Node::Stmt(Stmt::ClassDef(_)) if matches!(inner, Node::Body(_)) => return false,
            Node::Expr(Expr::Lambda(lambda)) if lambda.body.span() == inner.span() => return true,
            Node::Comprehension(part) => inner_for = (part.iter.span() == inner.span()).then_some(part),
            Node::Expr(outer) => {
                let generators = match outer {
                    Expr::ListComp(comp) | Expr::SetComp(comp) | Expr::Generator(comp) => comp.generators,
                    Expr::DictComp(comp) => comp.generators,
                    _ => &[],
                };
                // The first iterable is evaluated outside of the comprehension.
                let is_outside = inner_for
                    .take()
                    .zip(generators.first())
                    .is_some_and(|(part, first)| std::ptr::eq(part, first));
                if !generators.is_empty() && !is_outside {
                    match outer {
                        Expr::Generator(_) if is_await => return true,
                        _ if is_await => {}
                        _ => return false,
                    }
                }
            }
            _ => {}
        }
        inner = node;
    }
    false
}
