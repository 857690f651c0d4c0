//! `printf`-style formats, as the `%` operator reads them.
//!
//! <https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting>

use std::ops::Range;

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text. A doubled percent sign is a piece of its own, `%`.
    Text(&'t str),
    /// A conversion.
    Conversion(Conversion<'t>),
}

/// `%(key)#0- +8.3hd`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion<'t> {
    /// Where it is in the format, percent sign included, in bytes.
    pub range: Range<usize>,
    /// What is in the parentheses.
    pub key: Option<&'t str>,
    /// Any of `#0- +`, as written.
    pub flags: &'t str,
    /// The least width.
    pub width: Option<Amount<'t>>,
    /// The precision; empty for a lone dot.
    pub precision: Option<Amount<'t>>,
    /// The conversion type.
    pub kind: char,
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount<'t> {
    /// `*`: an argument of its own.
    Argument,
    /// Digits; none for a lone dot.
    Digits(&'t str),
}

/// Why a format is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends within a conversion.
    Incomplete,
    /// A key's parentheses are not closed.
    IncompleteKey,
    /// There is no such conversion type.
    UnknownKind(char),
}

/// Takes `text` apart.
///
/// # Errors
/// The first error.
pub fn parse(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'%', &text.as_bytes()[at..]) {
        if found > 0 {
            pieces.push(Piece::Text(&text[at..at + found]));
        }
        at += found;
        if text[at + 1..].starts_with('%') {
            pieces.push(Piece::Text("%"));
            at += 2;
            continue;
        }
        let conversion = conversion(text, at)?;
        at = conversion.range.end;
        pieces.push(Piece::Conversion(conversion));
    }
    if at < text.len() {
        pieces.push(Piece::Text(&text[at..]));
    }
    Ok(pieces)
}

/// What a format asks for.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many values are taken in order, those of stars included.
    pub positional: usize,
    /// The names, in the order of the format.
    pub keys: Vec<String>,
    /// Whether a width or precision is taken from the values.
    pub has_star: bool,
}

impl Summary {
    /// What `text` asks for.
    ///
    /// # Errors
    /// The first error.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let mut summary = Self::default();
        for piece in parse(text)? {
            let Piece::Conversion(conversion) = piece else { continue };
            let stars = [conversion.width, conversion.precision].into_iter().flatten();
            let stars = stars.filter(|amount| *amount == Amount::Argument).count();
            summary.has_star |= stars > 0;
            summary.positional += stars;
            match conversion.key {
                Some(key) => summary.keys.push(key.to_owned()),
                None => summary.positional += 1,
            }
        }
        Ok(summary)
    }
}

fn conversion(text: &str, start: usize) -> Result<Conversion<'_>, Fault> {
    let mut at = start + 1;
    let key = if text[at..].starts_with('(') {
        let len = key_length(&text[at + 1..]).ok_or(Fault::IncompleteKey)?;
        let key = &text[at + 1..at + 1 + len];
        at += len + 2;
        Some(key)
    } else {
        None
    };
    let flags = run(&text[at..], |byte| matches!(byte, b'#' | b'0' | b'-' | b' ' | b'+'));
    at += flags.len();
    let width = amount(&text[at..]);
    at += width.map_or(0, Amount::len);
    let width = width.filter(|width| *width != Amount::Digits(""));
    let precision = if text[at..].starts_with('.') {
        at += 1;
        let precision = amount(&text[at..]);
        at += precision.map_or(0, Amount::len);
        precision
    } else {
        None
    };
    at += usize::from(text[at..].starts_with(['h', 'l', 'L']));
    let kind = text[at..].chars().next().ok_or(Fault::Incomplete)?;
    if !"diouxXeEfFgGcrsa".contains(kind) {
        return Err(Fault::UnknownKind(kind));
    }
    Ok(Conversion { range: start..at + 1, key, flags, width, precision, kind })
}

/// The length of a key, whose inner parentheses must match.
fn key_length(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(index),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn amount(text: &str) -> Option<Amount<'_>> {
    if text.starts_with('*') {
        return Some(Amount::Argument);
    }
    Some(Amount::Digits(run(text, |byte| byte.is_ascii_digit())))
}

fn run(text: &str, wanted: impl Fn(u8) -> bool) -> &str {
    &text[..text.bytes().take_while(|byte| wanted(*byte)).count()]
}

impl Amount<'_> {
    const fn len(self) -> usize {
        match self {
            Self::Argument => 1,
            Self::Digits(digits) => digits.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Fault, Piece, parse};

    #[test]
    fn conversions_are_taken_apart() {
        let pieces = parse("a%%%(k(x))-08.3ld%*.*f").expect("a format");
        let [Piece::Text("a"), Piece::Text("%"), Piece::Conversion(first), Piece::Conversion(second)] =
            pieces.as_slice()
        else {
            panic!("{pieces:?}")
        };
        assert_eq!((first.key, first.flags, first.kind), (Some("k(x)"), "-0", 'd'));
        assert_eq!((first.width, first.precision), (Some(Amount::Digits("8")), Some(Amount::Digits("3"))));
        assert_eq!((second.width, second.precision), (Some(Amount::Argument), Some(Amount::Argument)));
        assert_eq!((first.range.clone(), second.range.clone()), (3..17, 17..22));
    }

    #[test]
    fn faults_are_told_apart() {
        for (text, fault) in [
            ("%", Fault::Incomplete),
            ("%5.", Fault::Incomplete),
            ("%s%h", Fault::Incomplete),
            ("%(a", Fault::IncompleteKey),
            ("%y", Fault::UnknownKind('y')),
            ("%5%", Fault::UnknownKind('%')),
            ("%ü", Fault::UnknownKind('ü')),
        ] {
            assert_eq!(parse(text), Err(fault), "{text}");
        }
    }
}
