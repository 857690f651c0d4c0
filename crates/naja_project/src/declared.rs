//! Requirements as a file declares them, each with its place.

use std::fmt;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::document::{Node, Result};
use naja_pep::name::{ExtraName, GroupName};
use naja_pep::requirement::{ParseError, Requirement};

/// A requirement with the place at which it is declared.
#[derive(Clone, Debug)]
pub struct Declared {
    /// What is required.
    pub requirement: Requirement,
    /// Where that is said.
    pub origin: Origin,
}

/// Where a requirement is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file, or the command line.
    pub source: Arc<SourceText>,
    /// The requirement's own text in it, quotes excluded.
    pub span: Span,
    /// The list that contains it.
    pub list: List,
}

/// A list of requirements in a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `project.dependencies`.
    Project,
    /// One of `project.optional-dependencies`.
    Extra(ExtraName),
    /// One of `dependency-groups`.
    Group(GroupName),
    /// A place outside pyproject.toml: a requirements file, the command line, or a setting.
    Outside,
}

impl Declared {
    /// The requirement as it is written.
    #[must_use]
    pub fn written(&self) -> &str {
        self.origin.source.text.get(self.origin.span.range()).unwrap_or("")
    }
}

impl Origin {
    /// An error at the requirement.
    #[must_use]
    pub fn error(&self, message: impl Into<String>, label: impl Into<String>) -> Box<Diagnostic> {
        let diagnostic = Diagnostic::error(message).with_source(Arc::clone(&self.source));
        Box::new(diagnostic.with_label(self.span, label))
    }
}

/// The list as people call it: `project.dependencies`, the extra `web`, the group `dev`.
impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project => f.write_str("`project.dependencies`"),
            Self::Extra(name) => write!(f, "the extra `{name}`"),
            Self::Group(name) => write!(f, "the group `{name}`"),
            Self::Outside => f.write_str("the command line"),
        }
    }
}

/// Reads the requirement that the string `node` holds.
///
/// # Errors
/// When it isn't one; the place is the very character, escapes counted.
pub fn from_node(node: &Node<'_>, list: List) -> Result<Declared> {
    let text = node.string()?;
    match Requirement::parse(text) {
        Ok(requirement) => {
            let span = node.span_in_string(Span::from_range(0..text.len()));
            Ok(Declared { requirement, origin: Origin { source: Arc::clone(node.source()), span, list } })
        }
        Err(error) => Err(invalid(node, &error)),
    }
}

/// Reads a requirement that was given on the command line, or in a variable, called `name` there.
///
/// # Errors
/// When it isn't one.
pub fn from_text(name: &str, text: &str) -> Result<Declared> {
    let source = SourceText::new(name, text);
    match Requirement::parse(text) {
        Ok(requirement) => {
            let span = Span::from_range(0..text.len());
            Ok(Declared { requirement, origin: Origin { source, span, list: List::Outside } })
        }
        Err(error) => {
            let diagnostic = Diagnostic::error(format!("`{text}` is not a valid requirement"));
            Err(explain(diagnostic.with_source(source), error.span, &error))
        }
    }
}

/// The diagnostic for a string that isn't what `error` says it should be, pointing into it.
pub(crate) fn invalid(node: &Node<'_>, error: &ParseError) -> Box<Diagnostic> {
    let message = format!("invalid requirement in `{}`", node.path());
    let diagnostic = Diagnostic::error(message).with_source(Arc::clone(node.source()));
    explain(diagnostic, node.span_in_string(error.span), error)
}

pub(crate) fn explain(diagnostic: Diagnostic, span: Span, error: &ParseError) -> Box<Diagnostic> {
    let diagnostic = diagnostic.with_label(span, error.message.clone());
    Box::new(match &error.help {
        Some(help) => diagnostic.with_help(help.clone()),
        None => diagnostic,
    })
}
