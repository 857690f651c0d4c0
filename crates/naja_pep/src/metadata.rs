//! Core metadata: the `METADATA` of wheels and the `PKG-INFO` of sdists.

use std::borrow::Cow;
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
        let named =
            |name: &'static str| move |field: &&(&str, Cow<'_, str>)| field.0.eq_ignore_ascii_case(name);
        let first = |name: &'static str| fields.iter().find(named(name)).map(|field| &*field.1);
        let all = |name: &'static str| fields.iter().filter(named(name)).map(|field| &*field.1);
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
fn fields(text: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut fields: Vec<(&str, Cow<'_, str>)> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A line of white space alone continues a field; only an empty one ends the headers.
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                let value = value.to_mut();
                value.push('\n');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim(), Cow::Borrowed(value.trim())));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{CoreMetadata, MetadataError};

    fn parse(text: &str) -> Result<CoreMetadata, MetadataError> {
        CoreMetadata::parse(text.as_bytes())
    }

    #[test]
    fn the_fields_that_matter_are_read() {
        let metadata = parse(
            "Metadata-Version: 2.4\r\nName: Foo.Bar\r\nversion: 1.0\r\nLicense: first\r\n        \r\n  Name: not-this\r\n\
             Requires-Python: >=3.8,\r\nRequires-Dist: b (>=1); extra == 'X'\r\nRequires-Dist: a[y]>=2\r\n \
             ; python_version < '3.9'\r\nProvides-Extra: X\r\nDynamic: License\r\nImport-Name: foo.bar\r\n\
             Import-Namespace: foo\r\n\r\nName: in-the-body\r\nRequires-Dist: body\r\n",
        )
        .unwrap();
        assert_eq!((metadata.name.as_str(), metadata.version.to_string().as_str()), ("foo-bar", "1.0"));
        assert_eq!(metadata.metadata_version, (2, 4));
        assert_eq!(metadata.requires_python.unwrap().to_string(), ">=3.8");
        let requires: Vec<String> = metadata.requires_dist.iter().map(ToString::to_string).collect();
        assert_eq!(requires, ["b>=1 ; extra == 'x'", "a[y]>=2 ; python_full_version < '3.9'"]);
        assert_eq!(metadata.provides_extra[0].as_str(), "x");
        assert_eq!(
            (metadata.import_names, metadata.import_namespaces),
            (vec!["foo.bar".into()], vec!["foo".into()])
        );
    }

    #[test]
    fn bytes_that_are_not_utf_8_do_no_harm() {
        let metadata = CoreMetadata::parse(
            b"\xef\xbb\xbfMetadata-Version: 1.1\nName: a\nAuthor: M\xfcller\nVersion: 1\n",
        );
        assert_eq!(metadata.unwrap().name.as_str(), "a");
    }

    #[test]
    fn fault_28_a_name_is_read_so_that_it_can_be_compared() {
        assert_eq!(parse("Metadata-Version: 2.1\nName: Other\nVersion: 1\n").unwrap().name.as_str(), "other");
        let error = parse("Metadata-Version: 2.1\nName: a b\nVersion: 1\n").unwrap_err();
        assert!(matches!(error, MetadataError::Invalid { field: "Name", .. }));
        assert_eq!(parse("Metadata-Version: 2.1\nVersion: 1\n").unwrap_err(), MetadataError::Missing("Name"));
    }

    #[test]
    fn fault_29_an_invalid_metadata_version_is_an_error() {
        let error = |version: &str| {
            parse(&format!("Metadata-Version: {version}\nName: a\nVersion: 1\n")).unwrap_err()
        };
        for version in ["banana", "3.0", "2", "2.x", "-1.0", ""] {
            assert_eq!(error(version), MetadataError::Version(version.to_string()));
        }
        assert_eq!(parse("Name: a\nVersion: 1\n").unwrap_err(), MetadataError::Missing("Metadata-Version"));
        assert!(parse("Metadata-Version: 2.9\nName: a\nVersion: 1\n").is_ok());
    }

    #[test]
    fn what_can_not_be_mended_is_an_error() {
        let error =
            parse("Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b >= banana\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the metadata's `Requires-Dist: b >= banana` is malformed: `banana` is not a version"
        );
        let error = parse("Metadata-Version: 2.1\nName: a\nVersion: 1.x\n").unwrap_err();
        assert!(matches!(error, MetadataError::Invalid { field: "Version", .. }));
    }

    #[test]
    fn an_sdist_is_static_by_pep_643_alone() {
        let is_static = |version: &str, dynamic: &str| {
            parse(&format!("Metadata-Version: {version}\nName: a\nVersion: 1\n{dynamic}"))
                .unwrap()
                .is_static()
        };
        assert!(is_static("2.2", "") && is_static("2.4", "Dynamic: License\n"));
        assert!(!is_static("2.1", ""));
        assert!(!is_static("2.2", "Dynamic: requires-dist\n"));
        assert!(!is_static("2.3", "Dynamic: Summary\nDynamic: Requires-Python\n"));
        assert!(!is_static("2.3", "Dynamic: Provides-Extra\n"));
    }
}
