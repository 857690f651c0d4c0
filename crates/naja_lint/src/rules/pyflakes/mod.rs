//! `F`: names, imports and formats, as Pyflakes knows them.

mod f_string_missing_placeholders;
mod options;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[&f_string_missing_placeholders::RULE];
