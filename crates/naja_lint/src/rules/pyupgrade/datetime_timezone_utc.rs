//! UP017: `timezone.utc`.

use naja_base::Applicability;
use naja_base::Edit;
use naja_syntax::PythonVersion;
use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::imports::{self, Missing, Place};
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "datetime-timezone-utc",
    code: "UP017",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Attribute], check)],
    page: include_str!("datetime_timezone_utc.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Attribute(node) = expr else { return };
    if node.attr != "utc" || checker.settings.target_version < PythonVersion::new(3, 11) {
        return;
    }
    let name = checker.model().qualified_name(expr);
    if !name.is_some_and(|name| name.matches(&["datetime", "timezone", "utc"])) {
        return;
    }
    let place = Place::of(checker, expr);
    let utc = place.and_then(|place| imports::member(checker, place, ("datetime", "UTC"), Missing::Member));
    let comments = checker.has_comment(node.span);
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    let finding = checker.report(&RULE, node.span, "`datetime.UTC` is `timezone.utc`");
    if let Some(mut utc) = utc {
        utc.edits.push(Edit::replace(node.span, utc.text));
        finding.fix_of(applicability, "Replace with `datetime.UTC`", utc.edits);
    }
}
