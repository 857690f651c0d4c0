//! Names that are bound.

use naja_base::Span;
use naja_syntax::ast::{Expr, Identifier, Stmt, StmtImport, StmtImportFrom, StmtNames};

use super::Builder;
use crate::binding::{Binding, BindingFlags, BindingKind};
use crate::block::BlockKind;
use crate::ids::{BindingId, ScopeId};
use crate::scope::ScopeFlags;

/// What a target is bound by.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub kind: BindingKind<'a>,
    /// Bits of [`BindingFlags`].
    pub flags: u8,
    /// Whether a name inside a tuple or list is one that the value is taken apart into.
    pub unpacks: bool,
}

impl<'a> Builder<'_, 'a> {
    pub(super) fn bind(&mut self, name: Identifier<'a>, kind: BindingKind<'a>) -> BindingId {
        let symbol = self.model.symbols.intern(name.name);
        self.bind_symbol(symbol, name.span, kind)
    }

    pub(super) fn bind_symbol(&mut self, symbol: u32, span: Span, kind: BindingKind<'a>) -> BindingId {
        self.bind_with(symbol, span, kind, 0)
    }

    /// Binds `symbol` in the current scope.
    pub(super) fn bind_with(
        &mut self,
        symbol: u32,
        span: Span,
        kind: BindingKind<'a>,
        flags: u8,
    ) -> BindingId {
        let scope = self.place.scope;
        let id = BindingId::new(self.model.bindings.len());
        let previous = self.model.symbols.bind(scope, symbol, id);
        let mut flags = flags;
        if let Some(previous) = previous {
            let older = &self.model.bindings[previous.index()];
            let declares = matches!(older.kind, BindingKind::Global | BindingKind::Nonlocal);
            if declares || older.flags.is_declared() {
                flags |= BindingFlags::DECLARED;
            }
            if older.is_used() && !matches!(older.kind, BindingKind::Delete { .. } | BindingKind::Unbound(_))
            {
                flags |= BindingFlags::USED_BEFORE;
            }
        } else {
            self.note_early(symbol, &kind);
        }
        let shadowed = previous.or_else(|| self.shadowed_outside(symbol));
        let entry = &mut self.model.scopes[scope.index()];
        let older = entry.newest.replace(id);
        self.model.bindings.push(Binding {
            kind,
            name: self.model.symbols.get(symbol).name,
            span: self.place.relocated.unwrap_or(span),
            scope,
            block: self.place.block,
            statement: self.place.statement,
            flags: BindingFlags(flags),
            shadowed,
            symbol,
            previous,
            older,
            newest_reference: None,
        });
        id
    }

    /// The binding around the current scope that a first binding there hides. A class body hides nothing, and nothing in
    /// a class body is hidden.
    fn shadowed_outside(&self, symbol: u32) -> Option<BindingId> {
        let scope = &self.model.scopes[self.place.scope.index()];
        if scope.is_class() || scope.is_type_params() {
            return None;
        }
        let entry = self.model.symbols.get(symbol);
        if !entry.is_local {
            return if self.place.scope == ScopeId::MODULE { None } else { entry.module };
        }
        let mut next = scope.parent;
        while let Some(id) = next {
            let around = &self.model.scopes[id.index()];
            if !around.is_class()
                && let Some(found) = self.model.symbols.lookup(id, symbol)
            {
                return Some(found);
            }
            next = around.parent;
        }
        None
    }

    /// Notes the first reference in the current function to the outer meaning of a name that the function only now
    /// turns out to bind.
    fn note_early(&mut self, symbol: u32, kind: &BindingKind<'a>) {
        let scope = &self.model.scopes[self.place.scope.index()];
        let Some(newest) = self.model.symbols.get(symbol).newest_reference else { return };
        let first = scope.first_reference as usize;
        if newest.index() < first
            || !scope.is_function()
            || matches!(kind, BindingKind::Global | BindingKind::Nonlocal | BindingKind::Annotation)
        {
            return;
        }
        let mut next = Some(newest);
        let mut earliest = None;
        while let Some(id) = next.filter(|id| id.index() >= first) {
            let reference = &self.model.references[id.index()];
            if reference.scope == self.place.scope
                && (reference.binding.is_some() || reference.flags.is_builtin())
            {
                earliest = Some(id);
            }
            next = reference.same_name;
        }
        self.model.early.extend(earliest);
    }

    /// Binds what is left of a `=`, after `for` or after `as`.
    pub(super) fn target(&mut self, expr: Expr<'a>, target: Target<'a>) {
        match expr {
            Expr::Name(name) => {
                let symbol = self.model.symbols.intern(name.id);
                self.bind_with(symbol, name.span, target.kind, target.flags);
            }
            Expr::Tuple(node) => {
                let flags = if target.unpacks { BindingFlags::UNPACKED } else { 0 };
                for element in node.elements {
                    self.target(*element, Target { flags: target.flags | flags, ..target });
                }
            }
            Expr::List(node) => {
                let is_with = matches!(target.kind, BindingKind::With);
                let flags = if target.unpacks && !is_with { BindingFlags::UNPACKED } else { 0 };
                for element in node.elements {
                    self.target(*element, Target { flags: target.flags | flags, ..target });
                }
            }
            Expr::Starred(node) => self.target(node.value, target),
            _ => self.expr(expr),
        }
    }

    pub(super) fn import(&mut self, node: &'a StmtImport<'a>) {
        for alias in node.names {
            match alias.asname {
                Some(asname) => {
                    let symbol = self.model.symbols.intern(asname.name);
                    let flags = if asname.name == alias.name.name { BindingFlags::REEXPORT } else { 0 };
                    self.bind_with(symbol, asname.span, BindingKind::Import(alias), flags);
                }
                None => match alias.name.name.split_once('.') {
                    Some((first, _)) => {
                        let symbol = self.model.symbols.intern(first);
                        self.bind_symbol(symbol, alias.name.span, BindingKind::Submodule(alias));
                    }
                    None => {
                        self.bind(alias.name, BindingKind::Import(alias));
                    }
                },
            }
        }
    }

    pub(super) fn import_from(&mut self, node: &'a StmtImportFrom<'a>) {
        let is_future = node.level == 0 && node.module.is_some_and(|module| module.name == "__future__");
        for alias in node.names {
            if alias.name.name == "*" {
                self.model.scopes[self.place.scope.index()].flags.set(ScopeFlags::STAR);
                self.has_star = true;
                self.model.stars.push(node);
                continue;
            }
            let kind =
                if is_future { BindingKind::FutureImport(alias) } else { BindingKind::FromImport(alias) };
            let bound = alias.asname.unwrap_or(alias.name);
            let symbol = self.model.symbols.intern(bound.name);
            let is_reexport = alias.asname.is_some_and(|asname| asname.name == alias.name.name);
            let flags = if is_reexport { BindingFlags::REEXPORT } else { 0 };
            self.bind_with(symbol, bound.span, kind, flags);
        }
    }

    pub(super) fn global(&mut self, node: &'a StmtNames<'a>) {
        if self.place.scope == ScopeId::MODULE {
            return;
        }
        self.model.scopes[self.place.scope.index()].flags.set(ScopeFlags::GLOBALS);
        self.declare(node);
        for name in node.names {
            self.bind(*name, BindingKind::Global);
        }
    }

    pub(super) fn nonlocal(&mut self, node: &'a StmtNames<'a>) {
        self.model.scopes[self.place.scope.index()].flags.set(ScopeFlags::GLOBALS);
        for name in node.names {
            let symbol = self.model.symbols.intern(name.name);
            if let Some(outer) = self.nonlocal_target(symbol) {
                self.model.bindings[outer.index()].flags.0 |= BindingFlags::REBOUND;
            }
            self.bind(*name, BindingKind::Nonlocal);
        }
    }

    fn nonlocal_target(&self, symbol: u32) -> Option<BindingId> {
        let mut next = self.model.scopes[self.place.scope.index()].parent;
        while let Some(id) = next {
            let scope = &self.model.scopes[id.index()];
            if scope.is_function()
                && let Some(found) = self.model.symbols.lookup(id, symbol)
            {
                return Some(found);
            }
            next = scope.parent;
        }
        None
    }

    /// Binds in the module what the bodies of a function declare `global`, so that other functions know it.
    pub(super) fn declare_globals(&mut self, body: &'a [Stmt<'a>]) {
        if !self.has_global {
            return;
        }
        let mut bodies = vec![body];
        while let Some(body) = bodies.pop() {
            for stmt in body {
                match stmt {
                    Stmt::Global(node) => self.declare(node),
                    Stmt::If(node) => {
                        bodies.push(node.body);
                        bodies.extend(node.clauses.iter().map(|clause| clause.body));
                    }
                    Stmt::For(node) => bodies.extend([node.body, node.orelse]),
                    Stmt::While(node) => bodies.extend([node.body, node.orelse]),
                    Stmt::With(node) => bodies.push(node.body),
                    Stmt::Try(node) => {
                        bodies.extend([node.body, node.orelse, node.finalbody]);
                        bodies.extend(node.handlers.iter().map(|handler| handler.body));
                    }
                    Stmt::Match(node) => bodies.extend(node.cases.iter().map(|case| case.body)),
                    _ => {}
                }
            }
        }
    }

    fn declare(&mut self, node: &'a StmtNames<'a>) {
        for name in node.names {
            let symbol = self.model.symbols.intern(name.name);
            if self.model.symbols.get(symbol).module.is_none() {
                let place = self.place;
                self.place.scope = ScopeId::MODULE;
                self.bind_with(symbol, name.span, BindingKind::Assignment, BindingFlags::DECLARED);
                self.place = place;
            }
        }
    }

    /// Whether what is at the current place is run only sometimes, as far as `del` is concerned.
    pub(super) fn is_conditional(&self) -> bool {
        let mut next = Some(self.place.block);
        while let Some(id) = next {
            let block = &self.model.blocks[id.index()];
            match block.kind {
                BlockKind::If
                | BlockKind::While
                | BlockKind::LoopElse
                | BlockKind::Except
                | BlockKind::TryElse
                | BlockKind::Case => return true,
                BlockKind::Function | BlockKind::Class | BlockKind::Module => return false,
                BlockKind::For | BlockKind::With | BlockKind::Try | BlockKind::Finally => {}
            }
            next = block.parent;
        }
        false
    }
}
