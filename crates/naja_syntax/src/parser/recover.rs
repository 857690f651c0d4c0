//! How the parser goes on after an error.
//!
//! An error that leaves the parser without a clue sets `recovering`: nothing more is said and nothing more is expected
//! until the logical line ends. Brackets that are never closed would make a line of the rest of the file, so a line
//! that starts with a statement's keyword, or no further to the right than its block, ends them.

use std::borrow::Cow;

use super::Parser;
use crate::ast::Expr;
use crate::error::{ErrorKind, ParseError};
use crate::lexer::token::TokenKind;
use naja_base::Span;

/// The keyword that opened a statement with a block.
#[derive(Clone, Copy)]
pub(super) struct Opener {
    pub(super) name: &'static str,
    pub(super) span: Span,
}

impl<'a> Parser<'a> {
    pub(super) fn opener(&self, name: &'static str) -> Opener {
        Opener { name, span: self.token_span() }
    }

    /// Reports an error, unless one was reported in this line already.
    #[cold]
    pub(super) fn report(&mut self, error: ParseError) {
        if !self.recovering {
            self.lex.errors.push(error);
        }
    }

    /// Reports an error after which parsing goes on as if nothing had happened.
    #[cold]
    pub(super) fn soft(&mut self, span: Span, message: impl Into<Cow<'static, str>>) {
        self.report(ParseError::new(span, message));
    }

    /// As [`Self::soft`], with a suggestion.
    #[cold]
    pub(super) fn soft_help(
        &mut self,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.report(ParseError::new(span, message).with_help(help));
    }

    /// Reports an error after which the rest of the line is skipped. The lexer reports itself what it could not read.
    #[cold]
    pub(super) fn fail(&mut self, error: ParseError) {
        if self.kind() != TokenKind::Unknown {
            self.report(error);
        }
        self.recovering = true;
    }

    #[cold]
    pub(super) fn fail_at(&mut self, span: Span, message: impl Into<Cow<'static, str>>) {
        self.fail(ParseError::new(span, message));
    }

    #[cold]
    pub(super) fn fail_help(
        &mut self,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.fail(ParseError::new(span, message).with_help(help));
    }

    /// Reports what should be here.
    #[cold]
    pub(super) fn expected(&mut self, what: &str) {
        let message = format!("expected {what}, found {}", self.describe());
        self.fail_at(self.token_span(), message);
    }

    /// Says that the current token cannot be here.
    #[cold]
    pub(super) fn unexpected_token(&mut self) {
        let message = format!("invalid syntax: unexpected {}", self.describe());
        self.fail_at(self.token_span(), message);
    }

    /// The current token, for a message.
    pub(super) fn describe(&self) -> String {
        match self.kind() {
            TokenKind::Eof => "the end of the file".to_owned(),
            TokenKind::Newline => "the end of the line".to_owned(),
            TokenKind::Indent => "an indent".to_owned(),
            TokenKind::Dedent => "a dedent".to_owned(),
            TokenKind::String | TokenKind::FStringStart => "a string".to_owned(),
            kind => {
                let text: String = self.lex.token_text().chars().take(40).collect();
                if kind.is_keyword() { format!("keyword `{text}`") } else { format!("`{text}`") }
            }
        }
    }

    /// Whether an expression may begin with the current token; a star does not count.
    #[inline]
    pub(super) fn starts_expression(&self) -> bool {
        use TokenKind as T;
        matches!(
            self.kind(),
            T::Name
                | T::Int
                | T::Float
                | T::Complex
                | T::String
                | T::FStringStart
                | T::LParen
                | T::LBracket
                | T::LBrace
                | T::Ellipsis
                | T::Tilde
                | T::Plus
                | T::Minus
                | T::False
                | T::None
                | T::True
                | T::Await
                | T::Lambda
                | T::Not
        )
    }

    /// Whether the current token begins statements only.
    fn starts_statement(&self) -> bool {
        use TokenKind as T;
        matches!(
            self.kind(),
            T::Assert
                | T::Break
                | T::Class
                | T::Continue
                | T::Def
                | T::Del
                | T::Elif
                | T::Except
                | T::Finally
                | T::Global
                | T::Import
                | T::Nonlocal
                | T::Pass
                | T::Raise
                | T::Return
                | T::Try
                | T::While
                | T::With
        )
    }

    /// Whether the current token looks like the start of the next statement, although brackets are open.
    #[cold]
    pub(super) fn looks_like_next_statement(&self) -> bool {
        let closing = matches!(self.kind(), TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace);
        let opening = matches!(self.kind(), TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace);
        // A bracket that opens is not inside itself: after a backslash it would be met again and again.
        if self.lex.nesting <= u32::from(opening)
            || closing
            || self.lex.column() > 1_000
            || !self.lex.is_first_on_line()
        {
            return false;
        }
        self.starts_statement() || self.lex.column() <= self.lex.block_column()
    }

    /// Whether the source ends here, or the next statement begins with a keyword that nothing inside the open brackets
    /// can take, so that closing them will report the error.
    #[cold]
    pub(super) fn at_statement_in_brackets(&self) -> bool {
        let ends = self.kind() == TokenKind::Eof && self.lex.nesting > self.outer;
        ends || self.starts_statement() && self.looks_like_next_statement()
    }

    /// An expression that is missing here.
    #[cold]
    pub(super) fn missing(&mut self) -> Expr<'a> {
        let span = self.missing_span();
        self.invalid(span)
    }

    /// The empty span of what is missing here: at the current token, which may go on with the node that
    /// misses it, or after the last one if the line ends here.
    #[cold]
    pub(super) fn missing_span(&mut self) -> Span {
        use TokenKind as T;
        let ends = matches!(self.kind(), T::Newline | T::Eof | T::Indent | T::Dedent);
        let here = if ends { self.lex.prev_end } else { self.start() };
        self.reach = self.reach.max(here);
        Span::empty(self.reach)
    }

    /// Goes on after the closing bracket `kind` of what was opened at `open`, or says that it is missing.
    #[inline]
    pub(super) fn close(&mut self, open: u32, kind: TokenKind) -> bool {
        if self.kind() == kind {
            self.next();
            return true;
        }
        self.not_closed(open, kind);
        false
    }

    /// Skips to the end of the logical line, without passing it. What the lexer can't read there is not reported: the line
    /// has its error.
    #[cold]
    pub(super) fn skip_to_line_end(&mut self) {
        let reported = self.lex.errors.len();
        loop {
            match self.kind() {
                TokenKind::Newline | TokenKind::Eof | TokenKind::Indent | TokenKind::Dedent => break,
                TokenKind::FStringStart => self.lex.skip_fstring(),
                _ if self.looks_like_next_statement() => {
                    self.end_line_before();
                    continue;
                }
                _ => {}
            }
            self.next();
            if self.kind() == TokenKind::Eof && self.lex.nesting > 0 {
                self.end_line_before();
            }
        }
        if self.recovering && reported > 0 {
            self.lex.errors.truncate(reported);
        }
    }

    /// Ends the logical line before the current token, whatever brackets are open.
    #[cold]
    pub(super) fn end_line_before(&mut self) {
        self.abandoned = self.abandoned.saturating_add(self.lex.nesting);
        self.lex.end_line_before();
    }

    /// Whether the closing bracket here may be that of one which was given up.
    #[cold]
    pub(super) fn closes_abandoned(&mut self) -> bool {
        let closes = self.abandoned > 0 && self.lex.is_first_on_line();
        if closes {
            self.abandoned -= 1;
            self.recovering = true;
        }
        closes
    }

    /// Skips the rest of the logical line and its end, and takes the block that it may have begun for its own.
    #[cold]
    pub(super) fn end_line(&mut self) {
        self.skip_to_line_end();
        self.recovering = false;
        let begins_block = self.lex.text[..self.lex.prev_end as usize].ends_with(':');
        if self.eat(TokenKind::Newline) && begins_block && self.eat(TokenKind::Indent) {
            self.indented();
        }
    }

    #[cold]
    pub(super) fn unexpected_indent(&mut self) {
        let mut error = ParseError::new(self.indentation(), "unexpected indent");
        error.kind = ErrorKind::Indentation;
        self.report(error);
    }

    /// The blanks before the current token.
    pub(super) fn indentation(&self) -> Span {
        let start = self.start();
        Span { start: start.saturating_sub(self.lex.column()), end: start }
    }

    /// An indented block where none may be: its statements become those of the current one.
    #[cold]
    pub(super) fn stray_block(&mut self) {
        self.unexpected_indent();
        self.next();
        self.indented();
    }

    /// `else:` and its like without the statement they belong to.
    #[cold]
    pub(super) fn stray_clause(&mut self) {
        let (kind, span) = (self.kind(), self.token_span());
        let (what, whose) = match kind {
            TokenKind::Elif => ("elif", "`if`"),
            TokenKind::Else => ("else", "`if`, `for`, `while` or `try`"),
            TokenKind::Except => ("except", "`try`"),
            _ => ("finally", "`try`"),
        };
        self.soft_help(
            span,
            format!("`{what}` without a matching {whose}"),
            format!("indent it like the {whose} that it belongs to"),
        );
        self.recovering = true;
        self.skip_to_line_end();
        self.recovering = false;
        self.eat(TokenKind::Newline);
        if self.eat(TokenKind::Indent) {
            self.indented();
        }
    }
}
