//! F506: named and other conversions side by side.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-mixed-positional-and-named",
    code: "F506",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_mixed_positional_and_named.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    if summary.positional > 0 && !summary.keys.is_empty() {
        checker.report(&RULE, node.span, "`%` format mixes conversions with and without names");
    }
}
