//! Where a value comes from.

use std::fmt;
use std::sync::Arc;

use naja_base::{Diagnostic, LineIndex, SourceText, Span};

/// The layers of settings, the one that wins first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// An option of its own on the command line.
    CommandLine,
    /// `--config`, as a pair or as a file.
    ConfigOption,
    /// A `NAJA_…` variable.
    Environment,
    /// The project's `naja.toml`.
    ProjectFile,
    /// `[tool.naja]` in the project's pyproject.toml.
    Project,
    /// What another tool's configuration says about the same thing.
    Peer,
    /// The user's own `naja.toml`.
    User,
    /// Nobody said anything.
    Default,
}

/// Where a value comes from, for people and for diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The layer.
    pub layer: Layer,
    /// The option, the variable or the dotted key.
    pub name: String,
    /// The file and the value's place in it, where it stands in one.
    pub place: Option<(Arc<SourceText>, Span)>,
}

impl Origin {
    /// An origin that is no file.
    #[must_use]
    pub fn new(layer: Layer, name: impl Into<String>) -> Self {
        Self { layer, name: name.into(), place: None }
    }

    /// An origin in a file.
    #[must_use]
    pub fn in_file(layer: Layer, name: impl Into<String>, source: &Arc<SourceText>, span: Span) -> Self {
        Self { layer, name: name.into(), place: Some((Arc::clone(source), span)) }
    }

    /// An error about the value: pointing at it where it stands in a file, else naming where it was given.
    #[must_use]
    pub fn error(&self, message: impl Into<String>, label: impl Into<String>) -> Box<Diagnostic> {
        Box::new(self.label(Diagnostic::error(message), label))
    }

    /// Points `diagnostic` at the value where it stands in a file, else says in a note where it was given.
    #[must_use]
    pub fn label(&self, diagnostic: Diagnostic, label: impl Into<String>) -> Diagnostic {
        match &self.place {
            Some((source, span)) => diagnostic.with_source(Arc::clone(source)).with_label(*span, label),
            None => diagnostic.with_note(format!("it was given by {self}")),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((source, span)) = &self.place {
            let line = LineIndex::new(&source.text).line(span.start);
            return write!(f, "{}:{line} (`{}`)", source.name, self.name);
        }
        match self.layer {
            Layer::Environment => write!(f, "the environment variable `{}`", self.name),
            Layer::CommandLine | Layer::ConfigOption => write!(f, "`{}` on the command line", self.name),
            Layer::Default => f.write_str("default"),
            Layer::ProjectFile | Layer::Project | Layer::Peer | Layer::User => write!(f, "`{}`", self.name),
        }
    }
}
