//! `T10`: debuggers left over.

#[expect(clippy::module_inception, reason = "the group's one rule has its name")]
mod debugger;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[&debugger::RULE];
