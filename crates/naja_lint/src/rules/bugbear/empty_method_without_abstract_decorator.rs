//! B027: an empty method of an abstract base class that is not abstract itself.

use naja_syntax::ast::{Expr, Stmt};

use super::abstract_class::{has_decorator, is_abstract_base, is_abstract_method};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "empty-method-without-abstract-decorator",
    code: "B027",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("empty_method_without_abstract_decorator.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    if checker.file.is_stub || !is_abstract_base(checker, class) {
        return;
    }
    for stmt in class.body {
        let Stmt::FunctionDef(method) = stmt else { continue };
        let is_overload =
            |segments: &[&str]| matches!(segments, ["typing" | "typing_extensions", "overload"]);
        if method.body.iter().all(does_nothing)
            && !is_abstract_method(checker, method)
            && !has_decorator(checker, method.decorators, is_overload)
        {
            let name = method.name.name;
            let message =
                format!("`{name}` is an empty method of an abstract base class, but is not abstract");
            checker.report(&RULE, stmt.full_span(), message);
        }
    }
}

fn does_nothing(stmt: &Stmt<'_>) -> bool {
    match stmt {
        Stmt::Pass(_) => true,
        Stmt::Expr(node) => matches!(node.value, Expr::String(_) | Expr::Ellipsis(_)),
        _ => false,
    }
}
