//! `UP`: newer Python's better ways, as pyupgrade knows them.

mod datetime_timezone_utc;
mod exception_alias;
mod extraneous_parentheses;
mod lru_cache_with_maxsize_none;
mod lru_cache_without_parameters;
mod native_literals;
mod options;
mod os_error_alias;
mod redundant_open_modes;
mod timeout_error_alias;
mod unicode_kind_prefix;
mod unnecessary_class_parentheses;
mod unnecessary_encode_utf8;
mod useless_object_inheritance;
mod utf8_encoding_declaration;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &useless_object_inheritance::RULE,
    &utf8_encoding_declaration::RULE,
    &lru_cache_without_parameters::RULE,
    &unnecessary_encode_utf8::RULE,
    &redundant_open_modes::RULE,
    &datetime_timezone_utc::RULE,
    &native_literals::RULE,
    &os_error_alias::RULE,
    &unicode_kind_prefix::RULE,
    &lru_cache_with_maxsize_none::RULE,
    &extraneous_parentheses::RULE,
    &unnecessary_class_parentheses::RULE,
    &timeout_error_alias::RULE,
];
