//! Scopes: the regions of a file that have names of their own.

use naja_base::Span;
use naja_syntax::ast::{Expr, ExprLambda, Stmt, StmtClassDef, StmtFunctionDef};

use crate::ids::{BindingId, BlockId, ScopeId};

/// A scope.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// What opens it.
    pub kind: ScopeKind<'a>,
    /// The scope around it; `None` for the module's.
    pub parent: Option<ScopeId>,
    /// Where what opens it is.
    pub span: Span,
    /// The block in which it is opened.
    pub block: BlockId,
    /// What is known of it.
    pub flags: ScopeFlags,
    pub(crate) newest: Option<BindingId>,
    pub(crate) first_reference: u32,
}

/// What opens a scope.
#[derive(Clone, Copy, Debug)]
pub enum ScopeKind<'a> {
    /// The file.
    Module,
    /// A class body.
    Class(&'a StmtClassDef<'a>),
    /// A function, with its parameters.
    Function(&'a StmtFunctionDef<'a>),
    /// A lambda, with its parameters.
    Lambda(&'a ExprLambda<'a>),
    /// A comprehension or generator expression.
    Comprehension(Expr<'a>),
    /// The type parameters of the class, function or `type` statement.
    TypeParams(Stmt<'a>),
}

impl Scope<'_> {
    /// Whether it is the module's.
    #[inline]
    #[must_use]
    pub const fn is_module(&self) -> bool {
        matches!(self.kind, ScopeKind::Module)
    }

    /// Whether it is a class body's.
    #[inline]
    #[must_use]
    pub const fn is_class(&self) -> bool {
        matches!(self.kind, ScopeKind::Class(_))
    }

    /// Whether it is a function's; a lambda's is none.
    #[inline]
    #[must_use]
    pub const fn is_function(&self) -> bool {
        matches!(self.kind, ScopeKind::Function(_))
    }

    /// Whether it is a comprehension's.
    #[inline]
    #[must_use]
    pub const fn is_comprehension(&self) -> bool {
        matches!(self.kind, ScopeKind::Comprehension(_))
    }

    /// Whether it is that of type parameters.
    #[inline]
    #[must_use]
    pub const fn is_type_params(&self) -> bool {
        matches!(self.kind, ScopeKind::TypeParams(_))
    }
}

/// What is known of a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScopeFlags(u8);

impl ScopeFlags {
    pub(crate) const LOCALS: u8 = 1;
    pub(crate) const STAR: u8 = 2;
    pub(crate) const GLOBALS: u8 = 4;

    #[inline]
    pub(crate) const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    #[inline]
    pub(crate) const fn set(&mut self, bit: u8) {
        self.0 |= bit;
    }

    /// Whether the builtin `locals` is called in it, so that every binding may be read.
    #[must_use]
    pub const fn uses_locals(self) -> bool {
        self.has(Self::LOCALS)
    }

    /// Whether `from … import *` is in it.
    #[must_use]
    pub const fn has_star_import(self) -> bool {
        self.has(Self::STAR)
    }

    /// Whether `global` or `nonlocal` is in it.
    #[must_use]
    pub const fn has_declarations(self) -> bool {
        self.has(Self::GLOBALS)
    }
}
