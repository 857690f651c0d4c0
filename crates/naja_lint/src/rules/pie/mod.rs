//! `PIE`: things that can be said with less, as flake8-pie knows them.

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[];
