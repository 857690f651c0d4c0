//! B003: an assignment to `os.environ` as a whole.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "assignment-to-os-environ",
    code: "B003",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Assign], check)],
    page: include_str!("assignment_to_os_environ.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Assign(assign) = stmt else { return };
    let [Expr::Attribute(target)] = assign.targets else { return };
    if target.attr == "environ" && matches!(target.value, Expr::Name(name) if name.id == "os") {
        checker.report(&RULE, target.span, "assigning to `os.environ` does not clear the environment");
    }
}
