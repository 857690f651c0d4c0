//! Which files there are: folders are walked on all cores, under their configurations and what git ignores.

mod filter;
mod ignores;
mod listing;
mod queue;
mod walk;

pub(crate) use filter::{Filter, Purpose};
pub(crate) use walk::{FileWork, FolderConfiguration, Outcomes, on_deep_stack, run};
