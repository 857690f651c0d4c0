//! What is refused, and what is not.

use expect_test::{Expect, expect};
use naja_base::SourceText;
use naja_base::render::Renderer;

use super::{Location, Sources, TABLES, review};
use crate::document::Document;

fn check(pyproject: &str, uv_file: Option<&str>, variables: &[(&str, &str)], expected: &Expect) {
    let pyproject = Document::parse(SourceText::new("pyproject.toml", pyproject)).unwrap();
    let uv_file = uv_file.map(|text| Document::parse(SourceText::new("uv.toml", text)).unwrap());
    let variable =
        |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let review =
        review(Sources { pyproject: Some(&pyproject), uv_file: uv_file.as_ref(), variable: &variable });
    let mut shown = match review.error() {
        Some(error) => Renderer { color: false, width: 100 }.render(&error),
        None => "resolves\n".to_owned(),
    };
    for line in review.without_effect {
        shown.push_str(&line);
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

#[test]
fn fault_121_a_source_is_refused_with_its_place() {
    check(
        "[project]\nname = 'x'\n[tool.uv.sources]\nsix = {git = 'https://code.example/six'}\nattrs = {workspace = true}\n",
        None,
        &[],
        &expect![[r#"
            error: `tool.uv.sources` is not supported
             --> pyproject.toml:4:1
              |
            4 | six = {git = 'https://code.example/six'}
              | ^^^
            5 | attrs = {workspace = true}
              | ^^^^^
              |
              = note: without it, other packages could be installed than the project asks for
              = help: naja installs from indexes only, and without conditions: name an index, remove the entry, or lock this project with uv
            `/etc/pip.conf` has no effect: naja reads the user's own `naja.toml` instead
        "#]],
    );
}

#[test]
fn fault_121_tables_of_every_tool_are_refused_together() {
    check(
        "[project]\nname = 'x'\ndynamic = ['version', 'dependencies']\n[tool.poetry.group.test.dependencies]\nsix = '^1.16'\n\
         [[tool.poetry.source]]\nname = 'inner'\nurl = 'https://index.example/'\n[tool.pdm.dev-dependencies]\ntest = ['six']\n",
        Some("find-links = ['dist']\n"),
        &[("UV_FIND_LINKS", "dist")],
        &expect![[r#"
            error: `project.dynamic`, `UV_FIND_LINKS`, `tool.poetry.group`, `tool.poetry.source`, `tool.pdm.dev-dependencies`, `find-links` are not supported
              --> pyproject.toml:3:23
               |
             3 | dynamic = ['version', 'dependencies']
               |                       ^^^^^^^^^^^^^^
             4 | [tool.poetry.group.test.dependencies]
               |                    ^^^^
             5 | six = '^1.16'
             6 | [[tool.poetry.source]]
               |               ^^^^^^
            ...
            10 | test = ['six']
               | ^^^^
               |
               = note: without it, other packages could be installed than the project asks for
               = note: `find-links` is set in `uv.toml`
               = help: only a build could compute these fields: write them in `[project]` and remove them from `dynamic`
                       `UV_FIND_LINKS`: naja does not support flat indexes yet: unset it
                       `tool.poetry.group`: move these requirements to `[dependency-groups]`
                       `tool.poetry.source`: declare the index with `[[tool.naja.index]]`
                       `tool.pdm.dev-dependencies`: move these requirements to `[dependency-groups]`
                       `find-links`: naja does not support flat indexes yet: serve the files as an index
            `/etc/pip.conf` has no effect: naja reads the user's own `naja.toml` instead
        "#]],
    );
}

#[test]
fn what_is_empty_or_switched_off_is_not_refused() {
    check(
        "[project]\nname = 'x'\ndynamic = ['version']\n[tool.uv]\nconflicts = []\nno-index = false\nno-sources-package = ['six']\n\
         index-strategy = 'first-index'\n[tool.uv.sources]\nsix = {path = 'six'}\n[tool.poetry.dependencies]\npython = '^3.11'\n",
        None,
        &[("UV_INDEX_STRATEGY", "first-index"), ("UV_NO_BINARY", "0")],
        &expect![[r#"
            resolves
            `/etc/pip.conf` has no effect: naja reads the user's own `naja.toml` instead
        "#]],
    );
    check(
        "[tool.uv]\nno-sources = true\n[tool.uv.sources]\nsix = {path = 'six'}\n",
        None,
        &[],
        &expect![[r#"
            resolves
            `/etc/pip.conf` has no effect: naja reads the user's own `naja.toml` instead
        "#]],
    );
}

#[test]
fn what_has_no_effect_is_listed_with_its_reason() {
    check(
        "[project]\nname = 'x'\ndescription = 'y'\n[tool.uv]\ncache-keys = []\n[tool.hatch.envs.docs]\ndependencies = ['mkdocs']\n",
        None,
        &[("PIP_INDEX_URL", "https://index.example/simple")],
        &expect![[r#"
            resolves
            `tool.uv.cache-keys` in `pyproject.toml` has no effect: naja builds nothing yet
            `tool.hatch.envs` in `pyproject.toml` has no effect: they are Hatch's own environments
            the variable `PIP_INDEX_URL` has no effect: as with uv, pip's configuration concerns pip only; set it in `[tool.naja]`
            `/etc/pip.conf` has no effect: naja reads the user's own `naja.toml` instead
        "#]],
    );
}

#[test]
fn settings_are_sorted_by_name_in_every_table() {
    for table in TABLES {
        assert!(table.settings.is_sorted_by(|left, right| left.name < right.name), "{:?}", table.location);
        assert!(table.location != Location::Variables || table.find("*").is_none());
    }
}

/// What uv 0.13 lists when it meets a key that it doesn't know.
const KEYS_OF_UV: &str = "required-version system-certs native-tls offline no-cache cache-dir preview preview-features \
    python-preference python-downloads concurrent-downloads concurrent-builds concurrent-installs index index-url \
    extra-index-url no-index find-links index-strategy keyring-provider http-proxy https-proxy no-proxy allow-insecure-host \
    resolution prerelease prerelease-package fork-strategy dependency-metadata config-settings config-settings-package \
    no-build-isolation require-build-hashes no-build-isolation-package extra-build-dependencies extra-build-variables \
    exclude-newer exclude-newer-package link-mode compile-bytecode no-sources no-sources-package upgrade upgrade-package \
    reinstall reinstall-package no-build no-build-package no-binary no-binary-package torch-backend python-install-mirror \
    pypy-install-mirror graalpy-install-mirror pyodide-install-mirror python-downloads-json-url publish-url \
    trusted-publishing check-url add-bounds audit pip cache-keys override-dependencies exclude-dependencies \
    constraint-dependencies build-constraint-dependencies environments required-environments minimum-libc-version conflicts \
    workspace sources managed package default-groups dependency-groups dev-dependencies build-backend";

#[test]
fn every_key_of_uv_is_in_the_table() {
    let known: Vec<&str> = super::uv::TOOL.settings.iter().map(|setting| setting.name).collect();
    for key in KEYS_OF_UV.split_whitespace() {
        assert!(known.contains(&key), "{key}");
    }
    assert_eq!(known.len(), KEYS_OF_UV.split_whitespace().count());
}

/// A setting of naja that claims a name of uv must be one that the table honours, and the other way round.
#[test]
fn the_table_and_the_settings_agree_on_what_is_honoured() {
    let read_elsewhere = ["dev-dependencies", "no-sources", "no-sources-package", "package"];
    for setting in super::uv::TOOL.settings {
        let is_setting = crate::KEYS.iter().any(|key| key.uv.contains(&setting.name));
        let is_honoured = setting.effect == super::Effect::Honoured;
        assert_eq!(is_honoured, is_setting || read_elsewhere.contains(&setting.name), "{}", setting.name);
    }
    for setting in super::uv::VARIABLES.settings {
        let is_setting = crate::KEYS.iter().any(|key| key.uv_variables().any(|name| name == setting.name));
        let is_honoured = setting.effect == super::Effect::Honoured;
        assert!(!is_honoured || is_setting, "{}", setting.name);
    }
}
