//! B905: `zip` without `strict`.

use naja_syntax::PythonVersion;
use naja_syntax::ast::Expr;

use super::common::{add_keyword, argument, keyword};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "zip-without-explicit-strict",
    code: "B905",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["zip"], check)],
    page: include_str!("zip_without_explicit_strict.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    if checker.settings.target_version < PythonVersion::new(3, 10)
        || checker.model().builtin_name(call.func) != Some("zip")
        || keyword(call, "strict").is_some()
    {
        return;
    }
    let args = call.arguments.args;
    let is_alone = args.len() < 2 && !matches!(args, [Expr::Starred(_)]);
    if is_alone || args.iter().any(|arg| is_endless(checker, *arg)) {
        return;
    }
    let edits = add_keyword(checker, call, "strict=False");
    checker
        .report(&RULE, call.span, "`zip()` without an explicit `strict=`")
        .unsafe_fix("Add explicit value for parameter `strict=`", edits);
}

/// Whether `expr` makes an iterator that never ends.
fn is_endless<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    let Expr::Call(call) = expr else { return false };
    let Some(name) = checker.model().qualified_name(call.func) else { return false };
    match name.segments() {
        ["itertools", "count" | "cycle"] => true,
        ["itertools", "repeat"] => matches!(argument(call, "times", 1), None | Some(Expr::None(_))),
        _ => false,
    }
}
