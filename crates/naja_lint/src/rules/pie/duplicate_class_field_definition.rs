//! PIE794: a field that a class body assigns twice.

use naja_base::hash::HashSet;
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::statements::{Siblings, TrailingComment, remove_statement};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-class-field-definition",
    code: "PIE794",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("duplicate_class_field_definition.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    let mut seen: HashSet<&str> = HashSet::default();
    for stmt in class.body {
        let Some(name) = field(*stmt) else { continue };
        if seen.insert(name) {
            continue;
        }
        let siblings = Siblings { body: class.body, is_module: false };
        let edits = remove_statement(checker, *stmt, siblings, TrailingComment::Remove);
        checker
            .report(&RULE, stmt.span(), format!("class field `{name}` is defined more than once"))
            .unsafe_fix(format!("Remove the definition of `{name}`"), edits);
    }
}

/// The field that `stmt` defines, if its value does not build on what the field was before.
fn field<'a>(stmt: Stmt<'a>) -> Option<&'a str> {
    let (target, value) = match stmt {
        Stmt::Assign(node) => match node.targets {
            [only] => (*only, Some(node.value)),
            _ => return None,
        },
        Stmt::AnnAssign(node) => (node.target, node.value),
        _ => return None,
    };
    let Expr::Name(name) = target else { return None };
    let mut search = Search { name: name.id, found: false };
    if let Some(value) = value {
        search.visit_expr(value);
    }
    (!search.found).then_some(name.id)
}

struct Search<'n> {
    name: &'n str,
    found: bool,
}

impl<'a> Visitor<'a> for Search<'_> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.found |= matches!(expr, Expr::Name(name) if name.id == self.name);
        walk_expr(self, expr);
    }
}
