//! F403: `from … import *`.

use naja_syntax::ast::{Stmt, StmtImportFrom};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-local-with-import-star",
    code: "F403",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    page: include_str!("undefined_local_with_import_star.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if let Some((node, module)) = star_import(stmt) {
        let message = format!("`from {module} import *` used; unable to detect undefined names");
        checker.report(&RULE, node.span, message);
    }
}

/// The statement with its module as written, dots included, if it imports everything.
pub(super) fn star_import(stmt: Stmt<'_>) -> Option<(&StmtImportFrom<'_>, String)> {
    let Stmt::ImportFrom(node) = stmt else { return None };
    if !node.names.iter().any(|alias| alias.name.name == "*") {
        return None;
    }
    let mut module = ".".repeat(node.level as usize);
    module.push_str(node.module.map_or("", |module| module.name));
    if module == "__future__" { None } else { Some((node, module)) }
}
