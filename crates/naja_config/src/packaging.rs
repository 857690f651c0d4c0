//! The settings of the packaging commands, typed.

use std::path::PathBuf;
use std::time::Duration;

use naja_base::Diagnostic;

use crate::layers::Settings;
use crate::origin::Origin;
use crate::sources::IndexPin;
use crate::value::{IndexRole, IndexSetting, Located, Value};

/// The settings of the packaging commands. `None` means that nobody set it.
#[derive(Clone, Debug)]
pub struct Packaging {
    /// The index that is asked last; the Python Package Index where nobody names another.
    pub default_index: Option<Located<IndexSetting>>,
    /// The indexes that are asked first, in this order; explicit ones are not among them.
    pub indexes: Vec<Located<IndexSetting>>,
    /// What decides where packages come from besides the indexes.
    pub sources: SourceSettings,
    /// Whether connections are refused.
    pub offline: bool,
    /// Whether the cache is a temporary one.
    pub no_cache: bool,
    /// The cache folder.
    pub cache_dir: Option<PathBuf>,
    /// The environment; a relative path counts from the project's folder.
    pub environment: Option<Located<PathBuf>>,
    /// The interpreter asked for.
    pub python: Option<Located<String>>,
    /// How versions are chosen.
    pub versions: VersionSettings,
    /// What bounds the versions and the packages that are chosen.
    pub bounds: BoundSettings,
    /// The groups installed without being asked for.
    pub default_groups: DefaultGroups,
    /// How files are linked.
    pub link_mode: Option<LinkMode>,
    /// How requests to indexes are made.
    pub requests: RequestSettings,
}

/// What decides where packages come from besides the indexes that are asked for all of them.
#[derive(Clone, Debug)]
pub struct SourceSettings {
    /// The indexes that are asked only for the packages that name them.
    pub explicit_indexes: Vec<Located<IndexSetting>>,
    /// The packages that come from one index alone; the first of a name counts.
    pub pins: Vec<Located<IndexPin>>,
    /// The error at which every resolution stops, where a setting of another tool asks for what naja does not support.
    pub unresolvable: Option<Box<Diagnostic>>,
}

/// How requests to indexes are made.
#[derive(Clone, Copy, Debug)]
pub struct RequestSettings {
    /// How many run at the same time, at least 1.
    pub concurrency: usize,
    /// How long a server may stay silent.
    pub timeout: Duration,
    /// How often a failed request is repeated.
    pub retries: u32,
    /// The largest file that is downloaded, in bytes.
    pub max_download: u64,
}

/// How versions are chosen.
#[derive(Clone, Debug)]
pub struct VersionSettings {
    /// When prereleases are considered: the name of a mode.
    pub prerelease: Option<String>,
    /// When prereleases of single packages are considered: `NAME=MODE` each.
    pub prerelease_packages: Vec<Located<String>>,
    /// Which of the possible versions is chosen.
    pub resolution: ResolutionMode,
    /// Whether a newer version for some environments is worth a fork: the name of a strategy.
    pub fork_strategy: Option<String>,
    /// The date or time after which files are not considered, or a duration.
    pub exclude_newer: Option<Located<String>>,
    /// The limits of single packages: `NAME=LIMIT` each.
    pub exclude_newer_packages: Vec<Located<String>>,
}

/// What bounds the versions and the packages that are chosen.
#[derive(Clone, Debug)]
pub struct BoundSettings {
    /// Requirements that only narrow.
    pub constraints: Vec<Located<String>>,
    /// Requirements that replace.
    pub overrides: Vec<Located<String>>,
    /// Names of packages that are never installed.
    pub exclusions: Vec<Located<String>>,
    /// Markers of the platforms that the lock is for.
    pub environments: Vec<Located<String>>,
    /// Markers of the platforms that every version must serve.
    pub required_environments: Vec<Located<String>>,
    /// Constraints for this run alone: they are not recorded in the lock.
    pub run_constraints: Vec<String>,
}

/// Which of the possible versions is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResolutionMode {
    /// The newest.
    #[default]
    Highest,
    /// The oldest.
    Lowest,
    /// The oldest of what the project asks for itself, the newest of the rest.
    LowestDirect,
}

/// The groups installed without being asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultGroups {
    /// `dev`, where there is such a group.
    Unset,
    /// Every one.
    All,
    /// These, which must exist.
    Named(Vec<Located<String>>),
}

/// How files get from the cache into an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkMode {
    /// Copy-on-write clones.
    Clone,
    /// Hard links.
    Hardlink,
    /// Copies.
    Copy,
}

impl Settings {
    /// What the packaging commands need.
    #[must_use]
    pub fn packaging(&self) -> Packaging {
        let (default_index, indexes) = self.indexes();
        let all_indexes = self.all("index").iter().filter_map(|layer| match &layer.value {
            Value::Indexes(indexes) => Some(indexes),
            _ => None,
        });
        let is_explicit = |index: &&Located<IndexSetting>| index.value.role == IndexRole::Explicit;
        Packaging {
            default_index,
            indexes,
            sources: SourceSettings {
                explicit_indexes: all_indexes.flatten().filter(is_explicit).cloned().collect(),
                pins: self.pins().to_vec(),
                unresolvable: self.unresolvable(),
            },
            offline: self.flag("offline"),
            no_cache: self.flag("no-cache"),
            cache_dir: self.path("cache-dir").map(|located| located.value),
            environment: self.path("environment"),
            python: self.text("python"),
            versions: VersionSettings {
                prerelease: self.word("prerelease").map(str::to_owned),
                prerelease_packages: self.texts("prerelease-package").unwrap_or_default(),
                resolution: match self.word("resolution") {
                    Some("lowest") => ResolutionMode::Lowest,
                    Some("lowest-direct") => ResolutionMode::LowestDirect,
                    _ => ResolutionMode::Highest,
                },
                fork_strategy: self.word("fork-strategy").map(str::to_owned),
                exclude_newer: self.text("exclude-newer").filter(|limit| limit.value != "false"),
                exclude_newer_packages: self.texts("exclude-newer-package").unwrap_or_default(),
            },
            bounds: BoundSettings {
                constraints: self.texts("constraint-dependencies").unwrap_or_default(),
                overrides: self.texts("override-dependencies").unwrap_or_default(),
                exclusions: self.texts("exclude-dependencies").unwrap_or_default(),
                environments: self.texts("environments").unwrap_or_default(),
                required_environments: self.texts("required-environments").unwrap_or_default(),
                run_constraints: Vec::new(),
            },
            default_groups: match self.texts("default-groups") {
                None => DefaultGroups::Unset,
                Some(names) if matches!(names.as_slice(), [only] if only.value == "all") => {
                    DefaultGroups::All
                }
                Some(names) => DefaultGroups::Named(names),
            },
            link_mode: self.word("link-mode").map(|word| match word {
                "clone" => LinkMode::Clone,
                "hardlink" => LinkMode::Hardlink,
                _ => LinkMode::Copy,
            }),
            requests: RequestSettings {
                concurrency: usize::try_from(self.count("concurrent-downloads", 50).max(1)).unwrap_or(50),
                timeout: Duration::from_secs(self.count("http-timeout", 30)),
                retries: u32::try_from(self.count("http-retries", 3)).unwrap_or(u32::MAX),
                max_download: self.count("max-download-size", 8192).saturating_mul(1 << 20),
            },
        }
    }

    /// The default index and the others. `default-index` and an index marked as default mean the same; the nearer layer wins.
    fn indexes(&self) -> (Option<Located<IndexSetting>>, Vec<Located<IndexSetting>>) {
        let mut default = self.text("default-index").map(|url| Located {
            value: IndexSetting { url: url.value, name: None, role: IndexRole::Default },
            origin: url.origin,
        });
        let mut others: Vec<Located<IndexSetting>> = Vec::new();
        for layer in self.all("index") {
            let Value::Indexes(indexes) = &layer.value else { continue };
            for index in indexes {
                match index.value.role {
                    IndexRole::Explicit => {}
                    IndexRole::Additional => {
                        if !others.iter().any(|other| other.value.url == index.value.url) {
                            others.push(index.clone());
                        }
                    }
                    IndexRole::Default => {
                        if default.as_ref().is_none_or(|default| index.origin.layer < default.origin.layer) {
                            default = Some(index.clone());
                        }
                    }
                }
            }
        }
        (default, others)
    }

    fn flag(&self, key: &str) -> bool {
        matches!(self.first(key), Some(Located { value: Value::Flag(true), .. }))
    }

    fn count(&self, key: &str, default: u64) -> u64 {
        match self.first(key) {
            Some(Located { value: Value::Count(count), .. }) => *count,
            _ => default,
        }
    }

    fn word(&self, key: &str) -> Option<&str> {
        match self.first(key) {
            Some(Located { value: Value::Text(text), .. }) => Some(text),
            _ => None,
        }
    }

    fn text(&self, key: &str) -> Option<Located<String>> {
        let origin: &Origin = &self.first(key)?.origin;
        Some(Located { value: self.word(key)?.to_owned(), origin: origin.clone() })
    }

    fn texts(&self, key: &str) -> Option<Vec<Located<String>>> {
        match self.first(key) {
            Some(Located { value: Value::Texts(texts), .. }) => Some(texts.clone()),
            _ => None,
        }
    }

    fn path(&self, key: &str) -> Option<Located<PathBuf>> {
        match self.first(key) {
            Some(Located { value: Value::Path(path), origin }) => {
                Some(Located { value: path.clone(), origin: origin.clone() })
            }
            _ => None,
        }
    }
}
