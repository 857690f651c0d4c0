//! Lines of source code, which end with `\n`, `\r\n` or a lone `\r`, as Python's do.
//!
//! Whoever reads or changes source asks here (or a [`LineIndex`](crate::LineIndex), which agrees) where a line ends. Looking for
//! `\n` alone treats the code after a lone `\r` as part of the line before.

use std::borrow::Cow;

use memchr::memchr2;

/// The characters of which line breaks are made, as a pattern for the methods of `str`.
pub const BREAKS: [char; 2] = ['\n', '\r'];

/// Whether `byte` belongs to a line break.
#[inline]
#[must_use]
pub const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether `text` holds a line break.
#[must_use]
pub fn has_break(text: &str) -> bool {
    find_break(text).is_some()
}

/// The offset of the first line break in `text`.
#[must_use]
pub fn find_break(text: &str) -> Option<usize> {
    memchr2(b'\n', b'\r', text.as_bytes())
}

/// The length of the line break that `text` starts with; 0 where it starts with none.
#[must_use]
pub const fn break_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// The length of the line break that `line` ends with; 0 where it ends with none.
#[inline]
#[must_use]
pub const fn break_len_at_end(line: &[u8]) -> usize {
    match line {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    }
}

/// `line` without the line break that it ends with.
#[inline]
#[must_use]
pub fn without_break(line: &str) -> &str {
    &line[..line.len() - break_len_at_end(line.as_bytes())]
}

/// The text of the first line, without its break.
#[must_use]
pub fn first(text: &str) -> &str {
    &text[..find_break(text).unwrap_or(text.len())]
}

/// The lines of `text`, each with its break. A text that ends with a line break has no empty last line.
pub fn split_inclusive(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = find_break(rest).unwrap_or(rest.len());
        let (line, below) = rest.split_at(at + break_len(&rest[at..]));
        rest = below;
        (!line.is_empty()).then_some(line)
    })
}

/// The lines of `text` without their breaks.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    split_inclusive(text).map(without_break)
}

/// How many line breaks `text` holds.
#[must_use]
pub fn count_breaks(text: &str) -> usize {
    split_inclusive(text).filter(|line| line.ends_with(BREAKS)).count()
}

/// The line break of the first line: the one that a whole file is taken to use.
#[must_use]
pub fn ending(text: &str) -> Option<&'static str> {
    let rest = &text[find_break(text)?..];
    Some(match (break_len(rest), rest.as_bytes().first()) {
        (2, _) => "\r\n",
        (_, Some(b'\r')) => "\r",
        _ => "\n",
    })
}

/// `text` after the backslash and the line break that it starts with.
#[must_use]
pub fn strip_continuation(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let len = break_len(rest);
    (len > 0).then(|| &rest[len..])
}

/// `text` before the backslash and the line break that it ends with.
#[must_use]
pub fn strip_last_continuation(text: &str) -> Option<&str> {
    let content = without_break(text);
    if content.len() < text.len() { content.strip_suffix('\\') } else { None }
}

/// `text` with `ending` for each of its line breaks.
#[must_use]
pub fn with_ending<'t>(text: &'t str, ending: &str) -> Cow<'t, str> {
    let is_kept =
        |line: &str| matches!(&line[without_break(line).len()..], own if own.is_empty() || own == ending);
    if split_inclusive(text).all(is_kept) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for line in split_inclusive(text) {
        let content = without_break(line);
        out.push_str(content);
        if content.len() < line.len() {
            out.push_str(ending);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use crate::LineIndex;

    const TEXTS: [&str; 9] =
        ["", "\n", "\r", "a", "a\n", "a\rb\nc\r\nd", "\r\r\n\n\r", "a\n\rb\r", "é\r\n\r\né\r"];

    #[test]
    fn lines_agree_with_the_line_index() {
        for text in TEXTS {
            let index = LineIndex::new(text);
            let spans = (1..=index.line_count()).map(|line| &text[index.line_span(line, text)]);
            let wanted: Vec<&str> = spans.filter(|line| !line.is_empty()).collect();
            assert_eq!(super::split_inclusive(text).collect::<Vec<_>>(), wanted, "{text:?}");
            assert_eq!(super::count_breaks(text) + 1, index.line_count() as usize, "{text:?}");
            assert!(super::split(text).all(|line| !super::has_break(line)), "{text:?}");
        }
    }

    #[test]
    fn the_first_break_is_the_files() {
        let endings = ["a", "a\nb\r", "\r\n\n", "a\rb\n", "\n\r"].map(super::ending);
        assert_eq!(endings, [None, Some("\n"), Some("\r\n"), Some("\r"), Some("\n")]);
    }

    #[test]
    fn a_backslash_continues_over_every_break() {
        for ending in ["\n", "\r\n", "\r"] {
            assert_eq!(super::strip_continuation(&format!("\\{ending}a")), Some("a"));
            assert_eq!(super::strip_last_continuation(&format!("a\\{ending}")), Some("a"));
        }
        assert_eq!(super::strip_continuation("\\a"), None);
        assert_eq!(super::strip_last_continuation("a\\"), None);
        assert_eq!(super::strip_last_continuation("a\n"), None);
    }

    #[test]
    fn breaks_are_replaced_by_one_kind() {
        for text in TEXTS {
            let unix = super::with_ending(text, "\n");
            assert_eq!(unix.replace("\r\n", "\n").replace('\r', "\n"), *unix);
            let index = LineIndex::new(text);
            assert_eq!(LineIndex::new(&super::with_ending(text, "\r")).line_count(), index.line_count());
            assert_eq!(LineIndex::new(&super::with_ending(text, "\r\n")).line_count(), index.line_count());
        }
        assert_eq!(super::with_ending("a\r\nb\rc\n", "\r\n"), "a\r\nb\r\nc\r\n");
    }
}
