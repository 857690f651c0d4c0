//! Characters beyond ASCII: identifiers, look-alikes, and those that change the direction of text.

use memchr::memchr_iter;
use naja_base::Span;
use unicode_ident::{is_xid_continue, is_xid_start};

use super::token::{Keyword, NAME, TokenKind, keyword};
use super::{Lexer, NON_ASCII_NAME};
use super::{string, swar};
use crate::ast::StringFlags;
use crate::error::ParseError;
use crate::parsed::RemarkKind;

impl Lexer<'_> {
    /// A token that starts with a character beyond ASCII.
    #[cold]
    pub(super) fn non_ascii(&mut self, pos: usize) {
        let first = self.text[pos..].chars().next().unwrap_or('\0');
        if is_identifier_start(first) {
            return self.unicode_identifier(pos);
        }
        self.bad_character(pos, first);
        self.set(TokenKind::Unknown, pos, pos + first.len_utf8());
    }

    /// The identifier at `pos`, which holds a character beyond ASCII.
    #[cold]
    pub(super) fn unicode_identifier(&mut self, pos: usize) {
        let text = &self.text[pos..self.bytes.len()];
        let len = text.find(|c: char| !is_identifier_continue(c)).unwrap_or(text.len());
        let end = pos + len;
        let next = self.at(end);
        if (next == b'"' || next == b'\'')
            && let Some(flags) = string::prefix(&self.bytes[pos..end])
        {
            return self.string(pos, end, flags);
        }
        let is_ascii = self.bytes[pos..end].is_ascii();
        let keyword = if is_ascii {
            keyword(swar::load(self.bytes, pos), len)
        } else {
            Keyword { flags: NON_ASCII_NAME, ..NAME }
        };
        self.flags = StringFlags::new(keyword.flags);
        self.set(keyword.kind, pos, end);
    }

    #[cold]
    fn bad_character(&mut self, pos: usize, character: char) {
        let code = u32::from(character);
        let span = Span::new(pos as u32, (pos + character.len_utf8()) as u32);
        let printable = !character.is_control() && !character.is_whitespace() && !is_format(character);
        let mut error = if printable {
            ParseError::new(span, format!("invalid character `{character}` (U+{code:04X})"))
        } else {
            ParseError::new(span, format!("invalid non-printable character U+{code:04X}"))
        };
        if let Some(ascii) = look_alike(character) {
            error.help = Some(format!("write `{ascii}`").into());
        }
        self.errors.push(error);
    }

    /// Notes every character that changes the direction of text (Unicode's UAX 9).
    pub(crate) fn note_bidirectional(&mut self) {
        let first = self.tables.line_starts.first().map_or(0, |start| *start as usize);
        let rest = &self.bytes[first..];
        if rest.is_ascii() {
            return;
        }
        let found: Vec<usize> = memchr_iter(0xe2, rest)
            .filter(|at| match rest.get(at + 1..at + 3) {
                Some([0x80, last]) => (0xaa..=0xae).contains(last),
                Some([0x81, last]) => (0xa6..=0xa9).contains(last),
                _ => false,
            })
            .map(|at| first + at)
            .collect();
        for at in found {
            self.remark(RemarkKind::BidirectionalControl, at, at + 3);
        }
    }
}

fn is_identifier_start(c: char) -> bool {
    c == '_' || is_xid_start(c)
}

fn is_identifier_continue(c: char) -> bool {
    is_xid_continue(c)
}

fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The ASCII character that the writer may have meant.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{ff07}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '\u{ff02}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => "-",
        '\u{ff08}' => "(",
        '\u{ff09}' => ")",
        '\u{ff3b}' | '\u{3010}' => "[",
        '\u{ff3d}' | '\u{3011}' => "]",
        '\u{ff0c}' | '\u{3001}' => ",",
        '\u{ff1a}' => ":",
        '\u{ff1b}' => ";",
        '\u{ff1d}' => "=",
        '\u{2026}' => "...",
        '\u{00d7}' => "*",
        '\u{00f7}' => "/",
        '\u{2264}' => "<=",
        '\u{2265}' => ">=",
        '\u{2260}' => "!=",
        '\u{00a0}' | '\u{2000}'..='\u{200b}' | '\u{3000}' | '\u{feff}' => " ",
        _ => return None,
    })
}
