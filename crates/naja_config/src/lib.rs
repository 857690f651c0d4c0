//! The layered settings with their origins, and the reading of TOML with places that they and the project share.
//!
//! A setting is looked up key by key: the command line, `--config`, `NAJA_…` variables, the project's `naja.toml`,
//! `[tool.naja]`, the matching keys of other tools (`[tool.uv]`, and for source code those of ruff, Black and isort), the user's
//! own `naja.toml`, the default. Each value knows its origin.

pub mod compatibility;
pub mod document;
mod keys;
mod layers;
mod origin;
mod packaging;
#[cfg(test)]
mod reference;
pub mod source;
mod sources;
mod suggest;
#[cfg(test)]
mod tests;
mod value;

pub use keys::{KEYS, Key, Kind, Scope, find};
pub use layers::{GivenOption, Mode, Request, Settings, Shown, user_file};
pub use origin::{Layer, Origin};
pub use packaging::{
    BoundSettings, DefaultGroups, LinkMode, Packaging, ResolutionMode, SourceSettings, VersionSettings,
};
pub use sources::IndexPin;
pub use suggest::closest;
pub use value::{IndexRole, IndexSetting, Located};
