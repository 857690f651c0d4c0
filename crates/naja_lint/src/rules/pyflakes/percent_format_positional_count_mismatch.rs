//! F507: more or fewer values than conversions.

use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-positional-count-mismatch",
    code: "F507",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_positional_count_mismatch.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    if !summary.keys.is_empty() {
        return;
    }
    let given = match node.right {
        Expr::Tuple(tuple) if tuple.elements.iter().any(|element| matches!(element, Expr::Starred(_))) => {
            return;
        }
        Expr::Tuple(tuple) => tuple.elements.len(),
        // What can be subscripted, a tuple or string apart, passes for a mapping, of which nothing need be used.
        Expr::List(_) | Expr::ListComp(_) | Expr::Dict(_) | Expr::DictComp(_) | Expr::Bytes(_)
            if summary.positional == 0 =>
        {
            return;
        }
        other if percent_site::is_single(other) => 1,
        _ => return,
    };
    let wanted = summary.positional;
    if given != wanted {
        let message = format!("`%` format has {wanted} conversion(s), but {given} value(s)");
        checker.report(&RULE, node.span, message);
    }
}
