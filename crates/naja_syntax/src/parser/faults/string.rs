//! Errors in f-strings and t-strings.

use crate::ast::{Expr, StringFlags};
use crate::error::ParseError;
use crate::lexer::token::TokenKind;
use crate::parser::Parser;
use naja_base::Span;

const fn kind_of(flags: StringFlags) -> &'static str {
    if flags.is_template() { "t-string" } else { "f-string" }
}

impl<'a> Parser<'a> {
    #[cold]
    pub(in crate::parser) fn unterminated_fstring(&mut self, start: u32, flags: StringFlags) {
        if !self.recovering {
            self.lex.unterminated_fstring(start, flags);
        }
    }

    #[cold]
    pub(in crate::parser) fn empty_field(&mut self, flags: StringFlags) -> Expr<'a> {
        let what = kind_of(flags);
        let found = self.describe();
        let message = format!("{what}: valid expression required before {found}");
        let span = self.token_span();
        if self.kind() == TokenKind::RBrace {
            self.soft_help(span, message, "write `{{}}` for literal braces");
        } else {
            self.fail_at(span, message);
        }
        self.missing()
    }

    /// Says what is wrong after the expression of the field that opened at `open`.
    #[cold]
    pub(in crate::parser) fn field_not_closed(&mut self, flags: StringFlags, open: u32) {
        if self.recovering {
            return;
        }
        let what = kind_of(flags);
        let span = self.token_span();
        let ends = matches!(self.kind(), TokenKind::Eof | TokenKind::Newline);
        // What looks like the start of a string is the closing quote.
        let quote = self.kind() == TokenKind::String && self.lex.token_text().starts_with(flags.quotes());
        if quote && self.lex.errors.last().is_some_and(|error| error.span.start == span.start) {
            self.lex.errors.pop();
        }
        if ends || quote || self.looks_like_next_statement() {
            let mut error = ParseError::new(Span::new(open, open + 1), format!("{what}: expected `}}`"));
            error.help = Some("this field is never closed; write `{{` for a literal brace".into());
            return self.fail(error);
        }
        if self.starts_expression() {
            let message = format!("{what}: invalid syntax: expected `}}`, found {}", self.describe());
            return self.fail_help(span, message, "perhaps a comma or an operator is missing");
        }
        let message = format!("{what}: expected `=`, `!`, `:` or `}}`, found {}", self.describe());
        self.fail_at(span, message);
    }

    #[cold]
    pub(in crate::parser) fn bad_conversion(&mut self, flags: StringFlags, mark: Span, glued: bool) {
        let what = kind_of(flags);
        let span = self.token_span();
        if self.kind() != TokenKind::Name {
            let message = format!("{what}: a conversion (`s`, `r` or `a`) must follow `!`");
            return self.fail_at(mark, message);
        }
        if !glued {
            let message = format!("{what}: conversion type must come right after the exclamation mark");
            self.soft(span, message);
        } else {
            let message = format!("{what}: invalid conversion character `{}`", self.lex.token_text());
            self.soft_help(span, message, "it must be `s`, `r` or `a`");
        }
        self.next();
    }

    #[cold]
    pub(in crate::parser) fn spec_not_closed(&mut self, flags: StringFlags, start: u32, at: u32) {
        let what = kind_of(flags);
        let mut error = ParseError::new(
            Span::new(start, at.max(start)),
            format!("{what}: expected `}}`, or format specs"),
        );
        error.help = Some("the field is never closed".into());
        self.fail(error);
    }
}
