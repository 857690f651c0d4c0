//! The page about compatibility, compared with the table. `UPDATE_EXPECT=1` rewrites it.

use std::fmt::Write as _;

use expect_test::expect_file;

use super::{Effect, Extent, Location, TABLES};

const HEAD: &str = "# Compatibility with other tools

This page is generated from the table in `naja_config::compatibility`, and a test keeps the two equal.

It lists the settings of other tools that decide what is resolved or installed. What naja does with a setting:

- **honoured**: it has the meaning that it has for the other tool;
- **refused**: `lock`, `add` and every command that resolves stop at it, with its place, and change nothing. Ignoring it could
  install other packages than the project asks for. An empty array, an empty table or `false` is never refused;
- **no effect**: it changes nothing that naja resolves or installs. `-v` prints these.

Where another tool's setting and naja's own are both given, naja's own counts. A script with inline metadata (PEP 723) that
names dependencies or a `requires-python` is refused by `naja run`. A member of a uv workspace whose root has settings that
decide what is resolved is refused.
";

fn heading(location: Location) -> String {
    match location {
        Location::Pyproject("tool.uv") => "`[tool.uv]` and `uv.toml`".to_owned(),
        Location::Pyproject(path) => format!("`[{path}]`"),
        Location::Variables => "Variables".to_owned(),
        Location::RequirementsFile => "Options in requirements files".to_owned(),
        Location::PipConfiguration => "`pip.conf`".to_owned(),
    }
}

fn remark(effect: Effect) -> (&'static str, String) {
    let list = |values: &[&str]| format!("`{}`", values.join("`, `"));
    match effect {
        Effect::Honoured => ("honoured", String::new()),
        Effect::Refused(Extent::Every, help) => ("refused", help.to_owned()),
        Effect::Refused(Extent::Sources, help) => {
            ("refused", format!("except `{{index = \"NAME\"}}`; {help}"))
        }
        Effect::Refused(Extent::AllBut(values), help) => {
            ("refused", format!("except {}; {help}", list(values)))
        }
        Effect::Refused(Extent::Only(values), help) => ("refused", format!("for {}; {help}", list(values))),
        Effect::NoEffect(reason) => ("no effect", reason.to_owned()),
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for table in TABLES {
        let name = match table.settings.first() {
            Some(setting) if setting.name.starts_with("UV_") => "Variables of uv".to_owned(),
            Some(setting) if setting.name.starts_with("PIP_") => "Variables of pip".to_owned(),
            _ => heading(table.location),
        };
        let _ = write!(page, "\n## {name}\n\n| setting | effect | |\n|---|---|---|\n");
        for setting in table.settings {
            let (effect, remark) = remark(setting.effect);
            let _ = writeln!(page, "| `{}` | {effect} | {remark} |", setting.name);
        }
    }
    page
}

#[test]
fn the_page_about_compatibility_lists_the_table() {
    expect_file!["../../../../docs/reference/compatibility.md"].assert_eq(&page());
}
