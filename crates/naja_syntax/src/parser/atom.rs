//! Operands: literals, names, and what is in brackets.

use super::{Parser, take};
use crate::ast::{
    Comprehension, Context, DictItem, Expr, ExprDict, ExprDictComp, ExprElementComp, ExprList, ExprNumber,
    ExprSet, ExprTuple, NumberKind,
};
use crate::lexer::token::TokenKind;
use crate::parsed::Parenthesized;
use crate::parser::expr::precedence;
use crate::version::Construct;
use naja_base::Span;

impl<'a> Parser<'a> {
    /// An operand that is not a plain name.
    pub(super) fn atom(&mut self) -> Expr<'a> {
        match self.kind() {
            TokenKind::String | TokenKind::FStringStart => self.strings(),
            TokenKind::Int => self.number(NumberKind::Int),
            TokenKind::Float => self.number(NumberKind::Float),
            TokenKind::Complex => self.number(NumberKind::Complex),
            TokenKind::LParen => self.parenthesized(),
            TokenKind::LBracket => self.list(),
            TokenKind::LBrace => self.braces(),
            TokenKind::None => Expr::None(self.constant()),
            TokenKind::True => Expr::True(self.constant()),
            TokenKind::False => Expr::False(self.constant()),
            TokenKind::Ellipsis => Expr::Ellipsis(self.constant()),
            _ => self.not_an_expression(),
        }
    }

    #[inline]
    fn constant(&mut self) -> &'a Span {
        let span = self.alloc(self.token_span());
        self.next();
        span
    }

    pub(super) fn number(&mut self, kind: NumberKind) -> Expr<'a> {
        let node = self.alloc(ExprNumber { span: self.token_span(), raw: self.lex.token_text(), kind });
        self.next();
        Expr::Number(node)
    }

    /// A group, a tuple or a generator.
    fn parenthesized(&mut self) -> Expr<'a> {
        let open = self.start();
        self.next();
        match self.kind() {
            TokenKind::RParen => {
                self.next();
                return self.tuple(open, self.scratch.exprs.len());
            }
            TokenKind::Yield => {
                let inner = self.yield_expression();
                return self.group(open, inner);
            }
            _ => {}
        }
        let first = self.starred_or_named();
        self.parenthesized_rest(open, first)
    }

    /// The rest after the first expression in parentheses that open at `open`.
    fn parenthesized_rest(&mut self, open: u32, first: Expr<'a>) -> Expr<'a> {
        match self.kind() {
            TokenKind::RParen => {
                if let Expr::Starred(starred) = first {
                    self.starred_in_group(starred.span);
                }
                self.group(open, first)
            }
            TokenKind::Comma => {
                let mark = self.scratch.exprs.len();
                self.scratch.exprs.push(first);
                self.next();
                self.elements(TokenKind::RParen);
                self.close(open, TokenKind::RParen);
                self.tuple(open, mark)
            }
            TokenKind::For | TokenKind::Async => {
                let generators = self.comprehensions();
                self.close(open, TokenKind::RParen);
                let span = self.span_from(open);
                self.generator(span, first, generators, true)
            }
            _ => self.group(open, first),
        }
    }

    /// Closes parentheses that only group `inner`.
    pub(super) fn group(&mut self, open: u32, inner: Expr<'a>) -> Expr<'a> {
        let closed = self.close(open, TokenKind::RParen);
        if closed {
            let span = self.span_from(open);
            self.parentheses.push(Parenthesized { span, inner: inner.span() });
        }
        inner
    }

    /// A tuple in parentheses of what was pushed since `mark`.
    pub(super) fn tuple(&mut self, open: u32, mark: usize) -> Expr<'a> {
        let elements = take!(self, exprs, mark);
        let span = self.span_from(open);
        Expr::Tuple(self.alloc(ExprTuple { span, elements, ctx: Context::Load, parenthesized: true }))
    }

    /// Pushes the elements up to `close`, of which the first begins here, if there is any.
    pub(super) fn elements(&mut self, close: TokenKind) {
        let mut links = self.links;
        while self.kind() != close && !self.recovering {
            self.links = 0;
            let element = self.starred_or_named();
            links = links.max(self.links);
            self.scratch.exprs.push(element);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.links = links;
    }

    fn list(&mut self) -> Expr<'a> {
        let open = self.start();
        self.next();
        let mark = self.scratch.exprs.len();
        if self.kind() != TokenKind::RBracket {
            let first = self.starred_or_named();
            if matches!(self.kind(), TokenKind::For | TokenKind::Async) {
                let generators = self.comprehensions();
                self.close(open, TokenKind::RBracket);
                self.note_unpacking(first);
                let span = self.span_from(open);
                let node = ExprElementComp { span, element: first, generators, parenthesized: true };
                return Expr::ListComp(self.alloc(node));
            }
            self.scratch.exprs.push(first);
            if self.eat(TokenKind::Comma) {
                self.elements(TokenKind::RBracket);
            }
        }
        self.close(open, TokenKind::RBracket);
        let elements = take!(self, exprs, mark);
        let span = self.span_from(open);
        Expr::List(self.alloc(ExprList { span, elements, ctx: Context::Load }))
    }

    /// A dictionary, a set, or a comprehension of either.
    fn braces(&mut self) -> Expr<'a> {
        let open = self.start();
        self.next();
        match self.kind() {
            TokenKind::RBrace => {
                self.next();
                let span = self.span_from(open);
                return Expr::Dict(self.alloc(ExprDict { span, items: &[] }));
            }
            TokenKind::DoubleStar => return self.dict(open, None),
            _ => {}
        }
        let start = self.start();
        let groups = self.parentheses.len();
        let first = self.starred_or_named();
        if self.kind() == TokenKind::Colon && !matches!(first, Expr::Starred(_)) {
            if matches!(first, Expr::Named(named) if named.span.start == start) {
                self.named_key(first);
            }
            return self.dict(open, Some(first));
        }
        if matches!(self.kind(), TokenKind::For | TokenKind::Async) {
            let generators = self.comprehensions();
            self.close(open, TokenKind::RBrace);
            self.note_unpacking(first);
            self.note_bare_named(&[first], groups);
            let span = self.span_from(open);
            let node = ExprElementComp { span, element: first, generators, parenthesized: true };
            return Expr::SetComp(self.alloc(node));
        }
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        if self.eat(TokenKind::Comma) {
            self.elements(TokenKind::RBrace);
        }
        self.close(open, TokenKind::RBrace);
        let elements = take!(self, exprs, mark);
        self.note_bare_named(elements, groups);
        let span = self.span_from(open);
        Expr::Set(self.alloc(ExprSet { span, elements }))
    }

    /// Notes each `:=` among `elements` that has no parentheses, where those of the set begin at `groups`.
    fn note_bare_named(&mut self, elements: &[Expr<'a>], mut groups: usize) {
        for element in elements {
            let Expr::Named(named) = element else { continue };
            // Groups are in the order of their ends: those inside the element come before its own.
            let group = loop {
                match self.parentheses.get(groups) {
                    Some(group) if group.inner != named.span && group.span.start < named.span.end => {
                        groups += 1;
                    }
                    group => break group,
                }
            };
            if group.is_none_or(|group| group.inner != named.span) {
                self.note(Construct::NamedWithoutParentheses, named.span);
            }
        }
    }

    /// The rest of a dictionary; its first key, if it is not `**`, was read already.
    fn dict(&mut self, open: u32, first: Option<Expr<'a>>) -> Expr<'a> {
        let mark = self.scratch.items.len();
        let mut links = self.links;
        let mut item = match first {
            Some(key) => self.dict_value(key),
            None => self.dict_unpacking(),
        };
        links = links.max(self.links);
        if matches!(self.kind(), TokenKind::For | TokenKind::Async) && !self.recovering {
            if item.key.is_none() {
                self.note(Construct::UnpackingInComprehension, item.value.span());
            }
            let generators = self.comprehensions();
            self.close(open, TokenKind::RBrace);
            let span = self.span_from(open);
            return Expr::DictComp(self.alloc(ExprDictComp { span, item, generators }));
        }
        loop {
            self.scratch.items.push(item);
            if !self.eat(TokenKind::Comma) || self.kind() == TokenKind::RBrace || self.recovering {
                break;
            }
            self.links = 0;
            item = if self.kind() == TokenKind::DoubleStar {
                self.dict_unpacking()
            } else {
                let key = self.expression();
                self.dict_value(key)
            };
            links = links.max(self.links);
        }
        self.links = links;
        self.close(open, TokenKind::RBrace);
        let items = take!(self, items, mark);
        let span = self.span_from(open);
        Expr::Dict(self.alloc(ExprDict { span, items }))
    }

    fn dict_value(&mut self, key: Expr<'a>) -> DictItem<'a> {
        let links = self.links;
        if !self.eat(TokenKind::Colon) {
            self.missing_dict_colon(key);
            return DictItem { key: Some(key), value: self.missing() };
        }
        if matches!(self.kind(), TokenKind::Comma | TokenKind::RBrace) {
            self.missing_dict_value();
            return DictItem { key: Some(key), value: self.missing() };
        }
        if self.kind() == TokenKind::Star {
            self.starred_dict_value();
        }
        self.links = 0;
        let value = self.expression();
        self.links = links.max(self.links);
        DictItem { key: Some(key), value }
    }

    fn dict_unpacking(&mut self) -> DictItem<'a> {
        self.next();
        let value = self.binary(precedence::BIT_OR);
        DictItem { key: None, value }
    }

    fn note_unpacking(&mut self, element: Expr<'a>) {
        if let Expr::Starred(starred) = element {
            self.note(Construct::UnpackingInComprehension, starred.span);
        }
    }

    pub(super) fn generator(
        &mut self,
        span: Span,
        element: Expr<'a>,
        generators: &'a [Comprehension<'a>],
        parenthesized: bool,
    ) -> Expr<'a> {
        self.note_unpacking(element);
        Expr::Generator(self.alloc(ExprElementComp { span, element, generators, parenthesized }))
    }

    /// The `for`s of a comprehension; the current token is `for` or `async`.
    pub(super) fn comprehensions(&mut self) -> &'a [Comprehension<'a>] {
        let mark = self.scratch.comprehensions.len();
        let mut links = self.links;
        while matches!(self.kind(), TokenKind::For | TokenKind::Async) && !self.recovering {
            let start = self.start();
            let is_async = self.eat(TokenKind::Async);
            if !self.eat(TokenKind::For) {
                self.expected("`for` after `async`");
            }
            let target = self.targets();
            links = links.max(self.links);
            if !self.eat(TokenKind::In) {
                self.missing_in();
            }
            self.links = 0;
            let iter = self.binary(precedence::OR);
            links = links.max(self.links);
            let ifs_mark = self.scratch.exprs.len();
            while self.eat(TokenKind::If) {
                self.links = 0;
                let test = self.binary(precedence::OR);
                links = links.max(self.links);
                self.scratch.exprs.push(test);
            }
            let ifs = take!(self, exprs, ifs_mark);
            let span = self.span_from(start);
            self.scratch.comprehensions.push(Comprehension { span, target, iter, ifs, is_async });
        }
        self.links = links;
        take!(self, comprehensions, mark)
    }
}
