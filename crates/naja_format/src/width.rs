//! How many columns a text takes.

use unicode_width::UnicodeWidthChar;

/// The columns of `text`: its length if it is ASCII, else the sum over its characters, where wide ones count two and all
/// others, even those that combine, one.
pub(crate) fn columns(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().map(char_columns).sum() }
}

fn char_columns(char: char) -> u32 {
    if !char.is_ascii() && char.width() == Some(2) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn wide_and_combining_characters_are_counted() {
        assert_eq!(columns("abc"), 3);
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("e\u{301}"), 2);
    }
}
