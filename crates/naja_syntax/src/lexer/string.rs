//! String literals, and the texts between the replacement fields of f-strings.

use super::token::TokenKind;
use super::{Lexer, wide};
use crate::ast::StringFlags;
use crate::error::ParseError;
use naja_base::Span;

/// The flags of a string prefix; `None` where it is none.
#[inline]
pub(super) fn prefix(text: &[u8]) -> Option<u16> {
    use StringFlags as F;
    let bit = |byte: u8| match byte | 0x20 {
        b'r' => F::RAW,
        b'b' => F::BYTES,
        b'u' => F::UNICODE,
        b'f' => F::FORMAT,
        b't' => F::TEMPLATE,
        _ => 0,
    };
    match *text {
        [one] => Some(bit(one)).filter(|bits| *bits != 0),
        [one, two] => {
            let (one, two) = (bit(one), bit(two));
            let other = if one == F::RAW { two } else { one };
            let mates = other & (F::BYTES | F::FORMAT | F::TEMPLATE) != 0;
            (mates && (one | two) & F::RAW != 0 && one != two).then_some(one | two)
        }
        _ => None,
    }
}

/// What ended the text of an f-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextEnd {
    /// The closing quotes, which were passed.
    Quotes,
    /// A `{`, which was passed.
    Open,
    /// The `}` of the surrounding field, which was not passed; only in a format specification.
    Close,
    /// The line or the file; a diagnostic was made.
    Unterminated,
}

impl Lexer<'_> {
    /// The string whose prefix starts at `start` and whose quotes start at `quote_at`.
    pub(super) fn string(&mut self, start: usize, quote_at: usize, bits: u16) {
        let quote = self.bytes[quote_at];
        let mut flags = StringFlags::new(if quote == b'"' { bits | StringFlags::DOUBLE } else { bits });
        let mut pos = quote_at + 1;
        let doubled = self.at(pos) == quote;
        if doubled && self.at(pos + 1) == quote {
            flags = flags.with(StringFlags::TRIPLE);
            pos += 2;
        }
        self.flags = flags;
        if flags.has(StringFlags::FORMAT | StringFlags::TEMPLATE) {
            return self.set(TokenKind::FStringStart, start, pos);
        }
        if flags.is_triple() {
            return self.triple(start, pos, quote);
        }
        if doubled {
            return self.set(TokenKind::String, start, pos + 1);
        }
        let lines = self.tables.line_starts.len();
        loop {
            pos += wide::measure(self.bytes, pos, |window| wide::string_len(window, quote));
            let byte = self.at(pos);
            if byte == quote {
                break;
            }
            match byte {
                b'\\' => pos = self.encoded(pos),
                b'\n' | b'\r' => return self.unterminated(start, pos),
                0 if pos >= self.bytes.len() => return self.unterminated(start, pos),
                0 => pos = self.null_in_string(pos),
                b if b < 0x0e => pos += 1,
                _ => {}
            }
        }
        if self.flags.is_bytes() {
            self.check_bytes(start, pos + 1);
        }
        self.finish_string(start, pos + 1, lines);
    }

    fn triple(&mut self, start: usize, mut pos: usize, quote: u8) {
        let lines = self.tables.line_starts.len();
        loop {
            pos += wide::measure(self.bytes, pos, |window| wide::string_len(window, quote));
            match self.at(pos) {
                b'\n' => pos = self.line_break(pos),
                b'\\' | b'\r' => pos = self.encoded(pos),
                0 if pos >= self.bytes.len() => return self.unterminated_triple(start),
                0 => pos = self.null_in_string(pos),
                byte if byte == quote => {
                    if self.at(pos + 1) == quote && self.at(pos + 2) == quote {
                        break;
                    }
                    pos += 1;
                }
                byte if byte < 0x0e => pos += 1,
                _ => {}
            }
        }
        if self.flags.is_bytes() {
            self.check_bytes(start, pos + 3);
        }
        self.finish_string(start, pos + 3, lines);
    }

    /// The place after the backslash or carriage return at `pos`, which make a value differ from its text.
    fn encoded(&mut self, pos: usize) -> usize {
        self.flags = self.flags.with(StringFlags::ENCODED);
        if self.bytes[pos] == b'\\' { self.escape(pos) } else { self.line_break(pos) }
    }

    #[inline]
    fn finish_string(&mut self, start: usize, end: usize, lines: usize) {
        if self.tables.line_starts.len() > lines {
            self.tables.multiline_strings.push(Span::new(start as u32, end as u32));
        }
        self.set(TokenKind::String, start, end);
    }

    #[cold]
    fn null_in_string(&mut self, pos: usize) -> usize {
        self.fault(pos, pos + 1, "source code cannot contain null bytes");
        pos + 1
    }

    fn check_bytes(&mut self, start: usize, end: usize) {
        if self.bytes[start..end].is_ascii() {
            return;
        }
        let text = &self.text[start..end];
        if let Some((at, character)) = text.char_indices().find(|(_, character)| !character.is_ascii()) {
            let at = start + at;
            self.fault(at, at + character.len_utf8(), "bytes can only contain ASCII literal characters");
        }
    }

    #[cold]
    fn unterminated(&mut self, start: usize, pos: usize) {
        let pos = pos.min(self.bytes.len());
        let mut error =
            ParseError::new(Span::new(start as u32, pos as u32), "unterminated string literal".to_owned());
        if self.bytes[..pos].ends_with(b"\\") {
            error.help = Some("the backslash escapes the closing quote".into());
        } else {
            error.help = Some(format!("close it with `{}` on the same line", self.flags.quotes()).into());
        }
        self.errors.push(error);
        self.flags = self.flags.with(StringFlags::UNTERMINATED);
        self.set(TokenKind::String, start, pos);
    }

    #[cold]
    fn unterminated_triple(&mut self, start: usize) {
        let end = self.bytes.len();
        let opening = Span::new(start as u32, start as u32 + self.flags.prefix_len() + 3);
        let mut error = ParseError::new(opening, "unterminated triple-quoted string literal");
        error.help = Some(format!("close it with `{}`", self.flags.quotes()).into());
        self.errors.push(error);
        self.flags = self.flags.with(StringFlags::UNTERMINATED);
        self.tables.multiline_strings.push(Span::new(start as u32, end as u32));
        self.set(TokenKind::String, start, end);
    }

    /// The text of an f-string from the current place to its end, the next field, or, in a format specification, the
    /// end of the field. Returns the text's span. The current token is not touched.
    pub(crate) fn fstring_text(&mut self, flags: StringFlags, in_spec: bool) -> (Span, TextEnd) {
        let start = self.pos as usize;
        let quote = if flags.has(StringFlags::DOUBLE) { b'"' } else { b'\'' };
        let mut pos = start;
        self.flags = flags;
        let (end, next, how) = loop {
            pos += wide::measure(self.bytes, pos, |window| wide::fstring_len(window, quote));
            match self.at(pos) {
                b'{' if !in_spec && self.at(pos + 1) == b'{' => pos += 2,
                b'{' => break (pos, pos + 1, TextEnd::Open),
                b'}' if in_spec => break (pos, pos, TextEnd::Close),
                b'}' if self.at(pos + 1) == b'}' => pos += 2,
                b'}' => {
                    self.fault(pos, pos + 1, "f-string: single `}` is not allowed");
                    pos += 1;
                }
                b'\\' => pos = self.fstring_escape(pos),
                b'\n' | b'\r' if !flags.is_triple() => break (pos, pos, TextEnd::Unterminated),
                b'\n' | b'\r' => pos = self.line_break(pos),
                0 if pos >= self.bytes.len() => {
                    break (self.bytes.len(), self.bytes.len(), TextEnd::Unterminated);
                }
                0 => pos = self.null_in_string(pos),
                byte if byte == quote => {
                    if !flags.is_triple() {
                        break (pos, pos + 1, TextEnd::Quotes);
                    }
                    if self.at(pos + 1) == quote && self.at(pos + 2) == quote {
                        break (pos, pos + 3, TextEnd::Quotes);
                    }
                    pos += 1;
                }
                byte if byte < 0x0e => pos += 1,
                _ => {}
            }
        };
        self.pos = next as u32;
        (Span::new(start as u32, end as u32), how)
    }

    /// A backslash in the text of an f-string: it escapes no brace.
    fn fstring_escape(&mut self, pos: usize) -> usize {
        let next = self.at(pos + 1);
        if next == b'{' || next == b'}' {
            if !self.flags.is_raw() {
                self.remark(crate::parsed::RemarkKind::InvalidEscape, pos, pos + 2);
            }
            return pos + 1;
        }
        self.escape(pos)
    }

    /// Makes the current place the end of the current token, which is an f-string's.
    pub(crate) fn end_fstring(&mut self, start: u32) {
        self.end = self.pos;
        let span = Span::new(start, self.end);
        let lines = &self.tables.line_starts;
        if lines.last().is_some_and(|line| *line > start) {
            // Nested strings over several lines were noted already; keep the order of the starts.
            let at = self.tables.multiline_strings.partition_point(|string| string.start < start);
            self.tables.multiline_strings.insert(at, span);
        }
    }

    /// Says that the f-string that starts at `start` never ends, and goes on after its line.
    #[cold]
    pub(crate) fn unterminated_fstring(&mut self, start: u32, flags: StringFlags) {
        let kind = if flags.is_template() { "t-string" } else { "f-string" };
        let triple = if flags.is_triple() { "triple-quoted " } else { "" };
        let end = if flags.is_triple() { start + flags.prefix_len() + 3 } else { self.pos };
        let message = format!("unterminated {triple}{kind} literal");
        let mut error = ParseError::new(Span::new(start, end.max(start)), message);
        error.help = Some(format!("close it with `{}`", flags.quotes()).into());
        self.errors.push(error);
    }

    /// Goes back to the current token, or to `read` if that is after its start, and from there to after the next closing
    /// quotes of an f-string with `flags`, or to the end of the line or file. Makes no token.
    #[cold]
    pub(crate) fn skip_to_quotes(&mut self, flags: StringFlags, read: u32) {
        let mut pos = (self.start.max(read) as usize).min(self.bytes.len());
        self.forget_from(pos as u32);
        let quote = if flags.has(StringFlags::DOUBLE) { b'"' } else { b'\'' };
        while pos < self.bytes.len() {
            match self.bytes[pos] {
                b'\n' | b'\r' if !flags.is_triple() => break,
                b'\n' | b'\r' => pos = self.line_break(pos),
                byte if byte == quote && !flags.is_triple() => {
                    pos += 1;
                    break;
                }
                byte if byte == quote && self.at(pos + 1) == quote && self.at(pos + 2) == quote => {
                    pos += 3;
                    break;
                }
                _ => pos += 1,
            }
        }
        self.pos = pos as u32;
    }

    /// Passes the f-string whose opening is the current token, when the rest of a line is skipped.
    #[cold]
    pub(crate) fn skip_fstring(&mut self) {
        let flags = self.flags;
        self.start = self.pos;
        self.skip_to_quotes(flags, self.start);
        self.end = self.pos;
    }

    /// Where the lexer is, for the parser of f-strings.
    pub(crate) fn place(&self) -> u32 {
        self.pos
    }

    /// Puts the lexer at `pos`, after the current token.
    pub(crate) fn go_to(&mut self, pos: u32) {
        self.pos = pos;
    }
}
