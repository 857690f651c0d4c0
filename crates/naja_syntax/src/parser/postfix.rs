//! Attributes, calls and subscripts.

use super::{Parser, take};
use crate::ast::{
    Arguments, Context, Expr, ExprAttribute, ExprCall, ExprName, ExprSlice, ExprStarred, ExprSubscript,
    ExprTuple, Identifier, Keyword,
};
use crate::lexer::token::TokenKind;
use crate::version::Construct;
use naja_base::Span;

impl<'a> Parser<'a> {
    /// An operand with all that is attached to it.
    #[inline(always)]
    pub(super) fn primary(&mut self) -> Expr<'a> {
        let start = self.start();
        self.links = 0;
        let expr = if self.kind() == TokenKind::Name {
            let node =
                self.alloc(ExprName { span: self.token_span(), id: self.name_text(), ctx: Context::Load });
            self.next();
            Expr::Name(node)
        } else {
            self.atom()
        };
        self.postfix(start, expr)
    }

    /// What is attached to `expr`, which begins at `start`.
    #[inline(always)]
    pub(super) fn postfix(&mut self, start: u32, mut expr: Expr<'a>) -> Expr<'a> {
        loop {
            expr = match self.kind() {
                TokenKind::Dot => self.attribute(start, expr),
                TokenKind::LParen => self.call(start, expr),
                TokenKind::LBracket => self.subscript(start, expr),
                _ => return expr,
            };
            if !self.link() {
                return expr;
            }
        }
    }

    fn attribute(&mut self, start: u32, value: Expr<'a>) -> Expr<'a> {
        self.next();
        let attr_start = self.start();
        if self.kind() != TokenKind::Name {
            let name = self.expect_identifier("an attribute name after `.`");
            let span = self.span_from(start);
            let (attr, ctx) = (name.name, Context::Load);
            let attr_start = name.span.start;
            return Expr::Attribute(self.alloc(ExprAttribute { span, value, attr, attr_start, ctx }));
        }
        let attr = self.name_text();
        let span = Span::new(start, self.lex.end);
        self.next();
        Expr::Attribute(self.alloc(ExprAttribute { span, value, attr, attr_start, ctx: Context::Load }))
    }

    fn call(&mut self, start: u32, func: Expr<'a>) -> Expr<'a> {
        let links = self.links;
        let arguments = self.arguments(true);
        self.links = links.max(self.links);
        let span = self.span_from(start);
        Expr::Call(self.alloc(ExprCall { span, func, arguments }))
    }

    /// `(arguments)`; the current token is the opening parenthesis.
    #[inline]
    pub(super) fn arguments(&mut self, generators: bool) -> Arguments<'a> {
        let open = self.start();
        self.next();
        let args = self.scratch.exprs.len();
        let keywords = self.scratch.keywords.len();
        let mut order = ArgumentOrder::default();
        let mut links = 0;
        while self.kind() != TokenKind::RParen && !self.recovering {
            self.links = 0;
            self.argument(open, keywords, &mut order, generators);
            links = links.max(self.links);
            order.count += 1;
            if !self.eat(TokenKind::Comma) {
                break;
            }
            order.comma = true;
        }
        self.close(open, TokenKind::RParen);
        self.links = links;
        if order.generator && (order.count > 1 || order.comma) {
            self.generator_among_arguments(args);
        }
        let span = self.span_from(open);
        let (args, keywords) = (take!(self, exprs, args), take!(self, keywords, keywords));
        Arguments { span, args, keywords }
    }

    #[inline]
    fn argument(&mut self, open: u32, keywords: usize, order: &mut ArgumentOrder, generators: bool) {
        let start = self.start();
        match self.kind() {
            TokenKind::Star => {
                self.next();
                let value = self.expression();
                let span = self.span_from(start);
                if order.unpacked {
                    self.argument_after_unpacking(span, true);
                }
                let mut value = Expr::Starred(self.alloc(ExprStarred { span, value, ctx: Context::Load }));
                if generators && matches!(self.kind(), TokenKind::For | TokenKind::Async) {
                    order.generator = true;
                    value = self.generator_argument(open, start, value, order.count);
                }
                self.scratch.exprs.push(value);
            }
            TokenKind::DoubleStar => {
                self.next();
                let value = self.expression();
                let span = self.span_from(start);
                self.scratch.keywords.push(Keyword { span, name: None, value });
                order.unpacked = true;
            }
            TokenKind::Name if self.is_keyword_argument() => {
                let name = self.identifier();
                self.keyword_argument(start, name);
            }
            _ => {
                let mut value = self.named_expression();
                match self.kind() {
                    TokenKind::Equal => return self.odd_keyword_argument(start, value),
                    TokenKind::For | TokenKind::Async if generators => {
                        order.generator = true;
                        value = self.generator_argument(open, start, value, order.count);
                    }
                    _ => {}
                }
                if self.scratch.keywords.len() > keywords && !self.recovering {
                    let span = self.span_from(start);
                    self.positional_after_keyword(span, order.unpacked);
                }
                self.scratch.exprs.push(value);
            }
        }
    }

    /// Whether the current name is followed by `=`, as far as the next bytes tell.
    #[inline]
    fn is_keyword_argument(&self) -> bool {
        let (first, second) = self.lex.next_bytes();
        first == b'=' && second != b'='
    }

    fn keyword_argument(&mut self, start: u32, name: Identifier<'a>) {
        self.next();
        let value = if matches!(self.kind(), TokenKind::Comma | TokenKind::RParen) {
            self.missing_argument_value(start);
            self.missing()
        } else {
            self.expression()
        };
        if matches!(self.kind(), TokenKind::For | TokenKind::Async) {
            self.comprehension_in_keyword(start);
        }
        let span = self.span_from(start);
        self.scratch.keywords.push(Keyword { span, name: Some(name), value });
    }

    /// `value =` in a call, where the name was not seen to be one from its next bytes.
    #[cold]
    fn odd_keyword_argument(&mut self, start: u32, value: Expr<'a>) {
        if let Expr::Name(name) = value
            && name.span.start == start
            && name.span.end == self.lex.prev_end
        {
            return self.keyword_argument(start, Identifier { name: name.id, span: name.span });
        }
        self.bad_keyword_argument(value);
        self.next();
        let value = self.expression();
        let span = self.span_from(start);
        self.scratch.keywords.push(Keyword { span, name: None, value });
    }

    /// A generator among arguments: where it is the only one, the call's parentheses are its own.
    fn generator_argument(&mut self, open: u32, start: u32, element: Expr<'a>, before: u32) -> Expr<'a> {
        let generators = self.comprehensions();
        let sole = before == 0 && self.kind() == TokenKind::RParen;
        let span = if sole { Span::new(open, self.lex.end) } else { self.span_from(start) };
        self.generator(span, element, generators, false)
    }

    fn subscript(&mut self, start: u32, value: Expr<'a>) -> Expr<'a> {
        let open = self.start();
        self.next();
        let links = self.links;
        self.links = 0;
        let index = if self.kind() == TokenKind::RBracket {
            self.empty_subscript();
            self.missing()
        } else {
            self.subscript_index()
        };
        self.close(open, TokenKind::RBracket);
        self.links = links.max(self.links);
        let span = self.span_from(start);
        Expr::Subscript(self.alloc(ExprSubscript { span, value, index, ctx: Context::Load }))
    }

    fn subscript_index(&mut self) -> Expr<'a> {
        let start = self.start();
        let first = self.subscript_element();
        let starred = matches!(first, Expr::Starred(_));
        if self.kind() != TokenKind::Comma && !starred {
            return first;
        }
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        let mut links = self.links;
        while self.eat(TokenKind::Comma) {
            if self.kind() == TokenKind::RBracket || self.recovering {
                break;
            }
            self.links = 0;
            let element = self.subscript_element();
            links = links.max(self.links);
            self.scratch.exprs.push(element);
        }
        self.links = links;
        let elements = take!(self, exprs, mark);
        let span = self.span_from(start);
        Expr::Tuple(self.alloc(ExprTuple { span, elements, ctx: Context::Load, parenthesized: false }))
    }

    fn subscript_element(&mut self) -> Expr<'a> {
        let start = self.start();
        let lower = match self.kind() {
            TokenKind::Colon => None,
            TokenKind::Star => {
                let value = self.starred();
                let span = self.span_from(start);
                self.note(Construct::StarInIndex, span);
                return value;
            }
            _ => {
                let lower = self.named_expression();
                if let Expr::Named(named) = lower
                    && named.span.start == start
                {
                    self.note(Construct::NamedWithoutParentheses, named.span);
                    return lower;
                }
                Some(lower)
            }
        };
        match lower {
            Some(lower) if self.kind() != TokenKind::Colon => lower,
            _ => self.slice(start, lower),
        }
    }

    fn slice(&mut self, start: u32, lower: Option<Expr<'a>>) -> Expr<'a> {
        let mut links = self.links;
        let mut parts = [None; 2];
        for part in &mut parts {
            if !self.eat(TokenKind::Colon) {
                break;
            }
            if !matches!(self.kind(), TokenKind::Colon | TokenKind::Comma | TokenKind::RBracket) {
                self.links = 0;
                *part = Some(self.expression());
                links = links.max(self.links);
            }
        }
        self.links = links;
        let span = self.span_from(start);
        Expr::Slice(self.alloc(ExprSlice { span, lower, upper: parts[0], step: parts[1] }))
    }
}

/// What was seen among the arguments so far.
#[derive(Default)]
struct ArgumentOrder {
    count: u32,
    comma: bool,
    unpacked: bool,
    generator: bool,
}
