//! Core metadata: the `METADATA` of wheels and the `PKG-INFO` of sdists.

use std::fmt;

use crate::name::{ExtraName, PackageName};
use crate::requirement::{ParseError, Requirement};
use crate::specifier;
use crate::version::{Version, VersionSpecifiers};

/// Why metadata could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataError {
    /// A field that must be there is not.
    Missing(&'static str),
    /// `Metadata-Version` is not a version, or of a major version that is not known.
    Version(String),
    /// A field's value is malformed.
    Invalid {
        /// The field.
        field: &'static str,
        /// Its value.
        value: String,
        /// What is wrong with it, with its place in the value.
        error: ParseError,
    },
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "the metadata has no `{field}`"),
            Self::Version(version) => write!(f, "`{version}` is not a metadata version that is known"),
            Self::Invalid { field, value, error } => {
                write!(f, "the metadata's `{field}: {value}` is malformed: {error}")
            }
        }
    }
}

impl std::error::Error for MetadataError {}

/// What metadata says that installing and resolving need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreMetadata {
    /// The version of the metadata's format, as major and minor.
    pub metadata_version: (u32, u32),
    /// The distribution, normalised.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// What it requires.
    pub requires_dist: Vec<Requirement>,
    /// The Pythons that it runs on.
    pub requires_python: Option<VersionSpecifiers>,
    /// Its extras, in the order given.
    pub provides_extra: Vec<ExtraName>,
    /// The fields that a build may change (PEP 643), in lower case.
    pub dynamic: Vec<String>,
    /// The names that can be imported (PEP 794).
    pub import_names: Vec<String>,
    /// The namespaces that it adds to (PEP 794).
    pub import_namespaces: Vec<String>,
}

impl CoreMetadata {
    /// Reads metadata. Requirements and specifiers that are malformed in well-known ways are mended.
    ///
    /// # Errors
    /// When a field that must be there is missing, or one is malformed beyond mending.
    pub fn parse(bytes: &[u8]) -> Result<Self, MetadataError> {
        let text = String::from_utf8_lossy(bytes);
        let fields = fields(&text);
        let first = |name: &str| {
            fields.iter().find(|field| field.0.eq_ignore_ascii_case(name)).map(|field| field.1.as_str())
        };
        let all = |name: &'static str| {
            fields
                .iter()
                .filter(move |field| field.0.eq_ignore_ascii_case(name))
                .map(|field| field.1.as_str())
        };
        let metadata_version = first("Metadata-Version").ok_or(MetadataError::Missing("Metadata-Version"))?;
        let metadata_version = parse_format(metadata_version)?;
        let name = first("Name").ok_or(MetadataError::Missing("Name"))?;
        let name = PackageName::new(name).map_err(|error| invalid("Name", name, &error))?;
        let version = first("Version").ok_or(MetadataError::Missing("Version"))?;
        let version = version.parse().map_err(|_| invalid("Version", version, &"it is not a version"))?;
        let requires_dist = all("Requires-Dist")
            .map(|value| {
                Requirement::parse_lenient(value).map_err(|error| MetadataError::Invalid {
                    field: "Requires-Dist",
                    value: value.to_string(),
                    error,
                })
            })
            .collect::<Result<_, _>>()?;
        let requires_python = first("Requires-Python")
            .map(|value| {
                specifier::parse_lenient(value).map_err(|error| MetadataError::Invalid {
                    field: "Requires-Python",
                    value: value.to_string(),
                    error,
                })
            })
            .transpose()?;
        Ok(Self {
            metadata_version,
            name,
            version,
            requires_dist,
            requires_python,
            provides_extra: all("Provides-Extra").filter_map(|extra| ExtraName::new(extra).ok()).collect(),
            dynamic: all("Dynamic").map(str::to_ascii_lowercase).collect(),
            import_names: all("Import-Name").map(str::to_string).collect(),
            import_namespaces: all("Import-Namespace").map(str::to_string).collect(),
        })
    }

    /// Whether what a resolver needs is known without building the sdist that this is the `PKG-INFO` of (PEP 643).
    #[must_use]
    pub fn is_static(&self) -> bool {
        let needed = ["requires-dist", "requires-python", "provides-extra"];
        self.metadata_version >= (2, 2) && !self.dynamic.iter().any(|field| needed.contains(&field.as_str()))
    }
}

fn invalid(field: &'static str, value: &str, error: &dyn fmt::Display) -> MetadataError {
    let span = naja_base::Span::from_range(0..value.len());
    MetadataError::Invalid {
        field,
        value: value.to_string(),
        error: ParseError::new(span, error.to_string()),
    }
}

fn parse_format(text: &str) -> Result<(u32, u32), MetadataError> {
    let unknown = || MetadataError::Version(text.to_string());
    let (major, minor) = text.split_once('.').ok_or_else(unknown)?;
    let version = (major.parse().map_err(|_| unknown())?, minor.parse().map_err(|_| unknown())?);
    if matches!(version.0, 1 | 2) { Ok(version) } else { Err(unknown()) }
}

/// The header fields in their order; continuation lines are joined to the line before them.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        // A line of white space alone continues a field; only an empty one ends the headers.
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push('\n');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_string(), value.trim().to_string()));
        }
    }
    fields
}
