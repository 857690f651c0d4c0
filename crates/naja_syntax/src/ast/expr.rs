//! Expressions.

use naja_base::Span;

use super::{
    Arguments, BinaryOp, BoolOp, CompareOp, Context, FStringPart, NumberKind, Parameters, StringLiteral,
    UnaryOp,
};

/// An expression.
#[derive(Clone, Copy, Debug)]
pub enum Expr<'a> {
    /// `name`
    Name(&'a ExprName<'a>),
    /// `value.attr`
    Attribute(&'a ExprAttribute<'a>),
    /// `value[index]`
    Subscript(&'a ExprSubscript<'a>),
    /// `func(arguments)`
    Call(&'a ExprCall<'a>),
    /// `"text"`, one literal or several side by side.
    String(&'a ExprString<'a>),
    /// `b"data"`, one literal or several side by side.
    Bytes(&'a ExprBytes<'a>),
    /// `f"text {value}"`, with any literals side by side.
    FString(&'a ExprFString<'a>),
    /// `t"text {value}"` of PEP 750.
    TString(&'a ExprFString<'a>),
    /// A number.
    Number(&'a ExprNumber<'a>),
    /// `None`
    None(&'a Span),
    /// `True`
    True(&'a Span),
    /// `False`
    False(&'a Span),
    /// `...`
    Ellipsis(&'a Span),
    /// `left + right` and its like; left-deep.
    Binary(&'a ExprBinary<'a>),
    /// `a and b and c`; flat.
    Bool(&'a ExprBool<'a>),
    /// `-operand` and its like.
    Unary(&'a ExprUnary<'a>),
    /// `a < b <= c`; flat.
    Compare(&'a ExprCompare<'a>),
    /// `body if test else orelse`
    Conditional(&'a ExprConditional<'a>),
    /// `lambda x: body`
    Lambda(&'a ExprLambda<'a>),
    /// `target := value`
    Named(&'a ExprNamed<'a>),
    /// `(a, b)` or `a, b`
    Tuple(&'a ExprTuple<'a>),
    /// `[a, b]`
    List(&'a ExprList<'a>),
    /// `{a, b}`
    Set(&'a ExprSet<'a>),
    /// `{a: b, **c}`
    Dict(&'a ExprDict<'a>),
    /// `[x for x in y]`
    ListComp(&'a ExprElementComp<'a>),
    /// `{x for x in y}`
    SetComp(&'a ExprElementComp<'a>),
    /// `(x for x in y)`
    Generator(&'a ExprElementComp<'a>),
    /// `{k: v for k in y}`
    DictComp(&'a ExprDictComp<'a>),
    /// `*value`
    Starred(&'a ExprStarred<'a>),
    /// `await value`
    Await(&'a ExprAwait<'a>),
    /// `yield value`
    Yield(&'a ExprYield<'a>),
    /// `yield from value`
    YieldFrom(&'a ExprYieldFrom<'a>),
    /// `lower:upper:step` inside a subscript
    Slice(&'a ExprSlice<'a>),
    /// What could not be read; a diagnostic tells why.
    Invalid(&'a Span),
}

impl Expr<'_> {
    /// Where it is, parentheses around it excluded.
    #[inline]
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Name(node) => node.span,
            Self::Attribute(node) => node.span,
            Self::Subscript(node) => node.span,
            Self::Call(node) => node.span,
            Self::String(node) => node.span,
            Self::Bytes(node) => node.span,
            Self::FString(node) | Self::TString(node) => node.span,
            Self::Number(node) => node.span,
            Self::Binary(node) => node.span,
            Self::Bool(node) => node.span,
            Self::Unary(node) => node.span,
            Self::Compare(node) => node.span,
            Self::Conditional(node) => node.span,
            Self::Lambda(node) => node.span,
            Self::Named(node) => node.span,
            Self::Tuple(node) => node.span,
            Self::List(node) => node.span,
            Self::Set(node) => node.span,
            Self::Dict(node) => node.span,
            Self::ListComp(node) | Self::SetComp(node) | Self::Generator(node) => node.span,
            Self::DictComp(node) => node.span,
            Self::Starred(node) => node.span,
            Self::Await(node) => node.span,
            Self::Yield(node) => node.span,
            Self::YieldFrom(node) => node.span,
            Self::Slice(node) => node.span,
            Self::None(span)
            | Self::True(span)
            | Self::False(span)
            | Self::Ellipsis(span)
            | Self::Invalid(span) => **span,
        }
    }
}

/// `name`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprName<'a> {
    /// Where it is.
    pub span: Span,
    /// The NFKC-normalised name.
    pub id: &'a str,
    /// Read, bound or deleted.
    pub ctx: Context,
}

/// `value.attr`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprAttribute<'a> {
    /// Where it is; ends with the attribute's name.
    pub span: Span,
    /// The object.
    pub value: Expr<'a>,
    /// The NFKC-normalised attribute.
    pub attr: &'a str,
    /// Where the attribute's name starts.
    pub attr_start: u32,
    /// Read, bound or deleted.
    pub ctx: Context,
}

impl ExprAttribute<'_> {
    /// Where the attribute's name is.
    #[must_use]
    pub const fn attr_span(&self) -> Span {
        Span::new(self.attr_start, self.span.end)
    }
}

/// `value[index]`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprSubscript<'a> {
    /// Where it is.
    pub span: Span,
    /// The object.
    pub value: Expr<'a>,
    /// What is in the brackets: an expression, a slice, or a tuple of these without parentheses.
    pub index: Expr<'a>,
    /// Read, bound or deleted.
    pub ctx: Context,
}

/// `func(arguments)`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprCall<'a> {
    /// Where it is.
    pub span: Span,
    /// What is called.
    pub func: Expr<'a>,
    /// With what.
    pub arguments: Arguments<'a>,
}

/// A string without interpolations.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprString<'a> {
    /// From the first literal's prefix to the last one's closing quote.
    pub span: Span,
    /// At least one; more are implicitly concatenated.
    pub parts: &'a [StringLiteral<'a>],
}

/// A bytes literal.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprBytes<'a> {
    /// From the first literal's prefix to the last one's closing quote.
    pub span: Span,
    /// At least one; more are implicitly concatenated.
    pub parts: &'a [StringLiteral<'a>],
}

/// An f-string or t-string with its implicitly concatenated neighbours.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprFString<'a> {
    /// From the first part's prefix to the last one's closing quote.
    pub span: Span,
    /// At least one, of which at least one has interpolation syntax.
    pub parts: &'a [FStringPart<'a>],
}

/// A number.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprNumber<'a> {
    /// Where it is.
    pub span: Span,
    /// As written.
    pub raw: &'a str,
    /// What it makes.
    pub kind: NumberKind,
}

/// `left + right` and its like
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprBinary<'a> {
    /// Where it is.
    pub span: Span,
    /// The operator.
    pub op: BinaryOp,
    /// What is before it.
    pub left: Expr<'a>,
    /// What is after it.
    pub right: Expr<'a>,
}

/// `a and b and c`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprBool<'a> {
    /// Where it is.
    pub span: Span,
    /// The operator.
    pub op: BoolOp,
    /// At least two.
    pub values: &'a [Expr<'a>],
}

/// `-operand` and its like
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprUnary<'a> {
    /// Where it is.
    pub span: Span,
    /// The operator.
    pub op: UnaryOp,
    /// What it acts on.
    pub operand: Expr<'a>,
}

/// `a < b <= c`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprCompare<'a> {
    /// Where it is.
    pub span: Span,
    /// The first operand.
    pub left: Expr<'a>,
    /// At least one.
    pub rest: &'a [Comparison<'a>],
}

/// `< b` in a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// The operator.
    pub op: CompareOp,
    /// Where the operator starts.
    pub op_start: u32,
    /// What is after it.
    pub right: Expr<'a>,
}

/// `body if test else orelse`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprConditional<'a> {
    /// Where it is.
    pub span: Span,
    /// The condition.
    pub test: Expr<'a>,
    /// The value if it holds.
    pub body: Expr<'a>,
    /// The value if it does not.
    pub orelse: Expr<'a>,
}

/// `lambda x: body`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprLambda<'a> {
    /// Where it is.
    pub span: Span,
    /// `None` where there are none.
    pub parameters: Option<&'a Parameters<'a>>,
    /// The value.
    pub body: Expr<'a>,
}

/// `target := value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprNamed<'a> {
    /// Where it is.
    pub span: Span,
    /// A name.
    pub target: Expr<'a>,
    /// The value.
    pub value: Expr<'a>,
}

/// `(a, b)` or `a, b`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprTuple<'a> {
    /// Its own parentheses included.
    pub span: Span,
    /// The elements.
    pub elements: &'a [Expr<'a>],
    /// Read, bound or deleted.
    pub ctx: Context,
    /// Whether it has parentheses of its own.
    pub parenthesized: bool,
}

/// `[a, b]`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprList<'a> {
    /// Where it is.
    pub span: Span,
    /// The elements.
    pub elements: &'a [Expr<'a>],
    /// Read, bound or deleted.
    pub ctx: Context,
}

/// `{a, b}`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprSet<'a> {
    /// Where it is.
    pub span: Span,
    /// At least one.
    pub elements: &'a [Expr<'a>],
}

/// `{a: b, **c}`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprDict<'a> {
    /// Where it is.
    pub span: Span,
    /// The items.
    pub items: &'a [DictItem<'a>],
}

/// `key: value` or `**value`
#[derive(Clone, Copy, Debug)]
pub struct DictItem<'a> {
    /// `None` for `**value`.
    pub key: Option<Expr<'a>>,
    /// The value.
    pub value: Expr<'a>,
}

/// A comprehension of single elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprElementComp<'a> {
    /// Its brackets included; for a generator that is a call's only argument, the call's parentheses.
    pub span: Span,
    /// The element; starred in PEP 798's form.
    pub element: Expr<'a>,
    /// At least one.
    pub generators: &'a [Comprehension<'a>],
    /// For a generator: whether it has parentheses of its own, instead of a call's.
    pub parenthesized: bool,
}

/// `{k: v for k in y}`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprDictComp<'a> {
    /// Where it is.
    pub span: Span,
    /// The item; without a key in PEP 798's form `{**d for d in ds}`.
    pub item: DictItem<'a>,
    /// At least one.
    pub generators: &'a [Comprehension<'a>],
}

/// `async for target in iter if test`
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    /// From `for` or `async` to the last condition's end.
    pub span: Span,
    /// What is bound.
    pub target: Expr<'a>,
    /// What is gone through.
    pub iter: Expr<'a>,
    /// The conditions.
    pub ifs: &'a [Expr<'a>],
    /// Whether `async` is before it.
    pub is_async: bool,
}

/// `*value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprStarred<'a> {
    /// The star included.
    pub span: Span,
    /// What is unpacked or packed.
    pub value: Expr<'a>,
    /// Read, bound or deleted.
    pub ctx: Context,
}

/// `await value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprAwait<'a> {
    /// Where it is.
    pub span: Span,
    /// What is awaited.
    pub value: Expr<'a>,
}

/// `yield value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprYield<'a> {
    /// Where it is.
    pub span: Span,
    /// What is handed out.
    pub value: Option<Expr<'a>>,
}

/// `yield from value`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprYieldFrom<'a> {
    /// Where it is.
    pub span: Span,
    /// What is handed out, one by one.
    pub value: Expr<'a>,
}

/// `lower:upper:step`
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ExprSlice<'a> {
    /// Where it is.
    pub span: Span,
    /// Before the first colon.
    pub lower: Option<Expr<'a>>,
    /// After the first colon.
    pub upper: Option<Expr<'a>>,
    /// After the second colon.
    pub step: Option<Expr<'a>>,
}
