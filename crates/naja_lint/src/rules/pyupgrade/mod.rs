//! `UP`: newer Python's better ways, as pyupgrade knows them.

mod branches;
mod datetime_timezone_utc;
mod deprecated_import;
mod exception_alias;
mod extraneous_parentheses;
mod f_string;
mod format_call;
mod format_literals;
mod lru_cache_with_maxsize_none;
mod lru_cache_without_parameters;
mod moved_names;
mod native_literals;
mod non_pep585_annotation;
mod non_pep604_annotation_optional;
mod non_pep604_annotation_union;
mod non_pep695_type_alias;
mod os_error_alias;
mod outdated_version_block;
mod percent_values;
mod printf_string_formatting;
mod quoted_annotation;
mod redundant_open_modes;
mod super_call_with_parameters;
mod timeout_error_alias;
mod typing;
mod unicode_kind_prefix;
mod union;
mod unnecessary_class_parentheses;
mod unnecessary_encode_utf8;
mod unnecessary_future_import;
mod useless_object_inheritance;
mod utf8_encoding_declaration;
mod yield_in_for_loop;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &useless_object_inheritance::RULE,
    &non_pep585_annotation::RULE,
    &non_pep604_annotation_union::RULE,
    &super_call_with_parameters::RULE,
    &utf8_encoding_declaration::RULE,
    &unnecessary_future_import::RULE,
    &lru_cache_without_parameters::RULE,
    &unnecessary_encode_utf8::RULE,
    &redundant_open_modes::RULE,
    &datetime_timezone_utc::RULE,
    &native_literals::RULE,
    &os_error_alias::RULE,
    &unicode_kind_prefix::RULE,
    &yield_in_for_loop::RULE,
    &format_literals::RULE,
    &printf_string_formatting::RULE,
    &f_string::RULE,
    &lru_cache_with_maxsize_none::RULE,
    &extraneous_parentheses::RULE,
    &deprecated_import::RULE,
    &outdated_version_block::RULE,
    &quoted_annotation::RULE,
    &unnecessary_class_parentheses::RULE,
    &non_pep695_type_alias::RULE,
    &timeout_error_alias::RULE,
    &non_pep604_annotation_optional::RULE,
];
