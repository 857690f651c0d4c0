//! Backslashes in string literals: what is checked while lexing.

use super::Lexer;
use crate::ast::StringFlags;
use crate::error::ParseError;
use crate::parsed::RemarkKind;
use naja_base::Span;

impl Lexer<'_> {
    /// The place after the escape that starts with the backslash at `pos`, in a string with the current flags.
    pub(super) fn escape(&mut self, pos: usize) -> usize {
        let next = self.at(pos + 1);
        if next == b'\n' || next == b'\r' {
            return self.line_break(pos + 1);
        }
        if pos + 1 >= self.bytes.len() {
            return pos + 1;
        }
        if self.flags.has(StringFlags::RAW) {
            return if next < 0x80 { pos + 2 } else { pos + 1 };
        }
        match next {
            b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' => pos + 2,
            b'0'..=b'7' => self.octal(pos),
            b'x' => self.hexadecimal(pos, 2),
            b'u' if !self.flags.is_bytes() => self.hexadecimal(pos, 4),
            b'U' if !self.flags.is_bytes() => self.hexadecimal(pos, 8),
            b'N' if !self.flags.is_bytes() => self.named(pos),
            _ => {
                let len = self.text[pos + 1..].chars().next().map_or(0, char::len_utf8);
                self.remark(RemarkKind::InvalidEscape, pos, pos + 1 + len);
                pos + 1 + len
            }
        }
    }

    fn octal(&mut self, pos: usize) -> usize {
        let digits = (1..4).take_while(|ahead| matches!(self.at(pos + ahead), b'0'..=b'7')).count();
        let end = pos + 1 + digits;
        if digits == 3 && self.at(pos + 1) > b'3' {
            self.remark(RemarkKind::LargeOctalEscape, pos, end);
        }
        end
    }

    fn hexadecimal(&mut self, pos: usize, wanted: usize) -> usize {
        let digits = (2..2 + wanted).take_while(|ahead| self.at(pos + ahead).is_ascii_hexdigit()).count();
        let end = pos + 2 + digits;
        if digits < wanted {
            let letter = self.bytes[pos + 1] as char;
            let message = format!("truncated `\\{letter}` escape: {wanted} hexadecimal digits must follow");
            self.escape_fault(pos, end, message);
        } else if wanted == 8 {
            let value = self.bytes[pos + 2..end].iter().fold(0u32, |value, digit| {
                value.wrapping_shl(4) | (*digit as char).to_digit(16).unwrap_or(0)
            });
            if value > 0x0010_ffff {
                self.escape_fault(pos, end, "illegal Unicode character in `\\U` escape".to_owned());
            }
        }
        end
    }

    fn named(&mut self, pos: usize) -> usize {
        let mut end = pos + 3;
        if self.at(pos + 2) == b'{' {
            while matches!(self.at(end), b' ' | b'-' | b'(' | b')' | b'_')
                || self.at(end).is_ascii_alphanumeric()
            {
                end += 1;
            }
            if self.at(end) == b'}' && end > pos + 3 {
                if crate::literal::character_named(&self.text[pos + 3..end]).is_none() {
                    let message = format!("unknown Unicode character name `{}`", &self.text[pos + 3..end]);
                    self.escape_fault(pos, end + 1, message);
                }
                return end + 1;
            }
        }
        self.escape_fault(
            pos,
            pos + 2,
            "malformed `\\N` escape: write `\\N{name of the character}`".to_owned(),
        );
        pos + 2
    }

    #[cold]
    fn escape_fault(&mut self, start: usize, end: usize, message: String) {
        self.errors.push(ParseError::new(Span::new(start as u32, end as u32), message));
    }
}
