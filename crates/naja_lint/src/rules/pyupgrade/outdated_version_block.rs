//! UP036: branches for Pythons that are not supported.

use naja_syntax::PythonVersion;
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;
use naja_syntax::ast::{CompareOp, NumberKind};
use naja_syntax::literal::{Integer, integer};

use super::branches::{self, Verdict};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "outdated-version-block",
    code: "UP036",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::If], check)],
    page: include_str!("outdated_version_block.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::If(node) = stmt else { return };
    let tests = std::iter::once(Some(node.test)).chain(node.clauses.iter().map(|clause| clause.test));
    for (index, test) in tests.enumerate() {
        let Some(test) = test else { continue };
        let Some(verdict) = verdict(checker, test) else { continue };
        let edit = branches::resolve(checker, node, index, verdict);
        let message = match verdict {
            Verdict::Always => "this branch is taken on every supported Python",
            Verdict::Never => "this branch is for Pythons that are not supported",
        };
        checker.report(&RULE, test.span(), message).unsafe_fix("Remove the outdated branches", vec![edit]);
    }
}

/// What the comparison of `sys.version_info` comes to on every supported Python, if that is one thing.
fn verdict<'a>(checker: &Checker<'_, 'a>, test: Expr<'a>) -> Option<Verdict> {
    let Expr::Compare(node) = test else { return None };
    let [comparison] = node.rest else { return None };
    let target = checker.settings.target_version;
    let is_version = is_version(checker, node.left);
    let holds = match comparison.right {
        Expr::Tuple(tuple) => {
            let parts: Vec<u64> = tuple.elements.iter().map(|part| small(*part)).collect::<Option<_>>()?;
            of_tuple(comparison.op, &parts, target)?
        }
        number => of_major(comparison.op, small(number)?)?,
    };
    (is_version).then_some(if holds { Verdict::Always } else { Verdict::Never })
}

/// Whether `expr` is the version, its first parts or its major number.
fn is_version<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    let base = match expr {
        Expr::Subscript(node) if matches!(node.index, Expr::Slice(_)) || small(node.index) == Some(0) => {
            node.value
        }
        Expr::Attribute(node) if node.attr == "major" => node.value,
        other => other,
    };
    checker.model().qualified_name(base).is_some_and(|name| name.matches(&["sys", "version_info"]))
}

fn small(expr: Expr<'_>) -> Option<u64> {
    match expr {
        Expr::Number(number) if number.kind == NumberKind::Int => match integer(number.raw) {
            Integer::Small(value) => Some(value),
            Integer::Large { .. } => None,
        },
        _ => None,
    }
}

/// What a comparison with a version comes to on `target` and all newer Pythons.
fn of_tuple(op: CompareOp, parts: &[u64], target: PythonVersion) -> Option<bool> {
    let version = (*parts.first()?, parts.get(1).copied().unwrap_or(0));
    let target = (u64::from(target.major), u64::from(target.minor));
    // With a micro version only an older minor one is surely passed.
    let reached = if parts.len() > 2 { version < target } else { version <= target };
    match op {
        CompareOp::Lt if reached => Some(false),
        CompareOp::LtE if version < target => Some(false),
        CompareOp::Gt if version < target => Some(true),
        CompareOp::GtE if reached => Some(true),
        _ => None,
    }
}

/// What a comparison of the major number comes to.
const fn of_major(op: CompareOp, major: u64) -> Option<bool> {
    match (op, major) {
        (CompareOp::Eq | CompareOp::GtE, 3) | (CompareOp::NotEq | CompareOp::Gt, 2) => Some(true),
        (CompareOp::Eq | CompareOp::LtE, 2) | (CompareOp::NotEq | CompareOp::Lt | CompareOp::Gt, 3) => {
            Some(false)
        }
        _ => None,
    }
}
