//! What is wrong with a source text.

use std::borrow::Cow;

use naja_base::{Diagnostic, Span};

/// What kind of error it is; CPython's exception classes, and the limits that are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
    /// The tree would be deeper than [`crate::MAX_DEPTH`]; it is empty then.
    TooDeep,
    /// The text is longer than 4 GiB; the tree is empty then.
    TooLong,
}

/// One error, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What kind of error.
    pub kind: ErrorKind,
    /// The place.
    pub span: Span,
    /// What is wrong: lower case, no full stop, code in backticks.
    pub message: Cow<'static, str>,
    /// A second place that helps to understand it (the opening bracket, say), with what is said there.
    pub context: Option<(Span, Cow<'static, str>)>,
    /// What to do about it.
    pub help: Option<Cow<'static, str>>,
}

impl ParseError {
    /// An error of kind `Syntax` without context or help.
    #[must_use]
    pub fn new(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: ErrorKind::Syntax, span, message: message.into(), context: None, help: None }
    }

    /// The error with what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error as a diagnostic without a source; the caller adds it.
    #[must_use]
    pub fn to_diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.message.clone()).with_label(self.span, "");
        if let Some((span, message)) = &self.context {
            diagnostic = diagnostic.with_context(*span, message.clone());
        }
        if let Some(help) = &self.help {
            diagnostic = diagnostic.with_help(help.clone());
        }
        diagnostic
    }
}
