//! Which Python a construct needs.

use std::fmt;

use naja_base::Span;

/// A minor version of Python 3 (or 2, for what was removed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PythonVersion {
    /// 3, as a rule.
    pub major: u8,
    /// The minor number.
    pub minor: u8,
}

impl PythonVersion {
    /// The version `major.minor`.
    #[must_use]
    pub const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for PythonVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A use of a construct that not every supported Python has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionFact {
    /// The construct.
    pub construct: Construct,
    /// Where it is.
    pub span: Span,
}

/// Constructs that not every Python since 3.7 has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Construct {
    /// `:=` (PEP 572)
    AssignmentExpression,
    /// `/` among parameters (PEP 570)
    PositionalOnlyParameters,
    /// `f"{x=}"`
    SelfDocumentingField,
    /// `return *a, b` and `yield *a, b` without parentheses
    StarInReturn,
    /// A decorator that is no dotted name or call of one (PEP 614)
    RelaxedDecorator,
    /// Parentheses around all items of `with`
    ParenthesizedWith,
    /// `for x in *a, b` without parentheses
    StarInFor,
    /// `:=` without parentheses in a set or a subscript
    NamedWithoutParentheses,
    /// `match` (PEP 634)
    Match,
    /// `except*` (PEP 654)
    ExceptStar,
    /// `a[*b]` (PEP 646)
    StarInIndex,
    /// `*args: *Ts` (PEP 646)
    StarAnnotation,
    /// `def f[T]()`, `class C[T]` (PEP 695)
    TypeParameters,
    /// `type X = …` (PEP 695)
    TypeAlias,
    /// Quotes of the same kind, backslashes, comments or line breaks inside a replacement field (PEP 701)
    NestedFString,
    /// `[T = int]` (PEP 696)
    TypeParameterDefault,
    /// `except A, B:` (PEP 758)
    ExceptWithoutParentheses,
    /// `t"…"` (PEP 750)
    TemplateString,
    /// `lazy import a` (PEP 810)
    LazyImport,
    /// `[*x for x in y]`, `{**d for d in ds}` (PEP 798)
    UnpackingInComprehension,
}

impl Construct {
    /// The first Python that has it.
    #[must_use]
    pub const fn minimum(self) -> PythonVersion {
        let minor = match self {
            Self::AssignmentExpression
            | Self::PositionalOnlyParameters
            | Self::SelfDocumentingField
            | Self::StarInReturn => 8,
            Self::RelaxedDecorator | Self::ParenthesizedWith | Self::StarInFor => 9,
            Self::NamedWithoutParentheses | Self::Match => 10,
            Self::ExceptStar | Self::StarInIndex | Self::StarAnnotation => 11,
            Self::TypeParameters | Self::TypeAlias | Self::NestedFString => 12,
            Self::TypeParameterDefault => 13,
            Self::ExceptWithoutParentheses | Self::TemplateString => 14,
            Self::LazyImport | Self::UnpackingInComprehension => 15,
        };
        PythonVersion::new(3, minor)
    }

    /// What people call it.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::AssignmentExpression => "an assignment expression (`:=`)",
            Self::PositionalOnlyParameters => "a positional-only parameter separator (`/`)",
            Self::SelfDocumentingField => "a self-documenting f-string field (`{x=}`)",
            Self::StarInReturn => "unpacking in `return` or `yield` without parentheses",
            Self::RelaxedDecorator => "an arbitrary expression as decorator",
            Self::ParenthesizedWith => "parentheses around the items of `with`",
            Self::StarInFor => "unpacking in `for … in` without parentheses",
            Self::NamedWithoutParentheses => "`:=` without parentheses in a set or subscript",
            Self::Match => "a `match` statement",
            Self::ExceptStar => "`except*`",
            Self::StarInIndex => "unpacking in a subscript",
            Self::StarAnnotation => "an unpacked annotation of `*args`",
            Self::TypeParameters => "type parameters",
            Self::TypeAlias => "a `type` statement",
            Self::NestedFString => {
                "reused quotes, backslashes, comments or line breaks inside an f-string field"
            }
            Self::TypeParameterDefault => "a default of a type parameter",
            Self::ExceptWithoutParentheses => "several exceptions in `except` without parentheses",
            Self::TemplateString => "a t-string",
            Self::LazyImport => "a lazy import",
            Self::UnpackingInComprehension => "unpacking in a comprehension",
        }
    }
}
