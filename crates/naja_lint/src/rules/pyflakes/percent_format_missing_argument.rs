//! F505: names that the mapping of a `%` format does not have.

use naja_base::hash::HashSet;
use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::compare::string_value;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-missing-argument",
    code: "F505",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_missing_argument.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    let Expr::Dict(dict) = node.right else { return };
    if summary.positional > 0 {
        return;
    }
    let mut present = HashSet::with_capacity_and_hasher(dict.items.len(), Default::default());
    for item in dict.items {
        let Some(key) = item.key.and_then(string_value) else { return };
        present.insert(key);
    }
    let mut missing: Vec<&str> =
        summary.keys.iter().map(String::as_str).filter(|name| !present.contains(*name)).collect();
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let list = missing.join("`, `");
        checker.report(&RULE, node.span, format!("`%` format is missing a value for the key `{list}`"));
    }
}
