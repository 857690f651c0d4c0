//! Foreign text made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal could treat `character` as a command, or a reader be misled by it: control characters except
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

/// Like [`escape_lines()`], but terminal styles stay (`ESC [ … m`, which change how text looks and nothing else). For lines that
/// naja has styled itself and whose foreign parts should have been escaped before.
#[must_use]
pub fn escape_but_styles(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return escape_lines(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&escape_lines(&rest[..at]));
        rest = &rest[at..];
        let style = rest.strip_prefix("\u{1b}[").and_then(|parameters| {
            let length =
                parameters.find(|character: char| !character.is_ascii_digit() && character != ';')?;
            parameters[length..].starts_with('m').then_some("\u{1b}[".len() + length + 1)
        });
        match style {
            Some(length) => out.push_str(&rest[..length]),
            None => out.push_str(&escape("\u{1b}")),
        }
        rest = &rest[style.unwrap_or(1)..];
    }
    out.push_str(&escape_lines(rest));
    Cow::Owned(out)
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
    use super::{escape, escape_but_styles, escape_lines};

    #[test]
    fn control_and_direction_characters_are_spelled_out() {
        assert_eq!(escape("a\x1b[31mb\r\n\u{202e}"), "a\\x1b[31mb\\r\\n\\u{202e}");
        assert_eq!(escape("naïve\tß"), "naïve\tß");
    }

    #[test]
    fn fault_31_styles_may_stay_and_other_sequences_may_not() {
        assert_eq!(escape_but_styles("\x1b[1ma\x1b[0m\n"), "\x1b[1ma\x1b[0m\n");
        assert_eq!(escape_but_styles("\x1b[38;5;1mé\x1b[m"), "\x1b[38;5;1mé\x1b[m");
        assert_eq!(escape_but_styles("\x1b[2J\x1b]0;x\x07\x1b"), "\\x1b[2J\\x1b]0;x\\x07\\x1b");
        assert_eq!(escape_but_styles("\x1b[1\x1b[1m\r"), "\\x1b[1\x1b[1m\\r");
    }

    #[test]
    fn line_feeds_may_stay() {
        assert_eq!(escape_lines("a\nb\x07"), "a\nb\\x07");
    }
}
