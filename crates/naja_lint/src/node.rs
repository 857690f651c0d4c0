//! Nodes as the rules see them: kinds for the dispatch table, and one type for the way up from a node.

use naja_base::Span;
use naja_syntax::ast::{
    Alias, BinaryOp, Clause, Comprehension, Context, Decorator, ExceptHandler, Expr, Interpolation, Keyword,
    MatchCase, Parameter, Parameters, Pattern, Stmt, TypeParams, WithItem,
};

/// The kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum StmtKind {
    /// An expression by itself.
    Expr,
    /// `target = value`
    Assign,
    /// `target += value`
    AugAssign,
    /// `target: annotation = value`
    AnnAssign,
    /// `return value`
    Return,
    /// `if`, with all its `elif` and `else`
    If,
    /// `for`, `async for`
    For,
    /// `while`
    While,
    /// `def`, `async def`
    FunctionDef,
    /// `class`
    ClassDef,
    /// `import a`
    Import,
    /// `from a import b`
    ImportFrom,
    /// `with`, `async with`
    With,
    /// `try`, with `except` or `except*`
    Try,
    /// `raise`
    Raise,
    /// `assert`
    Assert,
    /// `del`
    Delete,
    /// `global`
    Global,
    /// `nonlocal`
    Nonlocal,
    /// `match`
    Match,
    /// `type X = …`
    TypeAlias,
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// What could not be read; a diagnostic tells why.
    Invalid,
}

impl StmtKind {
    /// How many there are.
    pub const COUNT: usize = Self::Invalid as usize + 1;

    /// The kind of `node`.
    #[inline]
    #[must_use]
    pub const fn of(node: Stmt<'_>) -> Self {
        match node {
            Stmt::Expr(_) => Self::Expr,
            Stmt::Assign(_) => Self::Assign,
            Stmt::AugAssign(_) => Self::AugAssign,
            Stmt::AnnAssign(_) => Self::AnnAssign,
            Stmt::Return(_) => Self::Return,
            Stmt::If(_) => Self::If,
            Stmt::For(_) => Self::For,
            Stmt::While(_) => Self::While,
            Stmt::FunctionDef(_) => Self::FunctionDef,
            Stmt::ClassDef(_) => Self::ClassDef,
            Stmt::Import(_) => Self::Import,
            Stmt::ImportFrom(_) => Self::ImportFrom,
            Stmt::With(_) => Self::With,
            Stmt::Try(_) => Self::Try,
            Stmt::Raise(_) => Self::Raise,
            Stmt::Assert(_) => Self::Assert,
            Stmt::Delete(_) => Self::Delete,
            Stmt::Global(_) => Self::Global,
            Stmt::Nonlocal(_) => Self::Nonlocal,
            Stmt::Match(_) => Self::Match,
            Stmt::TypeAlias(_) => Self::TypeAlias,
            Stmt::Pass(_) => Self::Pass,
            Stmt::Break(_) => Self::Break,
            Stmt::Continue(_) => Self::Continue,
            Stmt::Invalid(_) => Self::Invalid,
        }
    }
}

/// The kinds of expressions. They are finer than the tree's where many checks look for the rarer part of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ExprKind {
    /// `name` that is read or deleted.
    Name,
    /// `name` that is bound.
    Target,
    /// `value.attr`
    Attribute,
    /// `value[index]`
    Subscript,
    /// `func(arguments)`
    Call,
    /// `"text"`, one literal or several side by side.
    String,
    /// `b"data"`, one literal or several side by side.
    Bytes,
    /// `f"text {value}"`, with any literals side by side.
    FString,
    /// `t"text {value}"` of PEP 750.
    TString,
    /// A number.
    Number,
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// `left + right` and its like; left-deep.
    Binary,
    /// `"text" % values`
    Percent,
    /// `a and b and c`; flat.
    Bool,
    /// `-operand` and its like.
    Unary,
    /// `a < b <= c`; flat.
    Compare,
    /// `body if test else orelse`
    Conditional,
    /// `lambda x: body`
    Lambda,
    /// `target := value`
    Named,
    /// `(a, b)` or `a, b`
    Tuple,
    /// `[a, b]`
    List,
    /// `{a, b}`
    Set,
    /// `{a: b, **c}`
    Dict,
    /// `[x for x in y]`
    ListComp,
    /// `{x for x in y}`
    SetComp,
    /// `(x for x in y)`
    Generator,
    /// `{k: v for k in y}`
    DictComp,
    /// `*value`
    Starred,
    /// `await value`
    Await,
    /// `yield value`
    Yield,
    /// `yield from value`
    YieldFrom,
    /// `lower:upper:step` inside a subscript
    Slice,
    /// What could not be read; a diagnostic tells why.
    Invalid,
}

impl ExprKind {
    /// How many there are.
    pub const COUNT: usize = Self::Invalid as usize + 1;

    /// The kind of `node`.
    #[inline]
    #[must_use]
    pub fn of(node: Expr<'_>) -> Self {
        match node {
            Expr::Name(name) if name.ctx == Context::Store => Self::Target,
            Expr::Name(_) => Self::Name,
            Expr::Attribute(_) => Self::Attribute,
            Expr::Subscript(_) => Self::Subscript,
            Expr::Call(_) => Self::Call,
            Expr::String(_) => Self::String,
            Expr::Bytes(_) => Self::Bytes,
            Expr::FString(_) => Self::FString,
            Expr::TString(_) => Self::TString,
            Expr::Number(_) => Self::Number,
            Expr::None(_) => Self::None,
            Expr::True(_) => Self::True,
            Expr::False(_) => Self::False,
            Expr::Ellipsis(_) => Self::Ellipsis,
            Expr::Binary(node) if node.op == BinaryOp::Mod && matches!(node.left, Expr::String(_)) => {
                Self::Percent
            }
            Expr::Binary(_) => Self::Binary,
            Expr::Bool(_) => Self::Bool,
            Expr::Unary(_) => Self::Unary,
            Expr::Compare(_) => Self::Compare,
            Expr::Conditional(_) => Self::Conditional,
            Expr::Lambda(_) => Self::Lambda,
            Expr::Named(_) => Self::Named,
            Expr::Tuple(_) => Self::Tuple,
            Expr::List(_) => Self::List,
            Expr::Set(_) => Self::Set,
            Expr::Dict(_) => Self::Dict,
            Expr::ListComp(_) => Self::ListComp,
            Expr::SetComp(_) => Self::SetComp,
            Expr::Generator(_) => Self::Generator,
            Expr::DictComp(_) => Self::DictComp,
            Expr::Starred(_) => Self::Starred,
            Expr::Await(_) => Self::Await,
            Expr::Yield(_) => Self::Yield,
            Expr::YieldFrom(_) => Self::YieldFrom,
            Expr::Slice(_) => Self::Slice,
            Expr::Invalid(_) => Self::Invalid,
        }
    }
}

/// The kinds of nodes that are neither statements nor expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NodeKind {
    /// A block of statements: a body of the module, of a definition or of a clause.
    Body,
    /// An `elif` or `else` of an `if`.
    Clause,
    /// An exception handler.
    ExceptHandler,
    /// A case of `match`.
    MatchCase,
    /// An item of `with`.
    WithItem,
    /// A decorator.
    Decorator,
    /// A name of an import.
    Alias,
    /// `name=value` or `**value` in a call.
    Keyword,
    /// The parameters of a function or lambda.
    Parameters,
    /// One parameter.
    Parameter,
    /// The type parameters of a definition.
    TypeParams,
    /// A `for` of a comprehension.
    Comprehension,
    /// A replacement field of an f-string.
    Interpolation,
    /// A pattern.
    Pattern,
    /// An annotation of a parameter, variable or result; its expression follows as a node of its own.
    Annotation,
}

impl NodeKind {
    /// How many there are.
    pub const COUNT: usize = Self::Annotation as usize + 1;
}

/// A node of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// A statement.
    Stmt(Stmt<'a>),
    /// An expression.
    Expr(Expr<'a>),
    /// A block of statements: a body of the module, of a definition or of a clause.
    Body(&'a [Stmt<'a>]),
    /// An `elif` or `else` of an `if`.
    Clause(&'a Clause<'a>),
    /// An exception handler.
    ExceptHandler(&'a ExceptHandler<'a>),
    /// A case of `match`.
    MatchCase(&'a MatchCase<'a>),
    /// An item of `with`.
    WithItem(&'a WithItem<'a>),
    /// A decorator.
    Decorator(&'a Decorator<'a>),
    /// A name of an import.
    Alias(&'a Alias<'a>),
    /// `name=value` or `**value` in a call.
    Keyword(&'a Keyword<'a>),
    /// The parameters of a function or lambda.
    Parameters(&'a Parameters<'a>),
    /// One parameter.
    Parameter(&'a Parameter<'a>),
    /// The type parameters of a definition.
    TypeParams(&'a TypeParams<'a>),
    /// A `for` of a comprehension.
    Comprehension(&'a Comprehension<'a>),
    /// A replacement field of an f-string.
    Interpolation(&'a Interpolation<'a>),
    /// A pattern.
    Pattern(Pattern<'a>),
    /// An annotation of a parameter, variable or result; its expression follows as a node of its own.
    Annotation(Expr<'a>),
}

impl<'a> Node<'a> {
    /// The statement, if it is one.
    #[must_use]
    pub const fn stmt(self) -> Option<Stmt<'a>> {
        if let Self::Stmt(stmt) = self { Some(stmt) } else { None }
    }

    /// The expression, if it is one.
    #[must_use]
    pub const fn expr(self) -> Option<Expr<'a>> {
        if let Self::Expr(expr) = self { Some(expr) } else { None }
    }

    /// Where it is; nothing for an empty block.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Stmt(stmt) => stmt.span(),
            Self::Expr(expr) | Self::Annotation(expr) => expr.span(),
            Self::Body(body) => match (body.first(), body.last()) {
                (Some(first), Some(last)) => first.full_span().to(last.span()),
                _ => Span::empty(0),
            },
            Self::Pattern(pattern) => pattern.span(),
            Self::Clause(node) => node.span,
            Self::ExceptHandler(node) => node.span,
            Self::MatchCase(node) => node.span,
            Self::WithItem(node) => node.span,
            Self::Decorator(node) => node.span,
            Self::Alias(node) => node.span,
            Self::Keyword(node) => node.span,
            Self::Parameters(node) => node.span,
            Self::Parameter(node) => node.span,
            Self::TypeParams(node) => node.span,
            Self::Comprehension(node) => node.span,
            Self::Interpolation(node) => node.span,
        }
    }
}
