//! `E` and `W`: layout and idiom, as pycodestyle knows them.

mod ambiguous_class_name;
mod ambiguous_function_name;
mod ambiguous_variable_name;
mod bare_except;
mod blank_line_with_whitespace;
mod common;
mod comparison;
mod doc_line_too_long;
mod invalid_escape_sequence;
mod io_error;
mod lambda_assignment;
mod line_too_long;
mod missing_newline_at_end_of_file;
mod mixed_spaces_and_tabs;
mod module_import_not_at_top_of_file;
mod multiple_imports_on_one_line;
mod multiple_statements_on_one_line_colon;
mod multiple_statements_on_one_line_semicolon;
mod none_comparison;
mod not_in_test;
mod not_is_test;
mod overlong;
mod tab_indentation;
mod trailing_whitespace;
mod true_false_comparison;
mod type_comparison;
mod useless_semicolon;

pub use io_error::io_error;

use crate::rule::Rule;

/// The group's rules, in the order of their codes.
pub(crate) static RULES: &[&Rule] = &[
    &mixed_spaces_and_tabs::RULE,
    &multiple_imports_on_one_line::RULE,
    &module_import_not_at_top_of_file::RULE,
    &line_too_long::RULE,
    &multiple_statements_on_one_line_colon::RULE,
    &multiple_statements_on_one_line_semicolon::RULE,
    &useless_semicolon::RULE,
    &none_comparison::RULE,
    &true_false_comparison::RULE,
    &not_in_test::RULE,
    &not_is_test::RULE,
    &type_comparison::RULE,
    &bare_except::RULE,
    &lambda_assignment::RULE,
    &ambiguous_variable_name::RULE,
    &ambiguous_class_name::RULE,
    &ambiguous_function_name::RULE,
    &io_error::RULE,
    &tab_indentation::RULE,
    &trailing_whitespace::RULE,
    &missing_newline_at_end_of_file::RULE,
    &blank_line_with_whitespace::RULE,
    &doc_line_too_long::RULE,
    &invalid_escape_sequence::RULE,
];
