//! `F`: names, imports and formats, as Pyflakes knows them.

mod assert_tuple;
mod break_outside_loop;
mod continue_outside_loop;
mod expressions_in_star_assignment;
mod f_string_missing_placeholders;
mod format_site;
mod forward_annotation_syntax_error;
mod future_feature_not_defined;
mod if_tuple;
mod import_shadowed_by_loop_var;
mod invalid_print_syntax;
mod is_literal;
mod late_future_import;
mod multi_value_repeated_key_literal;
mod multi_value_repeated_key_variable;
mod multiple_starred_expressions;
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
mod raise_not_implemented;
mod redefined_while_unused;
mod repeated_keys;
mod return_outside_function;
mod string_dot_format_extra_named_arguments;
mod string_dot_format_extra_positional_arguments;
mod string_dot_format_invalid_format;
mod string_dot_format_missing_arguments;
mod string_dot_format_mixing_automatic;
mod undefined_export;
mod undefined_local;
mod undefined_local_with_import_star;
mod undefined_local_with_import_star_usage;
mod undefined_local_with_nested_import_star_usage;
mod undefined_name;
mod unused_annotation;
mod unused_import;
mod unused_variable;
mod yield_outside_function;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &unused_import::RULE,
    &import_shadowed_by_loop_var::RULE,
    &undefined_local_with_import_star::RULE,
    &late_future_import::RULE,
    &undefined_local_with_import_star_usage::RULE,
    &undefined_local_with_nested_import_star_usage::RULE,
    &future_feature_not_defined::RULE,
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
    &break_outside_loop::RULE,
    &continue_outside_loop::RULE,
    &yield_outside_function::RULE,
    &return_outside_function::RULE,
    &forward_annotation_syntax_error::RULE,
    &redefined_while_unused::RULE,
    &undefined_name::RULE,
    &undefined_export::RULE,
    &undefined_local::RULE,
    &unused_variable::RULE,
    &unused_annotation::RULE,
    &raise_not_implemented::RULE,
];
