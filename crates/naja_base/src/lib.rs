//! The small things that every crate of naja needs: spans and lines, diagnostics and their one renderer, edits, and
//! the atomic replacement of user files.
//!
//! Nothing here knows about Python, packages or the command line.

pub mod atomic;
pub mod diagnostic;
pub mod edit;
pub mod escape;
pub mod failpoint;
pub mod hash;
pub mod line_index;
pub mod lines;
pub mod redact;
pub mod render;
pub mod span;

pub use diagnostic::{Diagnostic, Label, Severity, SourceText};
pub use edit::{Applicability, Edit, Fix};
pub use line_index::{Columns, LineColumn, LineIndex};
pub use span::Span;
