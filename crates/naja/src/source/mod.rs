//! What the commands for source code share: finding the files, their settings, reading, spreading over threads, writing.

mod cache;
mod diff;
mod file;
mod filter;
mod ignores;
mod listing;
mod notebook;
mod queue;
mod region;
mod settings;
mod walk;

pub(crate) use cache::{Cache, Content, FOLDER as CACHE_FOLDER, Key};
pub(crate) use diff::unified;
pub(crate) use file::{Contents, Looked, look, path_text, read_stdin, release, write};
pub(crate) use filter::{Filter, Purpose};
pub(crate) use notebook::{Notebook, cell_name, is_notebook};
pub(crate) use region::{Lines, only_lines};
pub(crate) use settings::{cache_folder, config};
pub(crate) use walk::{Governed, Told, Work, on_deep_stack, run};

/// What verdicts depend on beside files and settings: the version, and the source that this binary was built from.
pub(crate) const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("NAJA_SOURCE_DIGEST"));
