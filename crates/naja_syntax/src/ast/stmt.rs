//! Statements.

use naja_base::Span;

use super::{Arguments, BinaryOp, Expr, Identifier, Parameters, Pattern, TypeParams};

/// A statement.
#[derive(Clone, Copy, Debug)]
pub enum Stmt<'a> {
    /// An expression by itself.
    Expr(&'a StmtExpr<'a>),
    /// `target = value`
    Assign(&'a StmtAssign<'a>),
    /// `target += value`
    AugAssign(&'a StmtAugAssign<'a>),
    /// `target: annotation = value`
    AnnAssign(&'a StmtAnnAssign<'a>),
    /// `return value`
    Return(&'a StmtReturn<'a>),
    /// `if`, with all its `elif` and `else`
    If(&'a StmtIf<'a>),
    /// `for`, `async for`
    For(&'a StmtFor<'a>),
    /// `while`
    While(&'a StmtWhile<'a>),
    /// `def`, `async def`
    FunctionDef(&'a StmtFunctionDef<'a>),
    /// `class`
    ClassDef(&'a StmtClassDef<'a>),
    /// `import a`
    Import(&'a StmtImport<'a>),
    /// `from a import b`
    ImportFrom(&'a StmtImportFrom<'a>),
    /// `with`, `async with`
    With(&'a StmtWith<'a>),
    /// `try`, with `except` or `except*`
    Try(&'a StmtTry<'a>),
    /// `raise`
    Raise(&'a StmtRaise<'a>),
    /// `assert`
    Assert(&'a StmtAssert<'a>),
    /// `del`
    Delete(&'a StmtDelete<'a>),
    /// `global`
    Global(&'a StmtNames<'a>),
    /// `nonlocal`
    Nonlocal(&'a StmtNames<'a>),
    /// `match`
    Match(&'a StmtMatch<'a>),
    /// `type X = …`
    TypeAlias(&'a StmtTypeAlias<'a>),
    /// `pass`
    Pass(&'a Span),
    /// `break`
    Break(&'a Span),
    /// `continue`
    Continue(&'a Span),
    /// What could not be read; a diagnostic tells why.
    Invalid(&'a Span),
}

impl Stmt<'_> {
    /// Whether it is a [compound statement](https://docs.python.org/3/reference/compound_stmts.html), which holds other statements.
    #[must_use]
    pub const fn is_compound(self) -> bool {
        matches!(
            self,
            Self::If(_)
                | Self::For(_)
                | Self::While(_)
                | Self::FunctionDef(_)
                | Self::ClassDef(_)
                | Self::With(_)
                | Self::Try(_)
                | Self::Match(_)
        )
    }

    /// Where it is: from its first token, a definition's decorators excluded, to its last, semicolon and line
    /// break excluded.
    #[inline]
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Expr(node) => node.span,
            Self::Assign(node) => node.span,
            Self::AugAssign(node) => node.span,
            Self::AnnAssign(node) => node.span,
            Self::Return(node) => node.span,
            Self::If(node) => node.span,
            Self::For(node) => node.span,
            Self::While(node) => node.span,
            Self::FunctionDef(node) => node.span,
            Self::ClassDef(node) => node.span,
            Self::Import(node) => node.span,
            Self::ImportFrom(node) => node.span,
            Self::With(node) => node.span,
            Self::Try(node) => node.span,
            Self::Raise(node) => node.span,
            Self::Assert(node) => node.span,
            Self::Delete(node) => node.span,
            Self::Global(node) | Self::Nonlocal(node) => node.span,
            Self::Match(node) => node.span,
            Self::TypeAlias(node) => node.span,
            Self::Pass(span) | Self::Break(span) | Self::Continue(span) | Self::Invalid(span) => **span,
        }
    }

    /// As [`Self::span`], with the decorators of a definition.
    #[must_use]
    pub fn full_span(&self) -> Span {
        let decorators = match self {
            Self::FunctionDef(node) => node.decorators,
            Self::ClassDef(node) => node.decorators,
            _ => &[],
        };
        decorators.first().map_or(self.span(), |first| first.span.to(self.span()))
    }
}

/// An expression by itself.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtExpr<'a> {
    /// Parentheses around the expression included.
    pub span: Span,
    /// The expression.
    pub value: Expr<'a>,
}

/// `target = value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtAssign<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one, from left to right.
    pub targets: &'a [Expr<'a>],
    /// The value.
    pub value: Expr<'a>,
}

/// `target += value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtAugAssign<'a> {
    /// Where it is.
    pub span: Span,
    /// The operator.
    pub op: BinaryOp,
    /// The target.
    pub target: Expr<'a>,
    /// The value.
    pub value: Expr<'a>,
}

/// `target: annotation = value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtAnnAssign<'a> {
    /// Where it is.
    pub span: Span,
    /// The target.
    pub target: Expr<'a>,
    /// What follows the colon.
    pub annotation: Expr<'a>,
    /// What follows the `=`.
    pub value: Option<Expr<'a>>,
    /// Whether the target is a name without parentheses.
    pub simple: bool,
}

/// `return value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtReturn<'a> {
    /// Where it is.
    pub span: Span,
    /// The value.
    pub value: Option<Expr<'a>>,
}

/// `if`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtIf<'a> {
    /// From `if` to the end of the last clause's body.
    pub span: Span,
    /// The condition.
    pub test: Expr<'a>,
    /// What is done if it holds.
    pub body: &'a [Stmt<'a>],
    /// The `elif`s, and at the end perhaps an `else`. An `else` that holds an `if` is an `else`, not an `elif`.
    pub clauses: &'a [Clause<'a>],
}

/// `elif test:` or `else:`
#[derive(Clone, Copy, Debug)]
pub struct Clause<'a> {
    /// From its keyword to its body's end.
    pub span: Span,
    /// `None` for `else`.
    pub test: Option<Expr<'a>>,
    /// What is done.
    pub body: &'a [Stmt<'a>],
}

/// `for`, `async for`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtFor<'a> {
    /// Where it is.
    pub span: Span,
    /// What is bound.
    pub target: Expr<'a>,
    /// What is gone through.
    pub iter: Expr<'a>,
    /// What is done each time.
    pub body: &'a [Stmt<'a>],
    /// What is done at the end; empty without `else`.
    pub orelse: &'a [Stmt<'a>],
    /// Whether `async` is before it.
    pub is_async: bool,
}

/// `while`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtWhile<'a> {
    /// Where it is.
    pub span: Span,
    /// The condition.
    pub test: Expr<'a>,
    /// What is done each time.
    pub body: &'a [Stmt<'a>],
    /// What is done at the end; empty without `else`.
    pub orelse: &'a [Stmt<'a>],
}

/// `@expression`
#[derive(Clone, Copy, Debug)]
pub struct Decorator<'a> {
    /// From `@` to the expression's end.
    pub span: Span,
    /// The expression.
    pub expression: Expr<'a>,
}

/// `def`, `async def`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtFunctionDef<'a> {
    /// From `def` or `async` to the body's end; decorators excluded.
    pub span: Span,
    /// Its name.
    pub name: Identifier<'a>,
    /// Its parameters.
    pub parameters: &'a Parameters<'a>,
    /// What is done.
    pub body: &'a [Stmt<'a>],
    /// What follows `->`.
    pub returns: Option<Expr<'a>>,
    /// What is above it.
    pub decorators: &'a [Decorator<'a>],
    /// `[T]`
    pub type_params: Option<&'a TypeParams<'a>>,
    /// Whether `async` is before it.
    pub is_async: bool,
}

/// `class`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtClassDef<'a> {
    /// From `class` to the body's end; decorators excluded.
    pub span: Span,
    /// Its name.
    pub name: Identifier<'a>,
    /// `(bases, keyword=value)`; `None` without parentheses.
    pub arguments: Option<&'a Arguments<'a>>,
    /// What is done.
    pub body: &'a [Stmt<'a>],
    /// What is above it.
    pub decorators: &'a [Decorator<'a>],
    /// `[T]`
    pub type_params: Option<&'a TypeParams<'a>>,
}

/// `import a, b.c as d`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtImport<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one.
    pub names: &'a [Alias<'a>],
    /// Whether PEP 810's `lazy` is before it.
    pub is_lazy: bool,
}

/// `from ..a import b as c`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtImportFrom<'a> {
    /// Where it is.
    pub span: Span,
    /// The dotted path; `None` in `from . import a`.
    pub module: Option<Identifier<'a>>,
    /// At least one; `*` is a single alias of that name.
    pub names: &'a [Alias<'a>],
    /// The number of leading dots.
    pub level: u32,
    /// Whether PEP 810's `lazy` is before it.
    pub is_lazy: bool,
}

/// `name as asname`
#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    /// Where it is.
    pub span: Span,
    /// A dotted path in `import`, a name or `*` in `from`.
    pub name: Identifier<'a>,
    /// What follows `as`.
    pub asname: Option<Identifier<'a>>,
}

/// `with`, `async with`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtWith<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one.
    pub items: &'a [WithItem<'a>],
    /// What is done.
    pub body: &'a [Stmt<'a>],
    /// Whether `async` is before it.
    pub is_async: bool,
    /// Whether the items as a whole are in parentheses.
    pub parenthesized: bool,
}

/// `context as target`
#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    /// Where it is.
    pub span: Span,
    /// The context manager.
    pub context: Expr<'a>,
    /// What follows `as`.
    pub target: Option<Expr<'a>>,
}

/// `try`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtTry<'a> {
    /// Where it is.
    pub span: Span,
    /// What is tried.
    pub body: &'a [Stmt<'a>],
    /// The handlers.
    pub handlers: &'a [ExceptHandler<'a>],
    /// What is done if nothing was raised; empty without `else`.
    pub orelse: &'a [Stmt<'a>],
    /// What is done at last; empty without `finally`.
    pub finalbody: &'a [Stmt<'a>],
    /// Whether the handlers are `except*`.
    pub is_star: bool,
}

/// `except kind as name:`
#[derive(Clone, Copy, Debug)]
pub struct ExceptHandler<'a> {
    /// From `except` to the body's end.
    pub span: Span,
    /// What is caught; a tuple without parentheses in PEP 758's form.
    pub kind: Option<Expr<'a>>,
    /// What follows `as`.
    pub name: Option<Identifier<'a>>,
    /// What is done.
    pub body: &'a [Stmt<'a>],
}

/// `raise exception from cause`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtRaise<'a> {
    /// Where it is.
    pub span: Span,
    /// What is raised.
    pub exception: Option<Expr<'a>>,
    /// What follows `from`.
    pub cause: Option<Expr<'a>>,
}

/// `assert test, message`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtAssert<'a> {
    /// Where it is.
    pub span: Span,
    /// The condition.
    pub test: Expr<'a>,
    /// What follows the comma.
    pub message: Option<Expr<'a>>,
}

/// `del a, b`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtDelete<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one.
    pub targets: &'a [Expr<'a>],
}

/// `global a, b` and `nonlocal a, b`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtNames<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one.
    pub names: &'a [Identifier<'a>],
}

/// `match`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtMatch<'a> {
    /// Where it is.
    pub span: Span,
    /// What is matched.
    pub subject: Expr<'a>,
    /// At least one.
    pub cases: &'a [MatchCase<'a>],
}

/// `case pattern if guard:`
#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    /// From `case` to the body's end.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern<'a>,
    /// What follows `if`.
    pub guard: Option<Expr<'a>>,
    /// What is done.
    pub body: &'a [Stmt<'a>],
}

/// `type X[T] = value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StmtTypeAlias<'a> {
    /// Where it is.
    pub span: Span,
    /// The name that is bound.
    pub name: Expr<'a>,
    /// `[T]`
    pub type_params: Option<&'a TypeParams<'a>>,
    /// The value.
    pub value: Expr<'a>,
}
