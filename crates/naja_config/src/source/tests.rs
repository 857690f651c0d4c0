//! The layers of settings for source code against each other.

use std::path::Path;

use expect_test::{Expect, expect};
use naja_base::render::Renderer;
use tempfile::TempDir;

use crate::Mode;
use crate::document::Result;
use crate::source::{SourceConfig, SourceOption, SourceRequest, SourceSettings};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        naja_base::atomic::replace(&path, text.as_bytes()).unwrap();
    }
    folder
}

fn config(root: &Path, options: &[SourceOption], config: &[&str], mode: Mode) -> Result<SourceConfig> {
    SourceConfig::new(&SourceRequest {
        working_folder: root,
        user_file: Some(root.join("user.toml")),
        variable: &|name| (name == "NAJA_LINT_FIXABLE").then(|| "F401, E".to_owned()),
        options,
        config: &config.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(),
        mode,
    })
}

fn shown(settings: &SourceSettings) -> String {
    let set = settings.show().into_iter().filter(|shown| shown.origin != "default");
    set.map(|shown| format!("{} = {} · {}\n", shown.key, shown.value, shown.origin)).collect()
}

/// What holds in `place`, a folder of a tree that is made of `files`.
fn check(files: &[(&str, &str)], place: &str, expected: Expect) {
    let folder = folder(files);
    let plain = Renderer { color: false, width: 100 };
    let config = config(folder.path(), &[], &[], Mode::default());
    let text = config.and_then(|config| {
        let settings = config.of_folder(&folder.path().join(place))?;
        let warnings = config.take_warnings();
        Ok(shown(&settings) + &warnings.iter().map(|warning| plain.render(warning)).collect::<String>())
    });
    let text = text.unwrap_or_else(|error| plain.render(&error));
    expected.assert_eq(&text.replace(&format!("{}/", folder.path().display()), ""));
}

#[test]
fn tools_are_layered_key_by_key_in_one_folder() {
    check(
        &[
            (
                "pyproject.toml",
                "[project]\nrequires-python = '>=3.9'\n[tool.naja.lint]\nselect = ['F']\n\
                 [tool.ruff]\nline-length = 100\nselect = ['E']\ntarget-version = 'py310'\n[tool.ruff.lint]\nignore = ['E501']\n\
                 [tool.ruff.isort]\nknown-first-party = ['a']\n[tool.ruff.lint.per-file-ignores]\n'tests/*' = ['F401']\n\
                 [tool.black]\nline-length = 79\nskip_string_normalization = true\ntarget-version = ['py38', 'py39']\n\
                 [tool.isort]\nknown_third_party = 'b'\nprofile = 'black'\nsections = ['FUTURE', 'STDLIB', 'MINE']\n",
            ),
            ("naja.toml", "[lint]\nextend-select = ['I']\n"),
            ("user.toml", "line-length = 66\nindent-width = 2\n"),
        ],
        "",
        expect![[r#"
            format.quote-style = preserve · pyproject.toml:17 (`tool.black.skip_string_normalization`)
            indent-width = 2 · user.toml:2 (`indent-width`)
            line-length = 100 · pyproject.toml:6 (`tool.ruff.line-length`)
            lint.extend-select = I · naja.toml:2 (`lint.extend-select`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.ignore = E501 · pyproject.toml:10 (`tool.ruff.lint.ignore`)
            lint.isort.known-first-party = a · pyproject.toml:12 (`tool.ruff.isort.known-first-party`)
            lint.isort.known-third-party = b · pyproject.toml:20 (`tool.isort.known_third_party`)
            lint.isort.section-order = future, standard-library, MINE · pyproject.toml:22 (`tool.isort.sections`)
            lint.per-file-ignores = tests/*: F401 · pyproject.toml:13 (`tool.ruff.lint.per-file-ignores`)
            lint.select = F · pyproject.toml:4 (`tool.naja.lint.select`)
            target-version = py310 · pyproject.toml:8 (`tool.ruff.target-version`)
        "#]],
    );
}

#[test]
fn the_nearest_folder_counts_and_may_extend_another() {
    let files = [
        ("ruff.toml", "line-length = 100\n[lint]\nselect = ['E']\nextend-select = ['B']\n"),
        ("base/pyproject.toml", "[tool.ruff.lint]\nextend-select = ['C4']\nselect = ['ALL']\n"),
        ("a/.ruff.toml", "extend = '../base/pyproject.toml'\nlint.extend-select = ['UP']\n"),
        ("a/ruff.toml", "line-length = 1\n"),
        (
            "a/b/pyproject.toml",
            "[project]\nname = 'b'\nrequires-python = '>=3.12'\n[tool.naja]\noffline = true\n",
        ),
    ];
    check(
        &files,
        "a/b/c",
        expect![[r#"
            lint.extend-select = UP, C4 · a/.ruff.toml:2 (`lint.extend-select`), a/../base/pyproject.toml:2 (`tool.ruff.lint.extend-select`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.select = ALL · a/../base/pyproject.toml:3 (`tool.ruff.lint.select`)
        "#]],
    );
    check(
        &files,
        "x",
        expect![[r#"
            line-length = 100 · ruff.toml:1 (`line-length`)
            lint.extend-select = B · ruff.toml:4 (`lint.extend-select`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.select = E · ruff.toml:3 (`lint.select`)
        "#]],
    );
}

#[test]
fn without_a_configuration_the_project_still_says_for_which_python_it_is() {
    check(
        &[("pyproject.toml", "[project]\nrequires-python = '>=3.9'\n")],
        "a",
        expect![[r#"
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            target-version = py39 · pyproject.toml:2 (`project.requires-python`)
        "#]],
    );
}

#[test]
fn what_naja_lacks_is_told_once_and_wrong_values_of_others_are_ignored() {
    check(
        &[(
            "pyproject.toml",
            "[tool.ruff]\nfoo = 1\nline-length = 'x'\n[tool.ruff.format]\nquote-style = 'single'\ndocstring-code-format = true\n\
             [tool.black]\npreview = true\n[tool.isort]\nwrap_length = 3\nskip = ['a']\n",
        )],
        "",
        expect![[r#"
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            warning: `tool.ruff.line-length` must be a whole number that is not negative
             --> pyproject.toml:3:15
              |
            3 | line-length = 'x'
              |               ^^^ this is a string
              |
              = note: the setting is ignored
            warning: `tool.ruff.format.quote-style` must be `double` or `preserve`
             --> pyproject.toml:5:15
              |
            5 | quote-style = 'single'
              |               ^^^^^^^^ this is none of them
              |
              = note: the setting is ignored
            warning: settings of ruff that naja doesn't have are ignored: `foo`, `format.docstring-code-format`
             --> pyproject.toml:2:1
              |
            2 | foo = 1
              | ^^^
            ...
            6 | docstring-code-format = true
              | ^^^^^^^^^^^^^^^^^^^^^
            warning: settings of Black that naja doesn't have are ignored: `preview`
             --> pyproject.toml:8:1
              |
            8 | preview = true
              | ^^^^^^^
            warning: settings of isort that naja doesn't have are ignored: `wrap_length`
              --> pyproject.toml:10:1
               |
            10 | wrap_length = 3
               | ^^^^^^^^^^^
        "#]],
    );
}

#[test]
fn a_configuration_that_extends_itself_is_an_error() {
    check(
        &[("ruff.toml", "extend = './other.toml'\n"), ("other.toml", "extend = 'ruff.toml'\n")],
        "",
        expect![[r#"
            error: `extend` leads back to `ruff.toml`
             --> other.toml:1:10
              |
            1 | extend = 'ruff.toml'
              |          ^^^^^^^^^^^ this file
        "#]],
    );
    check(
        &[("ruff.toml", "extend = 'nowhere.toml'\n")],
        "",
        expect![[r#"
        error: can't read `nowhere.toml`: it does not exist
         --> ruff.toml:1:10
          |
        1 | extend = 'nowhere.toml'
          |          ^^^^^^^^^^^^^^ this file
    "#]],
    );
}

#[test]
fn options_come_first_and_isolation_leaves_them_alone() {
    let folder = folder(&[("ruff.toml", "line-length = 100\nlint.select = ['E']\n")]);
    let option = |key: &'static str, value: &str| SourceOption {
        key,
        value: value.into(),
        option: format!("--{}", key.trim_start_matches("lint.")),
    };
    let options =
        [option("lint.select", "F,I"), option("lint.per-file-ignores", "a/*.py:F401, a/*.py:E1,b.py:E")];
    let overrides = ["line-length = 77", "lint.isort.combine-as-imports = true", "lint.ignore=F401,F811"];
    let mode = Mode { isolated: true, strict: false };
    let config = config(folder.path(), &options, &overrides, mode).unwrap();
    expect![[r#"
        line-length = 77 · --config:1 (`line-length`)
        lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
        lint.ignore = F401, F811 · `--config lint.ignore=F401,F811` on the command line
        lint.isort.combine-as-imports = true · --config:1 (`lint.isort.combine-as-imports`)
        lint.per-file-ignores = a/*.py: F401, E1; b.py: E · `--per-file-ignores` on the command line
        lint.select = F, I · `--select` on the command line
    "#]]
    .assert_eq(&shown(&config.of_folder(folder.path()).unwrap()));
}
