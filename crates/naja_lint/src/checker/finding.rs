//! What rules have to say.

use std::borrow::Cow;

use naja_base::{Applicability, Edit, Fix, Span};

use super::rule::Rule;

/// A finding: a rule, a place, a message and perhaps a fix.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Whose it is.
    pub rule: &'static Rule,
    /// The place.
    pub span: Span,
    /// What is wrong: one sentence, names in backticks, no full stop.
    pub message: Cow<'static, str>,
    /// The change that fixes it.
    pub fix: Option<Fix>,
    /// A place whose line carries a `noqa` for this finding too: the statement's start for one name of many.
    pub parent: Option<u32>,
}

impl Finding {
    /// A finding without a fix.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { rule, span, message: message.into(), fix: None, parent: None }
    }

    /// Adds a fix that keeps what the program does.
    pub fn safe_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix_of(Applicability::Safe, title, edits)
    }

    /// Adds a fix that may change what the program does.
    pub fn unsafe_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix_of(Applicability::Unsafe, title, edits)
    }

    /// Adds a fix of this applicability.
    pub fn fix_of(
        &mut self,
        applicability: Applicability,
        title: impl Into<String>,
        edits: Vec<Edit>,
    ) -> &mut Self {
        self.fix = Some(Fix { title: title.into(), edits, applicability });
        self
    }

    /// Lets a `noqa` on the line of `offset` count too.
    pub const fn within(&mut self, offset: u32) -> &mut Self {
        self.parent = Some(offset);
        self
    }
}
