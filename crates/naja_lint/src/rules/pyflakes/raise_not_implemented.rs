//! F901: `raise NotImplemented`.

use naja_base::Edit;
use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::imports::{self, Place};
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "raise-not-implemented",
    code: "F901",
    category: Category::Correctness,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Raise], check)],
    page: include_str!("raise_not_implemented.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Raise(node) = stmt else { return };
    let Some(exception) = node.exception else { return };
    let raised = match exception {
        Expr::Call(call) => call.func,
        _ => exception,
    };
    let Expr::Name(name) = raised else { return };
    if name.id != "NotImplemented" {
        return;
    }
    let instead =
        Place::of(checker, raised).and_then(|place| imports::builtin(checker, place, "NotImplementedError"));
    let finding = checker.report(
        &RULE,
        exception.span(),
        "`raise NotImplemented` should be `raise NotImplementedError`",
    );
    if let Some(mut instead) = instead {
        instead.edits.push(Edit::replace(name.span, instead.text));
        finding.safe_fix("Use `raise NotImplementedError`", instead.edits);
    }
}
