//! Statements as logical lines.

use naja_syntax::ast::{
    Alias, Decorator, ExceptHandler, Expr, ExprString, Identifier, Stmt, StmtAnnAssign, StmtAssign,
    StmtClassDef, StmtExpr, StmtFor, StmtFunctionDef, StmtIf, StmtImport, StmtImportFrom, StmtTry, StmtWhile,
    TypeParamKind, TypeParams,
};

use crate::block::BlockOwner;
use crate::leaf::{ATOM, INVISIBLE, Kind};
use crate::line::LineKind;
use crate::parens::Around;
use crate::writer::Writer;

impl<'a> Writer<'_> {
    /// Writes the statements of a block.
    pub(crate) fn statements(&mut self, body: &[Stmt<'a>], owner: BlockOwner) {
        if !self.directives.is_empty() {
            self.directed_statements(body, owner);
            return;
        }
        for (index, stmt) in body.iter().enumerate() {
            if self.is_over() {
                return;
            }
            self.one_statement(stmt, index == 0, owner);
        }
    }

    /// Writes a statement; the first one of a block may be a docstring.
    pub(crate) fn one_statement(&mut self, stmt: &Stmt<'a>, first: bool, owner: BlockOwner) {
        match stmt {
            Stmt::Expr(StmtExpr {
                value: value @ Expr::String(ExprString { parts: [only], .. }), ..
            }) if first && self.starts_at(*value) => {
                self.begin(LineKind::Other);
                self.docstring(only);
                self.facts.docstring = owner != BlockOwner::Other;
                self.facts.triple_quoted =
                    self.line.leaves.last().is_some_and(|leaf| leaf.has(crate::leaf::TRIPLE));
                self.end_simple();
            }
            _ => self.statement(stmt),
        }
    }

    /// Whether no parenthesis stands before the expression.
    fn starts_at(&self, expr: Expr<'_>) -> bool {
        self.count_parens(expr.span().start as usize) == 0
    }

    fn statement(&mut self, stmt: &Stmt<'a>) {
        match stmt {
            Stmt::If(node) => self.if_(node),
            Stmt::For(node) => self.for_(node),
            Stmt::While(node) => self.while_(node),
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::With(node) => self.with(node),
            Stmt::Try(node) => self.try_(node),
            Stmt::Match(node) => self.match_(node),
            simple => self.simple(simple),
        }
    }

    fn simple(&mut self, stmt: &Stmt<'a>) {
        let kind = match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) => LineKind::Import,
            Stmt::Return(_) | Stmt::Raise(_) | Stmt::Break(_) | Stmt::Continue(_) => LineKind::Flow,
            _ => LineKind::Other,
        };
        self.begin(kind);
        self.simple_leaves(stmt);
        self.end_simple();
    }

    /// Ends a simple statement: a semicolon behind it goes.
    fn end_simple(&mut self) {
        let mut at = self.pos;
        while let Some(&byte) = self.bytes.get(at) {
            at += match byte {
                b' ' | b'\t' | 12 => 1,
                b'\\' => self.continuation(at),
                _ => break,
            };
        }
        if self.bytes.get(at) == Some(&b';') {
            self.pos = at + 1;
            self.flush();
        } else {
            self.end();
        }
    }

    fn simple_leaves(&mut self, stmt: &Stmt<'a>) {
        match stmt {
            Stmt::Expr(node) => self.expression_statement(node.value),
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => {
                self.target(node.target);
                self.augmented(node.op.as_str());
                self.wrapped(node.value, true, Around::Value);
            }
            Stmt::AnnAssign(node) => self.annotated(node),
            Stmt::Return(node) => {
                self.word("return", false);
                if let Some(value) = node.value {
                    self.wrapped(value, true, Around::Kept);
                }
            }
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Raise(node) => {
                self.word("raise", false);
                if let Some(exception) = node.exception {
                    self.expr(exception, true);
                }
                if let Some(cause) = node.cause {
                    self.word("from", true);
                    self.expr(cause, true);
                }
            }
            Stmt::Assert(node) => {
                self.word("assert", false);
                self.wrapped(node.test, true, Around::Kept);
                if let Some(message) = node.message {
                    self.comma(0);
                    self.wrapped(message, true, Around::Kept);
                }
            }
            Stmt::Delete(node) => self.delete(node.targets),
            Stmt::Global(node) => self.names("global", node.names.len()),
            Stmt::Nonlocal(node) => self.names("nonlocal", node.names.len()),
            Stmt::TypeAlias(node) => {
                self.word("type", false);
                self.expr(node.name, true);
                if let Some(params) = node.type_params {
                    self.type_params(params);
                }
                self.mark(b'=', Kind::Equal, 1, 0);
                self.expr(node.value, true);
            }
            Stmt::Pass(_) => self.word("pass", false),
            Stmt::Break(_) => self.word("break", false),
            Stmt::Continue(_) => self.word("continue", false),
            _ => self.disagree(),
        }
    }

    /// Takes the operator of an assignment: `op` and `=`.
    fn augmented(&mut self, op: &str) {
        self.skip();
        let end = self.pos + op.len() + 1;
        let text = self.bytes.get(self.pos..end).and_then(<[u8]>::split_last);
        if text != Some((&b'=', op.as_bytes())) {
            self.disagree();
            return;
        }
        self.line.push(Kind::Operator, self.pos as u32, end as u32, 1, 0);
        self.pos = end;
    }

    fn delete(&mut self, targets: &[Expr<'a>]) {
        self.word("del", false);
        match targets {
            [only] => self.wrapped(*only, true, Around::Kept),
            many => {
                self.open_invisible(true);
                self.open_elements(many, false);
                self.close_invisible();
            }
        }
    }

    fn names(&mut self, word: &str, count: usize) {
        self.word(word, false);
        for _ in 0..count {
            self.name(true);
            self.comma(0);
        }
    }

    fn expression_statement(&mut self, value: Expr<'a>) {
        use naja_syntax::ast::BinaryOp::{Add, BitAnd, BitXor, LShift, RShift, Sub};
        let arithmetic = matches!(value, Expr::Binary(node) if matches!(node.op, Add | Sub | LShift | RShift | BitXor | BitAnd));
        if arithmetic && !(self.peek() == b'(' && self.pos < value.span().start as usize) {
            self.open_invisible(false);
            self.expr(value, false);
            self.close_invisible();
        } else {
            self.expr(value, false);
        }
        self.facts.triple_quoted =
            matches!(self.line.leaves.as_slice(), [only] if only.has(crate::leaf::TRIPLE));
    }

    /// The first target of an assignment.
    fn target(&mut self, target: Expr<'a>) {
        let redundant = self.peek() == b'(' && self.pos < target.span().start as usize;
        if self.opens_over_lines(target) {
            // The next pass, to which they are on one line, takes them off.
            self.unsettled = true;
            self.expr(target, false);
        } else if redundant || matches!(target, Expr::Tuple(_)) {
            self.wrapped(target, false, Around::Target);
        } else {
            self.expr(target, false);
        }
    }

    /// Whether parentheses open here around a target that goes over more than one line.
    fn opens_over_lines(&mut self, target: Expr<'a>) -> bool {
        let span = target.span();
        if self.peek() != b'(' || !(self.pos < span.start as usize || matches!(target, Expr::Tuple(_))) {
            return false;
        }
        let end = if self.pos < span.start as usize {
            span.end as usize
        } else {
            self.source[..span.end as usize - 1].trim_end().len()
        };
        memchr::memchr2(b'\n', b'\r', &self.bytes[self.pos..end]).is_some()
    }

    fn assign(&mut self, node: &StmtAssign<'a>) {
        for (index, target) in node.targets.iter().enumerate() {
            if index == 0 {
                self.target(*target);
            } else {
                self.wrapped(*target, true, Around::Value);
            }
            self.mark(b'=', Kind::Equal, 1, 0);
        }
        self.wrapped(node.value, true, Around::Value);
    }

    fn annotated(&mut self, node: &StmtAnnAssign<'a>) {
        if self.opens_over_lines(node.target) {
            self.unsettled = true;
            self.expr(node.target, false);
        } else if self.peek() == b'(' {
            self.wrapped(node.target, false, Around::AnnotatedTarget);
        } else {
            self.expr(node.target, false);
        }
        self.mark(b':', Kind::Colon, 0, 0);
        self.wrapped(node.annotation, true, Around::Kept);
        if let Some(value) = node.value {
            self.mark(b'=', Kind::Equal, 1, 0);
            self.wrapped(value, true, Around::Kept);
        }
    }

    fn dotted(&mut self, path: Identifier<'a>, space: bool) {
        if !path.name.contains('.') {
            self.name_at(path.span, space);
            return;
        }
        self.name(space);
        for _ in 0..path.name.matches('.').count() {
            self.mark(b'.', Kind::Dot, 0, 0);
            self.name(false);
        }
    }

    fn import(&mut self, node: &StmtImport<'a>) {
        if node.is_lazy {
            self.word("lazy", false);
        }
        self.word("import", node.is_lazy);
        for alias in node.names {
            self.dotted(alias.name, true);
            self.alias(alias);
            self.comma(0);
        }
    }

    fn alias(&mut self, alias: &Alias<'a>) {
        if let Some(name) = alias.asname {
            self.word("as", true);
            self.name_at(name.span, true);
        }
    }

    fn import_from(&mut self, node: &StmtImportFrom<'a>) {
        if node.is_lazy {
            self.word("lazy", false);
        }
        self.word("from", node.is_lazy);
        for index in 0..node.level {
            self.mark(b'.', Kind::Dot, Self::blank(index == 0), 0);
        }
        if let Some(module) = node.module {
            self.dotted(module, node.level == 0);
        }
        self.word("import", true);
        if self.peek() == b'*' {
            self.mark(b'*', Kind::Operator, 1, 0);
            return;
        }
        let source = self.peek() == b'(';
        if source {
            self.open(b'(', INVISIBLE | ATOM | 1);
        } else {
            self.open_invisible(true);
        }
        for (index, alias) in node.names.iter().enumerate() {
            if !self.is_covered(alias.span) {
                self.name_at(alias.name.span, index > 0);
                self.alias(alias);
            }
            self.comma_unless_last(source || index + 1 < node.names.len());
        }
        if source {
            self.close(b')', INVISIBLE);
        } else {
            self.close_invisible();
        }
    }

    fn comma_unless_last(&mut self, possible: bool) {
        if possible {
            self.comma(0);
        }
    }

    /// The colon of a header and the block behind it.
    fn block(&mut self, body: &[Stmt<'a>], owner: BlockOwner) {
        self.mark(b':', Kind::Colon, 0, 0);
        if self.keeps_block(body) {
            return;
        }
        let dummy = matches!(body, [Stmt::Expr(only)]
            if matches!(only.value, Expr::Ellipsis(_)) && only.value.span() == only.span);
        if dummy
            && owner == BlockOwner::Definition
            && self.is_clear_until(body[0].span().start)
            && self.nothing_behind(body[0].span().range())
        {
            self.pos = body[0].span().start as usize;
            self.line.part();
            self.token("...", Kind::Name, 1, 0);
            self.facts.dummy = true;
            self.end_simple();
            return;
        }
        self.facts.opens_block = true;
        self.end();
        self.indent += 1;
        let Some(first) = body.first() else { return };
        let start = first.full_span().start as usize;
        self.statements(body, owner);
        if self.comment_comes() && self.begins_line(start) {
            self.gap(Some(self.column(start)));
        }
        self.indent -= 1;
    }

    /// Whether only blanks stand before `at` in its line, which is not the first.
    fn begins_line(&self, at: usize) -> bool {
        let before = self.bytes[..at].iter().rfind(|byte| !matches!(byte, b' ' | b'\t' | 12));
        matches!(before, Some(b'\n' | b'\r'))
    }

    /// Whether the statement at `range` ends its block: neither a semicolon nor a comment of the block follows.
    fn nothing_behind(&self, range: std::ops::Range<usize>) -> bool {
        let column = self.column(range.start);
        let own_line = self.begins_line(range.start);
        let rest = self.source[range.end..].trim_start_matches([' ', '\t', '\x0c']);
        if rest.starts_with(';') {
            return false;
        }
        let Some(line_end) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) else { return true };
        let next = rest[line_end..].trim_start_matches([' ', '\t', '\x0c', '\n', '\r']);
        !own_line || !next.starts_with('#') || self.column(self.source.len() - next.len()) < column
    }

    /// Whether nothing but blanks and line breaks lies between the cursor and `start`.
    fn is_clear_until(&self, start: u32) -> bool {
        self.source.get(self.pos..start as usize).is_some_and(|text| text.trim().is_empty())
    }

    /// A line of a keyword alone, and its block.
    fn clause(&mut self, word: &str, body: &[Stmt<'a>]) {
        if self.stays(&mut 0, || std::iter::once(body)) {
            return;
        }
        self.begin(LineKind::Other);
        self.facts.continues = true;
        self.word(word, false);
        self.block(body, BlockOwner::Other);
    }

    fn if_(&mut self, node: &StmtIf<'a>) {
        self.begin(LineKind::Other);
        self.word("if", false);
        self.wrapped(node.test, true, Around::Condition);
        self.block(node.body, BlockOwner::Other);
        self.if_clauses(node, 0);
    }

    /// Writes the clauses of a compound statement from the one at `from` on.
    pub(crate) fn clauses(&mut self, stmt: &Stmt<'a>, from: usize) {
        match stmt {
            Stmt::If(node) => self.if_clauses(node, from),
            Stmt::Try(node) => self.try_clauses(node, from),
            Stmt::For(node) => self.clause("else", node.orelse),
            Stmt::While(node) => self.clause("else", node.orelse),
            _ => {}
        }
    }

    fn if_clauses(&mut self, node: &StmtIf<'a>, from: usize) {
        let mut kept = 0;
        for (index, clause) in node.clauses.iter().enumerate().skip(from) {
            let bodies = || node.clauses[index..].iter().map(|clause| clause.body);
            if self.stays(&mut kept, bodies) {
                continue;
            }
            if let Some(test) = clause.test {
                self.begin(LineKind::Other);
                self.facts.continues = true;
                self.word("elif", false);
                self.wrapped(test, true, Around::Condition);
                self.block(clause.body, BlockOwner::Other);
            } else {
                self.clause("else", clause.body);
            }
        }
    }

    fn for_(&mut self, node: &StmtFor<'a>) {
        self.begin(LineKind::Other);
        if node.is_async {
            self.word("async", false);
        }
        self.word("for", node.is_async);
        self.line.depth += 1;
        let starred = matches!(node.target, Expr::Tuple(tuple) if tuple.elements.iter().any(|one| matches!(one, Expr::Starred(_))));
        self.wrapped(node.target, true, if starred { Around::Kept } else { Around::Target });
        self.skip();
        self.line.depth -= 1;
        self.word("in", true);
        let loose = matches!(node.iter, Expr::Conditional(_) | Expr::Lambda(_));
        if loose && self.peek() == b'(' && self.pos < node.iter.span().start as usize {
            self.in_one_pair(node.iter, true);
        } else {
            self.wrapped(node.iter, true, Around::Kept);
        }
        self.block(node.body, BlockOwner::Other);
        if !node.orelse.is_empty() {
            self.clause("else", node.orelse);
        }
    }

    fn while_(&mut self, node: &StmtWhile<'a>) {
        self.begin(LineKind::Other);
        self.word("while", false);
        self.wrapped(node.test, true, Around::Condition);
        self.block(node.body, BlockOwner::Other);
        if !node.orelse.is_empty() {
            self.clause("else", node.orelse);
        }
    }

    fn try_(&mut self, node: &StmtTry<'a>) {
        self.begin(LineKind::Other);
        self.word("try", false);
        self.block(node.body, BlockOwner::Other);
        self.try_clauses(node, 0);
    }

    fn try_clauses(&mut self, node: &StmtTry<'a>, from: usize) {
        let ends = [node.orelse, node.finalbody].into_iter().filter(|body| !body.is_empty());
        let bodies = |from: usize| {
            let handlers = node.handlers.get(from..).unwrap_or_default();
            let others = ends.clone().skip(from.saturating_sub(node.handlers.len()));
            handlers.iter().map(|handler| handler.body).chain(others)
        };
        let mut kept = 0;
        for (index, handler) in node.handlers.iter().enumerate().skip(from) {
            if !self.stays(&mut kept, || bodies(index)) {
                self.handler(handler, node.is_star);
            }
        }
        let mut index = node.handlers.len();
        for (word, body) in [("else", node.orelse), ("finally", node.finalbody)] {
            if !body.is_empty() {
                if index >= from && !self.stays(&mut kept, || bodies(index)) {
                    self.clause(word, body);
                }
                index += 1;
            }
        }
    }

    /// Whether a clause stays as it is: as one of `kept` that are written already, or as the first of `bodies`.
    fn stays<'t, I: Iterator<Item = &'t [Stmt<'a>]>>(
        &mut self,
        kept: &mut usize,
        bodies: impl FnOnce() -> I,
    ) -> bool
    where
        'a: 't,
    {
        if *kept == 0
            && let Some(off) = self.clause_turned_off()
        {
            *kept = self.kept_clauses(off, bodies());
        }
        let stays = *kept > 0;
        *kept = kept.saturating_sub(1);
        stays
    }

    fn handler(&mut self, handler: &ExceptHandler<'a>, star: bool) {
        self.begin(LineKind::Other);
        self.facts.continues = true;
        self.word("except", false);
        if star {
            self.mark(b'*', Kind::Operator, 0, 0);
        }
        if let Some(kind) = handler.kind {
            self.except_kind(kind, handler.name.is_some());
        }
        if handler.name.is_some() {
            self.word("as", true);
            self.name(true);
        }
        self.block(handler.body, BlockOwner::Other);
    }

    fn except_kind(&mut self, kind: Expr<'a>, named: bool) {
        match kind {
            Expr::Tuple(tuple) if !tuple.parenthesized => self.open_elements(tuple.elements, true),
            Expr::Tuple(_) if !named && self.layout.targets.at_least(14) => {
                self.wrapped(kind, true, Around::Target);
            }
            _ => self.wrapped(kind, true, Around::Kept),
        }
    }

    fn decorators(&mut self, decorators: &[Decorator<'a>]) {
        for decorator in decorators {
            self.decorator(decorator);
        }
    }

    /// Writes one decorator.
    pub(crate) fn decorator(&mut self, decorator: &Decorator<'a>) {
        self.begin(LineKind::Decorator);
        self.mark(b'@', Kind::Operator, 0, 0);
        self.expr(decorator.expression, false);
        self.end();
    }

    pub(crate) fn type_params(&mut self, params: &TypeParams<'a>) {
        self.open(b'[', 0);
        for (index, one) in params.params.iter().enumerate() {
            let blank = Self::blank(index > 0);
            match one.kind {
                TypeParamKind::TypeVar => self.name(index > 0),
                TypeParamKind::TypeVarTuple => {
                    self.mark(b'*', Kind::Operator, blank, 0);
                    self.name(false);
                }
                TypeParamKind::ParamSpec => {
                    self.token("**", Kind::Operator, blank, 0);
                    self.name(false);
                }
            }
            if let Some(bound) = one.bound {
                self.mark(b':', Kind::Colon, 0, 0);
                self.expr(bound, true);
            }
            if let Some(default) = one.default {
                self.mark(b'=', Kind::Equal, 1, 0);
                self.expr(default, true);
            }
            self.comma(0);
        }
        self.close(b']', 0);
    }

    fn function(&mut self, node: &StmtFunctionDef<'a>) {
        if self.directives.is_empty() {
            self.decorators(node.decorators);
        } else if self.directed_decorators(node.decorators, node.span) {
            return;
        }
        self.begin(LineKind::Def);
        if node.is_async {
            self.word("async", false);
        }
        self.word("def", node.is_async);
        self.name_at(node.name.span, true);
        if let Some(params) = node.type_params {
            self.type_params(params);
        }
        self.open(b'(', 0);
        self.parameters(node.parameters, false);
        self.close(b')', 0);
        if let Some(returns) = node.returns {
            self.token("->", Kind::Operator, 1, 0);
            let from = self.line.leaves.len();
            self.wrapped(returns, true, Around::Kept);
            self.mark_annotation(from);
        }
        self.block(node.body, BlockOwner::Definition);
    }

    fn class(&mut self, node: &StmtClassDef<'a>) {
        if self.directives.is_empty() {
            self.decorators(node.decorators);
        } else if self.directed_decorators(node.decorators, node.span) {
            return;
        }
        self.begin(LineKind::Class);
        self.word("class", false);
        self.name_at(node.name.span, true);
        if let Some(params) = node.type_params {
            self.type_params(params);
        }
        if let Some(arguments) = node.arguments {
            let empty = arguments.args.is_empty() && arguments.keywords.is_empty();
            if empty && !self.source[arguments.span.range()].contains('#') {
                // Empty parentheses go.
                self.skip();
                self.pos += 1;
                self.skip();
                self.pos += 1;
            } else {
                self.arguments(arguments);
            }
        }
        self.block(node.body, BlockOwner::Definition);
    }

    /// The block of a header written elsewhere.
    pub(crate) fn body(&mut self, body: &[Stmt<'a>]) {
        self.block(body, BlockOwner::Other);
    }
}
