//! `RUF`: what only ruff's users know.

pub(crate) mod unused_noqa;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[&unused_noqa::RULE];
