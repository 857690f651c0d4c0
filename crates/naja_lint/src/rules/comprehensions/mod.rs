//! `C4`: comprehensions and the calls around them, as flake8-comprehensions knows them.

mod options;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[];
