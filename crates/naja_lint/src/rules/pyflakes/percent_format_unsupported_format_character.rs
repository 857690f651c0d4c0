//! F509: a conversion type that does not exist.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::formats::percent::Fault;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-unsupported-format-character",
    code: "F509",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_unsupported_format_character.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(site) = percent_site::of(checker, expr) else { return };
    if let Err(Fault::UnknownKind(kind)) = site.summary {
        let kind = kind.escape_debug();
        checker.report(&RULE, site.node.span, format!("`%` format has the unknown conversion type `{kind}`"));
    }
}
