//! File names of distributions: wheels (binary distribution format) and sdists (PEP 625, and what came before it).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::marker::Marker;
use crate::name::PackageName;
use crate::tags;
use crate::version::{Ranges, Version};

/// Why a text is not the file name of a distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilenameError {
    filename: String,
    reason: String,
}

impl FilenameError {
    pub(crate) fn new(filename: &str, reason: impl Into<String>) -> Self {
        Self { filename: filename.to_string(), reason: reason.into() }
    }

    /// The text that was refused.
    #[must_use]
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// Why it was refused.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for FilenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the file name of a distribution: {}", self.filename, self.reason)
    }
}

impl std::error::Error for FilenameError {}

/// `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WheelFilename {
    /// The distribution, normalised.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// The build tag, which breaks ties between wheels of one version.
    pub build: Option<BuildTag>,
    /// The compressed set of Python tags.
    pub python: Vec<String>,
    /// The compressed set of ABI tags.
    pub abi: Vec<String>,
    /// The compressed set of platform tags.
    pub platform: Vec<String>,
    text: String,
}

/// A build tag: digits and what follows them; the digits are compared as a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuildTag {
    /// The leading number.
    pub number: u64,
    /// The rest, often empty.
    pub suffix: String,
}

impl WheelFilename {
    /// Reads the file name of a wheel, `.whl` included.
    ///
    /// # Errors
    /// When a part is missing or malformed.
    pub fn parse(filename: &str) -> Result<Self, FilenameError> {
        let fail = |reason: String| FilenameError::new(filename, reason);
        let stem =
            filename.strip_suffix(".whl").ok_or_else(|| fail("it does not end in `.whl`".to_string()))?;
        let parts: Vec<&str> = stem.split('-').collect();
        let (name, version, build, tags) = match parts.as_slice() {
            [name, version, tags @ ..] if tags.len() == 3 => (name, version, None, tags),
            [name, version, build, tags @ ..] if tags.len() == 3 => (name, version, Some(build), tags),
            _ => return Err(fail("a wheel has five or six parts separated by `-`".to_string())),
        };
        let name = PackageName::new(name).map_err(|error| fail(error.to_string()))?;
        let version = parse_version(version).ok_or_else(|| fail(format!("`{version}` is not a version")))?;
        let build = match build {
            Some(build) => Some(
                BuildTag::parse(build)
                    .ok_or_else(|| fail(format!("the build tag `{build}` does not start with a digit")))?,
            ),
            None => None,
        };
        let set = |tag: &str, valid: fn(&str) -> bool| -> Result<Vec<String>, FilenameError> {
            if tag.split('.').all(valid) {
                Ok(tag.split('.').map(str::to_ascii_lowercase).collect())
            } else {
                Err(fail(format!("`{tag}` is not a tag")))
            }
        };
        Ok(Self {
            name,
            version,
            build,
            python: set(tags[0], is_python_tag)?,
            abi: set(tags[1], is_tag)?,
            platform: set(tags[2], is_tag)?,
            text: filename.to_string(),
        })
    }

    /// The file name as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The Pythons that some of this wheel's tags allow: what no Python in `requires-python` can use need not be locked.
    #[must_use]
    pub fn python_ranges(&self) -> Ranges<Version> {
        tags::python_ranges(&self.python, &self.abi)
    }

    /// The environments that some of this wheel's tags allow: Pythons, implementations and platforms.
    #[must_use]
    pub fn environment_marker(&self) -> Marker {
        let implementations = tags::implied_implementation(&self.python, &self.abi);
        Marker::from_python(&self.python_ranges()).and(implementations).and(self.implied_marker())
    }

    /// The platforms that some of this wheel's tags allow.
    #[must_use]
    pub fn implied_marker(&self) -> Marker {
        tags::implied_marker(&self.platform)
    }
}

impl BuildTag {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, suffix) = text.split_at(digits);
        Some(Self { number: number.parse().ok()?, suffix: suffix.to_string() })
    }
}

impl FromStr for WheelFilename {
    type Err = FilenameError;

    fn from_str(text: &str) -> Result<Self, FilenameError> {
        Self::parse(text)
    }
}

impl fmt::Display for WheelFilename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// The kinds of archives that sdists came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SdistExtension {
    /// `.tar.gz`, the only one that PEP 625 allows.
    TarGz,
    /// `.zip`.
    Zip,
    /// `.tar.bz2`.
    TarBz2,
    /// `.tar.xz`.
    TarXz,
    /// `.tgz`.
    Tgz,
    /// `.tar`.
    Tar,
}

impl SdistExtension {
    const ALL: [Self; 6] = [Self::TarGz, Self::Zip, Self::TarBz2, Self::TarXz, Self::Tgz, Self::Tar];

    /// The extension with its dot.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TarGz => ".tar.gz",
            Self::Zip => ".zip",
            Self::TarBz2 => ".tar.bz2",
            Self::TarXz => ".tar.xz",
            Self::Tgz => ".tgz",
            Self::Tar => ".tar",
        }
    }
}

/// `{name}-{version}.tar.gz`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SdistFilename {
    /// The distribution, normalised.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// The kind of archive.
    pub extension: SdistExtension,
    text: String,
}

impl SdistFilename {
    /// Reads the file name of an sdist of `package`, whose name tells where the version begins: old file names can hold
    /// `-` in both.
    ///
    /// # Errors
    /// When the name is another's, or the version or the extension is none.
    pub fn parse_for(filename: &str, package: &PackageName) -> Result<Self, FilenameError> {
        let (stem, extension) = split_extension(filename)?;
        for (at, _) in stem.match_indices('-') {
            let (name, version) = (&stem[..at], &stem[at + 1..]);
            if PackageName::new(name).is_ok_and(|name| name == *package)
                && let Some(version) = parse_version(version)
            {
                return Ok(Self { name: package.clone(), version, extension, text: filename.to_string() });
            }
        }
        Err(FilenameError::new(filename, format!("it is not `{package}`, `-` and a version")))
    }

    /// Reads the file name of an sdist of whatever package: the last `-` before a version is where the name ends.
    ///
    /// # Errors
    /// When the name, the version or the extension is none.
    pub fn parse(filename: &str) -> Result<Self, FilenameError> {
        let (stem, extension) = split_extension(filename)?;
        let Some((name, version)) = stem.rsplit_once('-') else {
            return Err(FilenameError::new(filename, "an sdist has a name and a version separated by `-`"));
        };
        let name = PackageName::new(name).map_err(|error| FilenameError::new(filename, error.to_string()))?;
        let version = parse_version(version)
            .ok_or_else(|| FilenameError::new(filename, format!("`{version}` is not a version")))?;
        Ok(Self { name, version, extension, text: filename.to_string() })
    }

    /// The file name as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_tag(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A Python tag begins with the name of an implementation; a digit there is a build tag gone astray.
fn is_python_tag(text: &str) -> bool {
    is_tag(text) && !text.starts_with(|c: char| c.is_ascii_digit())
}

/// A version as file names hold it: white space around it is no part of one.
fn parse_version(text: &str) -> Option<Version> {
    if text.contains(char::is_whitespace) { None } else { text.parse().ok() }
}

fn split_extension(filename: &str) -> Result<(&str, SdistExtension), FilenameError> {
    SdistExtension::ALL
        .iter()
        .find_map(|extension| filename.strip_suffix(extension.as_str()).map(|stem| (stem, *extension)))
        .ok_or_else(|| FilenameError::new(filename, "its extension is not that of an sdist"))
}

impl FromStr for SdistFilename {
    type Err = FilenameError;

    fn from_str(text: &str) -> Result<Self, FilenameError> {
        Self::parse(text)
    }
}

impl fmt::Display for SdistFilename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// The file name of a wheel or an sdist.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DistFilename {
    /// A wheel.
    Wheel(WheelFilename),
    /// A source distribution.
    Sdist(SdistFilename),
}

impl DistFilename {
    /// Reads the file name of a wheel or an sdist.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(filename: &str) -> Result<Self, FilenameError> {
        if filename.ends_with(".whl") {
            WheelFilename::parse(filename).map(Self::Wheel)
        } else {
            SdistFilename::parse(filename).map(Self::Sdist)
        }
    }

    /// Reads the file name of a wheel or an sdist that must be of `package`.
    ///
    /// # Errors
    /// When it is neither, or of another package.
    pub fn parse_for(filename: &str, package: &PackageName) -> Result<Self, FilenameError> {
        if !filename.ends_with(".whl") {
            return SdistFilename::parse_for(filename, package).map(Self::Sdist);
        }
        let wheel = WheelFilename::parse(filename)?;
        if wheel.name == *package {
            Ok(Self::Wheel(wheel))
        } else {
            Err(FilenameError::new(filename, format!("it is of `{}`, not of `{package}`", wheel.name)))
        }
    }

    /// The distribution.
    #[must_use]
    pub fn name(&self) -> &PackageName {
        match self {
            Self::Wheel(wheel) => &wheel.name,
            Self::Sdist(sdist) => &sdist.name,
        }
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &Version {
        match self {
            Self::Wheel(wheel) => &wheel.version,
            Self::Sdist(sdist) => &sdist.version,
        }
    }

    /// The file name as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Wheel(wheel) => wheel.as_str(),
            Self::Sdist(sdist) => sdist.as_str(),
        }
    }

    /// The wheel, if it is one.
    #[must_use]
    pub fn as_wheel(&self) -> Option<&WheelFilename> {
        match self {
            Self::Wheel(wheel) => Some(wheel),
            Self::Sdist(_) => None,
        }
    }
}

impl FromStr for DistFilename {
    type Err = FilenameError;

    fn from_str(text: &str) -> Result<Self, FilenameError> {
        Self::parse(text)
    }
}

impl fmt::Display for DistFilename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

macro_rules! as_text {
    ($($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(WheelFilename SdistFilename DistFilename);

#[cfg(test)]
mod tests {
    use super::{DistFilename, SdistExtension, SdistFilename, WheelFilename};

    #[test]
    fn wheels_are_read() {
        let wheel = WheelFilename::parse("Foo_Bar-1.0+cu12.1-2b-py2.py3-none-any.whl").unwrap();
        assert_eq!((wheel.name.as_str(), wheel.version.to_string().as_str()), ("foo-bar", "1.0+cu12.1"));
        let build = wheel.build.unwrap();
        assert_eq!((build.number, build.suffix.as_str()), (2, "b"));
        assert_eq!(
            (wheel.python, wheel.abi, wheel.platform),
            (vec!["py2".into(), "py3".into()], vec!["none".into()], vec!["any".into()])
        );
    }

    #[test]
    fn sdists_are_read_where_the_name_tells_where_the_version_begins() {
        let name = "foo-2".parse().unwrap();
        let sdist = SdistFilename::parse_for("foo-2-1.0-1.tar.gz", &name).unwrap();
        assert_eq!(
            (sdist.version.to_string().as_str(), sdist.extension),
            ("1.0.post1", SdistExtension::TarGz)
        );
        assert_eq!(SdistFilename::parse("foo_2-1.0.zip").unwrap().name, name);
        assert!(SdistFilename::parse_for("bar-1.0.tar.gz", &name).is_err());
        assert!(DistFilename::parse_for("bar-1.0-py3-none-any.whl", &name).is_err());
    }

    #[test]
    fn fault_23_what_is_no_file_name_of_a_distribution_is_refused() {
        for text in [
            "",
            ".whl",
            "a.whl",
            "a-1.whl",
            "a-1-py3-none.whl",
            "a-1-1-2-py3-none-any.whl",
            "a-banana-py3-none-any.whl",
            "../a-1-py3-none-any.whl",
            "a/b-1-py3-none-any.whl",
            "a-1-x-py3-none-any.whl",
            "a-1-py3-none-../any.whl",
            "a- 1-py3-none-any.whl",
            "a-1-py3--any.whl",
            "a-1-py3.-none-any.whl",
            "a-1-3py-none-any.whl",
            "a-1-py3-none-any.whl\n",
            "a-1.exe",
            "a-1.tar.lz",
            "a.tar.gz",
            "../../a-1.tar.gz",
            "a-1 .tar.gz",
            "-1.tar.gz",
            "a-x.tar.gz",
            "a-99999999999999999999999.x.tar.gz",
        ] {
            assert!(DistFilename::parse(text).is_err(), "{text:?}");
        }
        assert_eq!(
            WheelFilename::parse("a-1-py3-none.whl").unwrap_err().to_string(),
            "`a-1-py3-none.whl` is not the file name of a distribution: a wheel has five or six parts separated by `-`"
        );
    }
}
