//! The patterns of `case`.

use super::{Parser, take};
use crate::ast::{
    Context, Expr, ExprAttribute, ExprBinary, ExprName, ExprUnary, Identifier, Pattern, PatternAs,
    PatternClass, PatternKeyword, PatternMapping, PatternMappingItem, PatternOr, PatternSequence,
    PatternSingleton, PatternStar, PatternValue, Singleton, UnaryOp,
};
use crate::lexer::token::TokenKind;
use crate::parsed::Parenthesized;

impl<'a> Parser<'a> {
    /// What is after `case`: a pattern, or a sequence without brackets.
    pub(super) fn case_pattern(&mut self) -> Pattern<'a> {
        let start = self.start();
        let first = self.star_or_pattern();
        if self.kind() != TokenKind::Comma {
            if let Pattern::Star(star) = first {
                self.lonely_star_pattern(star.span);
            }
            return first;
        }
        let mark = self.scratch.patterns.len();
        self.scratch.patterns.push(first);
        while self.eat(TokenKind::Comma) {
            if matches!(self.kind(), TokenKind::Colon | TokenKind::If) || self.recovering {
                break;
            }
            let pattern = self.star_or_pattern();
            self.scratch.patterns.push(pattern);
        }
        let patterns = take!(self, patterns, mark);
        let span = self.span_from(start);
        Pattern::Sequence(self.alloc(PatternSequence { span, patterns }))
    }

    fn star_or_pattern(&mut self) -> Pattern<'a> {
        if self.kind() != TokenKind::Star {
            return self.pattern();
        }
        let start = self.start();
        self.next();
        let name = self.expect_identifier("a name after `*`");
        let span = self.span_from(start);
        let name = Some(name).filter(|name| name.name != "_");
        Pattern::Star(self.alloc(PatternStar { span, name }))
    }

    /// Alternatives, perhaps with `as`.
    fn pattern(&mut self) -> Pattern<'a> {
        let start = self.start();
        if !self.enter() {
            return self.missing_pattern();
        }
        let mut pattern = self.alternatives();
        if self.eat(TokenKind::As) {
            let name = self.pattern_target();
            let span = self.span_from(start);
            pattern = Pattern::As(self.alloc(PatternAs { span, pattern: Some(pattern), name }));
        }
        self.leave();
        pattern
    }

    fn pattern_target(&mut self) -> Option<Identifier<'a>> {
        if self.kind() != TokenKind::Name {
            self.bad_pattern_target();
            return None;
        }
        let name = self.identifier();
        if name.name == "_" {
            self.soft(name.span, "cannot use `_` as a target");
        } else if matches!(self.kind(), TokenKind::Dot | TokenKind::LParen) {
            self.bad_pattern_target();
        }
        Some(name)
    }

    fn alternatives(&mut self) -> Pattern<'a> {
        let start = self.start();
        let first = self.closed_pattern();
        if self.kind() != TokenKind::Bar {
            return first;
        }
        let mark = self.scratch.patterns.len();
        self.scratch.patterns.push(first);
        while self.eat(TokenKind::Bar) {
            let pattern = self.closed_pattern();
            self.scratch.patterns.push(pattern);
        }
        let patterns = take!(self, patterns, mark);
        let span = self.span_from(start);
        Pattern::Or(self.alloc(PatternOr { span, patterns }))
    }

    fn closed_pattern(&mut self) -> Pattern<'a> {
        match self.kind() {
            TokenKind::Name => self.name_pattern(),
            TokenKind::LParen => self.parenthesized_pattern(),
            TokenKind::LBracket => self.bracketed_pattern(),
            TokenKind::LBrace => self.mapping_pattern(),
            TokenKind::None => self.singleton(Singleton::None),
            TokenKind::True => self.singleton(Singleton::True),
            TokenKind::False => self.singleton(Singleton::False),
            _ => {
                let start = self.start();
                match self.pattern_literal() {
                    Some(value) => {
                        let span = self.span_from(start);
                        Pattern::Value(self.alloc(PatternValue { span, value }))
                    }
                    None => self.not_a_pattern(),
                }
            }
        }
    }

    fn singleton(&mut self, value: Singleton) -> Pattern<'a> {
        let span = self.token_span();
        self.next();
        Pattern::Singleton(self.alloc(PatternSingleton { span, value }))
    }

    /// A string, or a number with its sign and imaginary part; `None` where none is.
    fn pattern_literal(&mut self) -> Option<Expr<'a>> {
        let start = self.start();
        match self.kind() {
            TokenKind::String | TokenKind::FStringStart => return Some(self.strings()),
            TokenKind::Minus | TokenKind::Int | TokenKind::Float | TokenKind::Complex => {}
            _ => return None,
        }
        let left = self.signed_number();
        let op = match self.kind() {
            TokenKind::Plus => crate::ast::BinaryOp::Add,
            TokenKind::Minus => crate::ast::BinaryOp::Sub,
            _ => return Some(left),
        };
        self.next();
        if self.kind() != TokenKind::Complex {
            self.missing_imaginary_part();
        }
        let right = self.pattern_number();
        let span = self.span_from(start);
        Some(Expr::Binary(self.alloc(ExprBinary { span, op, left, right })))
    }

    fn signed_number(&mut self) -> Expr<'a> {
        let start = self.start();
        if !self.eat(TokenKind::Minus) {
            return self.pattern_number();
        }
        let operand = self.pattern_number();
        let span = self.span_from(start);
        Expr::Unary(self.alloc(ExprUnary { span, op: UnaryOp::USub, operand }))
    }

    fn pattern_number(&mut self) -> Expr<'a> {
        if self.kind().is_number() {
            return self.atom();
        }
        self.expected("a number");
        self.missing()
    }

    /// A capture, a wildcard, a dotted name or a class.
    fn name_pattern(&mut self) -> Pattern<'a> {
        let start = self.start();
        let name = self.identifier();
        if !matches!(self.kind(), TokenKind::Dot | TokenKind::LParen) {
            let name = Some(name).filter(|name| name.name != "_");
            let span = self.span_from(start);
            return Pattern::As(self.alloc(PatternAs { span, pattern: None, name }));
        }
        let value = self.dotted_value(name);
        if self.kind() == TokenKind::LParen {
            return self.class_pattern(start, value);
        }
        let span = self.span_from(start);
        Pattern::Value(self.alloc(PatternValue { span, value }))
    }

    /// The attributes after `name`, as an expression.
    fn dotted_value(&mut self, name: Identifier<'a>) -> Expr<'a> {
        self.links = 0;
        let ctx = Context::Load;
        let mut value = Expr::Name(self.alloc(ExprName { span: name.span, id: name.name, ctx }));
        while self.eat(TokenKind::Dot) {
            let attr = self.expect_identifier("an attribute name after `.`");
            let span = self.span_from(name.span.start);
            let attr_start = attr.span.start;
            value =
                Expr::Attribute(self.alloc(ExprAttribute { span, value, attr: attr.name, attr_start, ctx }));
            if self.recovering || !self.link() {
                break;
            }
        }
        value
    }

    fn class_pattern(&mut self, start: u32, class: Expr<'a>) -> Pattern<'a> {
        let open = self.start();
        self.next();
        let mark = self.scratch.patterns.len();
        let keywords = self.scratch.pattern_keywords.len();
        while self.kind() != TokenKind::RParen && !self.recovering {
            let start = self.start();
            if self.kind() == TokenKind::Name && self.peek() == TokenKind::Equal {
                let name = self.identifier();
                self.next();
                let pattern = self.pattern();
                let span = self.span_from(start);
                self.scratch.pattern_keywords.push(PatternKeyword { span, name, pattern });
            } else {
                let pattern = self.pattern();
                if self.scratch.pattern_keywords.len() > keywords {
                    self.soft(pattern.span(), "positional patterns follow keyword patterns");
                }
                self.scratch.patterns.push(pattern);
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.close(open, TokenKind::RParen);
        let (patterns, keywords) = (take!(self, patterns, mark), take!(self, pattern_keywords, keywords));
        let span = self.span_from(start);
        Pattern::Class(self.alloc(PatternClass { span, class, patterns, keywords }))
    }

    /// Patterns up to `close`; whether there was a comma.
    fn pattern_list(&mut self, close: TokenKind) -> bool {
        let mut comma = false;
        while self.kind() != close && !self.recovering {
            let pattern = self.star_or_pattern();
            self.scratch.patterns.push(pattern);
            if !self.eat(TokenKind::Comma) {
                break;
            }
            comma = true;
        }
        comma
    }

    fn parenthesized_pattern(&mut self) -> Pattern<'a> {
        let open = self.start();
        self.next();
        let mark = self.scratch.patterns.len();
        let comma = self.pattern_list(TokenKind::RParen);
        let closed = self.close(open, TokenKind::RParen);
        let patterns = take!(self, patterns, mark);
        let span = self.span_from(open);
        if let [only] = patterns
            && !comma
            && !matches!(only, Pattern::Star(_))
        {
            if closed {
                self.parentheses.push(Parenthesized { span, inner: only.span() });
            }
            return *only;
        }
        Pattern::Sequence(self.alloc(PatternSequence { span, patterns }))
    }

    fn bracketed_pattern(&mut self) -> Pattern<'a> {
        let open = self.start();
        self.next();
        let mark = self.scratch.patterns.len();
        self.pattern_list(TokenKind::RBracket);
        self.close(open, TokenKind::RBracket);
        let patterns = take!(self, patterns, mark);
        let span = self.span_from(open);
        Pattern::Sequence(self.alloc(PatternSequence { span, patterns }))
    }

    fn mapping_pattern(&mut self) -> Pattern<'a> {
        let open = self.start();
        self.next();
        let mark = self.scratch.pattern_items.len();
        let mut rest = None;
        while self.kind() != TokenKind::RBrace && !self.recovering {
            if let Some(Identifier { span, .. }) = rest {
                self.pattern_after_rest(span);
            }
            if self.eat(TokenKind::DoubleStar) {
                rest = Some(self.expect_identifier("a name after `**`"));
            } else {
                let key = self.mapping_key();
                if !self.eat(TokenKind::Colon) {
                    self.expected("`:` after the key");
                }
                let pattern = self.pattern();
                self.scratch.pattern_items.push(PatternMappingItem { key, pattern });
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.close(open, TokenKind::RBrace);
        let items = take!(self, pattern_items, mark);
        let span = self.span_from(open);
        Pattern::Mapping(self.alloc(PatternMapping { span, items, rest }))
    }

    fn mapping_key(&mut self) -> Expr<'a> {
        match self.kind() {
            TokenKind::None | TokenKind::True | TokenKind::False => self.atom(),
            TokenKind::Name => {
                let name = self.identifier();
                if self.kind() != TokenKind::Dot {
                    self.name_as_mapping_key(name.span);
                }
                self.dotted_value(name)
            }
            _ => match self.pattern_literal() {
                Some(key) => key,
                None => {
                    self.expected("a literal or a dotted name as key");
                    self.missing()
                }
            },
        }
    }
}
