//! E902: a file that can't be read. Whoever reads the files makes the finding; see [`crate::io_error`].

use naja_base::Span;

use crate::finding::Finding;
use crate::rule::{Category, FixKind, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "io-error",
    code: "E902",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[],
    page: include_str!("io_error.md"),
};

/// The finding for a file that can't be read, for the reason that `message` tells.
#[must_use]
pub fn io_error(message: String) -> Finding {
    Finding::new(&RULE, Span::empty(0), message)
}
