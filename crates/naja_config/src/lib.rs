//! The layered settings with their origins, and the reading of TOML with places that they and the project share.

pub mod document;
