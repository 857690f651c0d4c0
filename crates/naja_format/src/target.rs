//! Which Pythons must be able to run the file.

use naja_syntax::{Construct, Parsed};

use crate::FormatOptions;

/// The oldest minor version of Python 3 among the targets: as configured, else as the syntax shows.
pub(crate) fn oldest(parsed: &Parsed<'_>, source: &str, options: &FormatOptions) -> u8 {
    if let Some(oldest) = options.target_versions.iter().min() {
        return *oldest;
    }
    let known = parsed.versions.iter().filter(|fact| fact.construct != Construct::NamedWithoutParentheses);
    let known = known.map(|fact| fact.construct.minimum().minor).max().unwrap_or(3);
    known.max(from_text(source))
}

/// What the parser has no fact for, since every Python since 3.7 has it: f-strings, underscores in numbers and futures.
fn from_text(source: &str) -> u8 {
    if source.contains("from __future__ import annotations") {
        return 7;
    }
    let fstring = ["f\"", "f'", "F\"", "F'"].iter().any(|quote| {
        memchr::memmem::find_iter(source.as_bytes(), quote).any(|at| {
            at == 0
                || !source.as_bytes()[at - 1].is_ascii_alphanumeric()
                || matches!(source.as_bytes()[at - 1], b'r' | b'R')
        })
    });
    if fstring { 6 } else { 3 }
}
