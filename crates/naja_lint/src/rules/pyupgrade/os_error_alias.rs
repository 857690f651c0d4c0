//! UP024: old names of `OSError`.

use naja_syntax::PythonVersion;

use super::exception_alias::{self, Aliases};
use crate::node::{NodeKind, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "os-error-alias",
    code: "UP024",
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
