//! Parameters of functions and lambdas, and type parameters.

use super::{Parser, take};
use crate::ast::{Expr, Parameter, ParameterKind, Parameters, TypeParam, TypeParamKind, TypeParams};
use crate::lexer::token::TokenKind;
use crate::version::Construct;
use naja_base::Span;

/// What was seen among the parameters so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) slash: bool,
    pub(super) star: bool,
    pub(super) default: bool,
    pub(super) varargs: bool,
    pub(super) keywords: bool,
    positional_only: u32,
    positional: u32,
    /// The place of a `*` that still wants a parameter after it.
    bare_star: Option<Span>,
}

impl<'a> Parser<'a> {
    /// The parameters of a function; the current token should be the opening parenthesis.
    pub(super) fn function_parameters(&mut self) -> &'a Parameters<'a> {
        let open = self.start();
        if self.kind() != TokenKind::LParen {
            self.missing_parameters();
            let span = self.missing_span();
            return self.alloc(Parameters {
                span,
                all: &[],
                positional_only: 0,
                positional: 0,
                has_varargs: false,
                has_keywords: false,
            });
        }
        self.next();
        let mark = self.scratch.parameters.len();
        let seen = self.parameter_list(mark, TokenKind::RParen);
        self.close(open, TokenKind::RParen);
        self.finish_parameters(open, mark, &seen)
    }

    /// The parameters of a lambda, up to its colon.
    pub(super) fn lambda_parameters(&mut self) -> Option<&'a Parameters<'a>> {
        if self.kind() == TokenKind::Colon {
            self.links = 0;
            return None;
        }
        let start = self.start();
        let mark = self.scratch.parameters.len();
        let seen = self.parameter_list(mark, TokenKind::Colon);
        Some(self.finish_parameters(start, mark, &seen))
    }

    fn finish_parameters(&mut self, start: u32, mark: usize, seen: &Seen) -> &'a Parameters<'a> {
        let all = take!(self, parameters, mark);
        let span = self.span_from(start);
        self.alloc(Parameters {
            span,
            all,
            positional_only: seen.positional_only,
            positional: seen.positional,
            has_varargs: seen.varargs,
            has_keywords: seen.keywords,
        })
    }

    fn parameter_list(&mut self, mark: usize, close: TokenKind) -> Seen {
        let mut seen = Seen::default();
        let mut links = 0;
        while self.kind() != close && !self.recovering {
            self.links = 0;
            match self.kind() {
                TokenKind::Slash => self.slash(mark, &mut seen),
                TokenKind::Star => self.star(&mut seen, close),
                TokenKind::DoubleStar => self.double_star(&mut seen, close),
                _ => self.plain_parameter(&mut seen, close),
            }
            links = links.max(self.links);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        if let Some(star) = seen.bare_star {
            self.bare_star(star);
        }
        self.links = links;
        seen
    }

    fn slash(&mut self, mark: usize, seen: &mut Seen) {
        let span = self.token_span();
        if seen.slash || seen.star || self.scratch.parameters.len() == mark {
            self.misplaced_slash(span, seen);
        } else {
            for parameter in &mut self.scratch.parameters[mark..] {
                parameter.kind = ParameterKind::PositionalOnly;
            }
            seen.positional_only = seen.positional;
            self.note(Construct::PositionalOnlyParameters, span);
        }
        seen.slash = true;
        self.next();
    }

    fn star(&mut self, seen: &mut Seen, close: TokenKind) {
        let span = self.token_span();
        let again = seen.star;
        if again {
            self.second_star(span);
        }
        seen.star = true;
        self.next();
        if self.kind() == TokenKind::Comma || self.kind() == close {
            if !seen.keywords {
                seen.bare_star = Some(span);
            }
            return;
        }
        seen.bare_star = None;
        let kind = if again { ParameterKind::KeywordOnly } else { ParameterKind::VarArgs };
        let mut parameter = self.parameter(kind, close);
        parameter.default = self.forbidden_default(kind);
        if !seen.keywords {
            seen.varargs = seen.varargs || !again;
            self.scratch.parameters.push(parameter);
        }
    }

    fn double_star(&mut self, seen: &mut Seen, close: TokenKind) {
        let span = self.token_span();
        self.next();
        let mut parameter = self.parameter(ParameterKind::VarKeywords, close);
        parameter.default = self.forbidden_default(ParameterKind::VarKeywords);
        if seen.keywords {
            self.after_keywords(span);
            return;
        }
        seen.keywords = true;
        self.scratch.parameters.push(parameter);
    }

    fn plain_parameter(&mut self, seen: &mut Seen, close: TokenKind) {
        let start = self.token_span();
        if self.kind() != TokenKind::Name {
            self.not_a_parameter(close);
            if self.recovering {
                return;
            }
        }
        let kind = if seen.star { ParameterKind::KeywordOnly } else { ParameterKind::Regular };
        let mut parameter = self.parameter(kind, close);
        if self.eat(TokenKind::Equal) {
            seen.default |= !seen.star;
            let links = self.links;
            self.links = 0;
            parameter.default = Some(if self.kind() == TokenKind::Comma || self.kind() == close {
                self.missing_default();
                self.missing()
            } else {
                self.expression()
            });
            self.links = links.max(self.links);
        } else if seen.default && !seen.star {
            self.missing_default_after_default(parameter.span);
        }
        if seen.keywords {
            return self.after_keywords(start);
        }
        seen.bare_star = None;
        seen.positional += u32::from(!seen.star);
        self.scratch.parameters.push(parameter);
    }

    /// A name with its annotation, where there may be one.
    fn parameter(&mut self, kind: ParameterKind, close: TokenKind) -> Parameter<'a> {
        let start = self.start();
        let name = self.expect_identifier("a parameter name");
        let mut annotation = None;
        if close == TokenKind::RParen && self.kind() == TokenKind::Colon {
            self.next();
            self.links = 0;
            annotation = Some(if kind == ParameterKind::VarArgs && self.kind() == TokenKind::Star {
                let starred = self.starred();
                self.note(Construct::StarAnnotation, starred.span());
                starred
            } else {
                self.expression()
            });
        }
        let span = self.span_from(start);
        Parameter { span, kind, name, annotation, default: None }
    }

    fn forbidden_default(&mut self, kind: ParameterKind) -> Option<Expr<'a>> {
        if self.kind() != TokenKind::Equal {
            return None;
        }
        self.default_of_stars(kind);
        self.next();
        Some(self.expression())
    }

    /// `[T, *Ts, **P]`, where it is here.
    pub(super) fn type_params(&mut self) -> Option<&'a TypeParams<'a>> {
        if self.kind() != TokenKind::LBracket {
            return None;
        }
        let open = self.start();
        self.next();
        let mark = self.scratch.type_params.len();
        if self.kind() == TokenKind::RBracket {
            self.empty_type_params();
        }
        while self.kind() != TokenKind::RBracket && !self.recovering {
            let param = self.type_param();
            self.scratch.type_params.push(param);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.close(open, TokenKind::RBracket);
        let params = take!(self, type_params, mark);
        let span = self.span_from(open);
        self.note(Construct::TypeParameters, span);
        Some(self.alloc(TypeParams { span, params }))
    }

    fn type_param(&mut self) -> TypeParam<'a> {
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::Star => TypeParamKind::TypeVarTuple,
            TokenKind::DoubleStar => TypeParamKind::ParamSpec,
            _ => TypeParamKind::TypeVar,
        };
        if kind != TypeParamKind::TypeVar {
            self.next();
        }
        let name = self.expect_identifier("a type parameter name");
        let mut bound = None;
        if self.kind() == TokenKind::Colon {
            if kind != TypeParamKind::TypeVar {
                self.bound_of_stars(kind);
            }
            self.next();
            bound = Some(self.expression());
        }
        let mut default = None;
        if self.kind() == TokenKind::Equal {
            let equal = self.token_span();
            self.next();
            let value = if kind == TypeParamKind::TypeVarTuple && self.kind() == TokenKind::Star {
                self.starred()
            } else {
                self.expression()
            };
            self.note(Construct::TypeParameterDefault, equal.to(value.span()));
            default = Some(value);
        }
        let span = self.span_from(start);
        TypeParam { span, kind, name, bound, default }
    }
}
