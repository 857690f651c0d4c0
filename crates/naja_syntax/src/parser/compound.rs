//! Blocks, and the statements that have them.

use super::{Parser, take};
use crate::ast::{
    Clause, ExceptHandler, Expr, MatchCase, Stmt, StmtFor, StmtIf, StmtMatch, StmtTry, StmtWhile,
};
use crate::lexer::token::TokenKind;
use crate::parser::recover::Opener;
use crate::version::Construct;

impl<'a> Parser<'a> {
    /// A statement, or a line of simple ones: pushed on the scratch stack.
    pub(super) fn statement(&mut self) {
        let stmt = match self.kind() {
            TokenKind::Name => {
                if !self.at_soft_keyword("match") {
                    return self.simple_line();
                }
                match self.match_statement() {
                    Some(stmt) => stmt,
                    None => return self.simple_line(),
                }
            }
            TokenKind::If => self.if_statement(),
            TokenKind::For => self.for_statement(self.start(), false),
            TokenKind::While => self.while_statement(),
            TokenKind::Def => self.function(self.start(), false, &[]),
            TokenKind::Class => self.class(&[]),
            TokenKind::With => self.with_statement(self.start(), false),
            TokenKind::Try => self.try_statement(),
            TokenKind::At => self.decorated(),
            TokenKind::Async => self.async_statement(&[]),
            TokenKind::Newline => return self.next(),
            TokenKind::Indent => return self.stray_block(),
            TokenKind::Elif | TokenKind::Else | TokenKind::Except | TokenKind::Finally => {
                return self.stray_clause();
            }
            _ => return self.simple_line(),
        };
        self.scratch.stmts.push(stmt);
    }

    /// Simple statements up to the end of the line.
    pub(super) fn simple_line(&mut self) {
        loop {
            let first = self.start();
            let stmt = self.simple_statement();
            self.scratch.stmts.push(stmt);
            match self.kind() {
                TokenKind::Newline => {
                    self.recovering = false;
                    return self.next();
                }
                TokenKind::Semicolon if !self.recovering => {
                    self.next();
                    if self.eat(TokenKind::Newline) {
                        return;
                    }
                }
                _ => {
                    self.statement_not_ended(stmt, first);
                    return self.end_line();
                }
            }
        }
    }

    /// `:` and what belongs to the statement that `opener` opened.
    pub(super) fn block(&mut self, opener: Opener) -> &'a [Stmt<'a>] {
        let mut faulty = self.recovering;
        if self.kind() == TokenKind::Colon && !faulty {
            self.next();
        } else {
            self.missing_colon(&opener);
            faulty = true;
            self.skip_to_line_end();
            self.recovering = false;
        }
        let mark = self.scratch.stmts.len();
        if self.kind() != TokenKind::Newline {
            if self.kind() != TokenKind::Eof {
                self.simple_line();
            }
            return take!(self, stmts, mark);
        }
        self.next();
        if self.kind() != TokenKind::Indent {
            if !faulty {
                self.missing_block(&opener);
            }
            return &[];
        }
        self.next();
        self.indented();
        take!(self, stmts, mark)
    }

    /// The statements of an indented block, whose first token is the current one.
    pub(super) fn indented(&mut self) {
        if self.enter() {
            while !matches!(self.kind(), TokenKind::Dedent | TokenKind::Eof) {
                self.statement();
            }
        }
        self.leave();
        self.eat(TokenKind::Dedent);
    }

    fn if_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        let opener = self.opener("`if` statement");
        self.next();
        let test = self.condition();
        let body = self.block(opener);
        let mark = self.scratch.clauses.len();
        while self.kind() == TokenKind::Elif {
            let clause_start = self.start();
            let opener = self.opener("`elif` clause");
            self.next();
            let test = Some(self.condition());
            let body = self.block(opener);
            let span = self.span_from(clause_start);
            self.scratch.clauses.push(Clause { span, test, body });
        }
        if self.kind() == TokenKind::Else {
            let clause_start = self.start();
            let body = self.else_block();
            let span = self.span_from(clause_start);
            self.scratch.clauses.push(Clause { span, test: None, body });
        }
        let clauses = take!(self, clauses, mark);
        let span = self.span_from(start);
        Stmt::If(self.alloc(StmtIf { span, test, body, clauses }))
    }

    /// The condition of `if`, `elif` or `while`.
    fn condition(&mut self) -> Expr<'a> {
        if self.kind() == TokenKind::Colon {
            return self.missing_condition();
        }
        let test = self.named_expression();
        if self.kind() == TokenKind::Equal {
            self.assignment_in_condition(test);
        }
        test
    }

    fn else_block(&mut self) -> &'a [Stmt<'a>] {
        let opener = self.opener("`else` clause");
        self.next();
        self.block(opener)
    }

    fn optional_else(&mut self) -> &'a [Stmt<'a>] {
        if self.kind() == TokenKind::Else { self.else_block() } else { &[] }
    }

    pub(super) fn for_statement(&mut self, start: u32, is_async: bool) -> Stmt<'a> {
        let opener = self.opener("`for` statement");
        self.next();
        let target = self.targets();
        let iter = if self.eat(TokenKind::In) {
            let iter = self.expression_list();
            self.note_bare_star(iter, Construct::StarInFor);
            iter
        } else {
            self.missing_in();
            self.missing()
        };
        let body = self.block(opener);
        let orelse = self.optional_else();
        let span = self.span_from(start);
        Stmt::For(self.alloc(StmtFor { span, target, iter, body, orelse, is_async }))
    }

    fn while_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        let opener = self.opener("`while` statement");
        self.next();
        let test = self.condition();
        let body = self.block(opener);
        let orelse = self.optional_else();
        let span = self.span_from(start);
        Stmt::While(self.alloc(StmtWhile { span, test, body, orelse }))
    }

    fn try_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        let keyword = self.token_span();
        let opener = self.opener("`try` statement");
        self.next();
        let body = self.block(opener);
        let mark = self.scratch.handlers.len();
        let mut is_star = None;
        while self.kind() == TokenKind::Except {
            self.handler(&mut is_star);
        }
        let handlers = take!(self, handlers, mark);
        let is_star = is_star == Some(true);
        let orelse =
            if self.kind() == TokenKind::Else && !handlers.is_empty() { self.else_block() } else { &[] };
        let mut finalbody: &'a [Stmt<'a>] = &[];
        let has_finally = self.kind() == TokenKind::Finally;
        if has_finally {
            let opener = self.opener("`finally` clause");
            self.next();
            finalbody = self.block(opener);
        }
        if handlers.is_empty() && !has_finally {
            self.lonely_try(keyword);
        }
        let span = self.span_from(start);
        Stmt::Try(self.alloc(StmtTry { span, body, handlers, orelse, finalbody, is_star }))
    }

    fn handler(&mut self, is_star: &mut Option<bool>) {
        let start = self.start();
        let keyword = self.token_span();
        let opener = self.opener("`except` clause");
        self.next();
        let star = self.kind() == TokenKind::Star;
        if star {
            self.note(Construct::ExceptStar, keyword.to(self.token_span()));
            self.next();
        }
        if is_star.is_some_and(|before| before != star) {
            self.mixed_handlers(keyword);
        }
        *is_star = Some(star);
        let mut kind = None;
        let mut name = None;
        if self.kind() == TokenKind::Colon {
            if star {
                self.missing_star_kind();
            }
        } else {
            let kind_start = self.start();
            let first = self.expression();
            let caught =
                if self.kind() == TokenKind::Comma { self.caught_kinds(kind_start, first) } else { first };
            kind = Some(caught);
            if self.eat(TokenKind::As) {
                if matches!(caught, Expr::Tuple(tuple) if !tuple.parenthesized) {
                    self.bare_tuple_with_name(caught);
                }
                name = Some(self.expect_identifier("a name after `as`"));
                self.check_handler_name();
            }
        }
        let body = self.block(opener);
        let span = self.span_from(start);
        self.scratch.handlers.push(ExceptHandler { span, kind, name, body });
    }

    /// Several exceptions without parentheses (PEP 758).
    fn caught_kinds(&mut self, start: u32, first: Expr<'a>) -> Expr<'a> {
        let mark = self.scratch.exprs.len();
        self.scratch.exprs.push(first);
        while self.eat(TokenKind::Comma) {
            if !self.starts_expression() {
                break;
            }
            let kind = self.expression();
            self.scratch.exprs.push(kind);
        }
        let elements = take!(self, exprs, mark);
        let span = self.span_from(start);
        self.note(Construct::ExceptWithoutParentheses, span);
        let ctx = crate::ast::Context::Load;
        Expr::Tuple(self.alloc(crate::ast::ExprTuple { span, elements, ctx, parenthesized: false }))
    }

    /// `match`, if the current name begins such a statement.
    fn match_statement(&mut self) -> Option<Stmt<'a>> {
        let start = self.token_span();
        let opener = self.opener("`match` statement");
        let checkpoint = self.lex.checkpoint();
        let (parentheses, versions, reach) = (self.parentheses.len(), self.versions.len(), self.reach);
        self.next();
        let committed = match self.kind() {
            TokenKind::Star
            | TokenKind::Plus
            | TokenKind::Minus
            | TokenKind::LParen
            | TokenKind::LBracket
            | TokenKind::Not => Some(false),
            _ if self.starts_expression() => Some(true),
            _ => None,
        };
        let subject = committed.map(|_| self.named_expression_list());
        let is_match =
            !self.recovering && self.kind() == TokenKind::Colon && self.peek() == TokenKind::Newline;
        match (committed, subject) {
            (Some(committed), Some(subject)) if committed || is_match || self.too_deep => {
                self.note(Construct::Match, start);
                Some(self.match_cases(start.start, opener, subject))
            }
            _ => {
                // It was a name after all: `match(x)`, `match[0] = 1`, `match = 2`.
                self.lex.restore(&checkpoint);
                self.parentheses.truncate(parentheses);
                self.versions.truncate(versions);
                self.reach = reach;
                self.recovering = false;
                None
            }
        }
    }

    fn match_cases(&mut self, start: u32, opener: Opener, subject: Expr<'a>) -> Stmt<'a> {
        let mark = self.scratch.cases.len();
        let mut faulty = self.recovering;
        if self.kind() == TokenKind::Colon && !faulty {
            self.next();
        } else {
            self.missing_colon(&opener);
            faulty = true;
        }
        if self.kind() != TokenKind::Newline {
            if !faulty {
                self.expected("a line break and an indented `case`");
            }
            self.skip_to_line_end();
        }
        self.recovering = false;
        self.eat(TokenKind::Newline);
        if self.eat(TokenKind::Indent) {
            if self.enter() {
                while !matches!(self.kind(), TokenKind::Dedent | TokenKind::Eof) {
                    if self.at_case() {
                        self.case();
                    } else {
                        self.not_a_case();
                    }
                }
            }
            self.leave();
            self.eat(TokenKind::Dedent);
        } else if !faulty {
            self.missing_block(&opener);
            self.cases_without_indent();
        }
        let cases = take!(self, cases, mark);
        let span = self.span_from(start);
        Stmt::Match(self.alloc(StmtMatch { span, subject, cases }))
    }

    fn at_case(&self) -> bool {
        self.kind() == TokenKind::Name && self.at_soft_keyword("case")
    }

    /// Cases that are no further to the right than their `match`, which was reported.
    #[cold]
    fn cases_without_indent(&mut self) {
        use TokenKind as T;
        while self.at_case()
            && matches!(self.peek(), T::Name | T::Int | T::Float | T::String | T::None | T::True | T::False)
        {
            self.case();
        }
    }

    fn case(&mut self) {
        let start = self.start();
        let opener = self.opener("`case` clause");
        self.next();
        let pattern = self.case_pattern();
        let guard = if self.eat(TokenKind::If) { Some(self.named_expression()) } else { None };
        let body = self.block(opener);
        let span = self.span_from(start);
        self.scratch.cases.push(MatchCase { span, pattern, guard, body });
    }
}
