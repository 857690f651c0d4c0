//! UP024: old names of `OSError`.

use naja_syntax::PythonVersion;

use super::exception_alias::{Aliases, alias_hooks};
use crate::rule::{Category, FixKind, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "os-error-alias",
    code: "UP024",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: alias_hooks!(ALIASES),
    page: include_str!("os_error_alias.md"),
};

static ALIASES: Aliases = Aliases { rule: &RULE, instead: "OSError", is_alias };

/// Whether `segments` is an alias of `OSError`.
fn is_alias(segments: &[&str], _target: PythonVersion) -> bool {
    matches!(
        segments,
        ["builtins", "EnvironmentError" | "IOError" | "WindowsError"]
            | ["mmap" | "os" | "resource" | "select" | "socket", "error"]
    )
}
