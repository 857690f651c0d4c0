//! The knot of the packaging column: project, settings, index, resolver and environment, tied together for the commands.

mod choice;
pub(crate) mod damage;
mod download;
mod facts;
mod fingerprint;
mod inputs;
mod location;
mod locked_wheel;
mod network;
mod project_files;
mod session;

pub(crate) mod change;
pub(crate) mod installing;
pub(crate) mod lock_file;
pub(crate) mod locking;
pub(crate) mod ready;
pub(crate) mod summary;

pub(crate) use choice::Choice;
pub(crate) use project_files::{lock_project, repeat_while_files_change, replace};
pub(crate) use session::Session;
