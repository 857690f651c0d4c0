//! Diagnostics: one shape for the messages about syntax, lint, resolution, configuration and failures.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::escape::escape;
use crate::redact::redact;
use crate::{Fix, Span};

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; changes no exit code.
    Note,
    /// Probably unwanted; the work went on.
    Warning,
    /// The request, or this part of it, could not be carried out.
    Error,
}

/// A text that diagnostics point into, with the name under which the user knows it.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user should see it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceText {
    /// Wraps `text` for sharing between diagnostics.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }
}

/// A marked place in a source, with a message about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The message; may be empty.
    pub message: String,
    /// Whether this is the place the diagnostic is about, or only context.
    pub primary: bool,
}

/// One message, with its places and a suggestion.
///
/// Wording: lower case, no full stop, names in backticks. The text may hold anything foreign: the renderer escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The code by which it can be looked up or switched off, where it has one.
    pub code: Option<Cow<'static, str>>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The text that the labels point into.
    pub source: Option<Arc<SourceText>>,
    /// The marked places.
    pub labels: Vec<Label>,
    /// What else the reader needs in order to understand it, one sentence each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The change that would fix it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic without places.
    #[must_use]
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: None,
            message: message.into(),
            source: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// An error without places.
    #[must_use]
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning without places.
    #[must_use]
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Sets the code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets the text that the labels point into.
    #[must_use]
    pub fn with_source(mut self, source: Arc<SourceText>) -> Self {
        self.source = Some(source);
        self
    }

    /// Adds the place that the diagnostic is about.
    #[must_use]
    pub fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: true });
        self
    }

    /// Adds a place that helps to understand it.
    #[must_use]
    pub fn with_context(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: false });
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the suggestion.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the change that would fix it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// The message and its notes on one line each, escaped and without secrets; for logs. People get [`crate::render::Renderer`]'s drawing.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escape(&redact(&self.message)))?;
        for note in &self.notes {
            write!(f, "\n  {}", escape(&redact(note)))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}
