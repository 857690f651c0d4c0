//! Number literals.

use super::Lexer;
use super::token::TokenKind;
use crate::error::ParseError;
use crate::parsed::RemarkKind;
use naja_base::Span;

impl Lexer<'_> {
    /// The number at `pos`, which is a digit, or a dot with a digit after it; its first bytes are those of `word`.
    pub(super) fn number(&mut self, pos: usize, word: u64) {
        let [first, second, ..] = word.to_le_bytes();
        if first != b'.' && !(second.is_ascii_alphanumeric() || matches!(second, b'.' | b'_' | 0x80..)) {
            return self.set(TokenKind::Int, pos, pos + 1);
        }
        let mut end = pos;
        if first == b'0' {
            match second {
                b'x' | b'X' => return self.prefixed(pos, 16, "hexadecimal"),
                b'o' | b'O' => return self.prefixed(pos, 8, "octal"),
                b'b' | b'B' => return self.prefixed(pos, 2, "binary"),
                _ => {}
            }
        }
        let mut kind = TokenKind::Int;
        if first != b'.' {
            end = self.digits(pos);
        }
        let integer_end = end;
        if self.at(end) == b'.' {
            kind = TokenKind::Float;
            end += 1;
            if self.at(end).is_ascii_digit() {
                end = self.digits(end);
            }
        }
        if matches!(self.at(end), b'e' | b'E') {
            let signed = usize::from(matches!(self.at(end + 1), b'+' | b'-'));
            if self.at(end + 1 + signed).is_ascii_digit() {
                kind = TokenKind::Float;
                end = self.digits(end + 1 + signed);
            } else if signed > 0 {
                self.fault(pos, end + 2, "invalid decimal literal: the exponent has no digits");
                end += 2;
                return self.set(TokenKind::Float, pos, end);
            }
        }
        if matches!(self.at(end), b'j' | b'J') {
            kind = TokenKind::Complex;
            end += 1;
        }
        if kind == TokenKind::Int && first == b'0' && end > pos + 1 {
            self.leading_zero(pos, integer_end);
        }
        self.finish_number(kind, pos, end, "decimal");
    }

    /// The end of the digits and single underscores from `pos`, which holds a digit.
    fn digits(&mut self, mut pos: usize) -> usize {
        loop {
            while self.at(pos).is_ascii_digit() {
                pos += 1;
            }
            if self.at(pos) != b'_' {
                return pos;
            }
            if !self.at(pos + 1).is_ascii_digit() {
                return pos;
            }
            pos += 1;
        }
    }

    fn prefixed(&mut self, pos: usize, radix: u32, name: &'static str) {
        let mut end = pos + 2;
        loop {
            let underscore = usize::from(self.at(end) == b'_');
            if !(self.at(end + underscore) as char).is_digit(radix) {
                break;
            }
            end += underscore + 1;
        }
        let next = self.at(end);
        if next.is_ascii_digit() {
            let message = format!("invalid digit `{}` in {name} literal", next as char);
            self.errors.push(ParseError::new(Span::new(end as u32, end as u32 + 1), message));
            end = self.identifier_end(end);
            return self.set(TokenKind::Int, pos, end);
        }
        if end == pos + 2 {
            let message = format!("invalid {name} literal: no digits after the prefix");
            end = self.identifier_end(end);
            self.errors.push(ParseError::new(Span::new(pos as u32, end as u32), message));
            return self.set(TokenKind::Int, pos, end);
        }
        self.finish_number(TokenKind::Int, pos, end, name);
    }

    #[cold]
    fn leading_zero(&mut self, pos: usize, end: usize) {
        if self.bytes[pos..end].iter().any(|byte| !matches!(byte, b'0' | b'_')) {
            let zeros = self.bytes[pos..end].iter().take_while(|byte| matches!(byte, b'0' | b'_')).count();
            let message = "leading zeros in decimal integer literals are not permitted";
            let mut error = ParseError::new(Span::new(pos as u32, (pos + zeros) as u32), message);
            error.help = Some("use an `0o` prefix for octal integers".into());
            self.errors.push(error);
        }
    }

    /// Checks that what follows a number is no part of it.
    #[inline]
    fn finish_number(&mut self, kind: TokenKind, pos: usize, end: usize, name: &'static str) {
        let next = self.at(end);
        if next.is_ascii_alphanumeric() || next == b'_' || next >= 0x80 {
            let fixed = self.number_tail(pos, end, name);
            return self.set(kind, pos, fixed);
        }
        self.set(kind, pos, end);
    }

    #[cold]
    fn number_tail(&mut self, pos: usize, end: usize, name: &'static str) -> usize {
        const KEYWORDS: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"not", b"or"];
        let tail = &self.bytes[end..];
        if KEYWORDS.iter().any(|keyword| tail.starts_with(keyword)) {
            self.remark(RemarkKind::NumberBeforeKeyword, pos, end);
            return end;
        }
        let mut stop = self.identifier_end(end);
        while self.at(stop) >= 0x80 {
            let rest = &self.text[stop..];
            let len = rest.chars().next().map_or(1, char::len_utf8);
            stop = self.identifier_end(stop + len);
        }
        let stop = stop.min(self.bytes.len());
        let message = match self.at(end) {
            b'_' => format!("invalid {name} literal: `_` must be between two digits"),
            _ => format!("invalid {name} literal: `{}` cannot follow the number", &self.text[end..stop]),
        };
        self.errors.push(ParseError::new(Span::new(pos as u32, stop as u32), message));
        stop
    }
}
