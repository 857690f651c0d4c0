//! What is said of a setting for source code.

use SourceKind::{Added, AddedTable, Choice, Count, Flag, Table, Text, Texts, Versions};

/// A setting for source code.
#[derive(Clone, Copy, Debug)]
pub struct SourceKey {
    /// Its dotted name in `[tool.naja]`, `naja.toml`, `[tool.ruff]` and `--config`.
    pub name: &'static str,
    /// What it is for.
    pub role: SourceRole,
    /// What it holds.
    pub kind: SourceKind,
    /// The default, as it is shown to people.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
}

/// What a setting for source code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceRole {
    /// It says which files are taken.
    Files,
    /// It describes the project: its Python versions and source folders.
    Project,
    /// It selects rules, or those of their fixes that are made.
    Selection,
    /// It is an option of rules; the formatter may use it, too.
    RuleOption,
    /// It says how files are formatted.
    Format,
    /// It says what a command does with its findings.
    Command,
    /// It is known from other tools and has no effect yet.
    Unused,
}

/// What a setting for source code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `true` or `false`.
    Flag,
    /// A whole number that is not negative.
    Count,
    /// Any text.
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Python versions: one or several of `py38` or `3.8`.
    Versions,
    /// Several texts; the nearest layer that has any wins.
    Texts,
    /// Several texts; those of all layers count.
    Added,
    /// Texts by name.
    Table,
    /// Texts by name; those of all layers count.
    AddedTable,
}

impl SourceKey {
    /// The environment variable: `NAJA_LINT_SELECT` for `lint.select`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("NAJA_{}", self.name.to_uppercase().replace(['-', '.'], "_"))
    }
}

impl SourceKind {
    /// What is wanted, for messages: "must be …".
    pub(crate) fn wanted(self) -> String {
        match self {
            Flag => "`true` or `false`".into(),
            Count => "a whole number that is not negative".into(),
            Text => "a string".into(),
            Choice(values) => crate::Kind::Choice(values).wanted(),
            Versions => "a version of Python, such as `py310`".into(),
            Texts | Added => "an array of strings".into(),
            Table | AddedTable => "a table of arrays of strings".into(),
        }
    }
}

/// A row of a table.
pub(super) const fn key(
    name: &'static str,
    role: SourceRole,
    kind: SourceKind,
    default: &'static str,
    summary: &'static str,
) -> SourceKey {
    SourceKey { name, role, kind, default, summary }
}
