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
            lint.extend-select = UP, C4 · a/.ruff.toml:2 (`lint.extend-select`), base/pyproject.toml:2 (`tool.ruff.lint.extend-select`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.select = ALL · base/pyproject.toml:3 (`tool.ruff.lint.select`)
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
fn unsupported_settings_are_reported_once_and_invalid_values_of_peers_are_ignored() {
    check(
        &[(
            "pyproject.toml",
            "[tool.ruff]\nfoo = 1\nline-length = 'x'\n[tool.ruff.format]\nquote-style = 'no'\ndocstring-code-format = true\n\
             [tool.black]\npreview = true\n[tool.isort]\nwrap_length = 3\nskip = ['a']\n",
        )],
        "",
        expect![[r#"
            lint.extend-per-file-ignores = a: I; a/**: I; **/a/**: I · pyproject.toml:9 (`tool.isort`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.isort.detect-same-package = false · pyproject.toml:9 (`tool.isort`)
            lint.isort.line-length = 79 · pyproject.toml:9 (`tool.isort`)
            lint.isort.split-on-trailing-comma = false · pyproject.toml:9 (`tool.isort`)
            lint.isort.style = isort · pyproject.toml:9 (`tool.isort`)
            warning: `tool.ruff.line-length` must be a whole number that is not negative
             --> pyproject.toml:3:15
              |
            3 | line-length = 'x'
              |               ^^^ this is a string
              |
              = note: the setting is ignored
            warning: `tool.ruff.format.quote-style` must be `double`, `single` or `preserve`
             --> pyproject.toml:5:15
              |
            5 | quote-style = 'no'
              |               ^^^^ this is none of them
              |
              = note: the setting is ignored
            warning: unsupported settings of ruff are ignored: `foo`, `format.docstring-code-format`
             --> pyproject.toml:2:1
              |
            2 | foo = 1
              | ^^^
            ...
            6 | docstring-code-format = true
              | ^^^^^^^^^^^^^^^^^^^^^
            warning: unsupported settings of Black are ignored: `preview`
             --> pyproject.toml:8:1
              |
            8 | preview = true
              | ^^^^^^^
            warning: isort's own layout of long imports is not what naja writes
             --> pyproject.toml:9:7
              |
            9 | [tool.isort]
              |       ^^^^^ long imports are wrapped as the profile `black` does
            warning: unsupported settings of isort are ignored: `wrap_length`
              --> pyproject.toml:10:1
               |
            10 | wrap_length = 3
               | ^^^^^^^^^^^
        "#]],
    );
}

#[test]
fn isort_brings_its_style_and_its_sections() {
    check(
        &[(
            "pyproject.toml",
            "[tool.isort]\nprofile = 'black'\nline_length = 100\nmulti_line_output = 3\nknown_django = 'django,rest_framework'\n\
             sections = ['FUTURE', 'STDLIB', 'DJANGO', 'THIRDPARTY', 'FIRSTPARTY', 'LOCALFOLDER']\n\
             import_heading_stdlib = 'Standard'\nskip = ['build', 'a.py']\nskip_glob = '*/gen/*'\n\
             force_adds = false\nremove_imports = ['x']\nreverse_relative = true\n",
        )],
        "",
        expect![[r#"
            line-length = 100 · pyproject.toml:3 (`tool.isort.line_length`)
            lint.extend-per-file-ignores = build: I; build/**: I; **/build/**: I; a.py: I; a.py/**: I; **/a.py/**: I; */gen/*: I; */gen/*/**: I; gen/*: I; gen/*/**: I · pyproject.toml:1 (`tool.isort`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.isort.detect-same-package = false · pyproject.toml:1 (`tool.isort`)
            lint.isort.import-heading = standard-library: Standard · pyproject.toml:1 (`tool.isort`)
            lint.isort.line-length = 100 · pyproject.toml:3 (`tool.isort.line_length`)
            lint.isort.relative-imports-order = closest-to-furthest · pyproject.toml:12 (`tool.isort.reverse_relative`)
            lint.isort.section-order = future, standard-library, DJANGO, third-party, first-party, local-folder · pyproject.toml:6 (`tool.isort.sections`)
            lint.isort.sections = DJANGO: django, rest_framework · pyproject.toml:1 (`tool.isort`)
            lint.isort.style = isort · pyproject.toml:1 (`tool.isort`)
            warning: unsupported settings of isort are ignored: `remove_imports`
              --> pyproject.toml:11:1
               |
            11 | remove_imports = ['x']
               | ^^^^^^^^^^^^^^
        "#]],
    );
}

#[test]
fn what_isort_says_gives_way_to_nearer_tables() {
    check(
        &[(
            "pyproject.toml",
            "[tool.ruff]\nline-length = 88\n[tool.ruff.lint.isort]\ncombine-as-imports = true\n\
             [tool.isort]\nprofile = 'google'\nline_length = 120\ncombine_as_imports = false\n",
        )],
        "",
        expect![[r#"
            line-length = 88 · pyproject.toml:2 (`tool.ruff.line-length`)
            lint.fixable = F401, E · the environment variable `NAJA_LINT_FIXABLE`
            lint.isort.combine-as-imports = true · pyproject.toml:4 (`tool.ruff.lint.isort.combine-as-imports`)
            lint.isort.line-length = 120 · pyproject.toml:7 (`tool.isort.line_length`)
            warning: `line-length` is 88, for imports too
             --> pyproject.toml:7:15
              |
            7 | line_length = 120
              |               ^^^ this is more
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
