//! Names of packages, extras and dependency groups, normalised as PEP 503, PEP 685 and PEP 735 say: lower case, and
//! each run of `-`, `_` and `.` a single `-`.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is not a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    kind: &'static str,
    text: String,
}

impl NameError {
    /// The text that was refused.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.is_empty() {
            return write!(f, "{} is empty", self.kind);
        }
        write!(
            f,
            "`{}` is not a valid {}: it must start and end with an ASCII letter or digit and hold only those, `-`, `_` \
             and `.`",
            self.text, self.kind
        )
    }
}

impl std::error::Error for NameError {}

/// Whether `text` is a name by the grammar that the three standards share.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// `text` in normal form, borrowed where it has that already. Characters that no name may hold stay.
#[must_use]
pub fn normalize(text: &str) -> Cow<'_, str> {
    if is_normal(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut separated = false;
    for character in text.chars() {
        let separator = matches!(character, '-' | '_' | '.');
        if separator && !separated {
            out.push('-');
        } else if !separator {
            out.push(character.to_ascii_lowercase());
        }
        separated = separator;
    }
    Cow::Owned(out)
}

fn is_normal(text: &str) -> bool {
    let mut separated = false;
    for byte in text.bytes() {
        if byte.is_ascii_uppercase() || matches!(byte, b'_' | b'.') || (byte == b'-' && separated) {
            return false;
        }
        separated = byte == b'-';
    }
    true
}

macro_rules! name {
    ($(#[$documentation:meta])* $type:ident, $kind:literal) => {
        $(#[$documentation])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(Arc<str>);

        impl $type {
            /// Normalises `text`.
            ///
            /// # Errors
            /// When `text` is not a name.
            pub fn new(text: &str) -> Result<Self, NameError> {
                if !is_valid(text) {
                    return Err(NameError { kind: $kind, text: text.to_string() });
                }
                Ok(Self(Arc::from(normalize(text))))
            }

            /// The normalised text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $type {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::new(text)
            }
        }

        impl Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

name! {
    /// The name of a project or distribution (PEP 503).
    PackageName, "package name"
}
name! {
    /// The name of an extra (PEP 685).
    ExtraName, "extra name"
}
name! {
    /// The name of a dependency group (PEP 735).
    GroupName, "dependency group name"
}

impl PackageName {
    /// The name as file names of wheels, sdists and `.dist-info` folders spell it: `-` becomes `_`.
    #[must_use]
    pub fn as_filename(&self) -> Cow<'_, str> {
        if self.0.contains('-') { Cow::Owned(self.0.replace('-', "_")) } else { Cow::Borrowed(&self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::{ExtraName, GroupName, PackageName};

    #[test]
    fn names_are_normalised() {
        for text in ["friendly-bard", "Friendly-Bard", "FRIENDLY.BARD", "friendly_bard", "FrIeNdLy-._.-bArD"]
        {
            assert_eq!(PackageName::new(text).unwrap().as_str(), "friendly-bard");
        }
        assert_eq!(PackageName::new("a.b-c").unwrap().as_filename(), "a_b_c");
    }

    #[test]
    fn fault_83_spellings_of_one_name_are_equal() {
        let group = |text| GroupName::new(text).unwrap();
        assert_eq!(group("Dev_Tools"), group("dev.tools"));
        assert_eq!(ExtraName::new("A--b").unwrap(), ExtraName::new("a_B").unwrap());
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "-a", "a-", "a b", "ä", "a/b", ".", "_", "a\n"] {
            assert!(ExtraName::new(text).is_err(), "{text:?}");
        }
        assert_eq!(
            PackageName::new("a b").unwrap_err().to_string(),
            "`a b` is not a valid package name: it must start and end with an ASCII letter or digit and hold only \
             those, `-`, `_` and `.`"
        );
    }
}
