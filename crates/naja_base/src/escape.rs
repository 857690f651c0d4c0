//! Foreign text made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal could take `character` for a command, or a reader be misled by it: control characters except
/// the tab, and the bidirectional controls of Unicode.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}

/// `text` on one line, with every unsafe character written as `\n`, `\x1b` or `\u{202e}`.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_where(text, is_unsafe)
}

/// Like [`escape`], but line feeds stay.
#[must_use]
pub fn escape_lines(text: &str) -> Cow<'_, str> {
    escape_where(text, |character| character != '\n' && is_unsafe(character))
}

fn escape_where(text: &str, escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if !escaped(character) {
            out.push(character);
            continue;
        }
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{0}'..='\u{ff}' => {
                let _ = write!(out, "\\x{:02x}", u32::from(character));
            }
            _ => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{escape, escape_lines};

    #[test]
    fn control_and_direction_characters_are_spelled_out() {
        assert_eq!(escape("a\x1b[31mb\r\n\u{202e}"), "a\\x1b[31mb\\r\\n\\u{202e}");
        assert_eq!(escape("naïve\tß"), "naïve\tß");
    }

    #[test]
    fn line_feeds_may_stay() {
        assert_eq!(escape_lines("a\nb\x07"), "a\nb\\x07");
    }
}
