//! B009: `getattr(x, "name")`.

use naja_base::{Applicability, Edit};
use naja_syntax::ast::Expr;

use super::common::{attribute_name, attribute_text};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "get-attr-with-constant",
    code: "B009",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["getattr"], check)],
    page: include_str!("get_attr_with_constant.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let [object, name] = call.arguments.args else { return };
    if !call.arguments.keywords.is_empty() || matches!(object, Expr::Starred(_)) {
        return;
    }
    let Some(name) = attribute_name(*name) else { return };
    if checker.model().builtin_name(call.func) != Some("getattr") {
        return;
    }
    let edit = Edit::replace(call.span, attribute_text(checker, *object, &name));
    // Python normalises identifiers, and not the strings that `getattr` takes.
    let is_safe = name.is_ascii() && !checker.has_comment(call.span);
    let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
    checker
        .report(&RULE, call.span, "`getattr` with a constant name is no safer than the attribute itself")
        .fix_of(applicability, "Replace `getattr` with attribute access", vec![edit]);
}
