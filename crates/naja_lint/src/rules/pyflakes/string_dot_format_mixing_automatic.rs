//! F525: numbered and unnumbered fields side by side.

use naja_syntax::ast::Expr;

use super::format_site;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "string-dot-format-mixing-automatic",
    code: "F525",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Call(format_site::METHOD, check)],
    page: include_str!("string_dot_format_mixing_automatic.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((call, summary)) = format_site::valid(checker, expr) else { return };
    if summary.autos > 0 && !summary.indices.is_empty() {
        checker.report(&RULE, call.span, "`str.format` format mixes numbered and unnumbered fields");
    }
}
