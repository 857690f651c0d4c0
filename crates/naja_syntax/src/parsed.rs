//! What parsing yields: a tree, the errors, and the side tables.

use naja_base::Span;

use crate::ast::{Expr, Stmt};
use crate::error::ParseError;
use crate::version::VersionFact;

/// The top of a tree.
#[derive(Clone, Copy, Debug)]
pub enum Root<'a> {
    /// A module or stub.
    Module(&'a [Stmt<'a>]),
    /// A single expression.
    Expression(Expr<'a>),
}

/// A tree with all that was noticed on the way. There is always a tree, however broken the source.
#[derive(Clone, Debug)]
pub struct Parsed<'a> {
    /// The tree.
    pub root: Root<'a>,
    /// The errors, in the order of their places.
    pub errors: Vec<ParseError>,
    /// Constructs that not every supported Python has, in the order in which they were met.
    pub versions: Vec<VersionFact>,
    /// Things that are no errors, but worth a finding; in the order of their places.
    pub remarks: Vec<Remark>,
    /// What the tree has no place for.
    pub tables: Tables,
}

impl<'a> Parsed<'a> {
    /// The statements of a module; none in an expression.
    #[must_use]
    pub const fn body(&self) -> &'a [Stmt<'a>] {
        match self.root {
            Root::Module(body) => body,
            Root::Expression(_) => &[],
        }
    }

    /// The expression, where one was asked for.
    #[must_use]
    pub const fn expression(&self) -> Option<Expr<'a>> {
        match self.root {
            Root::Module(_) => None,
            Root::Expression(expression) => Some(expression),
        }
    }

    /// Whether CPython would accept the source.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }
}

/// Side tables, each in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Every comment, from `#` to just before the line break.
    pub comments: Vec<Span>,
    /// The offset at which each line starts; the first is 0. [`naja_base::LineIndex::from_starts`] takes them.
    pub line_starts: Vec<u32>,
    /// Every pair of parentheses that only groups: not those of tuples, calls, generators or grammar. In the order of
    /// the opening ones.
    pub parentheses: Vec<Parenthesized>,
    /// The offset of each backslash that continues a line.
    pub continuations: Vec<u32>,
    /// Every string literal (f-strings as a whole) that holds a line break.
    pub multiline_strings: Vec<Span>,
}

/// A pair of grouping parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parenthesized {
    /// From `(` to `)`.
    pub span: Span,
    /// The span of the expression inside.
    pub inner: Span,
}

impl Tables {
    /// The innermost parentheses around the expression at `span`, if it has any of its own.
    #[must_use]
    pub fn innermost_parentheses(&self, span: Span) -> Option<Span> {
        self.enclosing(span).last().map(|entry| entry.span)
    }

    /// The outermost parentheses around the expression at `span`: `((a))` as a whole for `a`.
    #[must_use]
    pub fn outermost_parentheses(&self, span: Span) -> Option<Span> {
        self.enclosing(span).first().map(|entry| entry.span)
    }

    /// The span with the outermost parentheses around it, or itself.
    #[must_use]
    pub fn with_parentheses(&self, span: Span) -> Span {
        self.outermost_parentheses(span).unwrap_or(span)
    }

    /// The comments that lie wholly inside `span`.
    #[must_use]
    pub fn comments_in(&self, span: Span) -> &[Span] {
        let from = self.comments.partition_point(|comment| comment.start < span.start);
        let count = self.comments[from..].partition_point(|comment| comment.end <= span.end);
        &self.comments[from..from + count]
    }

    /// The entries whose inner expression is exactly `span`; they are side by side.
    fn enclosing(&self, span: Span) -> &[Parenthesized] {
        let end = self.parentheses.partition_point(|entry| entry.span.start < span.start);
        let own = self.parentheses[..end].iter().rev().take_while(|entry| entry.inner == span).count();
        &self.parentheses[end - own..end]
    }
}

/// Something that is no error, but worth a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What.
    pub kind: RemarkKind,
    /// Where.
    pub span: Span,
}

/// The kinds of [`Remark`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RemarkKind {
    /// A backslash in a string or bytes literal that begins no escape; the span is that of the backslash and the
    /// character after it.
    InvalidEscape,
    /// An octal escape above `\377`.
    LargeOctalEscape,
    /// A character that changes the direction of the text around it.
    BidirectionalControl,
    /// A number with a keyword right after it, as in `1if x else y`.
    NumberBeforeKeyword,
}
