//! F501: a `%` format that ends too early.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::formats::percent::Fault;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-invalid-format",
    code: "F501",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_invalid_format.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(site) = percent_site::of(checker, expr) else { return };
    let what = match site.summary {
        Err(Fault::Incomplete) => "incomplete conversion",
        Err(Fault::IncompleteKey) => "the parentheses of a key are not closed",
        Err(Fault::UnknownKind(_)) | Ok(_) => return,
    };
    checker.report(&RULE, site.node.span, format!("invalid `%` format: {what}"));
}
