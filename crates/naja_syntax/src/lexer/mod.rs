//! The lexer: bytes in, one token at a time, without keeping any.
//!
//! The parser pulls: [`Lexer::next`] replaces the current token. Indentation becomes tokens here, line breaks inside
//! brackets vanish here, comments and line starts go to the side tables. The texts of f-strings are asked for by the
//! parser, which knows where a replacement field ends.

mod escape;
mod indent;
mod number;
mod string;
mod swar;
pub(crate) mod token;
mod unicode;
mod wide;

pub(crate) use string::TextEnd;

use memchr::memchr2;
use naja_base::Span;

use crate::ast::StringFlags;
use crate::error::ParseError;
use crate::parsed::{Remark, RemarkKind, Tables};
use token::{Class, Lead, TokenKind, keyword, lead, operator};

/// The state of the lexer and its current token.
pub(crate) struct Lexer<'a> {
    /// The whole source.
    pub(crate) text: &'a str,
    /// The source up to where lexing ends.
    bytes: &'a [u8],
    /// Just past the current token.
    pos: u32,
    /// The current token.
    pub(crate) kind: TokenKind,
    /// Where the current token starts.
    pub(crate) start: u32,
    /// Where the current token ends. Line breaks and changes of indentation leave it at the last token before them.
    pub(crate) end: u32,
    /// Where the token before the current one ended.
    pub(crate) prev_end: u32,
    /// Prefix and quotes of a string token; whether a name is not ASCII.
    pub(crate) flags: StringFlags,
    /// How many brackets are open.
    pub(crate) nesting: u32,
    /// The nesting at which a colon ends the expression of a replacement field.
    pub(crate) field_nesting: u32,
    at_line_start: bool,
    pending_dedents: u32,
    indents: Vec<indent::Indent>,
    pub(crate) errors: Vec<ParseError>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) tables: Tables,
}

/// Outside of every replacement field.
pub(crate) const NO_FIELD: u32 = u32::MAX;

/// The flag of a name that is not ASCII; shares its bit with a flag of strings, which no name has.
pub(crate) const NON_ASCII_NAME: u16 = StringFlags::UNTERMINATED;

/// The flag of a name that may be a soft keyword; likewise.
pub(crate) const SOFT_KEYWORD: u16 = StringFlags::TRIPLE;

/// A state to come back to; only good within one logical line.
pub(crate) struct Checkpoint {
    pos: u32,
    kind: TokenKind,
    start: u32,
    end: u32,
    prev_end: u32,
    flags: StringFlags,
    nesting: u32,
    errors: usize,
    remarks: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer of the part `span` of `text`; its first token has yet to be pulled.
    pub(crate) fn new(text: &'a str, span: Span) -> Self {
        let bytes = &text.as_bytes()[..span.end as usize];
        let mark = span.start == 0 && bytes.starts_with(b"\xef\xbb\xbf");
        let pos = if mark { 3 } else { span.start };
        let mut tables = Tables::default();
        tables.line_starts.reserve(span.len() as usize / 32);
        tables.line_starts.push(span.start);
        Self {
            text,
            bytes,
            pos,
            kind: TokenKind::Newline,
            start: pos,
            end: pos,
            prev_end: pos,
            flags: StringFlags::new(0),
            nesting: 0,
            field_nesting: NO_FIELD,
            at_line_start: true,
            pending_dedents: 0,
            indents: vec![indent::Indent::default()],
            errors: Vec::new(),
            remarks: Vec::new(),
            tables,
        }
    }

    /// Goes to the next token.
    #[inline]
    pub(crate) fn next(&mut self) {
        self.prev_end = self.end;
        if self.at_line_start {
            self.line_start();
        } else {
            self.token();
        }
    }

    /// The byte at `pos`; NUL past the end.
    #[inline]
    fn at(&self, pos: usize) -> u8 {
        self.bytes.get(pos).copied().unwrap_or(0)
    }

    #[inline]
    fn set(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.kind = kind;
        self.start = start as u32;
        self.end = end as u32;
        self.pos = end as u32;
    }

    /// A token that the tree does not end with: it leaves [`Self::end`] alone.
    #[inline]
    fn set_layout(&mut self, kind: TokenKind, start: usize, next: usize) {
        self.kind = kind;
        self.start = start as u32;
        self.pos = next as u32;
    }

    /// The next token of a line.
    fn token(&mut self) {
        let pos = self.pos as usize;
        let Some(ahead) = self.bytes.get(pos..pos + 17) else { return self.other_token(pos) };
        // Most tokens have one blank before them or none: distinguished without a branch.
        let near = swar::load(ahead, 0);
        let blank = usize::from(near as u8 == b' ');
        let word = near >> (8 * blank);
        let lead = lead(word as u8);
        match lead.class {
            Class::Identifier => self.identifier(pos + blank, wide::window(&ahead[blank..])),
            Class::Punctuation => self.punctuation(pos + blank, word, lead),
            class => self.rarer_token(pos + blank, word, class),
        }
    }

    /// The token that begins at `pos` with a byte of `class`, if that is one that begins tokens.
    #[inline(never)]
    fn rarer_token(&mut self, pos: usize, word: u64, class: Class) {
        match class {
            Class::LineBreak => self.newline(pos),
            Class::Quote => self.string(pos, pos, 0),
            Class::Digit => self.number(pos, word),
            _ => self.other_token(pos),
        }
    }

    /// The line break at `pos`: a token, or inside brackets the token after it.
    fn newline(&mut self, pos: usize) {
        let next = self.line_break(pos);
        if self.nesting > 0 {
            return self.other_token(self.spaces_end(next));
        }
        self.at_line_start = true;
        self.set_layout(TokenKind::Newline, pos, next);
    }

    /// The next token from `pos` on, after whatever else may be before it.
    #[inline(never)]
    fn other_token(&mut self, mut pos: usize) {
        loop {
            let word = swar::load(self.bytes, pos);
            let lead = lead(word as u8);
            match lead.class {
                Class::Identifier => return self.long_identifier(pos, pos),
                Class::Punctuation => return self.punctuation(pos, word, lead),
                Class::LineBreak => {
                    let next = self.line_break(pos);
                    if self.nesting == 0 {
                        self.at_line_start = true;
                        return self.set_layout(TokenKind::Newline, pos, next);
                    }
                    pos = self.spaces_end(next);
                }
                Class::Quote => return self.string(pos, pos, 0),
                Class::Digit => return self.number(pos, word),
                Class::Blank => pos += 1,
                Class::Hash => pos = self.comment(pos),
                Class::Backslash => match self.continuation(pos) {
                    Some(next) => pos = next,
                    None => return,
                },
                Class::NonAscii => return self.non_ascii(pos),
                Class::Nul if pos >= self.bytes.len() => return self.end_of_text(),
                Class::Nul | Class::Unknown => return self.unknown(pos),
            }
        }
    }

    /// The name or keyword at `pos`, whose first bytes are those of `window`; or the string that it is the prefix of.
    #[inline]
    fn identifier(&mut self, pos: usize, window: u128) {
        let len = wide::identifier_len(window);
        if len == 16 {
            return self.long_identifier(pos, pos + 16);
        }
        let end = pos + len;
        if lead(self.at(end)).class >= Class::Quote {
            return self.odd_identifier(pos, end);
        }
        let keyword = keyword(window as u64, len);
        self.flags = StringFlags::new(keyword.flags);
        self.set(keyword.kind, pos, end);
    }

    /// As [`Self::identifier`], where it goes on at `middle`.
    #[inline(never)]
    fn long_identifier(&mut self, pos: usize, middle: usize) {
        let end = self.identifier_end(middle);
        if lead(self.at(end)).class >= Class::Quote {
            return self.odd_identifier(pos, end);
        }
        let keyword = keyword(swar::load(self.bytes, pos), end - pos);
        self.flags = StringFlags::new(keyword.flags);
        self.set(keyword.kind, pos, end);
    }

    /// The identifier up to `end`, which a quote or a character beyond ASCII follows.
    #[inline(never)]
    fn odd_identifier(&mut self, pos: usize, end: usize) {
        if self.at(end) >= 0x80 {
            return self.unicode_identifier(pos);
        }
        if let Some(flags) = string::prefix(&self.bytes[pos..end]) {
            return self.string(pos, end, flags);
        }
        let keyword = keyword(swar::load(self.bytes, pos), end - pos);
        self.flags = StringFlags::new(keyword.flags);
        self.set(keyword.kind, pos, end);
    }

    /// The end of the ASCII identifier characters from `pos`.
    fn identifier_end(&self, mut pos: usize) -> usize {
        loop {
            let len = wide::measure(self.bytes, pos, wide::identifier_len);
            pos += len;
            if len < 16 {
                return pos;
            }
        }
    }

    /// The end of the spaces from `pos`.
    #[inline]
    fn spaces_end(&self, mut pos: usize) -> usize {
        loop {
            let len = wide::measure(self.bytes, pos, wide::spaces_len);
            pos += len;
            if len < 16 {
                return pos;
            }
        }
    }

    /// The bracket, delimiter or operator at `pos`, whose first bytes are those of `word`.
    #[inline]
    fn punctuation(&mut self, pos: usize, word: u64, first: Lead) {
        if first.may_join(lead((word >> 8) as u8)) {
            return self.long_operator(pos, word);
        }
        self.nesting = (self.nesting + first.opens()).saturating_sub(first.closes());
        self.set(first.kind, pos, pos + 1);
    }

    /// As [`Self::punctuation`], where the second byte may belong to it.
    #[inline(never)]
    fn long_operator(&mut self, pos: usize, word: u64) {
        let [first, second, third, ..] = word.to_le_bytes();
        if first == b'.' && second != b'.' {
            return self.number(pos, word);
        }
        if first == b':' && self.field_nesting == self.nesting {
            return self.set(TokenKind::Colon, pos, pos + 1);
        }
        let (kind, len) = operator(first, second, third);
        self.set(kind, pos, pos + len);
    }

    /// Notes the line that starts after the line break at `pos`, and goes there.
    #[inline]
    fn line_break(&mut self, pos: usize) -> usize {
        let crlf = self.bytes[pos] == b'\r' && self.at(pos + 1) == b'\n';
        let next = pos + 1 + usize::from(crlf);
        self.tables.line_starts.push(next as u32);
        next
    }

    /// Notes the comment at `pos` and goes to its end.
    fn comment(&mut self, pos: usize) -> usize {
        let rest = &self.bytes[pos..];
        let end = pos + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        self.tables.comments.push(Span::new(pos as u32, end as u32));
        end
    }

    /// The place after the backslash and line break at `pos`, or a token that says what is wrong there.
    fn continuation(&mut self, pos: usize) -> Option<usize> {
        let next = self.at(pos + 1);
        if next == b'\n' || next == b'\r' {
            self.tables.continuations.push(pos as u32);
            let after = self.line_break(pos + 1);
            if after < self.bytes.len() || self.nesting > 0 {
                return Some(after);
            }
            self.fault(pos, pos + 1, "unexpected end of file after a line continuation");
            self.set(TokenKind::Unknown, pos, pos + 1);
            self.pos = after as u32;
            return None;
        }
        if pos + 1 >= self.bytes.len() {
            self.fault(pos, pos + 1, "unexpected end of file after a line continuation");
        } else {
            self.fault(pos, pos + 1, "unexpected character after a line continuation");
        }
        self.set(TokenKind::Unknown, pos, pos + 1);
        None
    }

    fn end_of_text(&mut self) {
        let end = self.bytes.len();
        let after_statement =
            matches!(self.kind, TokenKind::Newline | TokenKind::Dedent | TokenKind::Indent | TokenKind::Eof);
        if self.nesting == 0 && !after_statement {
            self.at_line_start = true;
            self.set_layout(TokenKind::Newline, end, end);
        } else {
            self.set_layout(TokenKind::Eof, end, end);
        }
    }

    #[cold]
    fn unknown(&mut self, pos: usize) {
        let message = match self.bytes[pos] {
            0 => "source code cannot contain null bytes".into(),
            b'$' | b'?' | b'`' => format!("`{}` is no operator in Python", self.bytes[pos] as char),
            byte => format!("invalid non-printable character U+{byte:04X}"),
        };
        self.errors.push(ParseError::new(Span::new(pos as u32, pos as u32 + 1), message));
        self.set(TokenKind::Unknown, pos, pos + 1);
    }

    #[cold]
    fn fault(&mut self, start: usize, end: usize, message: &'static str) {
        let end = end.min(self.bytes.len()).max(start);
        self.errors.push(ParseError::new(Span::new(start as u32, end as u32), message));
    }

    fn remark(&mut self, kind: RemarkKind, start: usize, end: usize) {
        self.remarks.push(Remark { kind, span: Span::new(start as u32, end as u32) });
    }

    /// The text of the current token; none where the layout is one.
    #[inline]
    pub(crate) fn token_text(&self) -> &'a str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The byte just after the current token, blanks skipped; NUL at the end.
    #[inline]
    pub(crate) fn next_bytes(&self) -> (u8, u8) {
        let mut pos = self.pos as usize;
        while self.at(pos) == b' ' {
            pos += 1;
        }
        (self.at(pos), self.at(pos + 1))
    }

    /// Starts inside parentheses that are not in the text.
    pub(crate) fn enter_parentheses(&mut self) {
        self.nesting = 1;
        self.at_line_start = false;
    }

    /// Gives up: the next token is the end.
    pub(crate) fn stop(&mut self) {
        self.nesting = 0;
        self.field_nesting = NO_FIELD;
        self.at_line_start = false;
        self.pending_dedents = 0;
        self.set_layout(TokenKind::Eof, self.bytes.len(), self.bytes.len());
    }

    /// The state to come back to.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            pos: self.pos,
            kind: self.kind,
            start: self.start,
            end: self.end,
            prev_end: self.prev_end,
            flags: self.flags,
            nesting: self.nesting,
            errors: self.errors.len(),
            remarks: self.remarks.len(),
        }
    }

    /// Goes back to `checkpoint`, and forgets what was noted since.
    pub(crate) fn restore(&mut self, checkpoint: &Checkpoint) {
        self.pos = checkpoint.pos;
        self.kind = checkpoint.kind;
        self.start = checkpoint.start;
        self.end = checkpoint.end;
        self.prev_end = checkpoint.prev_end;
        self.flags = checkpoint.flags;
        self.nesting = checkpoint.nesting;
        self.at_line_start = false;
        self.errors.truncate(checkpoint.errors);
        self.remarks.truncate(checkpoint.remarks);
        self.forget_from(checkpoint.pos);
    }

    /// Takes the current token back and ends the logical line before it, whatever brackets are open.
    pub(crate) fn end_line_before(&mut self) {
        self.pos = self.prev_end;
        self.end = self.prev_end;
        self.nesting = 0;
        self.field_nesting = NO_FIELD;
        self.at_line_start = false;
        self.kind = TokenKind::Unknown;
        self.forget_from(self.prev_end);
        self.token();
    }

    /// Forgets what the side tables say about the text from `pos` on.
    fn forget_from(&mut self, pos: u32) {
        while self.tables.line_starts.len() > 1
            && self.tables.line_starts.last().is_some_and(|start| *start > pos)
        {
            self.tables.line_starts.pop();
        }
        while self.tables.comments.last().is_some_and(|comment| comment.start >= pos) {
            self.tables.comments.pop();
        }
        while self.tables.continuations.last().is_some_and(|offset| *offset >= pos) {
            self.tables.continuations.pop();
        }
        while self.tables.multiline_strings.last().is_some_and(|string| string.start >= pos) {
            self.tables.multiline_strings.pop();
        }
        while self.remarks.last().is_some_and(|remark| remark.span.start >= pos) {
            self.remarks.pop();
        }
    }

    /// Whether only blanks are before the current token on its line.
    pub(crate) fn is_first_on_line(&self) -> bool {
        let line = self.tables.line_starts.last().copied().unwrap_or(0);
        let line = line.min(self.start) as usize;
        self.bytes[line..self.start as usize].iter().all(|byte| matches!(byte, b' ' | b'\t' | 0x0c))
    }

    /// The column of the current token, in bytes.
    pub(crate) fn column(&self) -> u32 {
        let line = self.tables.line_starts.last().copied().unwrap_or(0);
        self.start.saturating_sub(line)
    }
}
