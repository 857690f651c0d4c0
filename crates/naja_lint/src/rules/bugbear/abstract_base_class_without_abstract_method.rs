//! B024: an abstract base class without abstract methods.

use naja_syntax::ast::Stmt;

use super::abstract_class::{is_abstract_base, is_abstract_method};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "abstract-base-class-without-abstract-method",
    code: "B024",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("abstract_base_class_without_abstract_method.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    if checker.file.is_stub || !is_abstract_base(checker, class) {
        return;
    }
    let demands = class.body.iter().any(|stmt| match stmt {
        Stmt::FunctionDef(method) => is_abstract_method(checker, method),
        // An attribute without a value is for the heirs to give.
        Stmt::AnnAssign(node) => node.value.is_none(),
        _ => false,
    });
    if !demands {
        let message = format!("`{}` is an abstract base class without abstract methods", class.name.name);
        checker.report(&RULE, class.name.span, message);
    }
}
