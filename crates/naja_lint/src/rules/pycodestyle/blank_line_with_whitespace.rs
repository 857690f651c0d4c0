//! W293: a line of nothing but blanks.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Applicability, Edit, lines};

pub(crate) static RULE: Rule = Rule {
    name: "blank-line-with-whitespace",
    code: "W293",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("blank_line_with_whitespace.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    for blanks in common::trailing_blanks(checker) {
        if !common::are_all_of_line(checker, blanks) {
            continue;
        }
        let inside = common::is_in_string(checker, blanks.start);
        // A blank line after a backslash ends the statement that the backslash continues.
        let before = &checker.source[..blanks.start as usize];
        let continued = lines::strip_last_continuation(before).is_some();
        let applicability = if inside || continued { Applicability::Unsafe } else { Applicability::Safe };
        checker.report(&RULE, blanks, "blank line contains whitespace").fix_of(
            applicability,
            "Remove whitespace from blank line",
            vec![Edit::delete(blanks)],
        );
    }
}
