//! The patterns of `case`.

use naja_base::Span;

use super::{Expr, Identifier};

/// A pattern; parentheses around it do not belong to its span.
#[derive(Clone, Copy, Debug)]
pub enum Pattern<'a> {
    /// A literal or a dotted name.
    Value(&'a PatternValue<'a>),
    /// `None`, `True`, `False`.
    Singleton(&'a PatternSingleton),
    /// `[a, b]`, `(a, b)` or `a, b`.
    Sequence(&'a PatternSequence<'a>),
    /// `{key: pattern, **rest}`.
    Mapping(&'a PatternMapping<'a>),
    /// `Class(pattern, name=pattern)`.
    Class(&'a PatternClass<'a>),
    /// `*rest`.
    Star(&'a PatternStar<'a>),
    /// `pattern as name`, `name`, `_`.
    As(&'a PatternAs<'a>),
    /// `a | b`.
    Or(&'a PatternOr<'a>),
    /// What could not be read; a diagnostic tells why.
    Invalid(&'a Span),
}

impl Pattern<'_> {
    /// Where it is.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Value(node) => node.span,
            Self::Singleton(node) => node.span,
            Self::Sequence(node) => node.span,
            Self::Mapping(node) => node.span,
            Self::Class(node) => node.span,
            Self::Star(node) => node.span,
            Self::As(node) => node.span,
            Self::Or(node) => node.span,
            Self::Invalid(span) => **span,
        }
    }
}

/// A literal or a dotted name, compared by `==`.
#[derive(Clone, Copy, Debug)]
pub struct PatternValue<'a> {
    /// Where it is.
    pub span: Span,
    /// The value.
    pub value: Expr<'a>,
}

/// The constants that a pattern compares by identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Singleton {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
}

/// `None`, `True`, `False`.
#[derive(Clone, Copy, Debug)]
pub struct PatternSingleton {
    /// Where it is.
    pub span: Span,
    /// Which.
    pub value: Singleton,
}

/// A sequence of patterns.
#[derive(Clone, Copy, Debug)]
pub struct PatternSequence<'a> {
    /// Its brackets included, where it has some.
    pub span: Span,
    /// The patterns.
    pub patterns: &'a [Pattern<'a>],
}

/// A mapping of patterns.
#[derive(Clone, Copy, Debug)]
pub struct PatternMapping<'a> {
    /// From `{` to `}`.
    pub span: Span,
    /// The keys and what must match their values.
    pub items: &'a [PatternMappingItem<'a>],
    /// The name after `**`.
    pub rest: Option<Identifier<'a>>,
}

/// `key: pattern`.
#[derive(Clone, Copy, Debug)]
pub struct PatternMappingItem<'a> {
    /// The key: a literal or a dotted name.
    pub key: Expr<'a>,
    /// What the value must match.
    pub pattern: Pattern<'a>,
}

/// A class pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternClass<'a> {
    /// From the class to `)`.
    pub span: Span,
    /// The class: a name or a dotted name.
    pub class: Expr<'a>,
    /// Positional patterns.
    pub patterns: &'a [Pattern<'a>],
    /// `name=pattern`.
    pub keywords: &'a [PatternKeyword<'a>],
}

/// `name=pattern` in a class pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternKeyword<'a> {
    /// From the name to the pattern's end.
    pub span: Span,
    /// The attribute.
    pub name: Identifier<'a>,
    /// What its value must match.
    pub pattern: Pattern<'a>,
}

/// `*rest`, `*_`.
#[derive(Clone, Copy, Debug)]
pub struct PatternStar<'a> {
    /// The star included.
    pub span: Span,
    /// `None` for `_`.
    pub name: Option<Identifier<'a>>,
}

/// A capture, a wildcard or `pattern as name`.
#[derive(Clone, Copy, Debug)]
pub struct PatternAs<'a> {
    /// Where it is.
    pub span: Span,
    /// What is before `as`.
    pub pattern: Option<Pattern<'a>>,
    /// The name that is bound; `None` for `_`.
    pub name: Option<Identifier<'a>>,
}

/// `a | b`.
#[derive(Clone, Copy, Debug)]
pub struct PatternOr<'a> {
    /// Where it is.
    pub span: Span,
    /// At least two.
    pub patterns: &'a [Pattern<'a>],
}
