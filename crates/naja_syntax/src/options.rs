//! What kind of text is parsed.

use naja_base::Span;

/// The grammar's entry point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A file of statements.
    #[default]
    Module,
    /// A stub file: as a module, and what only stubs may do is no error.
    Stub,
    /// One expression, perhaps over several lines: CPython's `eval`.
    Expression,
    /// The content of a string annotation: an expression inside imagined parentheses, so that blanks and line breaks
    /// around it mean nothing. A starred expression is allowed.
    Annotation,
}

/// Options of [`crate::parse_with`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// The entry point.
    pub mode: Mode,
    /// The part of the source to parse; all of it if `None`. The tree's spans count from the source's start all the
    /// same, so that an annotation or doctest inside a string keeps its place in the file.
    pub span: Option<Span>,
}

impl From<Mode> for ParseOptions {
    fn from(mode: Mode) -> Self {
        Self { mode, span: None }
    }
}
