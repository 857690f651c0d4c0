//! F508: a `*` in a format for a mapping.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-star-requires-sequence",
    code: "F508",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_star_requires_sequence.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    if summary.has_star && matches!(node.right, Expr::Dict(_) | Expr::DictComp(_)) {
        checker.report(&RULE, node.span, "`*` in a `%` format needs a sequence of values");
    }
}
