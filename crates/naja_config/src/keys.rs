//! The table of all settings: what each is called, what it holds, and where it may come from.

/// A setting.
#[derive(Debug)]
pub struct Key {
    /// Its name in `[tool.naja]`, `naja.toml` and `--config`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The environment variable.
    pub variable: &'static str,
    /// The names under which uv has the same setting, the newest first.
    pub uv: &'static [&'static str],
    /// Who may set it.
    pub scope: Scope,
    /// What holds when nobody sets it, as people should read it.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
}

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// A file or folder; a relative one counts from the file that names it.
    Path,
    /// A file or folder; a relative one counts from the project's folder.
    ProjectPath,
    /// A whole number that is not negative.
    Count,
    /// A time in seconds, at least 1.
    Seconds,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Several texts.
    Texts,
    /// Group names, or `all`.
    Groups,
    /// A value for each of several packages: a table, or `NAME=VALUE` each.
    PackageValues,
    /// Package indexes, as URLs or tables with `url`, `name`, `default` and `explicit`. Those of all layers count, the
    /// nearest layer's first.
    Indexes,
}

/// Who may set a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The project as well as the user.
    Anyone,
    /// The user alone (command line, environment, user configuration): it decides what is run or where is written.
    User,
}

/// Every setting, by name.
pub static KEYS: &[Key] = &[
    Key {
        name: "cache-dir",
        kind: Kind::Path,
        variable: "NAJA_CACHE_DIR",
        uv: &[],
        scope: Scope::User,
        default: "the platform's cache folder",
        summary: "The folder that holds index pages, unpacked wheels and facts about interpreters.",
    },
    Key {
        name: "concurrent-downloads",
        kind: Kind::Count,
        variable: "NAJA_CONCURRENT_DOWNLOADS",
        uv: &["concurrent-downloads"],
        scope: Scope::Anyone,
        default: "50",
        summary: "How many requests are under way at once.",
    },
    Key {
        name: "constraint-dependencies",
        kind: Kind::Texts,
        variable: "NAJA_CONSTRAINT_DEPENDENCIES",
        uv: &["constraint-dependencies"],
        scope: Scope::Anyone,
        default: "none",
        summary: "Requirements that narrow the versions of what is installed anyway, and install nothing themselves.",
    },
    Key {
        name: "default-groups",
        kind: Kind::Groups,
        variable: "NAJA_DEFAULT_GROUPS",
        uv: &["default-groups"],
        scope: Scope::Anyone,
        default: "dev",
        summary: "The dependency groups that `sync`, `run` and `test` install without being asked; `all` for every one.",
    },
    Key {
        name: "default-index",
        kind: Kind::Text,
        variable: "NAJA_DEFAULT_INDEX",
        uv: &["index-url"],
        scope: Scope::Anyone,
        default: "the Python Package Index",
        summary: "The index that is asked last: the URL of its simple API.",
    },
    Key {
        name: "environment",
        kind: Kind::ProjectPath,
        variable: "NAJA_ENVIRONMENT",
        uv: &[],
        scope: Scope::User,
        default: ".venv",
        summary: "The project's environment; a relative path counts from the project's folder.",
    },
    Key {
        name: "environments",
        kind: Kind::Texts,
        variable: "NAJA_ENVIRONMENTS",
        uv: &["environments"],
        scope: Scope::Anyone,
        default: "every platform",
        summary: "Markers that say which platforms the lock is for.",
    },
    Key {
        name: "exclude-dependencies",
        kind: Kind::Texts,
        variable: "NAJA_EXCLUDE_DEPENDENCIES",
        uv: &["exclude-dependencies"],
        scope: Scope::Anyone,
        default: "none",
        summary: "Packages that are never installed, whatever requires them.",
    },
    Key {
        name: "exclude-newer",
        kind: Kind::Text,
        variable: "NAJA_EXCLUDE_NEWER",
        uv: &["exclude-newer"],
        scope: Scope::Anyone,
        default: "no limit",
        summary: "Files uploaded after this date or time (RFC 3339), or longer ago than a duration such as `1 week`, are not considered; `false` for no limit.",
    },
    Key {
        name: "exclude-newer-package",
        kind: Kind::PackageValues,
        variable: "NAJA_EXCLUDE_NEWER_PACKAGE",
        uv: &["exclude-newer-package"],
        scope: Scope::Anyone,
        default: "none",
        summary: "The same for single packages, instead of the general limit.",
    },
    Key {
        name: "fork-strategy",
        kind: Kind::Choice(&["requires-python", "fewest"]),
        variable: "NAJA_FORK_STRATEGY",
        uv: &["fork-strategy"],
        scope: Scope::Anyone,
        default: "requires-python",
        summary: "Whether each Python gets the newest version that it can use, or all get one version where there is one.",
    },
    Key {
        name: "http-retries",
        kind: Kind::Count,
        variable: "NAJA_HTTP_RETRIES",
        uv: &[],
        scope: Scope::Anyone,
        default: "3",
        summary: "How often a request that failed is tried again.",
    },
    Key {
        name: "http-timeout",
        kind: Kind::Seconds,
        variable: "NAJA_HTTP_TIMEOUT",
        uv: &[],
        scope: Scope::Anyone,
        default: "30",
        summary: "How many seconds a server may stay silent.",
    },
    Key {
        name: "index",
        kind: Kind::Indexes,
        variable: "NAJA_INDEX",
        uv: &["index", "extra-index-url"],
        scope: Scope::Anyone,
        default: "none",
        summary: "Indexes that are asked before the default one, in this order; the first that has a name provides it.",
    },
    Key {
        name: "link-mode",
        kind: Kind::Choice(&["clone", "hardlink", "copy"]),
        variable: "NAJA_LINK_MODE",
        uv: &["link-mode"],
        scope: Scope::Anyone,
        default: "the best that the file system can do",
        summary: "How files get from the cache into an environment.",
    },
    Key {
        name: "max-download-size",
        kind: Kind::Count,
        variable: "NAJA_MAX_DOWNLOAD_SIZE",
        uv: &[],
        scope: Scope::Anyone,
        default: "8192",
        summary: "How many MiB a downloaded file may have.",
    },
    Key {
        name: "no-cache",
        kind: Kind::Flag,
        variable: "NAJA_NO_CACHE",
        uv: &["no-cache"],
        scope: Scope::Anyone,
        default: "false",
        summary: "Uses a cache folder that is gone afterwards.",
    },
    Key {
        name: "offline",
        kind: Kind::Flag,
        variable: "NAJA_OFFLINE",
        uv: &["offline"],
        scope: Scope::Anyone,
        default: "false",
        summary: "Opens no connection: what the cache has must do.",
    },
    Key {
        name: "override-dependencies",
        kind: Kind::Texts,
        variable: "NAJA_OVERRIDE_DEPENDENCIES",
        uv: &["override-dependencies"],
        scope: Scope::Anyone,
        default: "none",
        summary: "Requirements that stand in for what any package says about the same name.",
    },
    Key {
        name: "prerelease",
        kind: Kind::Choice(&["disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"]),
        variable: "NAJA_PRERELEASE",
        uv: &["prerelease"],
        scope: Scope::Anyone,
        default: "if-necessary",
        summary: "When versions such as `2.0rc1` are considered: when no stable version that satisfies the requirements is left, likewise but only where the project's own requirements name one (`explicit`), always, or never.",
    },
    Key {
        name: "prerelease-package",
        kind: Kind::PackageValues,
        variable: "NAJA_PRERELEASE_PACKAGE",
        uv: &["prerelease-package"],
        scope: Scope::Anyone,
        default: "none",
        summary: "The same for single packages.",
    },
    Key {
        name: "python",
        kind: Kind::Text,
        variable: "NAJA_PYTHON",
        uv: &[],
        scope: Scope::User,
        default: "`.python-version`, else the newest that `requires-python` allows",
        summary: "The interpreter: a version, a name on the search path, or a path.",
    },
    Key {
        name: "required-environments",
        kind: Kind::Texts,
        variable: "NAJA_REQUIRED_ENVIRONMENTS",
        uv: &["required-environments"],
        scope: Scope::Anyone,
        default: "none",
        summary: "Markers of platforms for which every version must have a wheel or a source distribution.",
    },
    Key {
        name: "resolution",
        kind: Kind::Choice(&["highest", "lowest", "lowest-direct"]),
        variable: "NAJA_RESOLUTION",
        uv: &["resolution"],
        scope: Scope::Anyone,
        default: "highest",
        summary: "Which of the possible versions is chosen.",
    },
];

impl Key {
    /// The variables under which uv has the same setting, as far as it has one at all.
    pub(crate) fn uv_variables(&self) -> impl Iterator<Item = String> {
        let names = self.uv.iter().map(|name| format!("UV_{}", name.to_uppercase().replace('-', "_")));
        let default = (self.name == "default-index").then(|| "UV_DEFAULT_INDEX".to_owned());
        default.into_iter().chain(names)
    }

    /// Whether the setting decides what is resolved, rather than how it is fetched or installed.
    pub(crate) fn decides_resolution(&self) -> bool {
        !matches!(self.name, "concurrent-downloads" | "link-mode" | "no-cache" | "offline" | "default-groups")
    }
}

/// The setting called `name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.binary_search_by(|key| key.name.cmp(name)).ok().map(|index| &KEYS[index])
}

impl Kind {
    /// What is wanted, for messages: "must be …".
    #[must_use]
    pub fn wanted(self) -> String {
        match self {
            Self::Flag => "`true` or `false`".into(),
            Self::Text => "a string".into(),
            Self::Path | Self::ProjectPath => "a path".into(),
            Self::Count => "a whole number that is not negative".into(),
            Self::Seconds => "a number of seconds, at least 1".into(),
            Self::Choice(values) => match values.split_last() {
                Some((last, [])) => format!("`{last}`"),
                Some((last, rest)) => format!("`{}` or `{last}`", rest.join("`, `")),
                None => "nothing".into(),
            },
            Self::Texts => "an array of strings".into(),
            Self::Groups => "an array of group names, or `\"all\"`".into(),
            Self::PackageValues => "a table of package names".into(),
            Self::Indexes => "an array of URLs or of tables with a `url`".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYS, find};

    #[test]
    fn keys_are_sorted_and_their_variables_follow_from_their_names() {
        assert!(KEYS.is_sorted_by(|left, right| left.name < right.name));
        for key in KEYS {
            assert_eq!(key.variable, format!("NAJA_{}", key.name.to_uppercase().replace('-', "_")));
            assert!(key.summary.ends_with('.'), "{}", key.name);
        }
        assert!(find("offline").is_some() && find("ofline").is_none());
    }
}
