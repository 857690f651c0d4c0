//! What names mean where they are.

use naja_syntax::ast::{Expr, ExprName};

use crate::binding::{Binding, BindingKind};
use crate::ids::{BindingId, ReferenceId, ScopeId};
use crate::model::Model;
use crate::qualified::QualifiedName;
use crate::typing;

/// What a name means where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A binding of the file.
    Binding(BindingId),
    /// A builtin, or a name that every module has.
    Builtin,
    /// It may come from a `from … import *`.
    Star,
    /// Nothing defines it.
    Undefined,
    /// The name is bound there, or its place was not walked.
    Unknown,
}

/// The most attributes in a row that are looked at.
const LONGEST: usize = 16;

impl<'a> Model<'a> {
    /// The reference that starts at `start`.
    #[must_use]
    pub fn reference_at(&self, start: u32) -> Option<ReferenceId> {
        self.reference_index().find(start, |id| self.reference(id).span.start)
    }

    /// What `name` means where it is.
    #[must_use]
    pub fn resolve(&self, name: &ExprName<'a>) -> Resolution {
        let Some(id) = self.reference_at(name.span.start) else { return Resolution::Unknown };
        let reference = self.reference(id);
        match reference.binding {
            Some(binding) => Resolution::Binding(binding),
            None if reference.flags.is_builtin() => Resolution::Builtin,
            None if reference.flags.is_from_star() => Resolution::Star,
            None => Resolution::Undefined,
        }
    }

    /// The binding that `name` refers to.
    #[must_use]
    pub fn resolve_binding(&self, name: &ExprName<'a>) -> Option<&Binding<'a>> {
        match self.resolve(name) {
            Resolution::Binding(id) => Some(self.binding(id)),
            _ => None,
        }
    }

    /// Whether `expr` is the bare name of the builtin `name`, which nothing shadows where it is.
    #[must_use]
    pub fn is_builtin(&self, expr: Expr<'a>, name: &str) -> bool {
        match expr {
            Expr::Name(node) => node.id == name && self.resolve(node) == Resolution::Builtin,
            _ => false,
        }
    }

    /// The name of the builtin that `expr` is, bare and unshadowed or as an attribute of the module `builtins`.
    #[must_use]
    pub fn builtin_name(&self, expr: Expr<'a>) -> Option<&'a str> {
        match expr {
            Expr::Name(node) if self.resolve(node) == Resolution::Builtin => Some(node.id),
            _ => match self.qualified_name(expr)?.segments() {
                ["builtins", name] => Some(name),
                _ => None,
            },
        }
    }

    /// The dotted name that `expr` is, where its first name is imported or a builtin; `None` for anything local, and for
    /// chains so long that they can name nothing.
    #[must_use]
    pub fn qualified_name(&self, expr: Expr<'a>) -> Option<QualifiedName<'a>> {
        self.qualified_with(expr, Self::resolve)
    }

    /// As [`Self::qualified_name`], for a walk that is still going on: the name is looked up, not its reference.
    pub(crate) fn qualified_with(
        &self,
        expr: Expr<'a>,
        resolve: impl Fn(&Self, &ExprName<'a>) -> Resolution,
    ) -> Option<QualifiedName<'a>> {
        let mut depth = 0_usize;
        let mut base = expr;
        while let Expr::Attribute(node) = base {
            depth += 1;
            base = node.value;
            if depth > LONGEST {
                return None;
            }
        }
        let Expr::Name(name) = base else { return None };
        let mut qualified = match resolve(self, name) {
            Resolution::Binding(id) => self.import_name(self.binding(id))?,
            Resolution::Builtin => {
                let mut qualified = QualifiedName::new();
                qualified.push("builtins");
                qualified.push(name.id);
                qualified
            }
            _ => return None,
        };
        // Few chains have more than two links, so that going down again for each is cheaper than a list.
        for level in (0..depth).rev() {
            let mut link = expr;
            for _ in 0..level {
                if let Expr::Attribute(node) = link {
                    link = node.value;
                }
            }
            if let Expr::Attribute(node) = link {
                qualified.push(node.attr);
            }
        }
        Some(qualified)
    }

    /// Whether `expr` is this member of `typing`, `typing_extensions` or a module that is treated as such.
    #[must_use]
    pub fn is_typing(&self, expr: Expr<'a>, member: &str) -> bool {
        self.typing_member(expr) == Some(member)
    }

    /// The member of `typing`, `typing_extensions` or a module that is treated as such that `expr` is.
    #[must_use]
    pub fn typing_member(&self, expr: Expr<'a>) -> Option<&'a str> {
        typing::member(&self.qualified_name(expr)?, &self.typing_modules)
    }

    /// The dotted name that an import binds: `os.path` for `from os import path`, `os` for `import os.path`.
    #[must_use]
    pub fn import_name(&self, binding: &Binding<'a>) -> Option<QualifiedName<'a>> {
        let mut qualified = QualifiedName::new();
        match binding.kind {
            BindingKind::Import(alias) => qualified.push_dotted(alias.name.name),
            BindingKind::Submodule(_) => qualified.push(binding.name),
            BindingKind::FromImport(alias) | BindingKind::FutureImport(alias) => {
                let from = binding.from_import()?;
                if from.level > 0 {
                    qualified.push(dots(from.level));
                }
                if let Some(module) = from.module {
                    qualified.push_dotted(module.name);
                }
                qualified.push(alias.name.name);
            }
            _ => return None,
        }
        Some(qualified)
    }

    /// The newest binding of `name` in `scope`, as at the end of the walk.
    #[must_use]
    pub fn lookup(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        self.symbols.lookup(scope, self.symbols.find(name)?)
    }

    /// What `name` would mean at the end of `scope`: a binding there or around it. Class bodies around it are no place
    /// where Python looks.
    #[must_use]
    pub fn lookup_from(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        let symbol = self.symbols.find(name)?;
        let mut next = Some(scope);
        while let Some(id) = next {
            let entry = self.scope(id);
            if (id == scope || !entry.is_class())
                && let Some(binding) = self.symbols.lookup(id, symbol)
            {
                return Some(binding);
            }
            next = entry.parent;
        }
        None
    }

    /// Whether the builtin `name` is unshadowed in `scope`, as at the end of the walk.
    #[must_use]
    pub fn is_available(&self, scope: ScopeId, name: &str) -> bool {
        self.lookup_from(scope, name).is_none()
    }
}

/// As many dots as a relative import has.
fn dots(level: u32) -> &'static str {
    const DOTS: &str = "................................................................";
    &DOTS[..(level as usize).min(DOTS.len())]
}
