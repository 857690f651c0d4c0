//! Tokens on demand: of a whole file as CPython's `tokenize` gives them, or of the part that a node covers.
//!
//! The tree has no place for `else`, `as`, commas and semicolons; who needs their places lexes the span again. It takes
//! time linear in the span.

use std::collections::VecDeque;

use naja_base::Span;

use crate::ast::StringFlags;
use crate::lexer::token::TokenKind;
use crate::lexer::{Lexer, TextEnd};

/// A token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is. An indent covers the blanks of its line, a dedent and the end of the file nothing. The text of
    /// an f-string is one token between two fields, doubled braces included.
    pub span: Span,
}

/// All tokens of `source`, comments and line breaks included, up to and with the end of the file.
#[must_use]
pub fn tokenize(source: &str) -> Relex<'_> {
    Relex::new(source, Span::from_range(0..source.len()), true)
}

/// The tokens of `span`, comments and line breaks (all as [`TokenKind::Nl`]) included, without any layout. The span
/// should begin and end between tokens, as those of nodes do.
#[must_use]
pub fn relex(source: &str, span: Span) -> Relex<'_> {
    Relex::new(source, span, false)
}

/// An iterator of tokens.
pub struct Relex<'a> {
    lexer: Lexer<'a>,
    /// Whether line breaks and indentation are given as the grammar sees them.
    layout: bool,
    /// Where the last token ended.
    place: u32,
    /// What the last token was.
    last: TokenKind,
    frames: Vec<Frame>,
    ready: VecDeque<Token>,
    finished: bool,
}

/// Where in an f-string the lexer is.
#[derive(Clone, Copy)]
enum Frame {
    /// In the text of an f-string, or of a format specification.
    Text { flags: StringFlags, in_spec: bool },
    /// In the expression of a field; with the state to go back to.
    Field { nesting: u32, field_nesting: u32 },
}

impl<'a> Relex<'a> {
    fn new(source: &'a str, span: Span, layout: bool) -> Self {
        let mut lexer = Lexer::new(source, span);
        if !layout {
            lexer.enter_parentheses();
        }
        let place = lexer.place();
        Self {
            lexer,
            layout,
            place,
            last: TokenKind::Newline,
            frames: Vec::new(),
            ready: VecDeque::new(),
            finished: false,
        }
    }

    fn push(&mut self, kind: TokenKind, start: u32, end: u32) {
        self.ready.push_back(Token { kind, span: Span { start, end: end.max(start) } });
        self.place = self.place.max(end);
        self.last = kind;
    }

    /// Lexes on until at least one token is ready, or the end is reached.
    fn advance(&mut self) {
        if let Some(Frame::Text { flags, in_spec }) = self.frames.last().copied() {
            return self.text(flags, in_spec);
        }
        self.lexer.next();
        let (kind, start) = (self.lexer.kind, self.lexer.start);
        self.trivia(start);
        if matches!(kind, TokenKind::Eof | TokenKind::Dedent) {
            self.end_last_line(start);
        }
        match kind {
            TokenKind::Eof => {
                self.finished = true;
                if self.layout {
                    self.push(kind, start, start);
                }
            }
            TokenKind::Newline => {
                let kind = if self.layout { kind } else { TokenKind::Nl };
                let end = self.lexer.place();
                if self.layout || end > start {
                    self.push(kind, start, end);
                }
            }
            TokenKind::Indent | TokenKind::Dedent if !self.layout => {}
            TokenKind::Indent => {
                let width = self.lexer.column();
                self.push(kind, start - width, start);
            }
            TokenKind::Dedent => self.push(kind, start, start),
            TokenKind::FStringStart => {
                self.push(kind, start, self.lexer.end);
                self.frames.push(Frame::Text { flags: self.lexer.flags, in_spec: false });
            }
            _ => {
                self.push(kind, start, self.lexer.end);
                self.field_token(kind);
            }
        }
    }

    /// The comments and line breaks between the last token and `end`.
    fn trivia(&mut self, end: u32) {
        let mut at = self.place as usize;
        let end = end as usize;
        let bytes = self.lexer.text.as_bytes();
        while at < end {
            let start = at;
            let token = match bytes[at] {
                b'#' => {
                    let rest = &bytes[at..end];
                    at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                    Some(TokenKind::Comment)
                }
                b'\n' | b'\r' => {
                    at += 1 + usize::from(bytes[at..end].starts_with(b"\r\n"));
                    Some(TokenKind::Nl)
                }
                b'\\' => {
                    // It continues the line: the break after it is no token.
                    at += 1;
                    at += usize::from(bytes[at..end].starts_with(b"\r\n"));
                    at += usize::from(at < end && matches!(bytes[at], b'\n' | b'\r'));
                    None
                }
                _ => {
                    at += 1;
                    None
                }
            };
            if let Some(kind) = token {
                self.push(kind, start as u32, at as u32);
            }
        }
    }

    /// The line break that a last line without one is taken to have, if it holds no statement.
    fn end_last_line(&mut self, at: u32) {
        let text = self.lexer.text;
        let ended = text.is_empty() || text.ends_with(['\n', '\r']) || self.last == TokenKind::Dedent;
        let is_statement = self.last == TokenKind::Newline && self.place == at;
        if self.layout && !ended && !is_statement && at as usize == text.len() {
            self.push(TokenKind::Nl, at, at);
        }
    }

    /// What a token inside a replacement field may mean for it.
    fn field_token(&mut self, kind: TokenKind) {
        let Some(Frame::Field { nesting, field_nesting }) = self.frames.last().copied() else { return };
        match kind {
            TokenKind::RBrace if self.lexer.nesting <= nesting => {
                self.frames.pop();
                self.lexer.nesting = nesting;
                self.lexer.field_nesting = field_nesting;
            }
            TokenKind::Colon if self.lexer.nesting == nesting + 1 => {
                let flags = self.frames.iter().rev().find_map(|frame| match frame {
                    Frame::Text { flags, .. } => Some(*flags),
                    Frame::Field { .. } => None,
                });
                self.frames.push(Frame::Text { flags: flags.unwrap_or_default(), in_spec: true });
            }
            _ => {}
        }
    }

    fn text(&mut self, flags: StringFlags, in_spec: bool) {
        let (span, end) = self.lexer.fstring_text(flags, in_spec);
        if !span.is_empty() {
            self.push(TokenKind::FStringMiddle, span.start, span.end);
        }
        match end {
            TextEnd::Open => {
                self.push(TokenKind::LBrace, span.end, span.end + 1);
                let (nesting, field_nesting) = (self.lexer.nesting, self.lexer.field_nesting);
                self.frames.push(Frame::Field { nesting, field_nesting });
                self.lexer.nesting += 1;
                self.lexer.field_nesting = self.lexer.nesting;
            }
            TextEnd::Close => {
                self.push(TokenKind::RBrace, span.end, span.end + 1);
                self.lexer.go_to(span.end + 1);
                self.frames.pop();
                self.leave_field();
            }
            TextEnd::Quotes | TextEnd::Unterminated => {
                if end == TextEnd::Quotes {
                    self.push(TokenKind::FStringEnd, span.end, self.lexer.place());
                }
                // A format specification that the quotes end takes its field and string along.
                while let Some(Frame::Text { in_spec: true, .. }) = self.frames.pop() {
                    self.leave_field();
                }
            }
        }
    }

    fn leave_field(&mut self) {
        if let Some(Frame::Field { nesting, field_nesting }) = self.frames.pop() {
            self.lexer.nesting = nesting;
            self.lexer.field_nesting = field_nesting;
        }
    }
}

impl Iterator for Relex<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while self.ready.is_empty() && !self.finished {
            self.advance();
        }
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use naja_base::Span;

    use super::{Token, relex, tokenize};

    fn lines(source: &str, tokens: impl Iterator<Item = Token>) -> String {
        tokens.map(|token| format!("{:?} {:?}\n", token.kind, &source[token.span.range()])).collect()
    }

    fn check(source: &str, expected: Expect) {
        expected.assert_eq(&lines(source, tokenize(source)));
    }

    #[test]
    fn layout_comments_and_fields_come_in_cpythons_order() {
        check(
            "if x: # c\n\n  f\"a{y!r:>{w}}b\"\n# d\nz",
            expect![[r##"
                If "if"
                Name "x"
                Colon ":"
                Comment "# c"
                Newline "\n"
                Nl "\n"
                Indent "  "
                FStringStart "f\""
                FStringMiddle "a"
                LBrace "{"
                Name "y"
                Exclamation "!"
                Name "r"
                Colon ":"
                FStringMiddle ">"
                LBrace "{"
                Name "w"
                RBrace "}"
                RBrace "}"
                FStringMiddle "b"
                FStringEnd "\""
                Newline "\n"
                Comment "# d"
                Nl "\n"
                Dedent ""
                Name "z"
                Newline ""
                Eof ""
            "##]],
        );
    }

    #[test]
    fn a_part_has_no_layout() {
        let source = "f(a, # c\n  b,)\n";
        let part = lines(source, relex(source, Span::new(1, 14)));
        expect![[r##"
            LParen "("
            Name "a"
            Comma ","
            Comment "# c"
            Nl "\n"
            Name "b"
            Comma ","
            RParen ")"
        "##]]
        .assert_eq(&part);
    }
}
