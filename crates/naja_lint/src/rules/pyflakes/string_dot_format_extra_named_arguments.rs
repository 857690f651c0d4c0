//! F522: keyword arguments that a format does not ask for.

use naja_base::Applicability;
use naja_base::hash::HashSet;
use naja_syntax::ast::Expr;

use super::format_site;
use crate::checker::Checker;
use crate::edits::{LastComma, remove_arguments};
use crate::effects::may_have_effect;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "string-dot-format-extra-named-arguments",
    code: "F522",
    category: Category::Correctness,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(format_site::METHOD, check)],
    page: include_str!("string_dot_format_extra_named_arguments.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((call, summary)) = format_site::valid(checker, expr) else { return };
    if format_site::has_double_star(call) {
        return;
    }
    let used: HashSet<&str> = summary.names.iter().map(String::as_str).collect();
    let mut names = Vec::new();
    let mut spans = Vec::new();
    let mut risky = false;
    for keyword in call.arguments.keywords {
        let Some(name) = keyword.name else { continue };
        if !used.contains(name.name) {
            names.push(name.name);
            spans.push(keyword.span);
            risky |= may_have_effect(keyword.value);
        }
    }
    if spans.is_empty() {
        return;
    }
    let edits = remove_arguments(checker, &call.arguments, &spans, LastComma::Stays);
    let applicability = if risky { Applicability::Unsafe } else { Applicability::Safe };
    let list = names.join("`, `");
    checker
        .report(&RULE, call.span, format!("`str.format` does not use the keyword argument `{list}`"))
        .fix_of(applicability, "Remove unused keyword arguments", edits);
}
