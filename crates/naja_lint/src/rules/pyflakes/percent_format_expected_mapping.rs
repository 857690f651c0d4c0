//! F502: named conversions without a mapping.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-expected-mapping",
    code: "F502",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_expected_mapping.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    if summary.keys.is_empty() {
        return;
    }
    let sequence = matches!(
        node.right,
        Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Set(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::Generator(_)
    );
    if sequence {
        checker.report(&RULE, node.span, "`%` format with names got a sequence instead of a mapping");
    }
}
