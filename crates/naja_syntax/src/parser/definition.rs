//! Functions, classes, decorators, and what `async` begins.

use super::{Parser, take};
use crate::ast::{Decorator, Expr, Stmt, StmtClassDef, StmtFunctionDef};
use crate::lexer::token::TokenKind;
use crate::version::Construct;

impl<'a> Parser<'a> {
    /// `def`, from `start`, which is the place of a leading `async` if there is one.
    pub(super) fn function(
        &mut self,
        start: u32,
        is_async: bool,
        decorators: &'a [Decorator<'a>],
    ) -> Stmt<'a> {
        let opener = self.opener("function definition");
        self.next();
        let name = self.expect_identifier("a function name");
        let type_params = self.type_params();
        let parameters = self.function_parameters();
        let mut returns = None;
        if self.eat(TokenKind::Arrow) {
            returns = Some(self.expression());
        }
        let body = self.block(opener);
        let span = self.span_from(start);
        let node =
            StmtFunctionDef { span, name, parameters, body, returns, decorators, type_params, is_async };
        Stmt::FunctionDef(self.alloc(node))
    }

    pub(super) fn class(&mut self, decorators: &'a [Decorator<'a>]) -> Stmt<'a> {
        let start = self.start();
        let opener = self.opener("class definition");
        self.next();
        let name = self.expect_identifier("a class name");
        let type_params = self.type_params();
        let arguments = if self.kind() == TokenKind::LParen {
            let arguments = self.arguments(false);
            Some(self.alloc(arguments))
        } else {
            None
        };
        let body = self.block(opener);
        let span = self.span_from(start);
        Stmt::ClassDef(self.alloc(StmtClassDef { span, name, arguments, body, decorators, type_params }))
    }

    pub(super) fn decorated(&mut self) -> Stmt<'a> {
        let first = self.start();
        let mark = self.scratch.decorators.len();
        while self.kind() == TokenKind::At {
            let start = self.start();
            self.next();
            let expression = self.named_expression();
            let span = self.span_from(start);
            if !is_classic_decorator(expression) {
                self.note(Construct::RelaxedDecorator, expression.span());
            }
            self.scratch.decorators.push(Decorator { span, expression });
            if self.kind() != TokenKind::Newline {
                self.decorator_not_ended();
                self.skip_to_line_end();
            }
            self.recovering = false;
            self.eat(TokenKind::Newline);
        }
        let decorators = take!(self, decorators, mark);
        match self.kind() {
            TokenKind::Def => self.function(self.start(), false, decorators),
            TokenKind::Class => self.class(decorators),
            TokenKind::Async => self.async_statement(decorators),
            _ => {
                self.lonely_decorator();
                Stmt::Invalid(self.alloc(self.span_from(first)))
            }
        }
    }

    pub(super) fn async_statement(&mut self, decorators: &'a [Decorator<'a>]) -> Stmt<'a> {
        let start = self.start();
        self.next();
        match self.kind() {
            TokenKind::Def => self.function(start, true, decorators),
            TokenKind::For if decorators.is_empty() => self.for_statement(start, true),
            TokenKind::With if decorators.is_empty() => self.with_statement(start, true),
            _ => {
                self.expected("`def`, `for` or `with` after `async`");
                let mark = self.scratch.stmts.len();
                self.end_line();
                self.scratch.stmts.truncate(mark);
                Stmt::Invalid(self.alloc(self.span_from(start)))
            }
        }
    }
}

/// Whether Python 3.8 allows the decorator: a dotted name, or a call of one.
fn is_classic_decorator(expr: Expr<'_>) -> bool {
    let mut expr = match expr {
        Expr::Call(call) => call.func,
        other => other,
    };
    while let Expr::Attribute(attribute) = expr {
        expr = attribute.value;
    }
    matches!(expr, Expr::Name(_) | Expr::Invalid(_))
}
