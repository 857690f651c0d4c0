//! What a marker is evaluated in: the facts of one interpreter on one platform.

use serde::{Deserialize, Serialize};

use super::variable::TextKey;
use crate::version::{Version, release};

/// The environment of the dependency specifiers standard, as an interpreter reports it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MarkerEnvironment {
    /// `sys.implementation.name`.
    pub implementation_name: String,
    /// `sys.implementation.version`, such as `3.12.1`.
    pub implementation_version: String,
    /// `os.name`.
    pub os_name: String,
    /// `platform.machine()`.
    pub platform_machine: String,
    /// `platform.python_implementation()`.
    pub platform_python_implementation: String,
    /// `platform.release()`.
    pub platform_release: String,
    /// `platform.system()`.
    pub platform_system: String,
    /// `platform.version()`.
    pub platform_version: String,
    /// `X.Y` of the interpreter.
    pub python_version: String,
    /// `platform.python_version()`, such as `3.13.0rc1`.
    pub python_full_version: String,
    /// `sys.platform`.
    pub sys_platform: String,
}

impl MarkerEnvironment {
    /// The interpreter's full version; 0.0 where it reports none.
    #[must_use]
    pub fn python_full_version(&self) -> Version {
        lenient_version(&self.python_full_version)
    }

    /// The release of the full version: what Python bounds are compared with.
    #[must_use]
    pub fn python_release(&self) -> Version {
        release(&self.python_full_version())
    }

    pub(crate) fn implementation_release(&self) -> Version {
        release(&lenient_version(&self.implementation_version))
    }

    pub(crate) fn text(&self, key: TextKey) -> &str {
        match key {
            TextKey::SysPlatform => &self.sys_platform,
            TextKey::OsName => &self.os_name,
            TextKey::PlatformSystem => &self.platform_system,
            TextKey::ImplementationName => &self.implementation_name,
            TextKey::PlatformMachine => &self.platform_machine,
            TextKey::PlatformPythonImplementation => &self.platform_python_implementation,
            TextKey::PlatformRelease => &self.platform_release,
            TextKey::PlatformVersion => &self.platform_version,
        }
    }
}

/// A version as interpreters report it: builds of a checkout end in `+`, which no version may.
fn lenient_version(text: &str) -> Version {
    text.trim_end_matches('+').parse().unwrap_or_else(|_| Version::new([0, 0]))
}
