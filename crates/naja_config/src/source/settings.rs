//! The settings that govern the files of one folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use naja_base::Diagnostic;

use crate::Located;
use crate::layers::Shown;
use crate::origin::Layer;
use crate::source::keys::{self, SOURCE_KEYS, SourceKey, SourceKind};
use crate::source::value::{Entry, SourceValue, TableEntry};

/// The settings that govern the files of one folder, with their origins.
#[derive(Clone, Debug, Default)]
pub struct SourceSettings {
    pub(super) values: BTreeMap<&'static str, Vec<Entry>>,
    pub(super) root: PathBuf,
    pub(super) requires_python: Option<Located<u8>>,
    pub(super) black: Vec<(BlackPattern, Located<String>)>,
    /// By the name of the setting.
    pub(super) unsupported_format: Vec<(&'static str, Diagnostic)>,
    pub(super) is_ruff: bool,
    pub(super) has_files: bool,
}

/// What a regular expression in `[tool.black]` is for. They are matched against `/` and the path from the root, folders
/// having a `/` at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlackPattern {
    /// `exclude`: replaces the default.
    Exclude,
    /// `extend-exclude`.
    ExtendExclude,
    /// `force-exclude`: for files that are named, too.
    ForceExclude,
    /// `include`.
    Include,
}

impl SourceSettings {
    /// The folder of the configuration, absolute; the working folder where there is none.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether a configuration of ruff's is among the layers, so that ruff's defaults count.
    #[must_use]
    pub fn is_ruff(&self) -> bool {
        self.is_ruff
    }

    /// Whether any file of the project says something about source code.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.has_files
    }

    /// The nearest layer's value.
    #[must_use]
    pub fn first(&self, key: &str) -> Option<&Entry> {
        self.all(key).first()
    }

    /// The values of all layers, the nearest first.
    #[must_use]
    pub fn all(&self, key: &str) -> &[Entry] {
        debug_assert!(keys::find_source(key).is_some(), "`{key}` is no setting");
        self.values.get(key).map_or(&[], Vec::as_slice)
    }

    /// A flag; `None` where nobody set it.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.first(key)?.value {
            SourceValue::Flag(value) => Some(value),
            _ => None,
        }
    }

    /// A number; `None` where nobody set it.
    #[must_use]
    pub fn count(&self, key: &str) -> Option<u64> {
        match self.first(key)?.value {
            SourceValue::Count(value) => Some(value),
            _ => None,
        }
    }

    /// A text or a choice; `None` where nobody set it.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.first(key)?.value {
            SourceValue::Text(value) => Some(value),
            _ => None,
        }
    }

    /// The texts of the nearest layer that has any; `None` where nobody set them.
    #[must_use]
    pub fn texts(&self, key: &str) -> Option<&[Located<String>]> {
        match &self.first(key)?.value {
            SourceValue::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// The texts of all layers, the nearest first.
    pub fn added(&self, key: &str) -> impl Iterator<Item = &Located<String>> {
        self.all(key).iter().flat_map(|entry| match &entry.value {
            SourceValue::Texts(texts) => texts.as_slice(),
            _ => &[],
        })
    }

    /// The lines of the nearest layer's table; none where nobody set it.
    #[must_use]
    pub fn table(&self, key: &str) -> &[TableEntry] {
        match self.first(key).map(|entry| &entry.value) {
            Some(SourceValue::Table(entries)) => entries,
            _ => &[],
        }
    }

    /// The minor versions of Python 3 that are asked for by `target-version` or, where `or_required`, that `requires-python`
    /// allows; empty where neither says anything.
    #[must_use]
    pub fn target_versions(&self) -> Vec<u8> {
        let minor = |text: &Located<String>| text.value.strip_prefix("py3")?.parse().ok();
        if let Some(versions) = self.texts("target-version") {
            return versions.iter().filter_map(minor).collect();
        }
        match &self.requires_python {
            Some(oldest) => (oldest.value..=NEWEST.max(oldest.value)).collect(),
            None => Vec::new(),
        }
    }

    /// The regular expressions of `[tool.black]`, which count for formatting where neither naja nor ruff excludes anything.
    #[must_use]
    pub fn black_patterns(&self) -> &[(BlackPattern, Located<String>)] {
        &self.black
    }

    /// Why files must not be formatted: a setting of another formatter asks for another style, and neither the style nor the setting is
    /// set in a nearer layer.
    #[must_use]
    pub fn unsupported_format(&self) -> Option<&Diagnostic> {
        if self.first("format.style").is_some() {
            return None;
        }
        let is_set = |name: &str| {
            let layer =
                self.values.get(name).and_then(|entries| entries.first()).map(|entry| entry.origin.layer);
            layer.is_some_and(|layer| layer < Layer::Peer)
        };
        self.unsupported_format.iter().find(|(name, _)| !is_set(name)).map(|(_, diagnostic)| diagnostic)
    }

    /// Every setting with its value and origin, by name.
    #[must_use]
    pub fn show(&self) -> Vec<Shown> {
        SOURCE_KEYS.iter().map(|key| self.show_key(key)).collect()
    }

    fn show_key(&self, key: &'static SourceKey) -> Shown {
        let entries = self.all(key.name);
        let shown = match key.kind {
            SourceKind::Added | SourceKind::AddedTable => entries,
            _ => &entries[..entries.len().min(1)],
        };
        if key.name == "target-version"
            && let (true, Some(required)) = (shown.is_empty(), &self.requires_python)
        {
            let value = format!("py3{}", required.value);
            return Shown { key: key.name, value, origin: required.origin.to_string() };
        }
        if shown.is_empty() {
            return Shown { key: key.name, value: key.default.into(), origin: "default".into() };
        }
        let value = shown.iter().map(|entry| entry.value.show()).collect::<Vec<_>>().join(", ");
        let mut origins: Vec<String> = shown.iter().map(|entry| entry.origin.to_string()).collect();
        origins.dedup();
        Shown { key: key.name, value, origin: origins.join(", ") }
    }

    /// Whether a configuration of naja or ruff says what to lint, so that flake8's own files have no say.
    pub(super) fn selects_rules(&self) -> bool {
        let is_for_rules = |key: &&'static str| key.starts_with("lint.") && !key.starts_with("lint.isort.");
        self.is_ruff || self.values.keys().any(is_for_rules)
    }

    /// Adds a value after those of nearer layers.
    pub(super) fn push(&mut self, key: &'static SourceKey, entry: Entry) {
        self.is_ruff |= entry.origin.layer == Layer::Peer && !is_of_black_or_isort(&entry);
        self.values.entry(key.name).or_default().push(entry);
    }

    /// Adds the values of another, after those that are there.
    pub(super) fn append(&mut self, other: &Self) {
        for (key, entries) in &other.values {
            self.values.entry(key).or_default().extend(entries.iter().cloned());
        }
    }
}

/// The newest Python whose syntax is known.
const NEWEST: u8 = 15;

fn is_of_black_or_isort(entry: &Entry) -> bool {
    entry.origin.name.starts_with("tool.black") || entry.origin.name.starts_with("tool.isort")
}
