//! The smallest pieces of a logical line, as compact as they can be: layout works on a flat vector of them.

/// No leaf, no comment.
pub(crate) const NONE: u32 = u32::MAX;

/// What a leaf is, as far as layout asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A name or keyword.
    Name,
    /// A number.
    Number,
    /// A string literal, an f-string as a whole.
    String,
    /// Any operator or punctuation that has no kind of its own.
    Operator,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `.`
    Dot,
    /// `=`
    Equal,
    /// `(`
    OpenParen,
    /// `[`
    OpenBracket,
    /// `{`
    OpenBrace,
    /// `)`
    CloseParen,
    /// `]`
    CloseBracket,
    /// `}`
    CloseBrace,
    /// A comment on lines of its own, or source that is kept as it is.
    Comment,
}

impl Kind {
    /// Whether it opens a pair.
    pub(crate) const fn is_opening(self) -> bool {
        matches!(self, Self::OpenParen | Self::OpenBracket | Self::OpenBrace)
    }

    /// Whether it closes a pair.
    pub(crate) const fn is_closing(self) -> bool {
        matches!(self, Self::CloseParen | Self::CloseBracket | Self::CloseBrace)
    }

    /// Whether it opens or closes a pair.
    pub(crate) const fn is_bracket(self) -> bool {
        self as u8 >= Self::OpenParen as u8 && self as u8 <= Self::CloseBrace as u8
    }
}

/// Where a line may be broken, the weakest bond first.
pub(crate) mod priority {
    /// Before `for` and `if` of a comprehension.
    pub(crate) const COMPREHENSION: u8 = 20;
    /// Behind a comma.
    pub(crate) const COMMA: u8 = 18;
    /// Before `if` and `else` of a conditional expression.
    pub(crate) const TERNARY: u8 = 16;
    /// Before `and` and `or`.
    pub(crate) const LOGIC: u8 = 14;
    /// Between implicitly concatenated strings.
    pub(crate) const STRING: u8 = 12;
    /// Before a comparison operator.
    pub(crate) const COMPARATOR: u8 = 10;
    /// Before `|`.
    pub(crate) const BIT_OR: u8 = 9;
    /// Before `^`.
    pub(crate) const BIT_XOR: u8 = 8;
    /// Before `&`.
    pub(crate) const BIT_AND: u8 = 7;
    /// Before `<<` and `>>`.
    pub(crate) const SHIFT: u8 = 6;
    /// Before `+` and `-`.
    pub(crate) const ARITHMETIC: u8 = 5;
    /// Before `*`, `/`, `//`, `%` and `@`.
    pub(crate) const TERM: u8 = 4;
    /// Before `**`.
    pub(crate) const POWER: u8 = 2;
    /// Before the dot of an attribute that follows a bracket.
    pub(crate) const DOT: u8 = 1;
}

/// A blank stands before the leaf, unless it begins a line.
pub(crate) const SPACE: u16 = 1;
/// The text stands in the side buffer instead of the source.
pub(crate) const SIDE: u16 = 1 << 1;
/// A bracket that is not shown.
pub(crate) const INVISIBLE: u16 = 1 << 2;
/// A closing bracket with a magic trailing comma before it.
pub(crate) const MAGIC: u16 = 1 << 3;
/// An opening bracket of a display, of grouping parentheses, or of an import: its commas always explode.
pub(crate) const ATOM: u16 = 1 << 4;
/// A star of a call's argument: a trailing comma behind it needs a newer Python.
pub(crate) const STAR_CALL: u16 = 1 << 5;
/// A star of a definition's parameter.
pub(crate) const STAR_DEF: u16 = 1 << 6;
/// A comma that layout adds follows.
pub(crate) const COMMA_AFTER: u16 = 1 << 7;
/// The text holds a line break.
pub(crate) const MULTILINE: u16 = 1 << 8;
/// A string with three quotes.
pub(crate) const TRIPLE: u16 = 1 << 9;
/// A comma between arguments or parameters.
pub(crate) const ARGUMENT: u16 = 1 << 10;
/// A bracket of a subscript; or, on a closing one, of one that holds a single element and a comma.
pub(crate) const SUBSCRIPT: u16 = 1 << 11;
/// The `for` of a comprehension or the `lambda` whose variables follow.
pub(crate) const OPENS_VARIABLES: u16 = 1 << 12;
/// A bracket that is shown though the source has none.
pub(crate) const ADDED: u16 = 1 << 13;
/// A comma inside an annotation of a parameter or a result.
pub(crate) const ANNOTATION: u16 = 1 << 14;

/// The `in` or `:` that ends the variables of a comprehension or a `lambda`.
pub(crate) const ENDS_VARIABLES: u16 = 1 << 15;
/// A string that is an operand in an item of a dictionary or set, or in a conditional expression; the bit of [`ARGUMENT`],
/// which only commas have.
pub(crate) const OPERAND: u16 = ARGUMENT;

/// One token of the output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    /// Where its text starts in the source or the side buffer.
    pub(crate) start: u32,
    /// Where its text ends.
    pub(crate) end: u32,
    /// Columns of the text; of an invisible bracket 0.
    pub(crate) width: u32,
    /// Columns of all leaves up to its end with the blanks between them, as they were gathered.
    pub(crate) column: u32,
    /// The other bracket of the pair; of rewritten text, where it stands in the source.
    pub(crate) partner: u32,
    /// The first of the trailing comments that belong to it.
    pub(crate) comment: u32,
    /// How many brackets are open around it.
    pub(crate) depth: u16,
    /// The bits above.
    pub(crate) flags: u16,
    /// What it is.
    pub(crate) kind: Kind,
    /// How weak the bond before it is; 0 is unbreakable.
    pub(crate) priority: u8,
}

impl Leaf {
    /// Whether all these bits are set.
    pub(crate) const fn has(&self, bits: u16) -> bool {
        self.flags & bits != 0
    }

    /// Its columns with the blank before it.
    pub(crate) const fn full_width(&self) -> u32 {
        self.width + (self.flags & SPACE) as u32
    }

    /// Whether it is a bracket without text.
    pub(crate) const fn is_invisible(&self) -> bool {
        self.flags & INVISIBLE != 0
    }
}

/// A comment at the end of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trailing {
    /// Where the text starts in the source or the side buffer.
    pub(crate) start: u32,
    /// Where it ends.
    pub(crate) end: u32,
    /// The next one of the same leaf.
    pub(crate) next: u32,
    /// Whether the text stands in the side buffer.
    pub(crate) side: bool,
}
