//! What the commands for Python source do with files: `lint`, `format` and `fix` are passes of one pipeline.
//!
//! Data flows in one direction, and each step is a module:
//!
//! 1. [`configuration`]: from the command line to the configurations of the run.
//! 2. [`discovery`]: which files there are under the paths that were named, spread over threads, each with its folder's configuration.
//! 3. [`pipeline`]: one file. It is looked up in the [`cache`]; if its result is not there, the file is read and decoded ([`mod@file`]),
//!    a pass runs over its text, the new text is written, and the result is cached. Standard input takes the same way.
//! 4. A pass: [`lint`], [`mod@format`] or [`fix`]. It is given a text and yields a report, maybe a new text, and what to cache. It neither
//!    reads nor writes files. A text is parsed once, and the tree goes from step to step: [`fix`] hands the linter's last tree to the formatter. A
//!    command that needs several passes over one parse is a pass that does the same.
//! 5. The command prints the reports in the order of the paths.
//!
//! [`document`] is what a pass sees of a text: a module, or a notebook's cells as one module.

mod cache;
pub(crate) mod configuration;
pub(crate) mod discovery;
pub(crate) mod document;
mod file;
pub(crate) mod fix;
pub(crate) mod format;
pub(crate) mod lint;
pub(crate) mod pipeline;

pub(crate) use file::path_text;

/// What results depend on beside files and settings: the version, and the source that this binary was built from.
pub(crate) const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("NAJA_SOURCE_DIGEST"));
