//! Names that are read or deleted.

use naja_base::Span;
use naja_syntax::ast::ExprName;

use super::Builder;
use crate::binding::{BindingFlags, BindingKind};
use crate::builtins::{is_builtin_name, is_module_name};
use crate::ids::{BindingId, ScopeId};
use crate::names::Resolution;
use crate::reference::{Reference, ReferenceFlags};
use crate::scope::ScopeFlags;
use crate::symbols::Builtin;

impl<'a> Builder<'_, 'a> {
    /// A name that is read.
    #[inline]
    pub(super) fn load(&mut self, name: &ExprName<'a>) {
        let symbol = self.model.symbols.intern(name.id);
        self.refer(symbol, name.span);
    }

    /// Adds a reference to what `symbol` means at the current place.
    pub(super) fn refer(&mut self, symbol: u32, span: Span) {
        let found = self.find(symbol);
        self.push(symbol, span, found);
    }

    /// Adds the reference of an entry of `__all__`: any binding of the module will do, even one that is gone.
    pub(super) fn refer_export(&mut self, symbol: u32, span: Span) {
        let found = match self.model.symbols.get(symbol).module {
            Some(id) => Found::of(Resolution::Binding(id)),
            None => self.find(symbol),
        };
        self.push(symbol, span, found);
    }

    #[inline]
    fn push(&mut self, symbol: u32, span: Span, found: Found) {
        let id = self.next_reference();
        let block = &self.model.blocks[self.place.block.index()];
        let mut flags = self.place.context;
        if block.is_type_checking {
            flags |= ReferenceFlags::TYPE_CHECKING;
        }
        let mut older = None;
        match found.resolution {
            Resolution::Binding(binding) => {
                let binding = &mut self.model.bindings[binding.index()];
                older = binding.newest_reference.replace(id);
            }
            Resolution::Builtin => {
                flags |= ReferenceFlags::BUILTIN;
                self.remember_builtin(symbol);
            }
            Resolution::Star => {
                flags |= ReferenceFlags::STAR;
                self.model.unresolved.push(id);
            }
            Resolution::Undefined | Resolution::Unknown => {
                flags |= ReferenceFlags::UNDEFINED;
                if let Some(annotation) = found.annotation {
                    self.model.bindings[annotation.index()].flags.0 |= BindingFlags::USED_BEFORE;
                }
                if !block.handled.name_error() {
                    self.model.unresolved.push(id);
                }
            }
        }
        let binding = match found.resolution {
            Resolution::Binding(binding) => Some(binding),
            _ => None,
        };
        self.model.references.push(Reference {
            span: self.place.relocated.unwrap_or(span),
            scope: self.place.scope,
            block: self.place.block,
            binding,
            flags: ReferenceFlags(flags),
            symbol,
            older,
            same_name: self.model.symbols.get_mut(symbol).newest_reference.replace(id),
        });
        if found.is_unbound && matches!(found.resolution, Resolution::Binding(_) | Resolution::Builtin) {
            self.model.early.push(id);
        }
    }

    /// What `symbol` means at the current place.
    #[inline]
    pub(super) fn find(&self, symbol: u32) -> Found {
        let entry = self.model.symbols.get(symbol);
        if self.place.is_forward
            && let Some(id) = entry.module
            && !self.is_type_parameter(symbol)
            && self.is_plain(id)
        {
            // PEP 563: what the module defines comes before what a class around the annotation does.
            return Found::of(Resolution::Binding(id));
        }
        if !entry.is_local
            && let Some(id) = entry.module
            && self.is_plain(id)
        {
            return Found::of(Resolution::Binding(id));
        }
        if !entry.is_local && entry.module.is_none() {
            return Found::of(self.if_unbound(symbol));
        }
        self.find_in_scopes(symbol)
    }

    fn is_plain(&self, id: BindingId) -> bool {
        !matches!(
            self.model.bindings[id.index()].kind,
            BindingKind::Annotation | BindingKind::Unbound(_) | BindingKind::Delete { .. }
        )
    }

    fn is_type_parameter(&self, symbol: u32) -> bool {
        self.model.symbols.get(symbol).is_local
            && self
                .model
                .enclosing_scopes(self.place.scope)
                .any(|(id, scope)| scope.is_type_params() && self.model.symbols.lookup(id, symbol).is_some())
    }

    fn find_in_scopes(&self, symbol: u32) -> Found {
        let mut next = Some(self.place.scope);
        let mut sees_class = true;
        let mut is_first = true;
        let mut is_unbound = false;
        while let Some(id) = next {
            let scope = &self.model.scopes[id.index()];
            next = scope.parent;
            if scope.is_class() && !sees_class {
                continue;
            }
            sees_class = scope.is_type_params() && is_first;
            if let Some(binding) = self.model.symbols.lookup(id, symbol) {
                match self.in_force(binding) {
                    InForce::Binding(binding) => {
                        return Found { is_unbound, ..Found::of(Resolution::Binding(binding)) };
                    }
                    InForce::Unbound => is_unbound |= is_first && scope.is_function(),
                    InForce::Deleted => return Found::of(Resolution::Undefined),
                    InForce::Annotated if scope.is_class() => {}
                    InForce::Annotated => {
                        return Found { annotation: Some(binding), ..Found::of(Resolution::Undefined) };
                    }
                    InForce::Global => next = Some(ScopeId::MODULE),
                    InForce::Outer => {}
                }
            }
            is_first = false;
        }
        Found { is_unbound, ..Found::of(self.if_unbound(symbol)) }
    }

    /// What the newest binding of a scope amounts to when its name is read.
    fn in_force(&self, id: BindingId) -> InForce {
        let mut id = id;
        loop {
            let binding = &self.model.bindings[id.index()];
            let (before, fallback) = match binding.kind {
                BindingKind::Global => return InForce::Global,
                BindingKind::Nonlocal => return InForce::Outer,
                BindingKind::Annotation
                    if self.place.context & ReferenceFlags::TYPE == 0 && !self.options.is_stub =>
                {
                    return InForce::Annotated;
                }
                BindingKind::Unbound(before) => (before, InForce::Unbound),
                BindingKind::Delete { conditional: true } => (binding.previous, InForce::Outer),
                BindingKind::Delete { conditional: false } => return InForce::Deleted,
                _ => return InForce::Binding(id),
            };
            match before {
                Some(before) => id = before,
                None => return fallback,
            }
        }
    }

    fn if_unbound(&self, symbol: u32) -> Resolution {
        if self.is_always_there(symbol) { Resolution::Builtin } else { self.without_binding() }
    }

    fn without_binding(&self) -> Resolution {
        if self.has_star && self.sees_star() { Resolution::Star } else { Resolution::Undefined }
    }

    fn sees_star(&self) -> bool {
        let scope = self.place.scope;
        self.model.enclosing_scopes(scope).any(|(_, scope)| scope.flags.has_star_import())
    }

    fn is_always_there(&self, symbol: u32) -> bool {
        let entry = self.model.symbols.get(symbol);
        match entry.builtin {
            Builtin::Yes => true,
            Builtin::Unknown => self.is_there_by_name(entry.name),
        }
    }

    /// Spares the next look at the tables of builtins. What only some places have is not remembered.
    fn remember_builtin(&mut self, symbol: u32) {
        let entry = self.model.symbols.get_mut(symbol);
        if entry.builtin == Builtin::Unknown && !entry.name.starts_with("__") {
            entry.builtin = Builtin::Yes;
        }
    }

    fn is_there_by_name(&self, name: &str) -> bool {
        if is_builtin_name(name, self.options.python) || is_module_name(name, self.options.python) {
            return true;
        }
        if self.options.builtins.iter().any(|builtin| builtin == name) {
            return true;
        }
        match name {
            "__path__" => self.options.is_package,
            "__module__" | "__qualname__" => self.model.scopes[self.place.scope.index()].is_class(),
            "__class__" => self.model.enclosing_scopes(self.place.scope).skip(1).any(|(_, s)| s.is_class()),
            _ => false,
        }
    }

    /// A name in a `del` statement: it must be bound in the scope itself.
    pub(super) fn delete(&mut self, name: &ExprName<'a>) {
        let symbol = self.model.symbols.intern(name.id);
        let scope = self.place.scope;
        let own = self.model.symbols.lookup(scope, symbol).map(|id| self.in_force(id));
        let target = match own {
            Some(InForce::Binding(id)) => Some(id),
            Some(InForce::Global) => self.model.symbols.get(symbol).module,
            _ => None,
        };
        let id = self.next_reference();
        let mut flags = self.place.context | ReferenceFlags::DELETE;
        let mut older = None;
        if let Some(target) = target {
            older = self.model.bindings[target.index()].newest_reference.replace(id);
        } else if !matches!(own, Some(InForce::Outer)) {
            flags |= ReferenceFlags::UNDEFINED;
            if !self.model.blocks[self.place.block.index()].handled.name_error() {
                self.model.unresolved.push(id);
            }
        }
        self.model.references.push(Reference {
            span: name.span,
            scope,
            block: self.place.block,
            binding: target,
            flags: ReferenceFlags(flags),
            symbol,
            older,
            same_name: self.model.symbols.get_mut(symbol).newest_reference.replace(id),
        });
        if target.is_some() {
            let conditional = self.is_conditional();
            self.bind_symbol(symbol, name.span, BindingKind::Delete { conditional });
        }
    }

    /// Whether a binding gives its name a value.
    pub(super) fn has_value(&self, id: BindingId) -> bool {
        self.is_plain(id)
    }

    /// Notes that the builtin `locals` is called.
    pub(super) fn note_locals(&mut self) {
        self.model.scopes[self.place.scope.index()].flags.set(ScopeFlags::LOCALS);
    }
}

/// What a name was found to be.
#[derive(Clone, Copy)]
pub struct Found {
    pub resolution: Resolution,
    /// Whether the current function binds the name, but not any more.
    pub is_unbound: bool,
    /// A bare annotation that a reader may take for a definition.
    pub annotation: Option<BindingId>,
}

impl Found {
    const fn of(resolution: Resolution) -> Self {
        Self { resolution, is_unbound: false, annotation: None }
    }
}

enum InForce {
    Binding(BindingId),
    Unbound,
    Deleted,
    Annotated,
    Global,
    Outer,
}
