//! W291: blanks at the end of a line.

use super::common;
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Applicability, Edit};

pub(crate) static RULE: Rule = Rule {
    name: "trailing-whitespace",
    code: "W291",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("trailing_whitespace.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    for blanks in common::trailing_blanks(checker) {
        if common::are_all_of_line(checker, blanks) {
            continue;
        }
        let inside = common::is_in_string(checker, blanks.start);
        let applicability = if inside { Applicability::Unsafe } else { Applicability::Safe };
        checker.report(&RULE, blanks, "trailing whitespace").fix_of(
            applicability,
            "Remove trailing whitespace",
            vec![Edit::delete(blanks)],
        );
    }
}
