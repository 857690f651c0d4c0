//! UP006: generic types of `typing` that builtins replace.

use naja_base::Edit;
use naja_syntax::PythonVersion;
use naja_syntax::ast::Context;
use naja_syntax::ast::Expr;

use super::typing;
use crate::checker::Checker;
use crate::imports::{self, Place};
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-pep585-annotation",
    code: "UP006",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Name, ExprKind::Attribute], check), Hook::File(check_quoted)],
    needs_model: true,
    page: include_str!("non_pep585_annotation.md"),
};

/// The first Python whose own types can be subscripted.
const SINCE: PythonVersion = PythonVersion::new(3, 9);
/// The first Python for which libraries that evaluate annotations can be trusted to know them.
const TRUSTED: PythonVersion = PythonVersion::new(3, 10);

fn check_quoted(checker: &mut Checker<'_, '_>) {
    typing::check_quoted(checker, check);
}

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let ctx = match expr {
        Expr::Name(node) => node.ctx,
        Expr::Attribute(node) => node.ctx,
        _ => return,
    };
    if ctx != Context::Load {
        return;
    }
    let Some(name) = checker.model().qualified_name(expr) else { return };
    let ["typing", member] = name.segments() else { return };
    let Some((module, instead)) = replacement(member) else { return };
    if !typing::may_replace(checker, expr, SINCE) {
        return;
    }
    let place = Place::of(checker, expr);
    let fix = place.and_then(|place| match module {
        Some(module) => imports::member(checker, place, module, instead),
        None => imports::builtin(checker, place, instead),
    });
    let dotted = module.map_or_else(|| instead.to_owned(), |module| format!("{module}.{instead}"));
    let message = format!("use `{dotted}` instead of `{}`", checker.text(expr.span()));
    let applicability = typing::applicability(checker, expr.span(), TRUSTED);
    let finding = checker.report(&RULE, expr.span(), message);
    if let Some(mut fix) = fix {
        fix.edits.push(Edit::replace(expr.span(), fix.text));
        finding.fix_of(applicability, format!("Replace by `{dotted}`"), fix.edits);
    }
}

/// The module and name of the type that a member of `typing` stands for; no module for a builtin.
fn replacement(member: &str) -> Option<(Option<&'static str>, &'static str)> {
    Some(match member {
        "List" => (None, "list"),
        "Dict" => (None, "dict"),
        "Set" => (None, "set"),
        "FrozenSet" => (None, "frozenset"),
        "Tuple" => (None, "tuple"),
        "Type" => (None, "type"),
        "Deque" => (Some("collections"), "deque"),
        "DefaultDict" => (Some("collections"), "defaultdict"),
        _ => return None,
    })
}
