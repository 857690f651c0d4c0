//! The knot of the packaging column: project, settings, index, resolver and environment, tied together for the commands.

pub(crate) mod damage;
mod download;
mod extras_and_groups;
mod facts;
mod fresh_locks;
mod inputs;
mod location;
mod locked_wheel;
mod network;
mod project_files;
mod session;

pub(crate) mod change;
pub(crate) mod install;
pub(crate) mod lock_file;
pub(crate) mod locking;
pub(crate) mod summary;
pub(crate) mod up_to_date;

pub(crate) use extras_and_groups::ExtrasAndGroups;
pub(crate) use project_files::{lock_project, repeat_while_files_change, replace};
pub(crate) use session::Session;
