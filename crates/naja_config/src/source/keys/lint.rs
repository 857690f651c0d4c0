//! Settings of the linter as a whole.

use super::key::SourceKind::{Added, AddedTable, Flag, Table, Text, Texts};
use super::key::SourceRole::{Files, RuleOption, Selection, Unused};
use super::key::{SourceKey, key};

/// In the order of their names.
pub(super) const KEYS: &[SourceKey] = &[
    key(
        "lint.allowed-confusables",
        Unused,
        Texts,
        "none",
        "Characters that rules about confusable characters allow.",
    ),
    key(
        "lint.dummy-variable-rgx",
        RuleOption,
        Text,
        "`^(_+|(_+[a-zA-Z0-9_]*[a-zA-Z0-9]+?))$`",
        "A regular expression for names that may be unused.",
    ),
    key("lint.exclude", Files, Texts, "none", "Patterns of files to format but not to lint."),
    key(
        "lint.explicit-preview-rules",
        Unused,
        Flag,
        "false",
        "Whether preview rules must be selected by their full code.",
    ),
    key(
        "lint.extend-fixable",
        Selection,
        Added,
        "none",
        "Rules whose fixes are applied, in addition to `lint.fixable`.",
    ),
    key("lint.extend-ignore", Selection, Added, "none", "Rules to disable, in addition to `lint.ignore`."),
    key(
        "lint.extend-per-file-ignores",
        Selection,
        AddedTable,
        "none",
        "Rules to disable by file pattern, in addition to `lint.per-file-ignores`.",
    ),
    key("lint.extend-safe-fixes", Selection, Added, "none", "Rules whose unsafe fixes are treated as safe."),
    key("lint.extend-select", Selection, Added, "none", "Rules to enable, in addition to `lint.select`."),
    key(
        "lint.extend-unfixable",
        Selection,
        Added,
        "none",
        "Rules whose fixes are not applied, in addition to `lint.unfixable`.",
    ),
    key(
        "lint.extend-unsafe-fixes",
        Selection,
        Added,
        "none",
        "Rules whose safe fixes are treated as unsafe.",
    ),
    key(
        "lint.external",
        Selection,
        Texts,
        "none",
        "Codes or prefixes of codes of other tools, which `noqa` comments may name.",
    ),
    key("lint.fixable", Selection, Texts, "every rule", "Rules whose fixes are applied."),
    key(
        "lint.future-annotations",
        Unused,
        Flag,
        "false",
        "Whether rules may add `from __future__ import annotations`.",
    ),
    key("lint.ignore", Selection, Texts, "none", "Rules to disable: codes, prefixes, names or categories."),
    key(
        "lint.ignore-init-module-imports",
        Unused,
        Flag,
        "true",
        "Whether fixes keep unused imports in `__init__.py`.",
    ),
    key("lint.logger-objects", Unused, Texts, "none", "Objects that are treated as loggers."),
    key("lint.per-file-ignores", Selection, Table, "none", "Rules to disable, by file pattern."),
    key("lint.preview", Unused, Flag, "false", "Whether preview rules can be enabled."),
    key(
        "lint.select",
        Selection,
        Texts,
        "correctness, suspicious",
        "Rules to enable: codes, prefixes, names, categories or `ALL`.",
    ),
    key(
        "lint.task-tags",
        RuleOption,
        Texts,
        "TODO, FIXME, XXX",
        "Words at the beginning of a comment that mark a task.",
    ),
    key("lint.typing-extensions", Unused, Flag, "true", "Whether fixes may import from `typing_extensions`."),
    key(
        "lint.typing-modules",
        RuleOption,
        Texts,
        "none",
        "Modules whose members are treated as those of `typing`.",
    ),
    key("lint.unfixable", Selection, Texts, "none", "Rules whose fixes are not applied."),
];
