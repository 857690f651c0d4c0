//! F524: fields that no argument fills.

use naja_base::hash::HashSet;
use naja_syntax::ast::Expr;

use super::format_site;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "string-dot-format-missing-arguments",
    code: "F524",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Call(format_site::METHOD, check)],
    page: include_str!("string_dot_format_missing_arguments.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((call, summary)) = format_site::valid(checker, expr) else { return };
    if format_site::has_star(call) || format_site::has_double_star(call) {
        return;
    }
    let count = call.arguments.args.len();
    let mut indices: Vec<usize> = (0..summary.autos).chain(summary.indices.iter().copied()).collect();
    indices.sort_unstable();
    indices.dedup();
    let mut missing: Vec<String> =
        indices.iter().filter(|index| **index >= count).map(usize::to_string).collect();
    let keywords = call.arguments.keywords.iter();
    let given: HashSet<&str> = keywords.filter_map(|keyword| Some(keyword.name?.name)).collect();
    let mut names: Vec<String> =
        summary.names.iter().filter(|name| !given.contains(name.as_str())).cloned().collect();
    names.sort();
    names.dedup();
    missing.extend(names);
    if !missing.is_empty() {
        let list = missing.join("`, `");
        checker.report(
            &RULE,
            call.span,
            format!("`str.format` is missing an argument for the field `{list}`"),
        );
    }
}
