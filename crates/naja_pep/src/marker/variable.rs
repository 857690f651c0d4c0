//! What a marker can ask about: the variables of a decision diagram, in the order in which the diagram asks them.

use std::sync::Arc;

use crate::name::{ExtraName, GroupName};

/// An environment variable whose values are compared as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TextKey {
    // The three that know of each other come first, so that what couples them stays small.
    SysPlatform,
    OsName,
    PlatformSystem,
    ImplementationName,
    PlatformMachine,
    PlatformPythonImplementation,
    PlatformRelease,
    PlatformVersion,
}

impl TextKey {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::SysPlatform => "sys_platform",
            Self::OsName => "os_name",
            Self::PlatformSystem => "platform_system",
            Self::ImplementationName => "implementation_name",
            Self::PlatformMachine => "platform_machine",
            Self::PlatformPythonImplementation => "platform_python_implementation",
            Self::PlatformRelease => "platform_release",
            Self::PlatformVersion => "platform_version",
        }
    }
}

/// A question about a text that neither equality nor order can express; it is answered yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Relation {
    /// The variable's value is a part of the text.
    In,
    /// The text is a part of the variable's value.
    Contains,
    /// The value is at least the text. Versions alone have an order: this and the following are false for other values.
    AtLeast,
    /// The value is at most the text.
    AtMost,
    /// The value is less than the text.
    Less,
    /// The value is greater than the text.
    Greater,
}

/// One question of a decision diagram. The order is that of the diagram; Python's version comes first, so that it is
/// asked at the root or not at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Variable {
    /// `python_full_version`, release segments only; `python_version` is expressed by it.
    PythonFullVersion,
    /// `implementation_version`, release segments only.
    ImplementationVersion,
    /// The value of a text variable.
    Text(TextKey),
    /// A yes-or-no question about a text variable.
    Related(TextKey, Relation, Arc<str>),
    /// `'group' in dependency_groups`.
    InGroups(GroupName),
    /// `'extra' in extras`.
    InExtras(ExtraName),
    /// `extra == 'name'`.
    Extra(ExtraName),
}
