//! F503: several conversions without names for a mapping.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-expected-sequence",
    code: "F503",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_expected_sequence.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    let mapping = matches!(node.right, Expr::Dict(_) | Expr::DictComp(_));
    if mapping && summary.positional > 1 {
        checker.report(&RULE, node.span, "`%` format without names got a mapping instead of a sequence");
    }
}
