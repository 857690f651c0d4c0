//! `PL`: what Pylint's users know.

mod bidirectional_unicode;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[&bidirectional_unicode::RULE];
