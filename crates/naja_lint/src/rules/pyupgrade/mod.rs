//! `UP`: newer Python's better ways, as pyupgrade knows them.

mod datetime_timezone_utc;
mod deprecated_import;
mod exception_alias;
mod extraneous_parentheses;
mod lru_cache_with_maxsize_none;
mod lru_cache_without_parameters;
mod moved_names;
mod native_literals;
mod non_pep585_annotation;
mod non_pep604_annotation_optional;
mod non_pep604_annotation_union;
mod options;
mod os_error_alias;
mod redundant_open_modes;
mod timeout_error_alias;
mod typing;
mod unicode_kind_prefix;
mod union;
mod unnecessary_class_parentheses;
mod unnecessary_encode_utf8;
mod useless_object_inheritance;
mod utf8_encoding_declaration;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &useless_object_inheritance::RULE,
    &non_pep585_annotation::RULE,
    &non_pep604_annotation_union::RULE,
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
    &deprecated_import::RULE,
    &unnecessary_class_parentheses::RULE,
    &timeout_error_alias::RULE,
    &non_pep604_annotation_optional::RULE,
];
