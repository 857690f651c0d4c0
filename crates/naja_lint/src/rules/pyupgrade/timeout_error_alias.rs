//! UP041: old names of `TimeoutError`.

use naja_syntax::PythonVersion;

use super::exception_alias::{Aliases, alias_hooks};
use crate::rule::{Category, FixKind, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "timeout-error-alias",
    code: "UP041",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: alias_hooks!(ALIASES),
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
