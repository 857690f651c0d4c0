//! RUF100: a directive that silences nothing. The engine finds them, once all other rules have spoken.

use crate::rule::{Category, FixKind, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unused-noqa",
    code: "RUF100",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[],
    page: include_str!("unused_noqa.md"),
};
