//! Compatibility tags (PEP 425, with the platform tags of PEP 600 and PEP 656): which wheels an interpreter can use.

mod platform;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use self::platform::{Os, Platform, implied_marker};
use crate::filename::WheelFilename;
use crate::marker::Marker;
use crate::version::{Ranges, Version};

/// What interprets Python, as far as wheels can depend on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Implementation {
    /// CPython.
    CPython {
        /// Whether it is a free-threaded build.
        gil_disabled: bool,
    },
    /// PyPy of that version of its own, such as 7.3.
    PyPy {
        /// Its major and minor version.
        version: (u8, u8),
    },
    /// Another, by its tag, such as `graalpy`; of wheels that are not pure only those without an ABI are known to fit.
    Other(String),
}

/// The tags that an interpreter can use, best first: blocks of one Python tag and one ABI tag each, over the interpreter's
/// platforms or over `any`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    blocks: Arc<[Block]>,
    platforms: Arc<FxHashMap<String, u32>>,
    count: u32,
}

#[derive(Debug, PartialEq, Eq)]
struct Block {
    python: String,
    abi: &'static str,
    /// The ABI where it is not one of the fixed ones.
    own_abi: Option<String>,
    any: bool,
    /// How many tags come before the block.
    start: u32,
}

impl Block {
    fn abi(&self) -> &str {
        self.own_abi.as_deref().unwrap_or(self.abi)
    }
}

impl Tags {
    /// The tags of an interpreter of that `(major, minor)` version.
    #[must_use]
    pub fn compatible(platform: &Platform, python: (u8, u8), implementation: &Implementation) -> Self {
        let platforms = platform.tags();
        let mut builder = Builder { blocks: Vec::new(), count: 0, platforms: clamp(platforms.len()) };
        let any = builder.specific(python, implementation);
        let (major, minor) = python;
        let generic: Vec<String> = std::iter::once(format!("py{major}{minor}"))
            .chain(std::iter::once(format!("py{major}")))
            .chain((0..minor).rev().map(|older| format!("py{major}{older}")))
            .collect();
        for python in &generic {
            builder.add(python.clone(), "none");
        }
        for python in any.into_iter().chain(generic) {
            builder.add_any(python);
        }
        let ranks = platforms.into_iter().zip(0..).collect();
        Self { blocks: builder.blocks.into(), platforms: Arc::new(ranks), count: builder.count }
    }

    /// How well the interpreter can use `wheel`: more is better; nothing if it can't.
    #[must_use]
    pub fn priority(&self, wheel: &WheelFilename) -> Option<u32> {
        let any = wheel.platform.iter().any(|platform| platform == "any");
        let own = wheel.platform.iter().filter_map(|platform| self.platforms.get(platform)).min();
        for block in self.blocks.iter() {
            let fits = wheel.python.contains(&block.python) && wheel.abi.iter().any(|abi| abi == block.abi());
            if fits && block.any && any {
                return Some(self.count - block.start);
            }
            if let Some(rank) = own
                && fits
                && !block.any
            {
                return Some(self.count - block.start - rank);
            }
        }
        None
    }

    /// Every tag as `python-abi-platform`, best first.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        let mut platforms: Vec<(&u32, &String)> =
            self.platforms.iter().map(|(tag, rank)| (rank, tag)).collect();
        platforms.sort_unstable();
        let mut list = Vec::with_capacity(self.count as usize);
        for block in self.blocks.iter() {
            if block.any {
                list.push(format!("{}-{}-any", block.python, block.abi()));
                continue;
            }
            list.extend(
                platforms.iter().map(|(_, platform)| format!("{}-{}-{platform}", block.python, block.abi())),
            );
        }
        list
    }
}

struct Builder {
    blocks: Vec<Block>,
    count: u32,
    platforms: u32,
}

impl Builder {
    fn add(&mut self, python: String, abi: &'static str) {
        self.blocks.push(Block { python, abi, own_abi: None, any: false, start: self.count });
        self.count += self.platforms;
    }

    fn add_own(&mut self, python: String, abi: String) {
        self.blocks.push(Block { python, abi: "", own_abi: Some(abi), any: false, start: self.count });
        self.count += self.platforms;
    }

    fn add_any(&mut self, python: String) {
        self.blocks.push(Block { python, abi: "none", own_abi: None, any: true, start: self.count });
        self.count += 1;
    }

    /// The tags of the implementation itself; gives the Python tag under which it takes wheels for any platform.
    fn specific(&mut self, python: (u8, u8), implementation: &Implementation) -> Option<String> {
        let (major, minor) = python;
        match implementation {
            Implementation::CPython { gil_disabled } => {
                let own = format!("cp{major}{minor}");
                let suffix = match (gil_disabled, python < (3, 8)) {
                    (true, _) => "t",
                    (false, true) => "m",
                    (false, false) => "",
                };
                let stable = if *gil_disabled { "abi3t" } else { "abi3" };
                self.add_own(own.clone(), format!("{own}{suffix}"));
                if python >= (3, 2) {
                    self.add(own.clone(), stable);
                }
                self.add(own.clone(), "none");
                if python >= (3, 2) {
                    for older in (2..minor).rev() {
                        self.add(format!("cp{major}{older}"), stable);
                    }
                }
                Some(own)
            }
            Implementation::PyPy { version } => {
                let own = format!("pp{major}{minor}");
                self.add_own(own.clone(), format!("pypy{major}{minor}_pp{}{}", version.0, version.1));
                self.add(own, "none");
                Some(format!("pp{major}"))
            }
            Implementation::Other(tag) => {
                self.add(format!("{tag}{major}{minor}"), "none");
                None
            }
        }
    }
}

fn clamp(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The Pythons that a wheel with those tags can run on.
pub(crate) fn python_ranges(python: &[String], abi: &[String]) -> Ranges<Version> {
    python.iter().fold(Ranges::empty(), |all, tag| all.union(&tag_ranges(tag, abi)))
}

/// `cp38` with an ABI of its own is for 3.8 alone; `py38`, and `cp38` with `abi3`, also for what follows it; `py3` and `pp3`
/// are for every 3.
fn tag_ranges(tag: &str, abi: &[String]) -> Ranges<Version> {
    let digits = tag.trim_start_matches(|c: char| !c.is_ascii_digit());
    let implementation = &tag[..tag.len() - digits.len()];
    let Some((major, minor)) = split_version(digits) else { return Ranges::full() };
    let start = Version::new([major, minor.unwrap_or(0)]);
    let stable = abi.iter().any(|abi| matches!(abi.as_str(), "abi3" | "abi3t"));
    let end = match (implementation, minor) {
        ("cp" | "pp", Some(minor)) if !stable => Version::new([major, minor.saturating_add(1)]),
        ("cp" | "pp" | "py", _) => Version::new([major.saturating_add(1), 0]),
        _ => return Ranges::full(),
    };
    Ranges::from_range_bounds(start..end)
}

/// The implementations that a wheel with those tags can run on: one that is built for an ABI runs on one.
pub(crate) fn implied_implementation(python: &[String], abi: &[String]) -> Marker {
    let of = |tag: &String| {
        let text = match tag.get(..2) {
            Some("cp") if !abi.iter().all(|abi| abi == "none") => {
                "implementation_name == 'cpython' and platform_python_implementation == 'CPython'"
            }
            Some("pp") => "implementation_name == 'pypy' and platform_python_implementation == 'PyPy'",
            _ => return Marker::TRUE,
        };
        Marker::parse(text).expect("both texts are markers")
    };
    python.iter().map(of).fold(Marker::FALSE, Marker::or)
}

fn split_version(digits: &str) -> Option<(u64, Option<u64>)> {
    let (major, minor) = digits.split_at_checked(1)?;
    let major = major.parse().ok()?;
    if minor.is_empty() { Some((major, None)) } else { Some((major, Some(minor.parse().ok()?))) }
}

#[cfg(test)]
mod tests {
    use super::{Implementation, Os, Platform, Tags};
    use crate::filename::WheelFilename;

    const CPYTHON: Implementation = Implementation::CPython { gil_disabled: false };

    fn linux() -> Platform {
        Platform { os: Os::Manylinux { major: 2, minor: 17 }, arch: "x86_64".into() }
    }

    fn wheel(tags: &str) -> WheelFilename {
        WheelFilename::parse(&format!("a-1-{tags}.whl")).unwrap()
    }

    #[test]
    fn the_order_is_that_of_the_standard() {
        let list = Tags::compatible(&linux(), (3, 3), &CPYTHON).list();
        let platforms = 17 - 4 + 4;
        assert_eq!(list[0], "cp33-cp33m-manylinux_2_17_x86_64");
        assert_eq!(list[1], "cp33-cp33m-manylinux2014_x86_64");
        assert_eq!(list[platforms - 1], "cp33-cp33m-linux_x86_64");
        let others: Vec<&str> =
            list.iter().filter(|tag| tag.ends_with("-linux_x86_64")).map(String::as_str).collect();
        assert_eq!(
            others.iter().map(|tag| tag.trim_end_matches("-linux_x86_64")).collect::<Vec<_>>(),
            [
                "cp33-cp33m",
                "cp33-abi3",
                "cp33-none",
                "cp32-abi3",
                "py33-none",
                "py3-none",
                "py32-none",
                "py31-none",
                "py30-none"
            ]
        );
        let any: Vec<&str> = list.iter().filter(|tag| tag.ends_with("-any")).map(String::as_str).collect();
        assert_eq!(
            any,
            [
                "cp33-none-any",
                "py33-none-any",
                "py3-none-any",
                "py32-none-any",
                "py31-none-any",
                "py30-none-any"
            ]
        );
        assert_eq!(list.len(), others.len() * platforms + any.len());
    }

    #[test]
    fn a_wheel_ranks_as_its_best_tag_does() {
        let tags = Tags::compatible(&linux(), (3, 12), &CPYTHON);
        let list = tags.list();
        let count = u32::try_from(list.len()).unwrap();
        for (rank, tag) in (0..).zip(&list) {
            assert_eq!(tags.priority(&wheel(tag)), Some(count - rank), "{tag}");
        }
        assert_eq!(tags.priority(&wheel("py2.py3-none-any")), tags.priority(&wheel("py3-none-any")));
        assert_eq!(
            tags.priority(&wheel("cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64")),
            Some(count)
        );
        for foreign in [
            "cp313-cp313-linux_x86_64",
            "py2-none-any",
            "cp312-cp312-manylinux_2_18_x86_64",
            "cp312-cp312t-linux_x86_64",
            "cp312-cp312-win_amd64",
        ] {
            assert_eq!(tags.priority(&wheel(foreign)), None, "{foreign}");
        }
    }

    #[test]
    fn free_threaded_and_other_interpreters_have_their_own_tags() {
        let free = Tags::compatible(&linux(), (3, 13), &Implementation::CPython { gil_disabled: true });
        assert!(free.priority(&wheel("cp313-cp313t-linux_x86_64")).is_some());
        assert!(free.priority(&wheel("cp312-abi3t-linux_x86_64")).is_some());
        assert_eq!(free.priority(&wheel("cp313-cp313-linux_x86_64")), None);
        assert_eq!(free.priority(&wheel("cp39-abi3-linux_x86_64")), None);
        let pypy = Tags::compatible(&linux(), (3, 10), &Implementation::PyPy { version: (7, 3) });
        assert!(pypy.priority(&wheel("pp310-pypy310_pp73-linux_x86_64")).is_some());
        assert!(pypy.priority(&wheel("pp3-none-any")).is_some());
        let graal = Tags::compatible(&linux(), (3, 11), &Implementation::Other("graalpy".into()));
        assert!(graal.priority(&wheel("py3-none-any")).is_some());
        assert_eq!(graal.priority(&wheel("cp311-abi3-linux_x86_64")), None);
    }

    #[test]
    fn a_wheel_tells_which_pythons_can_use_it() {
        let check = |tags: &str, expected: &str| {
            assert_eq!(wheel(tags).python_ranges().to_string(), expected, "{tags}");
        };
        check("cp38-cp38-win32", ">=3.8, <3.9");
        check("cp38-abi3-win32", ">=3.8, <4.0");
        check("py3-none-any", ">=3.0, <4.0");
        check("py2.py3-none-any", ">=2.0, <4.0");
        check("cp310.cp312-none-any", ">=3.10, <3.11 | >=3.12, <3.13");
        check("pp310-pypy310_pp73-win32", ">=3.10, <3.11");
        check("graalpy310-none-any", "*");
    }
}
