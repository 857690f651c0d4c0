//! Platform tags: those that a platform can use, and what a wheel's platform tags say about where it runs.

use serde::{Deserialize, Serialize};

use crate::marker::Marker;

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
        /// Matters for 10 only.
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
    /// The processor as tags spell it: `x86_64`, `aarch64`, `i686`, `armv7l`…, `arm64` on macOS, `amd64`, `arm64` or `x86`
    /// on Windows.
    pub arch: String,
}

impl Platform {
    /// The platform tags that wheels for this platform can bear, best first.
    #[must_use]
    pub fn tags(&self) -> Vec<String> {
        let arch = self.arch.as_str();
        // A 64-bit ARM in 32-bit mode runs what the older 32-bit ones run.
        let linux: &[&str] = if arch == "armv8l" { &["armv8l", "armv7l"] } else { &[arch] };
        match &self.os {
            Os::Manylinux { major, minor } => manylinux(*major, *minor, linux),
            Os::Musllinux { major, minor } => {
                let mut tags = Vec::new();
                for arch in linux {
                    tags.extend((0..=*minor).rev().map(|minor| format!("musllinux_{major}_{minor}_{arch}")));
                }
                tags.extend(linux.iter().map(|arch| format!("linux_{arch}")));
                tags
            }
            Os::MacOs { major, minor } => macos(*major, *minor, arch),
            Os::Windows => vec![match arch {
                "x86" | "win32" | "i386" | "i686" => "win32".to_string(),
                "x86_64" => "win_amd64".to_string(),
                "aarch64" => "win_arm64".to_string(),
                _ => format!("win_{arch}"),
            }],
            Os::Other(name) => vec![format!("{name}_{arch}")],
        }
    }
}

fn manylinux(major: u16, minor: u16, arches: &[&str]) -> Vec<String> {
    let mut tags = Vec::new();
    if major == 2 {
        let old = arches.iter().all(|arch| matches!(*arch, "x86_64" | "i686"));
        for minor in (if old { 5 } else { 17 }..=minor).rev() {
            let alias = match minor {
                17 => Some("manylinux2014"),
                12 => Some("manylinux2010"),
                5 => Some("manylinux1"),
                _ => None,
            };
            for arch in arches {
                tags.push(format!("manylinux_2_{minor}_{arch}"));
                tags.extend(alias.map(|alias| format!("{alias}_{arch}")));
            }
        }
    }
    tags.extend(arches.iter().map(|arch| format!("linux_{arch}")));
    tags
}

/// From macOS 11 on the minor version says nothing; of 10, `universal2` wheels and those for Intel run on.
fn macos(major: u16, minor: u16, arch: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut add = |major: u16, minor: u16, formats: &[&str]| {
        tags.extend(formats.iter().map(|format| format!("macosx_{major}_{minor}_{format}")));
    };
    if major == 10 {
        for minor in (0..=minor).rev() {
            add(10, minor, formats(arch, minor));
        }
        return tags;
    }
    for major in (11..=major).rev() {
        add(major, 0, formats(arch, u16::MAX));
    }
    for minor in (4..=16).rev() {
        add(10, minor, if arch == "x86_64" { formats(arch, minor) } else { &["universal2"] });
    }
    tags
}

/// The binary formats that hold code for a processor, by the minor version of macOS 10.
fn formats(arch: &str, minor: u16) -> &'static [&'static str] {
    match arch {
        "arm64" => &["arm64", "universal2"],
        "x86_64" if minor >= 4 => &["x86_64", "intel", "fat64", "fat3", "universal2", "universal"],
        "i386" if minor >= 4 => &["i386", "intel", "fat3", "fat", "universal"],
        "ppc64" if (4..=5).contains(&minor) => &["ppc64", "fat64", "universal"],
        "ppc" if minor <= 6 => &["ppc", "fat3", "fat", "universal"],
        _ => &[],
    }
}

/// Where a wheel with those platform tags can run: operating systems and processors, not Pythons. A tag that is not known
/// may run anywhere.
#[must_use]
pub fn implied_marker(platform: &[String]) -> Marker {
    let all = platform.iter().map(|tag| tag_marker(tag).unwrap_or(Marker::TRUE));
    all.fold(Marker::FALSE, Marker::or)
}

fn tag_marker(tag: &str) -> Option<Marker> {
    let marker = |text: String| Marker::parse(&text).ok();
    if let Some(arch) = tag.strip_prefix("win_") {
        let machine = if arch == "amd64" { "AMD64" } else { "ARM64" };
        return marker(format!("sys_platform == 'win32' and platform_machine == '{machine}'"));
    }
    if tag == "win32" {
        return marker("sys_platform == 'win32' and platform_machine == 'x86'".to_string());
    }
    let (system, rest) = tag.split_once('_')?;
    if let Some(rest) = tag.strip_prefix("macosx_") {
        let format = rest.splitn(3, '_').nth(2)?;
        return marker(format!("sys_platform == 'darwin' and {}", any_machine(macos_machines(format)?)));
    }
    let arch = match system {
        "linux" | "manylinux1" | "manylinux2010" | "manylinux2014" => rest,
        "manylinux" | "musllinux" => rest.splitn(3, '_').nth(2)?,
        _ => return None,
    };
    marker(format!("sys_platform == 'linux' and {}", any_machine(&[arch])))
}

fn any_machine(machines: &[&str]) -> String {
    let each: Vec<String> =
        machines.iter().map(|machine| format!("platform_machine == '{machine}'")).collect();
    format!("({})", each.join(" or "))
}

fn macos_machines(format: &str) -> Option<&'static [&'static str]> {
    Some(match format {
        "arm64" => &["arm64"],
        "x86_64" => &["x86_64"],
        "i386" => &["i386"],
        "universal2" => &["arm64", "x86_64"],
        "intel" => &["i386", "x86_64"],
        "fat" => &["i386", "ppc"],
        "fat3" => &["i386", "ppc", "x86_64"],
        "fat64" => &["ppc64", "x86_64"],
        "universal" => &["i386", "ppc", "ppc64", "x86_64"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Os, Platform, implied_marker};

    fn tags(os: Os, arch: &str) -> Vec<String> {
        Platform { os, arch: arch.into() }.tags()
    }

    #[test]
    fn legacy_names_follow_the_versions_they_stand_for() {
        let tags = tags(Os::Manylinux { major: 2, minor: 18 }, "x86_64");
        assert_eq!(
            tags[..4],
            [
                "manylinux_2_18_x86_64",
                "manylinux_2_17_x86_64",
                "manylinux2014_x86_64",
                "manylinux_2_16_x86_64"
            ]
        );
        assert_eq!(tags[tags.len() - 3..], ["manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64"]);
    }

    #[test]
    fn each_system_has_its_tags() {
        assert_eq!(
            tags(Os::Manylinux { major: 2, minor: 17 }, "aarch64"),
            ["manylinux_2_17_aarch64", "manylinux2014_aarch64", "linux_aarch64"]
        );
        assert_eq!(
            tags(Os::Musllinux { major: 1, minor: 1 }, "x86_64"),
            ["musllinux_1_1_x86_64", "musllinux_1_0_x86_64", "linux_x86_64"]
        );
        assert_eq!(tags(Os::Windows, "amd64"), ["win_amd64"]);
        assert_eq!(tags(Os::Windows, "x86"), ["win32"]);
        let mac = tags(Os::MacOs { major: 12, minor: 6 }, "arm64");
        assert_eq!(
            mac[..5],
            [
                "macosx_12_0_arm64",
                "macosx_12_0_universal2",
                "macosx_11_0_arm64",
                "macosx_11_0_universal2",
                "macosx_10_16_universal2"
            ]
        );
        let intel = tags(Os::MacOs { major: 10, minor: 9 }, "x86_64");
        assert_eq!(intel[..3], ["macosx_10_9_x86_64", "macosx_10_9_intel", "macosx_10_9_fat64"]);
    }

    #[test]
    fn platform_tags_imply_markers() {
        let check = |tags: &[&str], expected: &str| {
            let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
            assert_eq!(implied_marker(&tags).to_string(), expected);
        };
        check(&["any"], "");
        check(&["win_amd64"], "platform_machine == 'AMD64' and sys_platform == 'win32'");
        check(
            &["manylinux_2_17_x86_64", "manylinux2014_x86_64"],
            "platform_machine == 'x86_64' and sys_platform == 'linux'",
        );
        check(&["musllinux_1_2_aarch64"], "platform_machine == 'aarch64' and sys_platform == 'linux'");
        check(&["macosx_11_0_arm64"], "platform_machine == 'arm64' and sys_platform == 'darwin'");
        check(
            &["macosx_10_9_universal2"],
            "(platform_machine == 'arm64' and sys_platform == 'darwin') or (platform_machine == 'x86_64' and sys_platform == 'darwin')",
        );
    }
}
