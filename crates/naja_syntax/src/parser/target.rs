//! What is assigned to, deleted or looped over: expressions turned into targets.

use super::{Parser, take};
use crate::ast::{Context, Expr, ExprAttribute, ExprList, ExprName, ExprStarred, ExprSubscript, ExprTuple};
use crate::lexer::token::TokenKind;
use crate::parser::expr::precedence;

impl<'a> Parser<'a> {
    /// `expr` as the target of a binding.
    #[inline]
    pub(super) fn store(&mut self, expr: Expr<'a>) -> Expr<'a> {
        if let Expr::Name(node) = expr {
            return Expr::Name(self.alloc(ExprName { ctx: Context::Store, ..*node }));
        }
        self.retarget(expr, Context::Store)
    }

    /// `expr` as the target of `del`.
    pub(super) fn delete(&mut self, expr: Expr<'a>) -> Expr<'a> {
        self.retarget(expr, Context::Delete)
    }

    /// A copy of `expr` under another context, all that it consists of included. Its depth was checked by parsing.
    fn retarget(&mut self, expr: Expr<'a>, ctx: Context) -> Expr<'a> {
        match expr {
            Expr::Name(node) => Expr::Name(self.alloc(ExprName { ctx, ..*node })),
            Expr::Attribute(node) => Expr::Attribute(self.alloc(ExprAttribute { ctx, ..*node })),
            Expr::Subscript(node) => Expr::Subscript(self.alloc(ExprSubscript { ctx, ..*node })),
            Expr::Starred(node) if ctx == Context::Store => {
                let value = self.retarget(node.value, ctx);
                Expr::Starred(self.alloc(ExprStarred { span: node.span, value, ctx }))
            }
            Expr::Tuple(node) => {
                let elements = self.retarget_all(node.elements, ctx);
                Expr::Tuple(self.alloc(ExprTuple { elements, ctx, ..*node }))
            }
            Expr::List(node) => {
                let elements = self.retarget_all(node.elements, ctx);
                Expr::List(self.alloc(ExprList { elements, ctx, ..*node }))
            }
            Expr::Invalid(_) => expr,
            _ => {
                self.bad_target(expr, ctx);
                expr
            }
        }
    }

    fn retarget_all(&mut self, elements: &'a [Expr<'a>], ctx: Context) -> &'a [Expr<'a>] {
        let mark = self.scratch.exprs.len();
        for element in elements {
            let target = self.retarget(*element, ctx);
            self.scratch.exprs.push(target);
        }
        take!(self, exprs, mark)
    }

    /// The targets of `for`: everything up to `in`.
    pub(super) fn targets(&mut self) -> Expr<'a> {
        let start = self.start();
        let first = self.target();
        if self.kind() != TokenKind::Comma {
            return self.store(first);
        }
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        while self.eat(TokenKind::Comma) {
            if self.kind() == TokenKind::In || self.recovering {
                break;
            }
            let element = self.target();
            self.scratch.exprs.push(element);
        }
        let elements = take!(self, exprs, mark);
        let span = self.span_from(start);
        let tuple = ExprTuple { span, elements, ctx: Context::Load, parenthesized: false };
        self.retarget(Expr::Tuple(self.alloc(tuple)), Context::Store)
    }

    fn target(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Star { self.starred() } else { self.binary(precedence::BIT_OR) }
    }
}
