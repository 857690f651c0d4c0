//! Lock files (PEP 751, `pylock.toml`): the document, its reader, its byte-stable writer, and the choice of what an
//! environment installs from it.
//!
//! Standard: <https://packaging.python.org/en/latest/specifications/pylock-toml/>.

mod quick;
mod read;
mod select;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText};
pub use toml_edit::{Datetime, Table};

pub use self::select::{Artifact, Sdists, SelectError, Selected, Wanted, select};
use crate::marker::Marker;
use crate::name::{ExtraName, GroupName, PackageName};
use crate::version::{Version, VersionSpecifiers};

/// The version of the format that is written, and read without a warning.
pub const LOCK_VERSION: &str = "1.0";

/// The name under which naja writes lock files.
pub const CREATED_BY: &str = "naja";

/// A lock file.
#[derive(Clone, Debug)]
pub struct Pylock {
    /// The version of the format.
    pub lock_version: String,
    /// The environments that the lock is for, any one of them; empty if it says nothing about that.
    pub environments: Vec<Marker>,
    /// The Pythons that the lock is for.
    pub requires_python: Option<VersionSpecifiers>,
    /// The extras that can be asked for.
    pub extras: Vec<ExtraName>,
    /// The dependency groups that can be asked for.
    pub dependency_groups: Vec<GroupName>,
    /// The groups that are installed when nobody asks for any.
    pub default_groups: Vec<GroupName>,
    /// The tool that wrote the file.
    pub created_by: String,
    /// What may be installed.
    pub packages: Vec<Package>,
    /// `[tool.naja]`: disposable, has no say in what is installed.
    pub tool_naja: Table,
}

/// One entry of `[[packages]]`. Several may have one name, as long as their markers exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The distribution.
    pub name: PackageName,
    /// Its version, where it is certain before the code is there.
    pub version: Option<Version>,
    /// When it is installed.
    pub marker: Marker,
    /// The Pythons that it runs on.
    pub requires_python: Option<VersionSpecifiers>,
    /// Which other entries it depends on; for people and audits only.
    pub dependencies: Vec<DependencyRef>,
    /// Where it comes from, unless from an index.
    pub source: Option<Source>,
    /// The index that has its files.
    pub index: Option<String>,
    /// Its source distribution.
    pub sdist: Option<File>,
    /// Its wheels.
    pub wheels: Vec<File>,
}

impl Package {
    /// An entry without files, to be filled in.
    #[must_use]
    pub fn new(name: PackageName, version: Option<Version>) -> Self {
        Self {
            name,
            version,
            marker: Marker::TRUE,
            requires_python: None,
            dependencies: Vec::new(),
            source: None,
            index: None,
            sdist: None,
            wheels: Vec::new(),
        }
    }
}

/// What points to another entry of `[[packages]]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DependencyRef {
    /// The entry's name.
    pub name: PackageName,
    /// Its version, where the name alone is not enough.
    pub version: Option<Version>,
}

/// A source other than an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A commit in a version control system.
    Vcs(Vcs),
    /// A folder.
    Directory(Directory),
    /// An archive behind a URL or a path.
    Archive(Archive),
}

/// `[packages.vcs]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vcs {
    /// `git`, `hg`, `bzr` or `svn`.
    pub kind: String,
    /// Where the repository is; this or the path is there.
    pub url: Option<String>,
    /// Where the repository is, relative to the lock file.
    pub path: Option<String>,
    /// What the user asked for: a branch, a tag…
    pub requested_revision: Option<String>,
    /// The commit.
    pub commit_id: String,
    /// The project's folder in the repository.
    pub subdirectory: Option<String>,
}

/// `[packages.directory]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The folder, relative to the lock file.
    pub path: String,
    /// Whether it is installed so that changes to the source take effect at once.
    pub editable: bool,
    /// The project's folder in it.
    pub subdirectory: Option<String>,
}

/// `[packages.archive]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The archive.
    pub file: File,
    /// The project's folder in it.
    pub subdirectory: Option<String>,
}

/// A file that can be installed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its file name; the reader takes it from the URL or the path where the lock leaves it out.
    pub name: String,
    /// When it was uploaded, in UTC.
    pub upload_time: Option<Datetime>,
    /// Where it is; this or the path is there.
    pub url: Option<String>,
    /// Where it is, relative to the lock file.
    pub path: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Its hashes in lower-case hexadecimal, by algorithm; at least one.
    pub hashes: BTreeMap<String, String>,
}

impl Pylock {
    /// An empty lock of naja's.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lock_version: LOCK_VERSION.to_string(),
            environments: Vec::new(),
            requires_python: None,
            extras: Vec::new(),
            dependency_groups: Vec::new(),
            default_groups: Vec::new(),
            created_by: CREATED_BY.to_string(),
            packages: Vec::new(),
            tool_naja: Table::new(),
        }
    }

    /// Reads a lock file. What is worth a warning is added to `warnings`.
    ///
    /// # Errors
    /// When it is not valid TOML, of a major version that is not known, or does not hold what the standard asks for; with
    /// the place.
    pub fn parse(source: &Arc<SourceText>, warnings: &mut Vec<Diagnostic>) -> Result<Self, Box<Diagnostic>> {
        read::read(source, warnings)
    }

    /// The file's text: the same for the same contents, packages sorted by name and version, wheels by file name, a line
    /// for each file and each element of a list.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write::write(self)
    }
}

impl Default for Pylock {
    fn default() -> Self {
        Self::new()
    }
}
