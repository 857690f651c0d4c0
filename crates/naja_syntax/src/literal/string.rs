//! The values of string and bytes literals.
//!
//! Line breaks of every kind inside a literal are `\n` in its value, as CPython reads them.

use std::borrow::Cow;

use memchr::memchr2;

use super::character_named;
use crate::ast::{ExprBytes, ExprString, StringFlags, StringLiteral};

/// The value of a string literal. Python's strings may hold lone surrogates, which Rust's may not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StringValue<'a> {
    /// Text without lone surrogates.
    Text(Cow<'a, str>),
    /// The code points of a string that holds a surrogate.
    CodePoints(Vec<u32>),
}

impl StringValue<'_> {
    /// The text; `None` if the string holds a surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::CodePoints(_) => None,
        }
    }

    /// Adds the code points to `out`.
    pub fn code_points(&self, out: &mut Vec<u32>) {
        match self {
            Self::Text(text) => out.extend(text.chars().map(u32::from)),
            Self::CodePoints(points) => out.extend_from_slice(points),
        }
    }
}

/// Collects characters, and turns to code points at the first surrogate.
struct Builder {
    text: String,
    points: Option<Vec<u32>>,
}

impl Builder {
    fn push(&mut self, point: u32) {
        match (char::from_u32(point), &mut self.points) {
            (Some(c), None) => self.text.push(c),
            (_, Some(points)) => points.push(point),
            (None, None) => {
                let mut points: Vec<u32> = self.text.chars().map(u32::from).collect();
                points.push(point);
                self.points = Some(points);
            }
        }
    }

    fn push_str(&mut self, text: &str) {
        match &mut self.points {
            None => self.text.push_str(text),
            Some(points) => points.extend(text.chars().map(u32::from)),
        }
    }

    fn finish<'a>(self) -> StringValue<'a> {
        match self.points {
            None => StringValue::Text(Cow::Owned(self.text)),
            Some(points) => StringValue::CodePoints(points),
        }
    }
}

/// The value of one literal.
#[must_use]
pub fn string_of<'a>(literal: &StringLiteral<'a>) -> StringValue<'a> {
    if !literal.flags.has(StringFlags::ENCODED) {
        return StringValue::Text(Cow::Borrowed(literal.content()));
    }
    decode(literal.content(), literal.flags, false)
}

/// The value of all literals of a string.
#[must_use]
pub fn string<'a>(expr: &ExprString<'a>) -> StringValue<'a> {
    if let [only] = expr.parts {
        return string_of(only);
    }
    let mut builder = Builder { text: String::new(), points: None };
    for part in expr.parts {
        match string_of(part) {
            StringValue::Text(text) => builder.push_str(&text),
            StringValue::CodePoints(points) => points.into_iter().for_each(|point| builder.push(point)),
        }
    }
    builder.finish()
}

/// The value of a piece of an f-string's text, given as written. In a format specification (`in_spec`) braces are
/// never doubled.
#[must_use]
pub fn fstring_text(raw: &str, flags: StringFlags, in_spec: bool) -> StringValue<'_> {
    decode(raw, flags, !in_spec)
}

fn decode(raw: &str, flags: StringFlags, doubled_braces: bool) -> StringValue<'_> {
    let bytes = raw.as_bytes();
    let special = if flags.is_raw() { memchr2(b'\r', b'\r', bytes) } else { memchr2(b'\\', b'\r', bytes) };
    let brace = if doubled_braces { memchr2(b'{', b'}', bytes) } else { None };
    if special.is_none() && brace.is_none() {
        return StringValue::Text(Cow::Borrowed(raw));
    }
    let mut builder = Builder { text: String::with_capacity(raw.len()), points: None };
    let mut at = 0;
    while at < bytes.len() {
        let stop = bytes[at..]
            .iter()
            .position(|byte| matches!(byte, b'\\' | b'\r') || doubled_braces && matches!(byte, b'{' | b'}'));
        let stop = stop.map_or(bytes.len(), |found| at + found);
        builder.push_str(&raw[at..stop]);
        at = stop;
        match bytes.get(at) {
            None => break,
            Some(b'\r') => {
                builder.push(u32::from(b'\n'));
                at += 1 + usize::from(bytes.get(at + 1) == Some(&b'\n'));
            }
            Some(b'\\') if flags.is_raw() => {
                builder.push(u32::from(b'\\'));
                at += 1;
            }
            Some(b'\\') => at = escape(raw, at, &mut builder),
            Some(brace) => {
                builder.push(u32::from(*brace));
                at += 1 + usize::from(bytes.get(at + 1) == Some(brace));
            }
        }
    }
    builder.finish()
}

/// Decodes the escape at `at` and returns the place after it.
fn escape(raw: &str, at: usize, builder: &mut Builder) -> usize {
    let bytes = raw.as_bytes();
    let Some(letter) = bytes.get(at + 1) else {
        builder.push(u32::from(b'\\'));
        return at + 1;
    };
    if let Some(point) = simple_escape(*letter) {
        builder.push(u32::from(point));
        return at + 2;
    }
    match letter {
        b'\n' => at + 2,
        b'\r' => at + 2 + usize::from(bytes.get(at + 2) == Some(&b'\n')),
        b'0'..=b'7' => {
            let (value, end) = octal(bytes, at + 1);
            builder.push(value);
            end
        }
        b'x' => hexadecimal(bytes, at, 2, builder),
        b'u' => hexadecimal(bytes, at, 4, builder),
        b'U' => hexadecimal(bytes, at, 8, builder),
        b'N' => {
            let name =
                raw[at + 2..].strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
            let Some((name, character)) = name.and_then(|name| Some((name, character_named(name)?))) else {
                builder.push_str("\\N");
                return at + 2;
            };
            builder.push(u32::from(character));
            at + 4 + name.len()
        }
        _ => {
            builder.push(u32::from(b'\\'));
            at + 1
        }
    }
}

const fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        _ => return None,
    })
}

/// The value of up to three octal digits from `at`, and the place after them.
fn octal(bytes: &[u8], at: usize) -> (u32, usize) {
    let digits = bytes[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
    let (value, len) =
        digits.fold((0, 0), |(value, len), digit| (value * 8 + u32::from(digit - b'0'), len + 1));
    (value, at + len)
}

fn hexadecimal(bytes: &[u8], at: usize, wanted: usize, builder: &mut Builder) -> usize {
    let digits = bytes.get(at + 2..at + 2 + wanted).unwrap_or(&[]);
    let value = digits
        .iter()
        .try_fold(0u32, |value, digit| Some(value.wrapping_shl(4) | (*digit as char).to_digit(16)?));
    match value.filter(|value| digits.len() == wanted && *value <= 0x0010_ffff) {
        Some(value) => {
            builder.push(value);
            at + 2 + wanted
        }
        None => {
            builder.push(u32::from(b'\\'));
            at + 1
        }
    }
}

/// The value of one bytes literal.
#[must_use]
pub fn bytes_of<'a>(literal: &StringLiteral<'a>) -> Cow<'a, [u8]> {
    let raw = literal.content().as_bytes();
    if !literal.flags.has(StringFlags::ENCODED) {
        return Cow::Borrowed(raw);
    }
    let escapes = !literal.flags.is_raw();
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        match (byte, raw.get(at + 1)) {
            (b'\r', next) => {
                out.push(b'\n');
                at += 1 + usize::from(next == Some(&b'\n'));
            }
            (b'\\', Some(letter)) if escapes => at = byte_escape(raw, at, *letter, &mut out),
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    Cow::Owned(out)
}

fn byte_escape(raw: &[u8], at: usize, letter: u8, out: &mut Vec<u8>) -> usize {
    if let Some(byte) = simple_escape(letter) {
        out.push(byte);
        return at + 2;
    }
    match letter {
        b'\n' => at + 2,
        b'\r' => at + 2 + usize::from(raw.get(at + 2) == Some(&b'\n')),
        b'0'..=b'7' => {
            let (value, end) = octal(raw, at + 1);
            out.push(value as u8);
            end
        }
        b'x' => {
            let digit = |ahead: usize| raw.get(at + ahead).and_then(|byte| (*byte as char).to_digit(16));
            if let (Some(high), Some(low)) = (digit(2), digit(3)) {
                out.push((high * 16 + low) as u8);
                return at + 4;
            }
            out.push(b'\\');
            at + 1
        }
        _ => {
            out.push(b'\\');
            at + 1
        }
    }
}

/// The value of all literals of a bytes expression.
#[must_use]
pub fn bytes<'a>(expr: &ExprBytes<'a>) -> Cow<'a, [u8]> {
    if let [only] = expr.parts {
        return bytes_of(only);
    }
    Cow::Owned(expr.parts.iter().flat_map(|part| bytes_of(part).into_owned()).collect())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{StringValue, bytes, decode, fstring_text, string};
    use crate::ast::{Expr, StringFlags};
    use crate::{Arena, Mode, parse_with};

    fn text(source: &str) -> StringValue<'static> {
        let arena = Arena::new();
        let parsed = parse_with(source, &arena, Mode::Expression.into());
        match parsed.expression() {
            Some(Expr::String(expr)) => match string(expr) {
                StringValue::Text(text) => StringValue::Text(Cow::Owned(text.into_owned())),
                StringValue::CodePoints(points) => StringValue::CodePoints(points),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn escapes_are_decoded_as_cpython_does() {
        let cases = [
            (r"'\n\t\\\'\x41\101\0'", "\n\t\\'AA\0"),
            (r"'\u00e9\U0001F600\N{BULLET}\N{line feed}'", "é😀•\n"),
            (r"'\d\8'", r"\d\8"),
            (r"r'\n'", r"\n"),
            ("'a\\\r\nb' 'c'", "abc"),
            ("'''a\r\nb\rc'''", "a\nb\nc"),
            (r"'\777'", "\u{1ff}"),
        ];
        for (source, value) in cases {
            assert_eq!(text(source).as_str(), Some(value), "{source}");
        }
    }

    #[test]
    fn lone_surrogates_are_code_points() {
        assert_eq!(text(r"'a\ud83d\ude00'"), StringValue::CodePoints(vec![0x61, 0xd83d, 0xde00]));
    }

    #[test]
    fn bytes_are_decoded() {
        let arena = Arena::new();
        let parsed = parse_with(r"b'\xff\d\477' rb'\n'", &arena, Mode::Expression.into());
        let Some(Expr::Bytes(expr)) = parsed.expression() else { panic!("no bytes") };
        assert_eq!(bytes(expr).as_ref(), b"\xff\\d\x3f\\n");
    }

    #[test]
    fn braces_are_single_in_the_value_of_an_fstring() {
        assert_eq!(fstring_text("a{{b}}\\n", StringFlags::new(0), false).as_str(), Some("a{b}\n"));
        assert_eq!(decode("a", StringFlags::new(0), false), StringValue::Text(Cow::Borrowed("a")));
    }
}
