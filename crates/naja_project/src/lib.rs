//! pyproject.toml, project discovery, format-preserving edits and the lock on disk.

mod declared;
mod discover;
mod edit;
mod exclusive;
mod groups;
pub mod pin;
mod poetry;
mod pyproject;
mod requirements_file;
mod script;

pub use declared::{Declared, List, Origin, from_node, from_text};
pub use discover::Project;
pub use edit::{Added, Editor};
pub use exclusive::{FileChanged, FileTransaction, ProjectLock, ReplaceError, check_unchanged};
pub use groups::Groups;
pub use pyproject::{BuildSystem, ProjectTable, PyProject, RequiresPython};
pub use requirements_file::{RequirementsFile, read_requirements};
pub use script::refuse_script_metadata;
