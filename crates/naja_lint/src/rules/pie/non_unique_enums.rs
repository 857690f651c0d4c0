//! PIE796: members of an enumeration with the same value.

use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;
use naja_syntax::ast::StmtClassDef;

use crate::checker::Checker;
use crate::compare::DistinctExprs;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-unique-enums",
    code: "PIE796",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("non_unique_enums.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    if !is_enum(checker, class) {
        return;
    }
    let mut seen = DistinctExprs::default();
    for stmt in class.body {
        let Stmt::Assign(node) = *stmt else { continue };
        if is_auto(checker, node.value) || checker.file.is_stub && matches!(node.value, Expr::Ellipsis(_)) {
            continue;
        }
        if !seen.insert(checker.source, node.value) {
            let text = checker.text(node.value.span());
            checker.report(&RULE, stmt.span(), format!("enumeration has the value `{text}` more than once"));
        }
    }
}

fn is_enum<'a>(checker: &Checker<'_, 'a>, class: &StmtClassDef<'a>) -> bool {
    let bases = class.arguments.map_or(&[][..], |arguments| arguments.args);
    bases.iter().any(|base| {
        let name = checker.model().qualified_name(*base);
        name.is_some_and(|name| name.matches(&["enum", "Enum"]))
    })
}

fn is_auto<'a>(checker: &Checker<'_, 'a>, value: Expr<'a>) -> bool {
    let Expr::Call(call) = value else { return false };
    checker.model().qualified_name(call.func).is_some_and(|name| name.matches(&["enum", "auto"]))
}
