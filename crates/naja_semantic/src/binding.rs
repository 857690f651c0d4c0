//! Bindings: the places where names get their meaning.

use naja_base::Span;
use naja_syntax::ast::{
    Alias, ExceptHandler, Parameter, Stmt, StmtClassDef, StmtFunctionDef, StmtImportFrom, StmtTypeAlias,
    TypeParam,
};

use crate::ids::{BindingId, BlockId, ReferenceId, ScopeId};

/// A place where a name gets its meaning, or loses it.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// What binds it.
    pub kind: BindingKind<'a>,
    /// The name.
    pub name: &'a str,
    /// Where the name is; for imports, what follows `as`, else the whole dotted name.
    pub span: Span,
    /// The scope that it is bound in.
    pub scope: ScopeId,
    /// The block that the statement is in.
    pub block: BlockId,
    /// The statement that binds it. A comprehension's or lambda's names belong to the statement around it.
    pub statement: Option<Stmt<'a>>,
    /// What is known of it.
    pub flags: BindingFlags,
    /// The binding of the name that was in force when this one was made: of the same scope, or of one around it.
    pub shadowed: Option<BindingId>,
    pub(crate) symbol: u32,
    pub(crate) previous: Option<BindingId>,
    pub(crate) older: Option<BindingId>,
    pub(crate) newest_reference: Option<ReferenceId>,
}

/// What binds a name.
#[derive(Clone, Copy, Debug)]
pub enum BindingKind<'a> {
    /// `import a`, `import a.b as c`
    Import(&'a Alias<'a>),
    /// `import a.b`, which binds `a`
    Submodule(&'a Alias<'a>),
    /// `from a import b`; the statement is the binding's
    FromImport(&'a Alias<'a>),
    /// `from __future__ import b`
    FutureImport(&'a Alias<'a>),
    /// `name = value`, `name += value`, `name: type = value`
    Assignment,
    /// `name: type`, which binds nothing at run time
    Annotation,
    /// `name := value`
    Named,
    /// A parameter.
    Parameter(&'a Parameter<'a>),
    /// `for name in …`
    Loop,
    /// The `for` of a comprehension.
    Comprehension,
    /// `with … as name`
    With,
    /// `except … as name`
    Except(&'a ExceptHandler<'a>),
    /// The end of an `except … as name`, where Python deletes the name; with what it was before.
    Unbound(Option<BindingId>),
    /// A capture of `match`.
    Capture,
    /// `def name`
    Function(&'a StmtFunctionDef<'a>),
    /// `class name`
    Class(&'a StmtClassDef<'a>),
    /// `type name = …`
    TypeAlias(&'a StmtTypeAlias<'a>),
    /// A type parameter.
    TypeParam(&'a TypeParam<'a>),
    /// `global name`
    Global,
    /// `nonlocal name`
    Nonlocal,
    /// `del name`; in a branch or loop, other bindings may still be in force
    Delete {
        /// Whether it is under `if` or in a loop.
        conditional: bool,
    },
    /// `__all__ = …` of the module
    DunderAll,
}

impl BindingKind<'_> {
    /// Whether it is an import of any kind but `__future__`.
    #[inline]
    #[must_use]
    pub const fn is_import(&self) -> bool {
        matches!(self, Self::Import(_) | Self::Submodule(_) | Self::FromImport(_))
    }

    /// Whether it is a function or class.
    #[inline]
    #[must_use]
    pub const fn is_definition(&self) -> bool {
        matches!(self, Self::Function(_) | Self::Class(_))
    }
}

impl<'a> Binding<'a> {
    /// Whether anything refers to it, or referred to the same name in the same scope before it was made: the name is of
    /// use then, whatever becomes of this value.
    #[inline]
    #[must_use]
    pub const fn is_used(&self) -> bool {
        self.newest_reference.is_some() || self.flags.0 & BindingFlags::USED_BEFORE != 0
    }

    /// The alias of an import.
    #[must_use]
    pub const fn alias(&self) -> Option<&'a Alias<'a>> {
        match self.kind {
            BindingKind::Import(alias)
            | BindingKind::Submodule(alias)
            | BindingKind::FromImport(alias)
            | BindingKind::FutureImport(alias) => Some(alias),
            _ => None,
        }
    }

    /// The statement of a `from … import …`.
    #[must_use]
    pub const fn from_import(&self) -> Option<&'a StmtImportFrom<'a>> {
        match (self.kind, self.statement) {
            (BindingKind::FromImport(_) | BindingKind::FutureImport(_), Some(Stmt::ImportFrom(node))) => {
                Some(node)
            }
            _ => None,
        }
    }

    /// The binding of the same name in the same scope before this one.
    #[must_use]
    pub const fn previous(&self) -> Option<BindingId> {
        self.previous
    }
}

/// What is known of a binding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BindingFlags(pub(crate) u8);

impl BindingFlags {
    pub(crate) const UNPACKED: u8 = 1;
    pub(crate) const DECLARED: u8 = 2;
    pub(crate) const REEXPORT: u8 = 4;
    pub(crate) const ANNOTATED: u8 = 8;
    pub(crate) const TYPE_ALIAS: u8 = 16;
    pub(crate) const AUGMENTED: u8 = 32;
    pub(crate) const USED_BEFORE: u8 = 64;
    pub(crate) const REBOUND: u8 = 128;

    /// Whether it is one of several names that a value is taken apart into.
    #[must_use]
    pub const fn is_unpacked(self) -> bool {
        self.0 & Self::UNPACKED != 0
    }

    /// Whether its scope declares the name `global` or `nonlocal`.
    #[must_use]
    pub const fn is_declared(self) -> bool {
        self.0 & Self::DECLARED != 0
    }

    /// Whether it is an import in the form that says "exported": `import a as a`, `from a import b as b`.
    #[must_use]
    pub const fn is_reexport(self) -> bool {
        self.0 & Self::REEXPORT != 0
    }

    /// Whether it is an assignment with an annotation.
    #[must_use]
    pub const fn is_annotated(self) -> bool {
        self.0 & Self::ANNOTATED != 0
    }

    /// Whether it is an assignment annotated with `TypeAlias`.
    #[must_use]
    pub const fn is_type_alias(self) -> bool {
        self.0 & Self::TYPE_ALIAS != 0
    }

    /// Whether a function inside declares the name `nonlocal`.
    #[must_use]
    pub const fn is_rebound(self) -> bool {
        self.0 & Self::REBOUND != 0
    }

    /// Whether it is an augmented assignment.
    #[must_use]
    pub const fn is_augmented(self) -> bool {
        self.0 & Self::AUGMENTED != 0
    }
}
