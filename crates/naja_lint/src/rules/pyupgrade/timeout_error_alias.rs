//! UP041: old names of `TimeoutError`.

use naja_syntax::PythonVersion;

use super::exception_alias::{self, Aliases};
use crate::node::{NodeKind, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "timeout-error-alias",
    code: "UP041",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[
        Hook::Node(&[NodeKind::ExceptHandler], |checker, node| {
            exception_alias::check_handler(checker, &ALIASES, node);
        }),
        Hook::Stmt(&[StmtKind::Raise], |checker, stmt| {
            exception_alias::check_raise(checker, &ALIASES, stmt);
        }),
    ],
    page: include_str!("timeout_error_alias.md"),
};

static ALIASES: Aliases = Aliases { rule: &RULE, instead: "TimeoutError", is_alias };

/// Whether `segments` is an alias of `TimeoutError` in every Python from `target` on.
fn is_alias(segments: &[&str], target: PythonVersion) -> bool {
    match segments {
        ["socket", "timeout"] => target >= PythonVersion::new(3, 10),
        ["asyncio", "TimeoutError"] => target >= PythonVersion::new(3, 11),
        _ => false,
    }
}
