//! Why a resolution failed.

use std::fmt;

use naja_base::Diagnostic;
use naja_pep::VersionSpecifiers;

use crate::facts::FactError;
use crate::inputs::{InputRequirement, Place};

/// Why a resolution failed.
#[derive(Clone, Debug)]
pub enum ResolveError {
    /// No choice of versions satisfies all requirements; the explanation.
    Unsatisfiable(Box<Diagnostic>),
    /// No Python satisfies `requires-python`.
    ImpossiblePython {
        /// The specifiers.
        requires_python: VersionSpecifiers,
        /// Where they are written.
        place: Option<Place>,
    },
    /// The project requires something from a URL, which cannot be resolved yet.
    UrlRequirement(Box<InputRequirement>),
    /// The solver takes more steps, or more forks, than a resolution may.
    TooComplex,
    /// A fact can't be found out.
    Fact(Box<Diagnostic>),
}

impl ResolveError {
    /// The error as it is to be shown.
    #[must_use]
    pub fn into_diagnostic(self) -> Diagnostic {
        match self {
            Self::Unsatisfiable(diagnostic) | Self::Fact(diagnostic) => *diagnostic,
            Self::ImpossiblePython { requires_python, place } => point(
                Diagnostic::error(format!("no Python satisfies `requires-python = \"{requires_python}\"`"))
                    .with_help("give a range that holds at least one version, such as `>=3.11`"),
                place.as_ref(),
                "nothing lies in this range",
            ),
            Self::TooComplex => Diagnostic::error("the requirements are too complex to be resolved")
                .with_note("the solver gave up after a fixed number of steps, without an answer")
                .with_help("narrow the versions of the packages that conflict, or `requires-python` and `environments`"),
            Self::UrlRequirement(input) => point(
                Diagnostic::error(format!(
                    "`{}` is required from a URL, which can't be locked yet",
                    input.requirement.name
                ))
                .with_help("require a released version from an index instead"),
                input.place.as_ref(),
                "required here",
            ),
        }
    }
}

impl From<FactError> for ResolveError {
    fn from(error: FactError) -> Self {
        match error {
            FactError::Fatal(diagnostic) => Self::Fact(diagnostic),
            error => Self::Fact(Box::new(Diagnostic::error(error.to_string()))),
        }
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.clone().into_diagnostic())
    }
}

impl std::error::Error for ResolveError {}

/// Adds `place` to `diagnostic`, if there is one.
pub(crate) fn point(diagnostic: Diagnostic, place: Option<&Place>, message: &str) -> Diagnostic {
    match place {
        Some(place) => diagnostic.with_source(place.source.clone()).with_label(place.span, message),
        None => diagnostic,
    }
}
