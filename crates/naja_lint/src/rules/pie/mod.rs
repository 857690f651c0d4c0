//! `PIE`: things that can be said with less, as flake8-pie knows them.

mod common;
mod duplicate_class_field_definition;
mod multiple_starts_ends_with;
mod non_unique_enums;
mod reimplemented_container_builtin;
mod unnecessary_dict_kwargs;
mod unnecessary_placeholder;
mod unnecessary_range_start;
mod unnecessary_spread;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &unnecessary_placeholder::RULE,
    &duplicate_class_field_definition::RULE,
    &non_unique_enums::RULE,
    &unnecessary_spread::RULE,
    &unnecessary_dict_kwargs::RULE,
    &reimplemented_container_builtin::RULE,
    &unnecessary_range_start::RULE,
    &multiple_starts_ends_with::RULE,
];
