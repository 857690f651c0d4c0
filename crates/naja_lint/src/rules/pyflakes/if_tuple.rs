//! F634: a condition that is a tuple.

use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "if-tuple",
    code: "F634",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::If], check)],
    page: include_str!("if_tuple.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::If(node) = stmt else { return };
    let tests = std::iter::once(node.test).chain(node.clauses.iter().filter_map(|clause| clause.test));
    for test in tests {
        if matches!(test, Expr::Tuple(tuple) if !tuple.elements.is_empty()) {
            checker.report(&RULE, test.span(), "condition is always true, as the tuple is not empty");
        }
    }
}
