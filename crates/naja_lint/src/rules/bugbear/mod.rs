//! `B`: likely mistakes and traps, as flake8-bugbear knows them.

mod options;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[];
