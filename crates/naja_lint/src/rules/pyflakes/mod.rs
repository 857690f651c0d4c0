//! `F`: names, imports and formats, as Pyflakes knows them.

mod assert_tuple;
mod expressions_in_star_assignment;
mod f_string_missing_placeholders;
mod format_site;
mod if_tuple;
mod invalid_print_syntax;
mod is_literal;
mod multi_value_repeated_key_literal;
mod multi_value_repeated_key_variable;
mod multiple_starred_expressions;
mod options;
mod percent_format_expected_mapping;
mod percent_format_expected_sequence;
mod percent_format_extra_named_arguments;
mod percent_format_invalid_format;
mod percent_format_missing_argument;
mod percent_format_mixed_positional_and_named;
mod percent_format_positional_count_mismatch;
mod percent_format_star_requires_sequence;
mod percent_format_unsupported_format_character;
mod percent_site;
mod repeated_keys;
mod string_dot_format_extra_named_arguments;
mod string_dot_format_extra_positional_arguments;
mod string_dot_format_invalid_format;
mod string_dot_format_missing_arguments;
mod string_dot_format_mixing_automatic;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &percent_format_invalid_format::RULE,
    &percent_format_expected_mapping::RULE,
    &percent_format_expected_sequence::RULE,
    &percent_format_extra_named_arguments::RULE,
    &percent_format_missing_argument::RULE,
    &percent_format_mixed_positional_and_named::RULE,
    &percent_format_positional_count_mismatch::RULE,
    &percent_format_star_requires_sequence::RULE,
    &percent_format_unsupported_format_character::RULE,
    &string_dot_format_invalid_format::RULE,
    &string_dot_format_extra_named_arguments::RULE,
    &string_dot_format_extra_positional_arguments::RULE,
    &string_dot_format_missing_arguments::RULE,
    &string_dot_format_mixing_automatic::RULE,
    &f_string_missing_placeholders::RULE,
    &multi_value_repeated_key_literal::RULE,
    &multi_value_repeated_key_variable::RULE,
    &expressions_in_star_assignment::RULE,
    &multiple_starred_expressions::RULE,
    &assert_tuple::RULE,
    &is_literal::RULE,
    &invalid_print_syntax::RULE,
    &if_tuple::RULE,
];
