//! Errors in patterns and `match`.

use crate::ast::Pattern;
use crate::lexer::token::TokenKind;
use crate::parser::Parser;
use naja_base::Span;

impl<'a> Parser<'a> {
    #[cold]
    pub(in crate::parser) fn not_a_pattern(&mut self) -> Pattern<'a> {
        self.expected("a pattern");
        self.missing_pattern()
    }

    #[cold]
    pub(in crate::parser) fn missing_pattern(&mut self) -> Pattern<'a> {
        let span = self.missing_span();
        Pattern::Invalid(self.alloc(span))
    }

    #[cold]
    pub(in crate::parser) fn lonely_star_pattern(&mut self, span: Span) {
        self.soft_help(span, "a starred pattern needs a sequence around it", "add a comma, or brackets");
    }

    #[cold]
    pub(in crate::parser) fn bad_pattern_target(&mut self) {
        let message =
            format!("cannot use {} as pattern target: a plain name must follow `as`", self.describe());
        self.fail_at(self.token_span(), message);
    }

    #[cold]
    pub(in crate::parser) fn missing_imaginary_part(&mut self) {
        self.soft_help(
            self.token_span(),
            "imaginary number required in a complex literal",
            "write it as `1 + 2j`",
        );
    }

    #[cold]
    pub(in crate::parser) fn pattern_after_rest(&mut self, rest: Span) {
        self.soft_help(rest, "`**` must be the last item of a mapping pattern", "move it to the end");
    }

    #[cold]
    pub(in crate::parser) fn name_as_mapping_key(&mut self, span: Span) {
        self.soft_help(
            span,
            "a mapping pattern's key must be a literal or a dotted name",
            "a plain name would be bound, not compared",
        );
    }

    /// What is among the cases of `match` and is none.
    #[cold]
    pub(in crate::parser) fn not_a_case(&mut self) {
        if self.kind() == TokenKind::Indent {
            self.unexpected_indent();
            self.next();
            let mark = self.scratch.stmts.len();
            self.indented();
            self.scratch.stmts.truncate(mark);
            return;
        }
        if self.kind() != TokenKind::Newline {
            self.expected("`case`");
        }
        let before = self.start();
        let mark = self.scratch.stmts.len();
        self.end_line();
        if self.eat(TokenKind::Indent) {
            self.indented();
        } else if self.start() == before && !matches!(self.kind(), TokenKind::Dedent | TokenKind::Eof) {
            self.next();
        }
        self.scratch.stmts.truncate(mark);
    }
}
