//! Statements.

use naja_syntax::ast::{
    ExceptHandler, Expr, Stmt, StmtAnnAssign, StmtAssign, StmtAugAssign, StmtClassDef, StmtFor,
    StmtFunctionDef, StmtIf, StmtMatch, StmtTry, StmtTypeAlias, StmtWith, TypeParams,
};

use super::Builder;
use super::bind::Target;
use crate::binding::{BindingFlags, BindingKind};
use crate::block::{BlockKind, Handled};
use crate::ids::ScopeId;
use crate::reference::ReferenceFlags;
use crate::scope::ScopeKind;

impl<'a> Builder<'_, 'a> {
    pub(super) fn statements(&mut self, body: &'a [Stmt<'a>]) {
        for stmt in body {
            self.statement(*stmt);
        }
    }

    fn statement(&mut self, stmt: Stmt<'a>) {
        self.place.statement = Some(stmt);
        match stmt {
            Stmt::Expr(node) => self.expr(node.value),
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => self.aug_assign(node),
            Stmt::AnnAssign(node) => self.ann_assign(node),
            Stmt::Return(node) => self.option(node.value),
            Stmt::Raise(node) => {
                self.option(node.exception);
                self.option(node.cause);
            }
            Stmt::Assert(node) => {
                self.expr(node.test);
                self.option(node.message);
            }
            Stmt::Delete(node) => node.targets.iter().for_each(|target| self.delete_target(*target)),
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::TypeAlias(node) => self.type_alias(stmt, node),
            Stmt::Global(node) => self.global(node),
            Stmt::Nonlocal(node) => self.nonlocal(node),
            Stmt::If(node) => self.if_statement(stmt, node),
            Stmt::For(node) => self.for_statement(stmt, node),
            Stmt::While(node) => {
                self.expr(node.test);
                self.block(BlockKind::While, stmt, node.body);
                self.block(BlockKind::LoopElse, stmt, node.orelse);
            }
            Stmt::With(node) => self.with_statement(stmt, node),
            Stmt::Try(node) => self.try_statement(stmt, node),
            Stmt::Match(node) => self.match_statement(stmt, node),
            Stmt::FunctionDef(node) => self.function(stmt, node),
            Stmt::ClassDef(node) => self.class(stmt, node),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Invalid(_) => {}
        }
    }

    fn assign(&mut self, node: &'a StmtAssign<'a>) {
        self.expr(node.value);
        if let [Expr::Name(name)] = node.targets
            && name.id == "__all__"
            && self.place.scope == ScopeId::MODULE
        {
            self.bind_symbol(self.all, name.span, BindingKind::DunderAll);
            return;
        }
        let has_elements = |expr: &Expr<'_>| matches!(expr, Expr::Tuple(_) | Expr::List(_) | Expr::Set(_));
        let unpacks = !(has_elements(&node.value) && node.targets.iter().all(has_elements));
        for target in node.targets {
            self.target(*target, Target { kind: BindingKind::Assignment, flags: 0, unpacks });
        }
    }

    fn aug_assign(&mut self, node: &'a StmtAugAssign<'a>) {
        self.expr(node.value);
        let Expr::Name(name) = node.target else {
            self.expr(node.target);
            return;
        };
        self.load(name);
        let symbol = self.model.symbols.intern(name.id);
        let is_all = symbol == self.all && self.place.scope == ScopeId::MODULE;
        let kind = if is_all { BindingKind::DunderAll } else { BindingKind::Assignment };
        self.bind_with(symbol, name.span, kind, BindingFlags::AUGMENTED);
    }

    fn ann_assign(&mut self, node: &'a StmtAnnAssign<'a>) {
        let scope = &self.model.scopes[self.place.scope.index()];
        let is_evaluated = scope.is_module() || scope.is_class();
        self.annotation(node.annotation, if is_evaluated { ReferenceFlags::RUNTIME_ANNOTATION } else { 0 });
        let is_alias = self.is_type_alias_annotation(node.annotation);
        if let Some(value) = node.value {
            if is_alias { self.type_definition(value) } else { self.expr(value) }
        }
        let Expr::Name(name) = node.target else {
            self.expr(node.target);
            return;
        };
        let symbol = self.model.symbols.intern(name.id);
        if node.value.is_none() {
            // A bare annotation takes nothing away from a name that has a value.
            if self.model.symbols.lookup(self.place.scope, symbol).is_none_or(|id| !self.has_value(id)) {
                self.bind_symbol(symbol, name.span, BindingKind::Annotation);
            }
            return;
        }
        let is_all = symbol == self.all && self.place.scope == ScopeId::MODULE;
        let kind = if is_all { BindingKind::DunderAll } else { BindingKind::Assignment };
        let alias = if is_alias { BindingFlags::TYPE_ALIAS } else { 0 };
        self.bind_with(symbol, name.span, kind, BindingFlags::ANNOTATED | alias);
    }

    fn delete_target(&mut self, target: Expr<'a>) {
        match target {
            Expr::Name(name) => self.delete(name),
            Expr::Tuple(node) => node.elements.iter().for_each(|target| self.delete_target(*target)),
            Expr::List(node) => node.elements.iter().for_each(|target| self.delete_target(*target)),
            _ => self.expr(target),
        }
    }

    fn if_statement(&mut self, stmt: Stmt<'a>, node: &'a StmtIf<'a>) {
        self.expr(node.test);
        let checks = is_type_checking(node.test);
        self.block_with(BlockKind::If, stmt, node.body, |block| block.is_type_checking |= checks);
        for clause in node.clauses {
            self.option(clause.test);
            let checks = clause.test.is_some_and(is_type_checking);
            self.block_with(BlockKind::If, stmt, clause.body, |block| block.is_type_checking |= checks);
        }
    }

    fn for_statement(&mut self, stmt: Stmt<'a>, node: &'a StmtFor<'a>) {
        self.expr(node.iter);
        self.target(node.target, Target { kind: BindingKind::Loop, flags: 0, unpacks: true });
        self.block(BlockKind::For, stmt, node.body);
        self.block(BlockKind::LoopElse, stmt, node.orelse);
    }

    fn with_statement(&mut self, stmt: Stmt<'a>, node: &'a StmtWith<'a>) {
        for item in node.items {
            self.expr(item.context);
            if let Some(target) = item.target {
                self.target(target, Target { kind: BindingKind::With, flags: 0, unpacks: true });
            }
        }
        self.block(BlockKind::With, stmt, node.body);
    }

    fn try_statement(&mut self, stmt: Stmt<'a>, node: &'a StmtTry<'a>) {
        let handled = node.handlers.iter().filter_map(|handler| handler.kind).map(handled_bits);
        let bits = handled.fold(0, |bits, more| bits | more);
        let before = self.model.blocks.len();
        self.block_with(BlockKind::Try, stmt, node.body, |block| block.handled = block.handled.with(bits));
        for handler in node.handlers {
            self.except(stmt, handler);
        }
        if !node.orelse.is_empty() {
            // What `else` does comes after what `try` did: the two are one branch.
            let branch = self.model.blocks[before].branch;
            self.block_with(BlockKind::TryElse, stmt, node.orelse, |block| block.branch = branch);
        }
        self.block(BlockKind::Finally, stmt, node.finalbody);
    }

    fn except(&mut self, stmt: Stmt<'a>, handler: &'a ExceptHandler<'a>) {
        self.option(handler.kind);
        let Some(name) = handler.name else {
            self.block(BlockKind::Except, stmt, handler.body);
            return;
        };
        let symbol = self.model.symbols.intern(name.name);
        let before = self.model.symbols.lookup(self.place.scope, symbol);
        self.place.statement = Some(stmt);
        self.bind_symbol(symbol, name.span, BindingKind::Except(handler));
        self.block(BlockKind::Except, stmt, handler.body);
        self.place.statement = Some(stmt);
        self.bind_symbol(symbol, name.span, BindingKind::Unbound(before));
    }

    fn match_statement(&mut self, stmt: Stmt<'a>, node: &'a StmtMatch<'a>) {
        self.expr(node.subject);
        for case in node.cases {
            self.place.statement = Some(stmt);
            self.pattern(case.pattern);
            self.option(case.guard);
            self.block(BlockKind::Case, stmt, case.body);
        }
    }

    fn function(&mut self, stmt: Stmt<'a>, node: &'a StmtFunctionDef<'a>) {
        for decorator in node.decorators {
            self.expr(decorator.expression);
        }
        let outer = self.place.scope;
        if let Some(params) = node.type_params {
            self.type_params(stmt, params);
        }
        for parameter in node.parameters.all {
            if let Some(annotation) = parameter.annotation {
                self.annotation(annotation, ReferenceFlags::RUNTIME_ANNOTATION);
            }
            self.option(parameter.default);
        }
        if let Some(returns) = node.returns {
            self.annotation(returns, ReferenceFlags::RUNTIME_ANNOTATION);
        }
        self.deferred.functions.push((node, self.place));
        self.place.scope = outer;
        self.bind(node.name, BindingKind::Function(node));
        self.declare_globals(node.body);
    }

    pub(super) fn function_body(&mut self, node: &'a StmtFunctionDef<'a>) {
        self.push_scope(ScopeKind::Function(node), node.span);
        for parameter in node.parameters.all {
            self.bind(parameter.name, BindingKind::Parameter(parameter));
        }
        self.block(BlockKind::Function, Stmt::FunctionDef(node), node.body);
    }

    fn class(&mut self, stmt: Stmt<'a>, node: &'a StmtClassDef<'a>) {
        for decorator in node.decorators {
            self.expr(decorator.expression);
        }
        let outer = self.place.scope;
        if let Some(params) = node.type_params {
            self.type_params(stmt, params);
        }
        if let Some(arguments) = node.arguments {
            if self.options.is_stub {
                arguments.args.iter().for_each(|base| self.postpone(*base));
                arguments.keywords.iter().for_each(|keyword| self.postpone(keyword.value));
            } else {
                self.arguments(arguments);
            }
        }
        self.push_scope(ScopeKind::Class(node), node.span);
        self.block(BlockKind::Class, stmt, node.body);
        self.place.scope = outer;
        self.place.statement = Some(stmt);
        self.bind(node.name, BindingKind::Class(node));
    }

    /// Opens the scope of type parameters and binds them; their bounds and defaults are evaluated when asked for.
    fn type_params(&mut self, stmt: Stmt<'a>, params: &'a TypeParams<'a>) {
        self.push_scope(ScopeKind::TypeParams(stmt), params.span);
        for param in params.params {
            self.bind(param.name, BindingKind::TypeParam(param));
        }
        for param in params.params {
            for part in [param.bound, param.default].into_iter().flatten() {
                self.postpone_type(part);
            }
        }
    }

    fn type_alias(&mut self, stmt: Stmt<'a>, node: &'a StmtTypeAlias<'a>) {
        let outer = self.place.scope;
        if let Some(params) = node.type_params {
            self.type_params(stmt, params);
        }
        self.postpone_type(node.value);
        self.place.scope = outer;
        if let Expr::Name(name) = node.name {
            let symbol = self.model.symbols.intern(name.id);
            self.bind_symbol(symbol, name.span, BindingKind::TypeAlias(node));
        }
    }
}

/// Whether it is `TYPE_CHECKING` or an attribute of that name.
fn is_type_checking(test: Expr<'_>) -> bool {
    match test {
        Expr::Name(name) => name.id == "TYPE_CHECKING",
        Expr::Attribute(node) => node.attr == "TYPE_CHECKING",
        _ => false,
    }
}

/// The bits of [`Handled`] for what an `except` clause catches.
fn handled_bits(kind: Expr<'_>) -> u8 {
    match kind {
        Expr::Name(name) => match name.id {
            "NameError" => Handled::NAME_ERROR,
            "ImportError" => Handled::IMPORT_ERROR,
            "ModuleNotFoundError" => Handled::MODULE_NOT_FOUND,
            _ => 0,
        },
        Expr::Tuple(node) => node
            .elements
            .iter()
            .filter(|element| matches!(element, Expr::Name(_)))
            .fold(0, |bits, element| bits | handled_bits(*element)),
        _ => 0,
    }
}
