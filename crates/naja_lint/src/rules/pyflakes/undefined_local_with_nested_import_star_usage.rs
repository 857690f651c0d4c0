//! F406: `from … import *` inside a function or class.

use naja_syntax::ast::Stmt;

use super::undefined_local_with_import_star::star_import;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-local-with-nested-import-star-usage",
    code: "F406",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    page: include_str!("undefined_local_with_nested_import_star_usage.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Some((node, module)) = star_import(stmt) else { return };
    let is_nested =
        checker.parent_statements().any(|outer| matches!(outer, Stmt::FunctionDef(_) | Stmt::ClassDef(_)));
    if is_nested {
        let message = format!("`from {module} import *` only allowed at module level");
        checker.report(&RULE, node.span, message);
    }
}
