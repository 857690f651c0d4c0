//! UP039: empty parentheses after a class's name.

use naja_base::Applicability;
use naja_base::Edit;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-class-parentheses",
    code: "UP039",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("unnecessary_class_parentheses.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    let Some(arguments) = class.arguments else { return };
    if !arguments.args.is_empty() || !arguments.keywords.is_empty() {
        return;
    }
    let comments = checker.has_comment(arguments.span);
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    checker.report(&RULE, arguments.span, "unnecessary parentheses after the class name").fix_of(
        applicability,
        "Remove the parentheses",
        vec![Edit::delete(arguments.span)],
    );
}
