//! F521: a format that `str.format` refuses.

use naja_syntax::ast::Expr;

use super::format_site;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "string-dot-format-invalid-format",
    code: "F521",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Call(format_site::METHOD, check)],
    page: include_str!("string_dot_format_invalid_format.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(site) = format_site::of(checker, expr) else { return };
    if let Err(fault) = site.summary {
        let message = format!("invalid `str.format` format: {}", fault.describe());
        checker.report(&RULE, site.call.span, message);
    }
}
