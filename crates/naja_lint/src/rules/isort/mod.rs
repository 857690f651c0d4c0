//! `I`: the order of imports, as isort has it.
//!
//! [`blocks`] finds runs of import statements, [`collect`] turns one into what it imports with the comments that belong to
//! each part, [`section`] and [`order`] decide where each goes, [`mod@write`] lays them out; [`crate::settings::isort_style`] says
//! where isort and ruff differ in that, and [`part`] what isort makes of a module's names. The rule compares.

mod blocks;
mod collect;
mod missing_required_import;
mod order;
mod part;
mod section;
mod unsorted_imports;
mod write;

pub(crate) use missing_required_import::is_required;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[&unsorted_imports::RULE, &missing_required_import::RULE];
