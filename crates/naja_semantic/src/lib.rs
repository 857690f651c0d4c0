//! Scopes, bindings and references of a Python file.
//!
//! [`build`] goes through the tree once, in the order in which Python would run it: the module and its class bodies
//! first, then what is put off (function bodies, lambdas, postponed and quoted annotations). Each name that is read is
//! resolved at that moment against the bindings made so far, as pyflakes does it: what a rule says of an "unused" or
//! "undefined" name depends on that order. All tables are flat vectors by index; nothing here does I/O.
//!
//! ```
//! use naja_semantic::{Options, build};
//!
//! let source = "import os\nprint(os.sep)\n";
//! let arena = naja_syntax::Arena::new();
//! let parsed = naja_syntax::parse(source, &arena);
//! let model = build(&parsed, source, &arena, &Options::default());
//! let os = model.lookup(model.module_scope(), "os").map(|id| model.binding(id));
//! assert!(os.is_some_and(|binding| binding.is_used()));
//! ```

mod binding;
mod block;
mod builder;
mod builtins;
mod exports;
mod ids;
mod lookups;
mod model;
mod names;
mod options;
mod qualified;
mod reference;
mod reuse;
mod scope;
mod spare;
mod symbols;
mod tables;
mod typing;

pub use binding::{Binding, BindingFlags, BindingKind};
pub use block::{Block, BlockKind, Handled};
pub use builder::build;
pub use builtins::is_builtin_name;
pub use exports::{Export, Exports};
pub use ids::{BindingId, BlockId, ReferenceId, ScopeId};
pub use model::{AnnotationFault, Model, StringAnnotation};
pub use names::Resolution;
pub use options::Options;
pub use qualified::QualifiedName;
pub use reference::{Reference, ReferenceFlags};
pub use scope::{Scope, ScopeFlags, ScopeKind};
