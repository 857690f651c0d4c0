//! Errors in expressions and brackets.

use crate::ast::Expr;
use crate::error::ParseError;
use crate::lexer::token::TokenKind;
use crate::parser::Parser;
use naja_base::Span;

/// The text of the bracket that `kind` closes, and its own.
const fn brackets(kind: TokenKind) -> (char, char) {
    match kind {
        TokenKind::RBracket => ('[', ']'),
        TokenKind::RBrace => ('{', '}'),
        _ => ('(', ')'),
    }
}

impl<'a> Parser<'a> {
    /// Says why the bracket at `open` is not closed here.
    #[cold]
    pub(in crate::parser) fn not_closed(&mut self, open: u32, kind: TokenKind) {
        if self.recovering {
            return;
        }
        let (opening, closing) = brackets(kind);
        let opened = Span::new(open, open + 1);
        // A string that is not terminated has swallowed the closing bracket.
        if self
            .lex
            .errors
            .last()
            .is_some_and(|error| error.span.start > open && error.message.starts_with("unterminated"))
        {
            self.recovering = true;
            self.end_line_before();
            return;
        }
        let assigns = self.kind() == TokenKind::Equal && self.lex.nesting > 0 && self.begins_assignment();
        if assigns || self.kind() == TokenKind::Eof || self.looks_like_next_statement() {
            self.fail_help(
                opened,
                format!("`{opening}` was never closed"),
                format!("close it with `{closing}`"),
            );
            if !assigns {
                self.end_line_before();
            }
            return;
        }
        if matches!(self.kind(), TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace) {
            let message = format!("closing {} does not match opening `{opening}`", self.describe());
            let mut error = ParseError::new(self.token_span(), message);
            error.context = Some((opened, "opened here".into()));
            error.help = Some(format!("close it with `{closing}`").into());
            self.fail(error);
            // It closes what was opened here, in all likelihood, or else what is around that.
            self.recovering = self.lex.nesting > 0;
            return self.next();
        }
        let mut error = ParseError::new(self.token_span(), String::new());
        error.context = Some((opened, format!("`{opening}` was opened here").into()));
        let found = self.describe();
        match self.kind() {
            TokenKind::Equal => {
                error.message = format!("expected `,` or `{closing}`, found `=`").into();
                error.help = Some("compare with `==`, or bind with `:=`".into());
            }
            TokenKind::ColonEqual => {
                error.message = "`:=` is not allowed here".into();
                error.help = Some("put parentheses around the assignment expression".into());
            }
            _ if self.starts_expression() || self.kind() == TokenKind::DoubleStar => {
                error.message = format!("expected `,` or `{closing}`, found {found}").into();
                error.help = Some("perhaps a comma is missing".into());
            }
            TokenKind::For | TokenKind::Async => {
                error.message = format!("expected `,` or `{closing}`, found {found}").into();
                error.help = Some("a comprehension has a single element: put a tuple in parentheses".into());
            }
            _ => error.message = format!("expected `{closing}`, found {found}").into(),
        }
        self.fail(error);
    }

    /// Reports that an expression should be here.
    #[cold]
    pub(in crate::parser) fn not_an_expression(&mut self) -> Expr<'a> {
        let span = self.token_span();
        let here = self.missing();
        if self.recovering || self.conflict_marker() {
            return here;
        }
        if self.at_statement_in_brackets() {
            // The bracket that is open tells it.
            return here;
        }
        let before = &self.lex.text[..self.lex.prev_end as usize];
        let after = &self.lex.text[self.lex.start as usize..];
        match self.kind() {
            TokenKind::Ampersand if before.ends_with('&') => {
                self.fail_help(span, "`&&` is no operator in Python", "write `and`");
            }
            TokenKind::Bar if before.ends_with('|') => {
                self.fail_help(span, "`||` is no operator in Python", "write `or`");
            }
            TokenKind::Exclamation => self.fail_help(span, "`!` is no operator in Python", "write `not`"),
            TokenKind::ColonEqual => self.fail_at(span, "expected a name before `:=`"),
            TokenKind::Star | TokenKind::DoubleStar => {
                self.fail_at(span, format!("`{}` cannot unpack anything here", self.lex.token_text()));
            }
            TokenKind::Yield => {
                self.fail_help(
                    span,
                    "`yield` is not allowed here",
                    "put parentheses around the `yield` expression",
                );
            }
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace if self.lex.nesting == 0 => {
                self.unmatched_or_missing(span, before);
            }
            // Another bracket was to be closed first; where the comma is in that one, that is reported there.
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace if before.ends_with(',') => {}
            TokenKind::Equal if after.starts_with("===") => {
                self.fail_help(span, "`===` is no operator in Python", "compare with `==` or `is`");
            }
            TokenKind::Newline | TokenKind::Eof if before.ends_with("++") || before.ends_with("--") => {
                let operator = &before[before.len() - 2..];
                let place = Span::new(self.lex.prev_end - 2, self.lex.prev_end);
                let help = format!("write `{}= 1`", &operator[..1]);
                self.fail_help(place, format!("`{operator}` is no operator in Python"), help);
            }
            kind if kind.is_keyword() => {
                let message = format!("expected an expression, found {}", self.describe());
                let help = format!("`{}` is a keyword and cannot name anything", self.lex.token_text());
                self.fail_help(span, message, help);
            }
            _ => self.expected("an expression"),
        }
        here
    }

    /// A closing bracket that no opening one belongs to, or after which an operand is missing.
    fn unmatched_or_missing(&mut self, span: Span, before: &str) {
        let begins = before.trim_end_matches([' ', '\t']);
        if !self.lex.is_first_on_line() && !begins.ends_with([';', ':']) {
            self.expected("an expression");
        } else if !self.closes_abandoned() {
            self.fail_at(span, format!("unmatched {}", self.describe()));
        }
    }

    /// Whether the `=` here assigns to a name at the start of a line that is no further to the right than its block: then
    /// the bracket was to be closed before that line.
    fn begins_assignment(&self) -> bool {
        let line = self.lex.start - self.lex.column();
        let before = &self.lex.text[line as usize..self.lex.start as usize];
        let name = before.trim();
        let indent = before.len() - before.trim_start().len();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        !name.is_empty() && name.chars().all(is_part) && indent <= self.lex.block_column() as usize
    }

    /// Says so if the current line is a merge-conflict marker.
    pub(in crate::parser) fn conflict_marker(&mut self) -> bool {
        let line = &self.lex.text[self.lex.start as usize..];
        let marker =
            ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().find(|marker| line.starts_with(**marker));
        let Some(marker) = marker.filter(|_| self.lex.column() == 0 && self.lex.is_first_on_line()) else {
            return false;
        };
        let span = Span::new(self.start(), self.start() + 7);
        let message = format!("merge conflict marker `{marker}`");
        self.fail_help(span, message, "resolve the conflict, and delete the marker");
        true
    }

    #[cold]
    pub(in crate::parser) fn cannot_name(&mut self, target: Expr<'a>) {
        let what = crate::parser::faults::target::noun(target);
        self.soft(target.span(), format!("cannot use an assignment expression with {what}"));
    }

    #[cold]
    pub(in crate::parser) fn missing_else(&mut self, start: u32, keyword: Span) {
        if self.recovering || self.kind() == TokenKind::Unknown {
            self.recovering = true;
            return;
        }
        let mut error = ParseError::new(self.span_from(start), "expected `else` after an `if` expression");
        error.context = Some((keyword, "this `if` has no `else`".into()));
        self.fail(error);
    }

    #[cold]
    pub(in crate::parser) fn bare_lambda_in_field(&mut self, start: u32) {
        let span = self.span_from(start);
        self.fail_help(
            span,
            "a lambda inside a replacement field needs parentheses",
            "put parentheses around it: its colon would begin a format specification",
        );
    }

    #[cold]
    fn lambda_without_colon(&mut self, start: u32) {
        if self.kind() == TokenKind::LParen && self.lex.prev_end <= start + 6 {
            return self.fail_at(self.token_span(), "lambda parameters cannot be parenthesized");
        }
        self.expected("`:` after the lambda parameters");
    }

    pub(in crate::parser) fn expect_lambda_colon(&mut self, start: u32) -> bool {
        if !self.recovering && self.eat(TokenKind::Colon) {
            return true;
        }
        self.lambda_without_colon(start);
        false
    }

    #[cold]
    pub(in crate::parser) fn misplaced_not(&mut self) {
        self.soft_help(
            self.token_span(),
            "`not` is not allowed after an operator that binds more tightly",
            "put parentheses around the `not` expression",
        );
    }

    /// `<>` is an operator of Python 2.
    pub(in crate::parser) fn check_not_equal(&mut self) {
        if self.lex.token_text() == "<>" {
            self.soft_help(self.token_span(), "`<>` is no operator in Python 3", "write `!=`");
        }
    }

    #[cold]
    pub(in crate::parser) fn lonely_not(&mut self, not: Span) {
        let message = format!("expected `in` after `not`, found {}", self.describe());
        let mut error = ParseError::new(not, message);
        error.help = Some("write `not in` or `!=`".into());
        self.fail(error);
    }

    #[cold]
    pub(in crate::parser) fn empty_subscript(&mut self) {
        self.soft(self.token_span(), "expected an index or a slice between `[` and `]`");
    }

    #[cold]
    pub(in crate::parser) fn starred_in_group(&mut self, span: Span) {
        self.soft_help(span, "cannot use a starred expression here", "add a comma to make a tuple");
    }

    #[cold]
    pub(in crate::parser) fn named_key(&mut self, key: Expr<'a>) {
        self.soft_help(
            key.span(),
            "cannot use an assignment expression as a dictionary key",
            "put parentheses around it",
        );
    }

    #[cold]
    pub(in crate::parser) fn missing_dict_colon(&mut self, key: Expr<'a>) {
        if self.recovering || self.at_statement_in_brackets() {
            return;
        }
        if matches!(self.kind(), TokenKind::RParen | TokenKind::RBracket) {
            // The brace that is open tells it.
            return;
        }
        if matches!(self.kind(), TokenKind::Comma | TokenKind::RBrace) {
            return self.soft(key.span(), "`:` expected after a dictionary key");
        }
        if self.kind() == TokenKind::Equal {
            return self.fail_help(
                self.token_span(),
                "expected `:` after a dictionary key, found `=`",
                "write `key: value`",
            );
        }
        self.expected("`:` after a dictionary key");
    }

    #[cold]
    pub(in crate::parser) fn missing_dict_value(&mut self) {
        let colon = Span::new(self.lex.prev_end - 1, self.lex.prev_end);
        self.soft(colon, "expression expected after dictionary key and `:`");
    }

    #[cold]
    pub(in crate::parser) fn starred_dict_value(&mut self) {
        self.soft(self.token_span(), "cannot use a starred expression in a dictionary value");
        self.next();
    }
}
