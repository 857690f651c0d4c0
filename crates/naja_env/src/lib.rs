//! Interpreters, environments, unpacked wheels, linking and stamps.
//!
//! The way of a sync: [`Interpreter::find`], [`Environment::create`] or [`Environment::open`], [`Environment::lock`],
//! [`Plan::new`] from what is installed and what is wanted, [`WheelStore::add`] for each wheel that is missing,
//! [`LockedEnvironment::apply`], and [`Stamp::write`], so that the next run need not look again.

mod archive;
mod damage;
mod direct_url;
pub mod environment;
mod error;
mod file_state;
mod folder;
mod install;
mod installed;
pub mod interpreter;
mod kept_files;
mod owned_files;
pub mod plan;
mod protected;
mod pyvenv_cfg;
mod quick_hash;
mod relative_path;
mod removal;
mod scratch;
mod sha256;
mod stamp;
pub mod store;
mod wheel;
mod wheel_problem;

pub use archive::Limits;
pub use damage::{Damage, DamagedDistribution, DamagedFile, Thoroughness};
pub use direct_url::{ArchiveInfo, DirectUrl, FolderInfo, VcsInfo};
pub use environment::{CreateOptions, Created, Environment, Existing, Layout};
pub use error::EnvError;
pub use file_state::FileState;
pub use folder::read_regular;
pub use install::{Applied, Conflicts, InstallOptions, LinkMode, LockedEnvironment};
pub use installed::{InstalledDistribution, InstalledKind};
pub use interpreter::{Interpreter, InterpreterRequest, Search};
pub use kept_files::KeptFiles;
pub use plan::{Plan, Replacement, Wanted};
pub use protected::Protected;
pub use quick_hash::QuickHash;
pub use removal::remove_tree;
pub use scratch::ScratchFolder;
pub use sha256::{NotSha256, Sha256};
pub use stamp::{Freshness, Stamp, StampKey};
pub use store::{StoredWheel, WheelStore};
pub use wheel::entry_points::EntryPoint;
pub use wheel_problem::{WheelProblem, WheelProblemKind};
