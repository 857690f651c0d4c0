//! Expressions above the level of operands: operators by precedence, conditionals, lambdas, `:=`, `yield`, tuples.

use super::{Parser, take};
use crate::ast::{
    BinaryOp, BoolOp, CompareOp, Comparison, Context, Expr, ExprAwait, ExprBinary, ExprBool, ExprCompare,
    ExprConditional, ExprLambda, ExprNamed, ExprStarred, ExprTuple, ExprUnary, ExprYield, ExprYieldFrom,
    UnaryOp,
};
use crate::lexer::token::TokenKind;
use crate::version::Construct;

/// How tightly operators bind; higher is tighter.
pub(super) mod precedence {
    pub(crate) const OR: u8 = 1;
    pub(crate) const AND: u8 = 2;
    pub(crate) const NOT: u8 = 3;
    pub(crate) const COMPARE: u8 = 4;
    pub(crate) const BIT_OR: u8 = 5;
    pub(crate) const BIT_XOR: u8 = 6;
    pub(crate) const BIT_AND: u8 = 7;
    pub(crate) const SHIFT: u8 = 8;
    pub(crate) const SUM: u8 = 9;
    pub(crate) const TERM: u8 = 10;
    pub(crate) const UNARY: u8 = 11;
    pub(crate) const POWER: u8 = 12;
}

/// The precedence of each token as an infix operator, and what it computes; 0 where it is none.
static INFIX: [(u8, BinaryOp); 256] = build_infix();

const fn build_infix() -> [(u8, BinaryOp); 256] {
    use TokenKind as T;
    use precedence as p;
    let mut table = [(0, BinaryOp::Add); 256];
    let operators = [
        (T::Or, p::OR, BinaryOp::Add),
        (T::And, p::AND, BinaryOp::Add),
        (T::EqEqual, p::COMPARE, BinaryOp::Add),
        (T::NotEqual, p::COMPARE, BinaryOp::Add),
        (T::Less, p::COMPARE, BinaryOp::Add),
        (T::LessEqual, p::COMPARE, BinaryOp::Add),
        (T::Greater, p::COMPARE, BinaryOp::Add),
        (T::GreaterEqual, p::COMPARE, BinaryOp::Add),
        (T::In, p::COMPARE, BinaryOp::Add),
        (T::Is, p::COMPARE, BinaryOp::Add),
        (T::Not, p::COMPARE, BinaryOp::Add),
        (T::Bar, p::BIT_OR, BinaryOp::BitOr),
        (T::Caret, p::BIT_XOR, BinaryOp::BitXor),
        (T::Ampersand, p::BIT_AND, BinaryOp::BitAnd),
        (T::LeftShift, p::SHIFT, BinaryOp::LShift),
        (T::RightShift, p::SHIFT, BinaryOp::RShift),
        (T::Plus, p::SUM, BinaryOp::Add),
        (T::Minus, p::SUM, BinaryOp::Sub),
        (T::Star, p::TERM, BinaryOp::Mult),
        (T::Slash, p::TERM, BinaryOp::Div),
        (T::DoubleSlash, p::TERM, BinaryOp::FloorDiv),
        (T::Percent, p::TERM, BinaryOp::Mod),
        (T::At, p::TERM, BinaryOp::MatMult),
        (T::DoubleStar, p::POWER, BinaryOp::Pow),
    ];
    let mut index = 0;
    while index < operators.len() {
        let (kind, precedence, op) = operators[index];
        table[kind as usize] = (precedence, op);
        index += 1;
    }
    table
}

impl<'a> Parser<'a> {
    /// `star_expressions`: an expression, or a tuple of them without parentheses; stars allowed.
    pub(super) fn expression_list(&mut self) -> Expr<'a> {
        let start = self.start();
        let first = self.starred_or_expression();
        if self.kind() == TokenKind::Comma { self.tuple_rest(start, first, false) } else { first }
    }

    /// As [`Self::expression_list`], where `yield` may be too.
    pub(super) fn expression_list_or_yield(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Yield { self.yield_expression() } else { self.expression_list() }
    }

    /// As [`Self::expression_list`], where each may be a `:=`.
    pub(super) fn named_expression_list(&mut self) -> Expr<'a> {
        let start = self.start();
        let first = self.starred_or_named();
        if self.kind() == TokenKind::Comma { self.tuple_rest(start, first, true) } else { first }
    }

    /// The rest of a tuple without parentheses; the current token is its first comma.
    fn tuple_rest(&mut self, start: u32, first: Expr<'a>, named: bool) -> Expr<'a> {
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        let mut links = self.links;
        while self.eat(TokenKind::Comma) {
            if !self.starts_expression() && self.kind() != TokenKind::Star {
                break;
            }
            self.links = 0;
            let element = if named { self.starred_or_named() } else { self.starred_or_expression() };
            links = links.max(self.links);
            self.scratch.exprs.push(element);
        }
        self.links = links;
        let elements = take!(self, exprs, mark);
        let span = self.span_from(start);
        Expr::Tuple(self.alloc(ExprTuple { span, elements, ctx: Context::Load, parenthesized: false }))
    }

    fn starred_or_expression(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Star { self.starred() } else { self.expression() }
    }

    #[inline]
    pub(super) fn starred_or_named(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Star { self.starred() } else { self.named_expression() }
    }

    /// `*value`, where the value binds as tightly as `|`.
    pub(super) fn starred(&mut self) -> Expr<'a> {
        let start = self.start();
        self.next();
        let value = self.binary(precedence::BIT_OR);
        let span = self.span_from(start);
        Expr::Starred(self.alloc(ExprStarred { span, value, ctx: Context::Load }))
    }

    /// An expression or `name := expression`.
    #[inline]
    pub(super) fn named_expression(&mut self) -> Expr<'a> {
        let start = self.start();
        let expr = self.expression();
        if self.kind() == TokenKind::ColonEqual { self.named_rest(start, expr) } else { expr }
    }

    #[cold]
    fn named_rest(&mut self, start: u32, target: Expr<'a>) -> Expr<'a> {
        let target = match target {
            Expr::Name(name) if name.span.start == start => self.store(target),
            _ => {
                self.cannot_name(target);
                target
            }
        };
        self.next();
        let value = self.expression();
        let span = self.span_from(start);
        self.note(Construct::AssignmentExpression, span);
        Expr::Named(self.alloc(ExprNamed { span, target, value }))
    }

    /// An expression without `:=`, stars and commas.
    #[inline(never)]
    pub(super) fn expression(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Lambda {
            return self.lambda();
        }
        let start = self.start();
        let expr = self.operation(precedence::OR);
        if self.kind() == TokenKind::If { self.conditional(start, expr) } else { expr }
    }

    /// An expression whose first operand, from `start`, was read already.
    pub(super) fn expression_from(&mut self, start: u32, operand: Expr<'a>) -> Expr<'a> {
        let operand = self.postfix(start, operand);
        let expr = self.infix(start, operand, precedence::OR);
        if self.kind() == TokenKind::If { self.conditional(start, expr) } else { expr }
    }

    fn conditional(&mut self, start: u32, body: Expr<'a>) -> Expr<'a> {
        let mut links = self.links;
        let keyword = self.token_span();
        self.next();
        self.links = 0;
        if !self.enter() {
            return self.invalid(self.span_from(start));
        }
        let test = self.binary(precedence::OR);
        links = links.max(self.links);
        self.links = 0;
        let orelse = if self.eat(TokenKind::Else) {
            self.expression()
        } else {
            self.missing_else(start, keyword);
            self.missing()
        };
        self.leave();
        self.links = links.max(self.links);
        let span = self.span_from(start);
        Expr::Conditional(self.alloc(ExprConditional { span, test, body, orelse }))
    }

    fn lambda(&mut self) -> Expr<'a> {
        let start = self.start();
        self.next();
        if !self.enter() {
            return self.invalid(self.span_from(start));
        }
        let parameters = self.lambda_parameters();
        let links = self.links;
        if self.lex.field_nesting == self.lex.nesting && self.kind() == TokenKind::Colon {
            self.bare_lambda_in_field(start);
        }
        let body = if self.expect_lambda_colon(start) {
            self.links = 0;
            self.expression()
        } else {
            self.missing()
        };
        self.leave();
        self.links = links.max(self.links);
        let span = self.span_from(start);
        Expr::Lambda(self.alloc(ExprLambda { span, parameters, body }))
    }

    /// `yield`, `yield value`, `yield from value`.
    pub(super) fn yield_expression(&mut self) -> Expr<'a> {
        let start = self.start();
        self.next();
        if self.eat(TokenKind::From) {
            let value = self.expression();
            let span = self.span_from(start);
            return Expr::YieldFrom(self.alloc(ExprYieldFrom { span, value }));
        }
        let value = if self.starts_expression() || self.kind() == TokenKind::Star {
            let value = self.expression_list();
            self.note_bare_star(value, Construct::StarInReturn);
            Some(value)
        } else {
            None
        };
        let span = self.span_from(start);
        Expr::Yield(self.alloc(ExprYield { span, value }))
    }

    /// Notes `construct` if `value` is a tuple without parentheses that unpacks something.
    pub(super) fn note_bare_star(&mut self, value: Expr<'a>, construct: Construct) {
        if let Expr::Tuple(tuple) = value
            && !tuple.parenthesized
            && tuple.elements.iter().any(|element| matches!(element, Expr::Starred(_)))
        {
            self.note(construct, tuple.span);
        }
    }

    /// An operand and the operators after it that bind at least as tightly as `minimum`.
    #[inline(never)]
    pub(super) fn binary(&mut self, minimum: u8) -> Expr<'a> {
        self.operation(minimum)
    }

    /// What [`Self::binary`] does; a copy of it in [`Self::expression`] spares most operands a call.
    #[inline(always)]
    fn operation(&mut self, minimum: u8) -> Expr<'a> {
        let start = self.start();
        if !self.enter() {
            return self.missing();
        }
        let operand = match self.kind() {
            TokenKind::Minus | TokenKind::Plus | TokenKind::Tilde | TokenKind::Not => self.unary(minimum),
            TokenKind::Await => self.await_expression(),
            _ => self.primary(),
        };
        let expr = if INFIX[self.kind() as usize].0 >= minimum {
            self.infix(start, operand, minimum)
        } else {
            operand
        };
        self.leave();
        expr
    }

    fn unary(&mut self, minimum: u8) -> Expr<'a> {
        let start = self.start();
        let (op, operand) = match self.kind() {
            TokenKind::Minus => (UnaryOp::USub, precedence::UNARY),
            TokenKind::Plus => (UnaryOp::UAdd, precedence::UNARY),
            TokenKind::Tilde => (UnaryOp::Invert, precedence::UNARY),
            _ => (UnaryOp::Not, precedence::NOT),
        };
        if op == UnaryOp::Not && minimum > precedence::NOT {
            self.misplaced_not();
        }
        self.next();
        let operand = self.binary(operand);
        let span = self.span_from(start);
        Expr::Unary(self.alloc(ExprUnary { span, op, operand }))
    }

    fn await_expression(&mut self) -> Expr<'a> {
        let start = self.start();
        self.next();
        let value = self.primary();
        let span = self.span_from(start);
        Expr::Await(self.alloc(ExprAwait { span, value }))
    }

    /// The operators after `left` that bind at least as tightly as `minimum`.
    fn infix(&mut self, start: u32, mut left: Expr<'a>, minimum: u8) -> Expr<'a> {
        loop {
            let (strength, op) = INFIX[self.kind() as usize];
            if strength < minimum || strength == 0 {
                return left;
            }
            if !self.link() {
                return left;
            }
            left = match strength {
                precedence::OR | precedence::AND => self.bool_chain(start, left, strength),
                precedence::COMPARE => match self.comparison(start, left) {
                    Some(expr) => expr,
                    None => return left,
                },
                _ => {
                    let links = self.links;
                    self.next();
                    self.links = 0;
                    // `**` binds to the right, and less tightly than a sign on its right.
                    let right = self.binary(if strength == precedence::POWER {
                        precedence::UNARY
                    } else {
                        strength + 1
                    });
                    self.links = links.max(self.links + 1);
                    let span = self.span_from(start);
                    Expr::Binary(self.alloc(ExprBinary { span, op, left, right }))
                }
            };
        }
    }

    fn bool_chain(&mut self, start: u32, first: Expr<'a>, strength: u8) -> Expr<'a> {
        let kind = self.kind();
        let mut links = self.links;
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        while self.kind() == kind {
            self.next();
            self.links = 0;
            let value = self.binary(strength + 1);
            links = links.max(self.links + 1);
            self.scratch.exprs.push(value);
        }
        self.links = links;
        let values = take!(self, exprs, mark);
        let op = if kind == TokenKind::And { BoolOp::And } else { BoolOp::Or };
        let span = self.span_from(start);
        Expr::Bool(self.alloc(ExprBool { span, op, values }))
    }

    /// The comparison that begins with `left`; `None`, with a diagnostic, for a `not` without `in`.
    fn comparison(&mut self, start: u32, left: Expr<'a>) -> Option<Expr<'a>> {
        let mut links = self.links;
        let mark = self.scratch.comparisons.len();
        while INFIX[self.kind() as usize].0 == precedence::COMPARE {
            let op_start = self.start();
            let Some(op) = self.compare_op() else { break };
            self.links = 0;
            let right = self.binary(precedence::BIT_OR);
            links = links.max(self.links + 1);
            self.scratch.comparisons.push(Comparison { op, op_start, right });
        }
        self.links = links;
        if self.scratch.comparisons.len() == mark {
            return None;
        }
        let rest = take!(self, comparisons, mark);
        let span = self.span_from(start);
        Some(Expr::Compare(self.alloc(ExprCompare { span, left, rest })))
    }

    fn compare_op(&mut self) -> Option<CompareOp> {
        let op = match self.kind() {
            TokenKind::EqEqual => CompareOp::Eq,
            TokenKind::NotEqual => {
                self.check_not_equal();
                CompareOp::NotEq
            }
            TokenKind::Less => CompareOp::Lt,
            TokenKind::LessEqual => CompareOp::LtE,
            TokenKind::Greater => CompareOp::Gt,
            TokenKind::GreaterEqual => CompareOp::GtE,
            TokenKind::In => CompareOp::In,
            TokenKind::Is => {
                self.next();
                if self.eat(TokenKind::Not) {
                    return Some(CompareOp::IsNot);
                }
                return Some(CompareOp::Is);
            }
            _ => {
                let not = self.token_span();
                self.next();
                if self.eat(TokenKind::In) {
                    return Some(CompareOp::NotIn);
                }
                self.lonely_not(not);
                return None;
            }
        };
        self.next();
        Some(op)
    }
}
