//! Proves that a formatted text means what the old one meant.

use naja_syntax::{Arena, Mode, ParseOptions};

/// Whether both texts have the same comments and trees alike, docstrings' blanks aside.
#[must_use]
pub fn verify(old: &str, new: &str, stub: bool) -> bool {
    let (first, second) = (Arena::new(), Arena::new());
    let mode = if stub { Mode::Stub } else { Mode::Module };
    let before = naja_syntax::parse_with(old, &first, ParseOptions::from(mode));
    let after = naja_syntax::parse_with(new, &second, ParseOptions::from(mode));
    if !after.errors.is_empty() {
        return false;
    }
    let comments = |source: &str, spans: &[naja_base::Span]| {
        let mut texts: Vec<String> = spans
            .iter()
            .map(|span| {
                source[span.start as usize..span.end as usize]
                    .chars()
                    .filter(|char| !char.is_whitespace())
                    .collect()
            })
            .collect();
        texts.sort_unstable();
        texts
    };
    comments(old, &before.tables.comments) == comments(new, &after.tables.comments)
        && shape(&naja_syntax::dump::dump(&before, old)) == shape(&naja_syntax::dump::dump(&after, new))
}

/// A dump without places, blanks, and what escapes for them.
fn shape(dump: &str) -> String {
    let mut out = String::with_capacity(dump.len() / 2);
    let bytes = dump.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'@' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                at += 1;
                while bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'-')) {
                    at += 1;
                }
            }
            b' ' => at += 1,
            b'\\'
                if matches!(bytes.get(at + 1..at + 4), Some(b"x0a" | b"x09" | b"x0c" | b"x0d" | b"x20")) =>
            {
                at += 4;
            }
            byte => {
                out.push(byte as char);
                at += 1;
            }
        }
    }
    out.replace(",kind='u'", "")
}
