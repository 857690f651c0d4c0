//! F706: `return` outside of a function.

use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "return-outside-function",
    code: "F706",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Return], check)],
    page: include_str!("return_outside_function.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let definition =
        checker.parent_statements().find(|outer| matches!(outer, Stmt::FunctionDef(_) | Stmt::ClassDef(_)));
    if !matches!(definition, Some(Stmt::FunctionDef(_))) {
        checker.report(&RULE, stmt.span(), "`return` statement outside of a function/method");
    }
}
