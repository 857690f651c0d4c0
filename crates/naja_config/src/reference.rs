//! The page of all settings, compared with the tables. `UPDATE_EXPECT=1` writes it again.

use std::fmt::Write as _;

use expect_test::expect_file;

use crate::source::{SOURCE_KEYS, SourceKind, SourceRole};
use crate::{KEYS, Kind, Scope};

const HEAD: &str = "# Settings

This page is generated from the tables in `naja_config`, and a test compares it with them.

A setting is looked up key by key: the command line, `--config KEY=VALUE|PATH`, the variable `NAJA_…`, the project's
`naja.toml`, `[tool.naja]` in its `pyproject.toml`, what other tools' configurations say about the same thing, your own
`naja/naja.toml` in the configuration folder of your platform, the default. `naja config` shows each value and where it comes
from; `--isolated` ignores all configuration files; `--strict-config` treats configuration warnings as errors.

The variable of a setting has its name in capitals, with `_` instead of `-` and `.`: `NAJA_LINE_LENGTH`, `NAJA_LINT_SELECT`. Several
strings are separated by commas, requirements and markers by line breaks.
";

const SOURCE: &str = "
## Source code

These settings apply per folder: the nearest folder above a file that sets any of them governs the file. Inside that folder the
layers are merged key by key. Other tools' configurations are `.ruff.toml`, `ruff.toml` or `[tool.ruff]` (with `extend`, and
the linter's keys with or without the prefix `lint.`), `[tool.black]` (`line-length`, `target-version`,
`skip-string-normalization`, `skip-magic-trailing-comma`, and its regular expressions for the files to format) and
`[tool.isort]`. Settings that ruff has, too, have the same name here. Unsupported settings are reported once; those marked
\"no effect yet\" are read and checked, and reported by `naja lint`. Without a `target-version`, `requires-python` decides which
Python versions the code must support.

A pattern without a `/` matches names at any depth, any other pattern matches paths relative to the folder of its configuration.

| setting | holds | default | |
|---|---|---|---|
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## Packages and environments\n\nuv's `[tool.uv]` and `uv.toml` count for those in the fourth column.\n\n");
    page.push_str("| setting | holds | default | in uv | |\n|---|---|---|---|---|\n");
    for key in KEYS {
        let uv = key.uv.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let whose = match key.scope {
            Scope::Anyone => "",
            Scope::User => " A project can't set it.",
        };
        let holds = match key.kind {
            Kind::Texts => "an array of strings".to_owned(),
            kind => kind.wanted(),
        };
        let _ =
            writeln!(page, "| `{}` | {holds} | {} | {uv} | {}{whose} |", key.name, key.default, key.summary);
    }
    page.push_str(SOURCE);
    for key in SOURCE_KEYS {
        let all = match key.kind {
            SourceKind::Added | SourceKind::AddedTable => " Those of all layers count.",
            _ => "",
        };
        let effect = if key.role == SourceRole::Unused { " **No effect yet.**" } else { "" };
        let default = key.default.replace('|', "\\|");
        let (name, holds, summary) = (key.name, key.kind.wanted(), key.summary);
        let _ = writeln!(page, "| `{name}` | {holds} | {default} | {summary}{all}{effect} |");
    }
    page
}

#[test]
fn the_page_of_settings_is_true() {
    expect_file!["../../../docs/reference/settings.md"].assert_eq(&page());
}
