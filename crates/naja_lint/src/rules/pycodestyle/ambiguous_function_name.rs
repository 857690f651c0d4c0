//! E743: a function called `l`, `O` or `I`.

use super::common;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_syntax::ast::Stmt;

pub(crate) static RULE: Rule = Rule {
    name: "ambiguous-function-name",
    code: "E743",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::FunctionDef], check)],
    page: include_str!("ambiguous_function_name.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Stmt::FunctionDef(node) = stmt
        && common::is_ambiguous(node.name.name)
    {
        checker.report(&RULE, node.name.span, format!("ambiguous function name: `{}`", node.name.name));
    }
}
