//! E742: a class called `l`, `O` or `I`.

use super::common;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_syntax::ast::Stmt;

pub(crate) static RULE: Rule = Rule {
    name: "ambiguous-class-name",
    code: "E742",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("ambiguous_class_name.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Stmt::ClassDef(node) = stmt
        && common::is_ambiguous(node.name.name)
    {
        checker.report(&RULE, node.name.span, format!("ambiguous class name: `{}`", node.name.name));
    }
}
