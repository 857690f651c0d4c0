//! Parameters, arguments and type parameters.

use naja_base::Span;

use super::{Expr, Identifier};

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or keyword.
    Regular,
    /// `*args`.
    VarArgs,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    VarKeywords,
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// Name and annotation; neither stars nor default.
    pub span: Span,
    /// How it is passed.
    pub kind: ParameterKind,
    /// Its name.
    pub name: Identifier<'a>,
    /// What follows its colon.
    pub annotation: Option<Expr<'a>>,
    /// What follows its `=`.
    pub default: Option<Expr<'a>>,
}

/// The parameters of a function or lambda, in the order of the source.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    /// From the first to the last parameter in a lambda; from `(` to `)` in a function.
    pub span: Span,
    /// All of them. Their kinds ascend: positional-only, regular, `*args`, keyword-only, `**kwargs`.
    pub all: &'a [Parameter<'a>],
    pub(crate) positional_only: u32,
    pub(crate) positional: u32,
    pub(crate) has_varargs: bool,
    pub(crate) has_keywords: bool,
}

impl<'a> Parameters<'a> {
    /// Those before `/`.
    #[must_use]
    pub fn positional_only(&self) -> &'a [Parameter<'a>] {
        &self.all[..self.positional_only as usize]
    }

    /// Those that can be passed by position or keyword.
    #[must_use]
    pub fn regular(&self) -> &'a [Parameter<'a>] {
        &self.all[self.positional_only as usize..self.positional as usize]
    }

    /// Positional-only and regular ones together.
    #[must_use]
    pub fn positional(&self) -> &'a [Parameter<'a>] {
        &self.all[..self.positional as usize]
    }

    /// `*args`.
    #[must_use]
    pub fn varargs(&self) -> Option<&'a Parameter<'a>> {
        if self.has_varargs { self.all.get(self.positional as usize) } else { None }
    }

    /// Those after `*`.
    #[must_use]
    pub fn keyword_only(&self) -> &'a [Parameter<'a>] {
        let start = self.positional as usize + usize::from(self.has_varargs);
        &self.all[start..self.all.len() - usize::from(self.has_keywords)]
    }

    /// `**kwargs`.
    #[must_use]
    pub fn keywords(&self) -> Option<&'a Parameter<'a>> {
        if self.has_keywords { self.all.last() } else { None }
    }
}

/// The arguments of a call or the bases of a class.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Arguments<'a> {
    /// From `(` to `)`.
    pub span: Span,
    /// Positional ones and `*iterables`. They can be after keywords: the order of the source is that of the spans.
    pub args: &'a [Expr<'a>],
    /// `name=value` and `**mappings`.
    pub keywords: &'a [Keyword<'a>],
}

/// `name=value` or `**value` in a call.
#[derive(Clone, Copy, Debug)]
pub struct Keyword<'a> {
    /// From the name or the stars to the value's end.
    pub span: Span,
    /// `None` for `**value`.
    pub name: Option<Identifier<'a>>,
    /// The value.
    pub value: Expr<'a>,
}

/// `[T: int = str, *Ts, **P]` of PEP 695 and 696.
#[derive(Clone, Copy, Debug)]
pub struct TypeParams<'a> {
    /// From `[` to `]`.
    pub span: Span,
    /// In the order of the source.
    pub params: &'a [TypeParam<'a>],
}

/// What a type parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TypeParamKind {
    /// `T`
    TypeVar,
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}

/// One type parameter.
#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    /// From its stars or name to the end of its bound or default.
    pub span: Span,
    /// What it stands for.
    pub kind: TypeParamKind,
    /// Its name.
    pub name: Identifier<'a>,
    /// What follows its colon; only on a type variable.
    pub bound: Option<Expr<'a>>,
    /// What follows its `=`.
    pub default: Option<Expr<'a>>,
}
