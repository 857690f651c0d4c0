//! B028: `warnings.warn` without `stacklevel`.

use naja_syntax::ast::Expr;

use super::common::{add_keyword, keyword, unpacks};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "no-explicit-stacklevel",
    code: "B028",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["warn"], check)],
    page: include_str!("no_explicit_stacklevel.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    if call.arguments.args.len() > 2 || unpacks(call) || keyword(call, "stacklevel").is_some() {
        return;
    }
    let is_warn =
        checker.model().qualified_name(call.func).is_some_and(|name| name.matches(&["warnings", "warn"]));
    // With prefixes to skip, the place is found without a level.
    let skips = match keyword(call, "skip_file_prefixes") {
        Some(Expr::Tuple(prefixes)) => !prefixes.elements.is_empty(),
        other => other.is_some(),
    };
    if !is_warn || skips {
        return;
    }
    let edits = add_keyword(checker, call, "stacklevel=2");
    checker
        .report(&RULE, call.func.span(), "no `stacklevel`: the warning shows this line, not the caller's")
        .unsafe_fix("Set `stacklevel=2`", edits);
}
