//! `E` and `W`: layout and idiom, as pycodestyle knows them.

mod options;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[];
