//! PLE2502: characters that turn the direction of the text around them.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::span;

pub(crate) static RULE: Rule = Rule {
    name: "bidirectional-unicode",
    code: "PLE2502",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Layout(check)],
    page: include_str!("bidirectional_unicode.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let source = checker.source;
    let mut done = 0;
    // All of them begin with one of two bytes.
    for at in memchr::memchr2_iter(0xe2, 0xd8, source.as_bytes()) {
        let turns = source.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_control);
        if at < done || !turns {
            continue;
        }
        let offset = span::offset(at);
        let line = checker.line(checker.lines.line(offset)).span;
        done = line.end as usize;
        checker.report(&RULE, line, "contains control characters that can permit obfuscated code");
    }
}

const fn is_control(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
