//! B032: `a.b: value`, where `=` may have been meant.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unintentional-type-annotation",
    code: "B032",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::AnnAssign], check)],
    page: include_str!("unintentional_type_annotation.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::AnnAssign(node) = stmt else { return };
    let is_likely = match node.target {
        Expr::Subscript(target) => matches!(target.value, Expr::Name(_)),
        Expr::Attribute(target) => matches!(target.value, Expr::Name(name) if name.id != "self"),
        _ => false,
    };
    if is_likely && node.value.is_none() {
        checker.report(&RULE, node.span, "this only annotates: was `=` meant for `:`?");
    }
}
