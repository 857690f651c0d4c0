//! Statements of one line.

use super::{Parser, take};
use crate::ast::{
    Alias, BinaryOp, Expr, Identifier, Stmt, StmtAnnAssign, StmtAssert, StmtAssign, StmtAugAssign,
    StmtDelete, StmtExpr, StmtImport, StmtImportFrom, StmtNames, StmtRaise, StmtReturn, StmtTypeAlias,
};
use crate::lexer::token::TokenKind;
use crate::version::Construct;
use naja_base::Span;

/// The operator of an augmented assignment.
const fn augmented(kind: TokenKind) -> BinaryOp {
    match kind {
        TokenKind::MinusEqual => BinaryOp::Sub,
        TokenKind::StarEqual => BinaryOp::Mult,
        TokenKind::AtEqual => BinaryOp::MatMult,
        TokenKind::SlashEqual => BinaryOp::Div,
        TokenKind::DoubleSlashEqual => BinaryOp::FloorDiv,
        TokenKind::PercentEqual => BinaryOp::Mod,
        TokenKind::DoubleStarEqual => BinaryOp::Pow,
        TokenKind::LeftShiftEqual => BinaryOp::LShift,
        TokenKind::RightShiftEqual => BinaryOp::RShift,
        TokenKind::BarEqual => BinaryOp::BitOr,
        TokenKind::CaretEqual => BinaryOp::BitXor,
        TokenKind::AmpersandEqual => BinaryOp::BitAnd,
        _ => BinaryOp::Add,
    }
}

impl<'a> Parser<'a> {
    /// One statement of a line, without its end.
    pub(super) fn simple_statement(&mut self) -> Stmt<'a> {
        match self.kind() {
            TokenKind::Name => self.name_statement(),
            TokenKind::Return => self.return_statement(),
            TokenKind::Import => self.import(self.start(), false),
            TokenKind::From => self.import_from(self.start(), false),
            TokenKind::Raise => self.raise(),
            TokenKind::Pass => Stmt::Pass(self.keyword_statement()),
            TokenKind::Break => Stmt::Break(self.keyword_statement()),
            TokenKind::Continue => Stmt::Continue(self.keyword_statement()),
            TokenKind::Del => self.delete_statement(),
            TokenKind::Assert => self.assert(),
            TokenKind::Global => self.names_statement(true),
            TokenKind::Nonlocal => self.names_statement(false),
            _ => self.expression_statement(),
        }
    }

    fn keyword_statement(&mut self) -> &'a Span {
        let span = self.alloc(self.token_span());
        self.next();
        span
    }

    /// A statement that begins with a name, which may be a soft keyword.
    fn name_statement(&mut self) -> Stmt<'a> {
        if self.at_soft_keyword("type") && self.peek() == TokenKind::Name {
            return self.type_alias();
        }
        if self.at_soft_keyword("lazy") && matches!(self.peek(), TokenKind::Import | TokenKind::From) {
            return self.lazy_import();
        }
        self.expression_statement()
    }

    /// The kind of the token after the current one.
    pub(super) fn peek(&mut self) -> TokenKind {
        let checkpoint = self.lex.checkpoint();
        self.next();
        let kind = self.kind();
        self.lex.restore(&checkpoint);
        kind
    }

    fn lazy_import(&mut self) -> Stmt<'a> {
        let start = self.token_span();
        self.next();
        self.note(Construct::LazyImport, start);
        if self.kind() == TokenKind::Import {
            self.import(start.start, true)
        } else {
            self.import_from(start.start, true)
        }
    }

    fn expression_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        let first = self.expression_list_or_yield();
        match self.kind() {
            TokenKind::Newline | TokenKind::Semicolon => {
                let span = self.span_from(start);
                Stmt::Expr(self.alloc(StmtExpr { span, value: first }))
            }
            TokenKind::Equal => self.assignment(start, first),
            TokenKind::Colon => self.annotated(start, first),
            kind if kind.is_augmented() => self.augmented_assignment(start, first),
            _ => {
                let span = self.span_from(start);
                if let Expr::Invalid(_) = first {
                    return Stmt::Invalid(self.alloc(span));
                }
                Stmt::Expr(self.alloc(StmtExpr { span, value: first }))
            }
        }
    }

    fn assignment(&mut self, start: u32, first: Expr<'a>) -> Stmt<'a> {
        let mark = self.scratch.exprs.len();
        let mut value = first;
        while self.kind() == TokenKind::Equal && !self.recovering {
            let target = self.assigned(value);
            self.scratch.exprs.push(target);
            self.next();
            value = self.expression_list_or_yield();
        }
        let targets = take!(self, exprs, mark);
        let span = self.span_from(start);
        Stmt::Assign(self.alloc(StmtAssign { span, targets, value }))
    }

    fn annotated(&mut self, start: u32, target: Expr<'a>) -> Stmt<'a> {
        let simple = matches!(target, Expr::Name(name) if name.span.start == start);
        let target = match target {
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.store(target),
            _ => {
                if self.cannot_annotate(target) {
                    return Stmt::Invalid(self.alloc(self.span_from(start)));
                }
                target
            }
        };
        self.next();
        let annotation = self.expression();
        let value = if self.eat(TokenKind::Equal) { Some(self.expression_list_or_yield()) } else { None };
        let span = self.span_from(start);
        Stmt::AnnAssign(self.alloc(StmtAnnAssign { span, target, annotation, value, simple }))
    }

    fn augmented_assignment(&mut self, start: u32, target: Expr<'a>) -> Stmt<'a> {
        let op = augmented(self.kind());
        let target = match target {
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.store(target),
            _ => {
                self.cannot_augment(target);
                target
            }
        };
        self.next();
        let value = self.expression_list_or_yield();
        let span = self.span_from(start);
        Stmt::AugAssign(self.alloc(StmtAugAssign { span, op, target, value }))
    }

    fn return_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        self.next();
        let value = if self.at_statement_end() {
            None
        } else {
            let value = self.expression_list();
            self.note_bare_star(value, Construct::StarInReturn);
            Some(value)
        };
        let span = self.span_from(start);
        Stmt::Return(self.alloc(StmtReturn { span, value }))
    }

    pub(super) fn at_statement_end(&self) -> bool {
        matches!(self.kind(), TokenKind::Newline | TokenKind::Semicolon | TokenKind::Eof)
    }

    fn raise(&mut self) -> Stmt<'a> {
        let start = self.start();
        self.next();
        let exception = if self.at_statement_end() { None } else { Some(self.expression()) };
        let mut cause = None;
        if self.kind() == TokenKind::From && exception.is_some() {
            self.next();
            cause = Some(self.expression());
        }
        if self.kind() == TokenKind::Comma {
            self.python2_raise(start);
        }
        let span = self.span_from(start);
        Stmt::Raise(self.alloc(StmtRaise { span, exception, cause }))
    }

    fn assert(&mut self) -> Stmt<'a> {
        let start = self.start();
        self.next();
        let test = self.expression();
        let message = if self.eat(TokenKind::Comma) { Some(self.expression()) } else { None };
        let span = self.span_from(start);
        Stmt::Assert(self.alloc(StmtAssert { span, test, message }))
    }

    fn delete_statement(&mut self) -> Stmt<'a> {
        let start = self.start();
        self.next();
        let mark = self.scratch.exprs.len();
        loop {
            let expr = if self.kind() == TokenKind::Star { self.starred() } else { self.expression() };
            let target = self.delete(expr);
            self.scratch.exprs.push(target);
            if !self.eat(TokenKind::Comma) || self.at_statement_end() || self.recovering {
                break;
            }
        }
        let targets = take!(self, exprs, mark);
        let span = self.span_from(start);
        Stmt::Delete(self.alloc(StmtDelete { span, targets }))
    }

    fn names_statement(&mut self, global: bool) -> Stmt<'a> {
        let start = self.start();
        self.next();
        let mark = self.scratch.identifiers.len();
        loop {
            let name = self.expect_identifier("a name");
            self.scratch.identifiers.push(name);
            if self.recovering || !self.eat(TokenKind::Comma) {
                break;
            }
        }
        let names = take!(self, identifiers, mark);
        let span = self.span_from(start);
        let node = self.alloc(StmtNames { span, names });
        if global { Stmt::Global(node) } else { Stmt::Nonlocal(node) }
    }

    fn import(&mut self, start: u32, is_lazy: bool) -> Stmt<'a> {
        self.next();
        let mark = self.scratch.aliases.len();
        loop {
            if self.at_statement_end() {
                self.missing_import_names(mark < self.scratch.aliases.len());
                break;
            }
            let alias_start = self.start();
            let name = self.dotted_name();
            let asname = self.as_name();
            let span = self.span_from(alias_start);
            self.scratch.aliases.push(Alias { span, name, asname });
            if self.recovering || !self.eat(TokenKind::Comma) {
                break;
            }
        }
        if self.kind() == TokenKind::From {
            self.import_before_from();
        }
        let names = take!(self, aliases, mark);
        let span = self.span_from(start);
        Stmt::Import(self.alloc(StmtImport { span, names, is_lazy }))
    }

    fn as_name(&mut self) -> Option<Identifier<'a>> {
        if !self.eat(TokenKind::As) {
            return None;
        }
        if self.kind() != TokenKind::Name {
            self.bad_import_target();
        }
        let name = self.expect_identifier("a name after `as`");
        if matches!(self.kind(), TokenKind::Dot | TokenKind::LParen | TokenKind::LBracket) {
            self.bad_import_target();
        }
        Some(name)
    }

    /// `a.b.c`, its blanks left out.
    pub(super) fn dotted_name(&mut self) -> Identifier<'a> {
        let first = self.expect_identifier("a module name");
        if self.kind() != TokenKind::Dot {
            return first;
        }
        let mut plain = first.name.len() == first.span.len() as usize;
        let mut joined = String::new();
        let mut end = first.span.end;
        let mut names = 1;
        let mark = self.scratch.identifiers.len();
        while self.kind() == TokenKind::Dot && !self.recovering {
            plain &= self.start() == end;
            self.next();
            plain &= self.start() == end + 1;
            let part = self.expect_identifier("a name after `.`");
            plain &= part.name.len() == part.span.len() as usize;
            end = part.span.end;
            names += 1;
            self.scratch.identifiers.push(part);
        }
        let span = Span::new(first.span.start, end.max(first.span.end));
        let rest = take!(self, identifiers, mark);
        if plain {
            return Identifier { name: &self.lex.text[span.range()], span };
        }
        joined.reserve(span.len() as usize + names);
        joined.push_str(first.name);
        for part in rest {
            joined.push('.');
            joined.push_str(part.name);
        }
        Identifier { name: self.arena.alloc_str(&joined), span }
    }

    fn import_from(&mut self, start: u32, is_lazy: bool) -> Stmt<'a> {
        self.next();
        let mut level = 0;
        loop {
            match self.kind() {
                TokenKind::Dot => level += 1,
                TokenKind::Ellipsis => level += 3,
                _ => break,
            }
            self.next();
        }
        let module =
            if level > 0 && self.kind() == TokenKind::Import { None } else { Some(self.dotted_name()) };
        let mark = self.scratch.aliases.len();
        if self.eat(TokenKind::Import) {
            self.imported_names();
        } else {
            self.expected("`import` after the module");
        }
        let names = take!(self, aliases, mark);
        let span = self.span_from(start);
        Stmt::ImportFrom(self.alloc(StmtImportFrom { span, module, names, level, is_lazy }))
    }

    /// The names after `from a import`, pushed as aliases.
    fn imported_names(&mut self) {
        let open = self.start();
        if self.kind() == TokenKind::Star {
            let span = self.token_span();
            self.next();
            self.scratch.aliases.push(Alias { span, name: Identifier { name: "*", span }, asname: None });
            return;
        }
        let parenthesized = self.eat(TokenKind::LParen);
        let mark = self.scratch.aliases.len();
        loop {
            let at_end =
                if parenthesized { self.kind() == TokenKind::RParen } else { self.at_statement_end() };
            if at_end {
                if !parenthesized || self.scratch.aliases.len() == mark {
                    self.missing_import_names(self.scratch.aliases.len() > mark);
                }
                break;
            }
            let start = self.start();
            let name = self.expect_identifier("a name to import");
            let asname = self.as_name();
            let span = self.span_from(start);
            self.scratch.aliases.push(Alias { span, name, asname });
            if self.recovering || !self.eat(TokenKind::Comma) {
                break;
            }
        }
        if parenthesized {
            self.close(open, TokenKind::RParen);
        }
    }

    fn type_alias(&mut self) -> Stmt<'a> {
        let start = self.token_span();
        self.next();
        let name = self.identifier();
        let node = crate::ast::ExprName { span: name.span, id: name.name, ctx: crate::ast::Context::Store };
        let name = Expr::Name(self.alloc(node));
        let type_params = self.type_params();
        if !self.eat(TokenKind::Equal) {
            self.expected("`=` after the name of the type");
        }
        let value = self.expression();
        self.note(Construct::TypeAlias, start);
        let span = self.span_from(start.start);
        Stmt::TypeAlias(self.alloc(StmtTypeAlias { span, name, type_params, value }))
    }
}
