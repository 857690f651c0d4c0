//! `B`: likely mistakes and traps, as flake8-bugbear knows them.

mod assert_false;
mod assignment_to_os_environ;
mod common;
mod duplicate_handler_exception;
mod duplicate_try_block_exception;
mod duplicate_value;
mod except_with_empty_tuple;
mod except_with_non_exception_classes;
mod f_string_docstring;
mod jump_statement_in_finally;
mod loop_variable_overrides_iterator;
mod options;
mod raise_literal;
mod raise_without_from_inside_except;
mod redundant_tuple_in_exception_handler;
mod star_arg_unpacking_after_keyword_arg;
mod static_key_dict_comprehension;
mod strip_with_multi_characters;
mod unary_prefix_increment_decrement;
mod unintentional_type_annotation;
mod useless_comparison;

pub use options::Options;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &unary_prefix_increment_decrement::RULE,
    &assignment_to_os_environ::RULE,
    &strip_with_multi_characters::RULE,
    &assert_false::RULE,
    &jump_statement_in_finally::RULE,
    &redundant_tuple_in_exception_handler::RULE,
    &duplicate_handler_exception::RULE,
    &useless_comparison::RULE,
    &raise_literal::RULE,
    &loop_variable_overrides_iterator::RULE,
    &f_string_docstring::RULE,
    &duplicate_try_block_exception::RULE,
    &star_arg_unpacking_after_keyword_arg::RULE,
    &except_with_empty_tuple::RULE,
    &except_with_non_exception_classes::RULE,
    &unintentional_type_annotation::RULE,
    &duplicate_value::RULE,
    &static_key_dict_comprehension::RULE,
    &raise_without_from_inside_except::RULE,
];
