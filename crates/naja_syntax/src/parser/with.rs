//! `with`, whose items may be in parentheses that look like those of an expression.

use super::{Parser, take};
use crate::ast::{Expr, Stmt, StmtWith, WithItem};
use crate::lexer::token::TokenKind;
use crate::version::Construct;

impl<'a> Parser<'a> {
    pub(super) fn with_statement(&mut self, start: u32, is_async: bool) -> Stmt<'a> {
        let opener = self.opener("`with` statement");
        self.next();
        let mark = self.scratch.with_items.len();
        let mut parenthesized = false;
        let mut more = true;
        if self.kind() == TokenKind::LParen {
            parenthesized = self.items_or_expression(mark);
            more = !parenthesized && self.eat(TokenKind::Comma);
        }
        while more && !self.recovering {
            let start = self.start();
            let context = self.expression();
            self.with_item(start, context);
            more = self.eat(TokenKind::Comma);
        }
        let items = take!(self, with_items, mark);
        let body = self.block(opener);
        let span = self.span_from(start);
        Stmt::With(self.alloc(StmtWith { span, items, body, is_async, parenthesized }))
    }

    /// Pushes the item of `context`, from `start`, with its target if it has one.
    fn with_item(&mut self, start: u32, context: Expr<'a>) {
        let mut target = None;
        if self.eat(TokenKind::As) {
            target = Some(self.with_target());
        }
        let span = self.span_from(start);
        self.scratch.with_items.push(WithItem { span, context, target });
    }

    fn with_target(&mut self) -> Expr<'a> {
        let expr = if self.kind() == TokenKind::Star { self.starred() } else { self.expression() };
        self.store(expr)
    }

    /// What begins with `(` after `with`: reads it as items, and if it turns out to be the beginning of an
    /// expression, makes that of it without reading it again. Whether these were items in parentheses.
    fn items_or_expression(&mut self, mark: usize) -> bool {
        let open = self.start();
        self.next();
        let mut contents = Contents::default();
        while self.kind() != TokenKind::RParen && !self.recovering {
            self.parenthesized_item(open, &mut contents);
            if contents.generator {
                break;
            }
            contents.count += 1;
            contents.comma = self.eat(TokenKind::Comma);
            if !contents.comma {
                break;
            }
        }
        if contents.generator {
            let inner = self.scratch.with_items.pop().map(|item| item.context);
            return self.finish_expression(open, inner);
        }
        let single = contents.count == 1 && !contents.comma;
        if single && !contents.named {
            let inner = self.scratch.with_items.pop().map(|item| item.context);
            let inner = inner.map(|inner| {
                if let Expr::Starred(starred) = inner {
                    self.starred_in_group(starred.span);
                }
                self.group(open, inner)
            });
            return self.finish_expression(open, inner);
        }
        self.close(open, TokenKind::RParen);
        let items =
            contents.count > 0 && (contents.named || !contents.odd && self.kind() == TokenKind::Colon);
        if items {
            if contents.odd {
                self.odd_with_item(self.span_from(open));
            }
            self.note(Construct::ParenthesizedWith, self.span_from(open));
            return true;
        }
        let exprs = self.scratch.exprs.len();
        for index in mark..self.scratch.with_items.len() {
            self.scratch.exprs.push(self.scratch.with_items[index].context);
        }
        self.scratch.with_items.truncate(mark);
        let tuple = self.tuple(open, exprs);
        self.finish_expression(open, Some(tuple))
    }

    /// Goes on after the operand in parentheses and pushes the item; says that it was no list of items.
    fn finish_expression(&mut self, open: u32, operand: Option<Expr<'a>>) -> bool {
        if let Some(operand) = operand {
            let context = self.expression_from(open, operand);
            self.with_item(open, context);
        }
        false
    }

    fn parenthesized_item(&mut self, open: u32, contents: &mut Contents) {
        let start = self.start();
        let context = if self.kind() == TokenKind::Yield {
            contents.odd = true;
            self.yield_expression()
        } else {
            self.starred_or_named()
        };
        contents.odd |= matches!(context, Expr::Starred(_))
            || matches!(context, Expr::Named(named) if named.span.start == start);
        if matches!(self.kind(), TokenKind::For | TokenKind::Async) && contents.count == 0 {
            contents.generator = true;
            let generators = self.comprehensions();
            self.close(open, TokenKind::RParen);
            let span = self.span_from(open);
            let context = self.generator(span, context, generators, true);
            self.scratch.with_items.push(WithItem { span, context, target: None });
            return;
        }
        let mut target = None;
        if self.eat(TokenKind::As) {
            contents.named = true;
            target = Some(self.with_target());
        }
        let span = self.span_from(start);
        self.scratch.with_items.push(WithItem { span, context, target });
    }
}

/// What the parentheses after `with` were seen to hold.
#[derive(Default)]
struct Contents {
    count: u32,
    /// Whether a comma was the last thing in them.
    comma: bool,
    /// Whether an item has `as`.
    named: bool,
    /// Whether something is there that cannot be an item.
    odd: bool,
    generator: bool,
}
