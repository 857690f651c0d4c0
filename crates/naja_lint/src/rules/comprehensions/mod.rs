//! `C4`: comprehensions and collection literals, as flake8-comprehensions knows them.

mod common;
mod unnecessary_call_around_sorted;
mod unnecessary_collection_call;
mod unnecessary_comprehension;
mod unnecessary_comprehension_in_call;
mod unnecessary_dict_comprehension_for_iterable;
mod unnecessary_double_cast_or_process;
mod unnecessary_generator_dict;
mod unnecessary_generator_list;
mod unnecessary_generator_set;
mod unnecessary_list_call;
mod unnecessary_list_comprehension_dict;
mod unnecessary_list_comprehension_set;
mod unnecessary_literal_dict;
mod unnecessary_literal_set;
mod unnecessary_literal_within_dict_call;
mod unnecessary_literal_within_list_call;
mod unnecessary_literal_within_tuple_call;
mod unnecessary_map;
mod unnecessary_subscript_reversal;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &unnecessary_generator_list::RULE,
    &unnecessary_generator_set::RULE,
    &unnecessary_generator_dict::RULE,
    &unnecessary_list_comprehension_set::RULE,
    &unnecessary_list_comprehension_dict::RULE,
    &unnecessary_literal_set::RULE,
    &unnecessary_literal_dict::RULE,
    &unnecessary_collection_call::RULE,
    &unnecessary_literal_within_tuple_call::RULE,
    &unnecessary_literal_within_list_call::RULE,
    &unnecessary_list_call::RULE,
    &unnecessary_call_around_sorted::RULE,
    &unnecessary_double_cast_or_process::RULE,
    &unnecessary_subscript_reversal::RULE,
    &unnecessary_comprehension::RULE,
    &unnecessary_map::RULE,
    &unnecessary_literal_within_dict_call::RULE,
    &unnecessary_comprehension_in_call::RULE,
    &unnecessary_dict_comprehension_for_iterable::RULE,
];
