//! String literals and the pieces of f-strings and t-strings.

use naja_base::Span;

use super::{Conversion, Expr};

/// The quote character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quote {
    /// `'`
    Single,
    /// `"`
    Double,
}

/// Prefix and quotes of a string literal, packed in two bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StringFlags(u16);

impl StringFlags {
    pub(crate) const RAW: u16 = 1;
    pub(crate) const BYTES: u16 = 2;
    pub(crate) const UNICODE: u16 = 4;
    pub(crate) const FORMAT: u16 = 8;
    pub(crate) const TEMPLATE: u16 = 16;
    pub(crate) const DOUBLE: u16 = 32;
    pub(crate) const TRIPLE: u16 = 64;
    pub(crate) const UNTERMINATED: u16 = 128;
    /// Between the quotes of a plain literal is a backslash or a carriage return: its value is not just its text.
    pub(crate) const ENCODED: u16 = 256;

    /// The flags with these bits.
    #[inline]
    #[must_use]
    pub const fn new(bits: u16) -> Self {
        Self(bits)
    }

    #[inline]
    pub(crate) const fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    /// The flags with these bits added.
    #[inline]
    #[must_use]
    pub const fn with(self, bit: u16) -> Self {
        Self(self.0 | bit)
    }

    /// Whether the prefix holds `r` or `R`.
    #[must_use]
    pub const fn is_raw(self) -> bool {
        self.has(Self::RAW)
    }

    /// Whether the prefix holds `b` or `B`.
    #[must_use]
    pub const fn is_bytes(self) -> bool {
        self.has(Self::BYTES)
    }

    /// Whether the prefix is `u` or `U`.
    #[must_use]
    pub const fn is_unicode(self) -> bool {
        self.has(Self::UNICODE)
    }

    /// Whether the prefix holds `f` or `F`.
    #[must_use]
    pub const fn is_format(self) -> bool {
        self.has(Self::FORMAT)
    }

    /// Whether the prefix holds `t` or `T`.
    #[must_use]
    pub const fn is_template(self) -> bool {
        self.has(Self::TEMPLATE)
    }

    /// Whether there are three quotes on each side.
    #[must_use]
    pub const fn is_triple(self) -> bool {
        self.has(Self::TRIPLE)
    }

    /// Whether the closing quote is missing; a diagnostic says so too.
    #[must_use]
    pub const fn is_unterminated(self) -> bool {
        self.has(Self::UNTERMINATED)
    }

    /// Whether a plain literal's value may be another than its text: a backslash or a carriage return is in it.
    #[must_use]
    pub const fn is_encoded(self) -> bool {
        self.has(Self::ENCODED)
    }

    /// The quote character.
    #[must_use]
    pub const fn quote(self) -> Quote {
        if self.has(Self::DOUBLE) { Quote::Double } else { Quote::Single }
    }

    /// The quotes on each side, as written.
    #[must_use]
    pub const fn quotes(self) -> &'static str {
        match (self.quote(), self.is_triple()) {
            (Quote::Single, false) => "'",
            (Quote::Single, true) => "'''",
            (Quote::Double, false) => "\"",
            (Quote::Double, true) => "\"\"\"",
        }
    }

    /// The length of the prefix in bytes.
    #[must_use]
    pub const fn prefix_len(self) -> u32 {
        (self.0 & (Self::RAW | Self::BYTES | Self::UNICODE | Self::FORMAT | Self::TEMPLATE)).count_ones()
    }

    /// The length of the quotes on one side in bytes.
    #[must_use]
    pub const fn quote_len(self) -> u32 {
        if self.is_triple() { 3 } else { 1 }
    }
}

/// One literal, from its prefix to its closing quote.
#[derive(Clone, Copy, Debug)]
pub struct StringLiteral<'a> {
    /// The literal as written, prefix and quotes included.
    pub raw: &'a str,
    /// The offset of its first byte.
    pub start: u32,
    /// Prefix and quotes.
    pub flags: StringFlags,
}

impl<'a> StringLiteral<'a> {
    /// Where it is, prefix and quotes included.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.start + self.raw.len() as u32)
    }

    /// The prefix as written; often empty.
    #[must_use]
    pub fn prefix(&self) -> &'a str {
        &self.raw[..self.flags.prefix_len() as usize]
    }

    /// What is between the quotes, escapes undecoded.
    #[must_use]
    pub fn content(&self) -> &'a str {
        let from = (self.flags.prefix_len() + self.flags.quote_len()) as usize;
        let closing = if self.flags.is_unterminated() { 0 } else { self.flags.quote_len() as usize };
        &self.raw[from..(self.raw.len() - closing).max(from)]
    }

    /// Where [`Self::content`] is.
    #[must_use]
    pub fn content_span(&self) -> Span {
        let start = self.start + self.flags.prefix_len() + self.flags.quote_len();
        Span::new(start, start + self.content().len() as u32)
    }
}

/// A part of an implicit concatenation that holds at least one f-string or t-string.
#[derive(Clone, Copy, Debug)]
pub enum FStringPart<'a> {
    /// An ordinary literal.
    Literal(StringLiteral<'a>),
    /// An f-string or, in [`super::Expr::TString`], a t-string.
    FString(&'a FString<'a>),
}

impl FStringPart<'_> {
    /// Where the part is, prefix and quotes included.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::FString(string) => string.span,
        }
    }
}

/// One f-string or t-string literal.
#[derive(Clone, Copy, Debug)]
pub struct FString<'a> {
    /// From the prefix to the closing quote.
    pub span: Span,
    /// Prefix and quotes.
    pub flags: StringFlags,
    /// Text and interpolations, in order.
    pub elements: &'a [FStringElement<'a>],
}

/// A piece of an f-string, t-string or format specification.
#[derive(Clone, Copy, Debug)]
pub enum FStringElement<'a> {
    /// Text, with its escapes and doubled braces as the source has them.
    Text(Span),
    /// A replacement field.
    Interpolation(&'a Interpolation<'a>),
}

impl FStringElement<'_> {
    /// Where the piece is.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Text(span) => *span,
            Self::Interpolation(field) => field.span,
        }
    }
}

/// `{expression=!r:spec}`.
#[derive(Clone, Copy, Debug)]
pub struct Interpolation<'a> {
    /// From `{` to `}`.
    pub span: Span,
    /// The value.
    pub expression: Expr<'a>,
    /// With `=`: from just after `{` to just before `!`, `:` or `}`, blanks included.
    pub debug: Option<Span>,
    /// From just after `{` to the expression's end, comments and blanks before `=`, `!`, `:` and `}` excluded.
    pub source: Span,
    /// What follows `!`.
    pub conversion: Conversion,
    /// What follows `:`.
    pub format_spec: Option<&'a FormatSpec<'a>>,
}

/// What follows the `:` of an interpolation.
#[derive(Clone, Copy, Debug)]
pub struct FormatSpec<'a> {
    /// From the `:` to just before the closing `}`.
    pub span: Span,
    /// Text and nested fields, in order.
    pub elements: &'a [FStringElement<'a>],
}
