//! Lexer, parser and arena syntax tree of Python 3.8 to 3.15; never fails, never does I/O.
//!
//! ```
//! let arena = naja_syntax::Arena::new();
//! let parsed = naja_syntax::parse("x = 1\n", &arena);
//! assert!(parsed.errors.is_empty());
//! assert_eq!(parsed.body().len(), 1);
//! ```
//!
//! The tree lives in the arena and borrows names and literals from the source. What it has no place for is in
//! [`Tables`] (comments, line starts, parentheses …), or is had by lexing a span again. Nothing here recurses deeper
//! than [`MAX_DEPTH`]; a thread that parses or walks a tree needs a stack of [`STACK_SIZE`] bytes.

mod arena;
pub mod ast;
pub mod dump;
pub mod error;
pub mod file;
mod lexer;
pub mod literal;
pub mod options;
pub mod parsed;
mod parser;
pub mod relex;
pub mod source;
pub mod version;
pub mod visitor;

pub use arena::Arena;
pub use error::{ErrorKind, ParseError};
pub use file::ParsedFile;
pub use lexer::token::TokenKind;
pub use options::{Mode, ParseOptions};
pub use parsed::{Parenthesized, Parsed, Remark, RemarkKind, Root, Tables};
pub use version::{Construct, PythonVersion, VersionFact};
pub use visitor::Visitor;

/// How deep a tree may be. Nesting and left-deep chains (`a.b.b`, `a + b + c`, `f()()`) count alike. A deeper file gets
/// one diagnostic of kind [`ErrorKind::TooDeep`] and an empty tree, so no walk ever meets a deeper one.
pub const MAX_DEPTH: u32 = 3_000;

/// The stack, in bytes, of a thread that parses or walks trees: enough for [`MAX_DEPTH`] levels of ten kilobytes.
pub const STACK_SIZE: usize = 64 << 20;

/// Parses the whole of `source` as a module into `arena`.
#[must_use]
pub fn parse<'a>(source: &'a str, arena: &'a Arena) -> Parsed<'a> {
    parser::parse(source, arena, ParseOptions::default())
}

/// Parses `source` into `arena`, as `options` say.
#[must_use]
pub fn parse_with<'a>(source: &'a str, arena: &'a Arena, options: ParseOptions) -> Parsed<'a> {
    parser::parse(source, arena, options)
}
