//! The linter: an engine that walks a parsed file once, and the rules that it asks on the way.
//!
//! A rule is two neighbours, `rules/<group>/<rule>.rs` and `<rule>.md`. The first holds a `static RULE` and its check, the
//! second is its documentation and its test (see `tests/pages.rs`). A [`Linter`] is made once from the settings and the
//! enabled rules: it holds a table from kinds of nodes to checks, so that a rule that is off costs nothing.
//!
//! Nothing here does I/O. Findings and fixes own their text, so they outlive the arena of the tree.

mod checker;
mod compare;
mod dispatch;
pub mod edits;
mod effects;
mod fix;
mod formats;
mod identifier;
mod imports;
mod linter;
mod memo;
mod node;
pub mod output;
pub mod policy;
mod quotes;
mod rules;
pub mod select;
pub mod settings;
pub mod statements;
pub mod stdlib;
mod suppress;
mod unparse;
mod walk;

pub use checker::cells::Cells;
pub use checker::file::FileFacts;
pub use checker::finding::Finding;
pub use checker::rule::{Category, FixKind, Hook, Rule};
pub use checker::{Checker, Line};
pub use fix::{Fixed, MAX_ROUNDS, fix, fix_then};
pub use linter::{Linter, Report};
pub use node::{ExprKind, Node, NodeKind, StmtKind};
pub use policy::Policy;
pub use rules::internal::SYNTAX;
pub use rules::{RuleSet, all, find, io_error};
pub use settings::Settings;
pub use settings::isort_style::Style as ImportStyle;
pub use suppress::add_noqa;

use checker::{cells, file, finding, rule};
