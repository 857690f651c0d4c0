//! B023: a function in a loop that reads the loop's variables later than they change.

use naja_base::Span;
use naja_syntax::ast::{Expr, ExprName, Stmt};
use naja_syntax::visitor::{walk_expr, walk_stmt};

use super::loop_walk::LoopWalk;
use crate::checker::Checker;
use crate::node::{ExprKind, Node, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "function-uses-loop-variable",
    code: "B023",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[
        Hook::Stmt(&[StmtKind::For, StmtKind::While], check_loop),
        Hook::Expr(
            &[ExprKind::ListComp, ExprKind::SetComp, ExprKind::DictComp, ExprKind::Generator],
            check_comprehension,
        ),
    ],
    page: include_str!("function_uses_loop_variable.md"),
};

fn check_loop<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if is_outermost(checker) {
        let mut walk = LoopWalk::default();
        if let Stmt::For(node) = stmt {
            walk.bind(node.target);
        }
        walk_stmt(&mut walk, stmt);
        tell(checker, &walk);
    }
}

fn check_comprehension<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    if is_outermost(checker) {
        let mut walk = LoopWalk::default();
        walk_expr(&mut walk, expr);
        tell(checker, &walk);
    }
}

/// Whether no other loop of the same function holds this one: that one's check sees all of this.
fn is_outermost(checker: &Checker<'_, '_>) -> bool {
    for node in checker.parents() {
        match node {
            Node::Stmt(Stmt::FunctionDef(_)) | Node::Expr(Expr::Lambda(_)) => return true,
            Node::Stmt(Stmt::For(_) | Stmt::While(_))
            | Node::Expr(Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_)) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

fn tell<'a>(checker: &mut Checker<'_, 'a>, walk: &LoopWalk<'a>) {
    for (name, function) in &walk.reads {
        if walk.changing.contains(&name.id) && !is_own(checker, name, *function) {
            let message = format!("the function does not bind the loop variable `{}`", name.id);
            checker.report(&RULE, name.span, message);
        }
    }
}

/// Whether the name is bound somewhere inside the function.
fn is_own<'a>(checker: &Checker<'_, 'a>, name: &ExprName<'a>, function: Span) -> bool {
    checker.model().resolve_binding(name).is_some_and(|binding| function.covers(binding.span))
}
