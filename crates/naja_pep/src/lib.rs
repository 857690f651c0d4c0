//! The packaging standards as pure types: names, versions, requirements, markers, tags, metadata, lock documents.
//!
//! Nothing here does I/O, and nothing recurses on what a user or an index can nest.

mod cursor;
pub mod filename;
mod lenient;
pub mod marker;
pub mod metadata;
pub mod name;
pub mod pylock;
pub mod requirement;
pub mod specifier;
pub mod tags;
pub mod version;

pub use filename::{DistFilename, FilenameError, SdistFilename, WheelFilename};
pub use marker::{Marker, MarkerEnvironment};
pub use metadata::{CoreMetadata, MetadataError};
pub use name::{ExtraName, GroupName, NameError, PackageName};
pub use requirement::{ParseError, Requirement, RequirementSource};
pub use tags::{Platform, Tags};
pub use version::{Operator, Version, VersionSpecifier, VersionSpecifiers};
