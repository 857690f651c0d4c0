//! Errors in parameters and type parameters.

use crate::ast::{ParameterKind, TypeParamKind};
use crate::lexer::token::TokenKind;
use crate::parser::Parser;
use crate::parser::params::Seen;
use naja_base::Span;

impl Parser<'_> {
    #[cold]
    pub(in crate::parser) fn missing_parameters(&mut self) {
        if self.kind() == TokenKind::Colon {
            return self.fail_help(self.token_span(), "expected `(` after the function name", "write `()`");
        }
        self.expected("`(` after the function name");
    }

    #[cold]
    pub(in crate::parser) fn bare_star(&mut self, star: Span) {
        self.soft_help(
            star,
            "named parameters must follow a bare `*`",
            "remove the `*`, or add parameters after it",
        );
    }

    #[cold]
    pub(in crate::parser) fn misplaced_slash(&mut self, span: Span, seen: &Seen) {
        let message = if seen.slash {
            "`/` may appear only once"
        } else if seen.star {
            "`/` must be ahead of `*`"
        } else {
            "at least one parameter must precede `/`"
        };
        self.soft(span, message);
    }

    #[cold]
    pub(in crate::parser) fn second_star(&mut self, span: Span) {
        self.soft(span, "`*` may appear only once among the parameters");
    }

    #[cold]
    pub(in crate::parser) fn default_of_stars(&mut self, kind: ParameterKind) {
        let what = if kind == ParameterKind::VarKeywords { "var-keyword" } else { "var-positional" };
        self.soft(self.token_span(), format!("a {what} parameter cannot have a default value"));
    }

    #[cold]
    pub(in crate::parser) fn after_keywords(&mut self, span: Span) {
        self.soft_help(
            span,
            "parameters cannot follow the var-keyword parameter",
            "move it before the `**` parameter",
        );
    }

    #[cold]
    pub(in crate::parser) fn not_a_parameter(&mut self, close: TokenKind) {
        if self.kind() == TokenKind::LParen {
            let whose = if close == TokenKind::Colon { "lambda" } else { "function" };
            let message = format!("{whose} parameters cannot be parenthesized");
            self.fail_help(self.token_span(), message, "unpack the tuple in the body");
        }
    }

    #[cold]
    pub(in crate::parser) fn missing_default(&mut self) {
        let equal = Span::new(self.lex.prev_end - 1, self.lex.prev_end);
        self.soft(equal, "expected default value expression after `=`");
    }

    #[cold]
    pub(in crate::parser) fn missing_default_after_default(&mut self, span: Span) {
        self.soft_help(
            span,
            "parameter without a default follows parameter with a default",
            "give it a default, or move it before those that have one",
        );
    }

    #[cold]
    pub(in crate::parser) fn empty_type_params(&mut self) {
        self.soft(self.token_span(), "type parameter list cannot be empty");
    }

    #[cold]
    pub(in crate::parser) fn bound_of_stars(&mut self, kind: TypeParamKind) {
        let what = if kind == TypeParamKind::TypeVarTuple { "a TypeVarTuple" } else { "a ParamSpec" };
        self.soft(self.token_span(), format!("cannot use a bound or constraints with {what}"));
    }
}
