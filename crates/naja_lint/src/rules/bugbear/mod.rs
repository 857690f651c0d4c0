//! `B`: likely mistakes and traps, as flake8-bugbear knows them.

mod abstract_base_class_without_abstract_method;
mod abstract_class;
mod assert_false;
mod assert_raises_exception;
mod assignment_to_os_environ;
mod cached_instance_method;
mod common;
mod duplicate_handler_exception;
mod duplicate_try_block_exception;
mod duplicate_value;
mod empty_method_without_abstract_decorator;
mod except_with_empty_tuple;
mod except_with_non_exception_classes;
mod f_string_docstring;
mod function_call_in_default_argument;
mod function_uses_loop_variable;
mod get_attr_with_constant;
mod immutable;
mod jump_statement_in_finally;
mod loop_variable_overrides_iterator;
mod loop_walk;
mod mutable_argument_default;
mod mutable_contextvar_default;
mod no_explicit_stacklevel;
mod raise_literal;
mod raise_without_from_inside_except;
mod re_sub_positional_args;
mod redundant_tuple_in_exception_handler;
mod reuse_of_groupby_generator;
mod set_attr_with_constant;
mod star_arg_unpacking_after_keyword_arg;
mod static_key_dict_comprehension;
mod strip_with_multi_characters;
mod unary_prefix_increment_decrement;
mod unintentional_type_annotation;
mod unreliable_callable_check;
mod unused_loop_control_variable;
mod useless_comparison;
mod useless_contextlib_suppress;
mod useless_expression;
mod zip_without_explicit_strict;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &unary_prefix_increment_decrement::RULE,
    &assignment_to_os_environ::RULE,
    &unreliable_callable_check::RULE,
    &strip_with_multi_characters::RULE,
    &mutable_argument_default::RULE,
    &unused_loop_control_variable::RULE,
    &function_call_in_default_argument::RULE,
    &get_attr_with_constant::RULE,
    &set_attr_with_constant::RULE,
    &assert_false::RULE,
    &jump_statement_in_finally::RULE,
    &redundant_tuple_in_exception_handler::RULE,
    &duplicate_handler_exception::RULE,
    &useless_comparison::RULE,
    &raise_literal::RULE,
    &assert_raises_exception::RULE,
    &useless_expression::RULE,
    &cached_instance_method::RULE,
    &loop_variable_overrides_iterator::RULE,
    &f_string_docstring::RULE,
    &useless_contextlib_suppress::RULE,
    &function_uses_loop_variable::RULE,
    &abstract_base_class_without_abstract_method::RULE,
    &duplicate_try_block_exception::RULE,
    &star_arg_unpacking_after_keyword_arg::RULE,
    &empty_method_without_abstract_decorator::RULE,
    &no_explicit_stacklevel::RULE,
    &except_with_empty_tuple::RULE,
    &except_with_non_exception_classes::RULE,
    &reuse_of_groupby_generator::RULE,
    &unintentional_type_annotation::RULE,
    &duplicate_value::RULE,
    &re_sub_positional_args::RULE,
    &static_key_dict_comprehension::RULE,
    &mutable_contextvar_default::RULE,
    &raise_without_from_inside_except::RULE,
    &zip_without_explicit_strict::RULE,
];
