//! Compatibility tags (PEP 425, with the platform tags of PEP 600 and PEP 656): which wheels an interpreter can use.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::filename::WheelFilename;
use crate::version::{Ranges, Version};

/// The operating system of an interpreter, as far as wheels can depend on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Os {
    /// Linux with that version of glibc.
    Manylinux {
        /// 2, as long as there is no other.
        major: u16,
        /// Such as 17 or 36.
        minor: u16,
    },
    /// Linux with that version of musl.
    Musllinux {
        /// 1.
        major: u16,
        /// Such as 2.
        minor: u16,
    },
    /// macOS of that version.
    MacOs {
        /// 10 and above.
        major: u16,
        /// Meaningful for 10 only.
        minor: u16,
    },
    /// Windows.
    Windows,
    /// Anything else, by the platform tag without its architecture, such as `freebsd_14_1_release`.
    Other(String),
}

/// An operating system and a processor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Platform {
    /// The operating system.
    pub os: Os,
    /// The processor as tags spell it: `x86_64`, `aarch64`, `arm64` on macOS, `amd64` on Windows…
    pub arch: String,
}

/// What interprets Python, as far as wheels can depend on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Implementation {
    /// CPython; without the global lock if `gil_disabled`.
    CPython {
        /// Whether it is a free-threaded build.
        gil_disabled: bool,
    },
    /// PyPy of that version of its own, such as 7.3.
    PyPy {
        /// Its major and minor version.
        version: (u8, u8),
    },
    /// Another, whose wheels other than pure ones are not known: its tag, such as `graalpy`.
    Other(String),
}

/// The rank of each tag, by Python, ABI and platform.
type Ranks = FxHashMap<String, FxHashMap<String, FxHashMap<String, u32>>>;

/// The tags that an interpreter can use, with their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    list: Arc<[(String, String, String)]>,
    ranks: Arc<Ranks>,
}

impl Tags {
    /// The tags of that interpreter, best first.
    #[must_use]
    pub fn compatible(platform: &Platform, python: (u8, u8), implementation: &Implementation) -> Self {
        Self::from_list(all_tags(platform, python, implementation))
    }

    /// Tags as `(python, abi, platform)`, best first.
    #[must_use]
    pub fn from_list(list: Vec<(String, String, String)>) -> Self {
        let mut ranks = Ranks::default();
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        for ((python, abi, platform), rank) in list.iter().zip((1..=count).rev()) {
            let ranks = ranks.entry(python.clone()).or_default().entry(abi.clone()).or_default();
            ranks.entry(platform.clone()).or_insert(rank);
        }
        Self { list: list.into(), ranks: Arc::new(ranks) }
    }

    /// How well the interpreter can use `wheel`: more is better; nothing if it can't.
    #[must_use]
    pub fn priority(&self, wheel: &WheelFilename) -> Option<u32> {
        let mut best = None;
        for abis in wheel.python.iter().filter_map(|python| self.ranks.get(python)) {
            for platforms in wheel.abi.iter().filter_map(|abi| abis.get(abi)) {
                best = best
                    .max(wheel.platform.iter().filter_map(|platform| platforms.get(platform)).max().copied());
            }
        }
        best
    }

    /// Every tag as `(python, abi, platform)`, best first.
    #[must_use]
    pub fn list(&self) -> &[(String, String, String)] {
        &self.list
    }
}

/// The Pythons that a wheel with those tags can run on.
pub(crate) fn python_ranges(python: &[String], abi: &[String]) -> Ranges<Version> {
    let mut all = Ranges::empty();
    for tag in python {
        all = all.union(&tag_ranges(tag, abi));
    }
    all
}

/// `cp38` with an ABI of its own is for 3.8 alone, with `abi3` for 3.8 and what follows, and so is `py38`; `py3` is for
/// every 3.
fn tag_ranges(tag: &str, abi: &[String]) -> Ranges<Version> {
    let digits = tag.trim_start_matches(|c: char| !c.is_ascii_digit());
    let implementation = &tag[..tag.len() - digits.len()];
    let Some((major, minor)) = split_version(digits) else { return Ranges::full() };
    let start = Version::new([major, minor.unwrap_or(0)]);
    let end_of_major = Version::new([major.saturating_add(1), 0]);
    let Some(minor) = minor else { return Ranges::from_range_bounds(start..end_of_major) };
    let forward = implementation == "py" || abi.iter().any(|abi| abi.starts_with("abi"));
    if implementation == "pp" || implementation == "cp" || implementation == "py" {
        let any_abi = implementation == "cp" && abi.iter().any(|abi| abi == "none");
        if forward || any_abi {
            return Ranges::from_range_bounds(start..end_of_major);
        }
        return Ranges::from_range_bounds(start..Version::new([major, minor.saturating_add(1)]));
    }
    Ranges::full()
}

fn split_version(digits: &str) -> Option<(u64, Option<u64>)> {
    let (major, minor) = digits.split_at_checked(1)?;
    let major = major.parse().ok()?;
    if minor.is_empty() { Some((major, None)) } else { Some((major, Some(minor.parse().ok()?))) }
}

fn all_tags(
    platform: &Platform,
    python: (u8, u8),
    implementation: &Implementation,
) -> Vec<(String, String, String)> {
    let platforms = platform_tags(platform);
    let (major, minor) = python;
    let mut tags = Vec::new();
    let mut add = |python: &str, abi: &str| {
        for platform in &platforms {
            tags.push((python.to_string(), abi.to_string(), platform.clone()));
        }
    };
    let own = match implementation {
        Implementation::CPython { gil_disabled } => {
            let own = format!("cp{major}{minor}");
            let suffix = if *gil_disabled {
                "t"
            } else if python < (3, 8) {
                "m"
            } else {
                ""
            };
            add(&own, &format!("{own}{suffix}"));
            if python >= (3, 2) && !gil_disabled {
                add(&own, "abi3");
            }
            add(&own, "none");
            if !gil_disabled {
                for older in (2..minor).rev() {
                    add(&format!("cp{major}{older}"), "abi3");
                }
            }
            own
        }
        Implementation::PyPy { version } => {
            let own = format!("pp{major}{minor}");
            add(&own, &format!("pypy{major}{minor}_pp{}{}", version.0, version.1));
            add(&own, "none");
            own
        }
        Implementation::Other(tag) => {
            let own = format!("{tag}{major}{minor}");
            add(&own, "none");
            own
        }
    };
    let generic: Vec<String> = std::iter::once(format!("py{major}{minor}"))
        .chain(std::iter::once(format!("py{major}")))
        .chain((0..minor).rev().map(|older| format!("py{major}{older}")))
        .collect();
    for python in &generic {
        add(python, "none");
    }
    tags.push((own, "none".to_string(), "any".to_string()));
    for python in generic {
        tags.push((python, "none".to_string(), "any".to_string()));
    }
    tags
}

/// The platform tags that a platform can use, best first.
fn platform_tags(platform: &Platform) -> Vec<String> {
    let arch = &platform.arch;
    let mut tags = Vec::new();
    match &platform.os {
        Os::Manylinux { major, minor } => {
            for minor in (5..=*minor).rev() {
                tags.push(format!("manylinux_{major}_{minor}_{arch}"));
                match minor {
                    17 => tags.push(format!("manylinux2014_{arch}")),
                    12 => tags.push(format!("manylinux2010_{arch}")),
                    5 => tags.push(format!("manylinux1_{arch}")),
                    _ => {}
                }
            }
            tags.push(format!("linux_{arch}"));
        }
        Os::Musllinux { major, minor } => {
            for minor in (0..=*minor).rev() {
                tags.push(format!("musllinux_{major}_{minor}_{arch}"));
            }
            tags.push(format!("linux_{arch}"));
        }
        Os::MacOs { .. } => {}
        Os::Windows => tags.push(if arch == "x86" || arch == "win32" {
            "win32".to_string()
        } else {
            format!("win_{arch}")
        }),
        Os::Other(name) => tags.push(format!("{name}_{arch}")),
    }
    tags
}
