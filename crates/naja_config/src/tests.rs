//! The layers of settings against each other.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use crate::document::{Document, Result};
use crate::{DefaultGroups, GivenOption, Mode, Request, Settings};
use expect_test::{Expect, expect};
use naja_base::SourceText;
use naja_base::render::Renderer;

/// What the settings are made of in a test; paths are files that are written first.
#[derive(Default)]
struct Given<'a> {
    pyproject: &'a str,
    files: &'a [(&'a str, &'a str)],
    variables: &'a [(&'a str, &'a str)],
    options: &'a [(&'static str, &'a str)],
    config: &'a [&'a str],
    mode: Mode,
}

fn load(given: &Given<'_>) -> Result<Settings> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in given.files {
        File::create(folder.path().join(name)).unwrap().write_all(text.as_bytes()).unwrap();
    }
    let document = Document::parse(SourceText::new("pyproject.toml", given.pyproject)).unwrap();
    let variable = |name: &str| {
        given.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    let options: Vec<GivenOption> = given
        .options
        .iter()
        .map(|(key, value)| GivenOption { key, value: (*value).into(), option: format!("--{key}") })
        .collect();
    Settings::load(&Request {
        pyproject: Some(&document),
        folder: folder.path(),
        working_folder: folder.path(),
        user_file: Some(folder.path().join("user.toml")),
        variable: &variable,
        options: &options,
        config: &given.config.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(),
        mode: given.mode,
    })
    .map_err(|mut error| {
        error.message = error.message.replace(&folder.path().display().to_string(), "[folder]");
        error
    })
}

fn check(given: &Given<'_>, keys: &[&str], expected: Expect) {
    let shown = match load(given) {
        Ok(settings) => {
            let shown = settings.show();
            let shown = shown.iter().filter(|shown| keys.contains(&shown.key));
            let mut lines: String =
                shown.map(|shown| format!("{} = {} · {}\n", shown.key, shown.value, shown.origin)).collect();
            for warning in settings.warnings() {
                lines.push_str(&Renderer { color: false, width: 100 }.render(warning));
            }
            lines
        }
        Err(error) => Renderer { color: false, width: 100 }.render(&error),
    };
    let temporary = std::env::temp_dir().display().to_string();
    let shown: String = shown
        .lines()
        .map(|line| match line.find(&temporary) {
            Some(at) => {
                let end = line[at + temporary.len() + 1..]
                    .find('/')
                    .map_or(line.len(), |end| at + temporary.len() + 1 + end);
                format!("{}[folder]{}\n", &line[..at], &line[end..])
            }
            None => format!("{line}\n"),
        })
        .collect();
    expected.assert_eq(&shown);
}

#[test]
fn nearer_layers_win_key_by_key() {
    let given = Given {
        pyproject: "[tool.naja]\nresolution = 'lowest'\nprerelease = 'allow'\n[tool.uv]\nresolution = 'highest'\nlink-mode = 'copy'\n",
        files: &[
            ("naja.toml", "prerelease = 'explicit'\n"),
            ("user.toml", "link-mode = 'clone'\nhttp-retries = 7\n"),
        ],
        variables: &[("NAJA_OFFLINE", "1"), ("NAJA_NO_CACHE", "yes")],
        options: &[("no-cache", "false")],
        config: &["http-timeout=5"],
        ..Given::default()
    };
    let keys = [
        "no-cache",
        "offline",
        "prerelease",
        "resolution",
        "link-mode",
        "http-retries",
        "http-timeout",
        "python",
    ];
    check(
        &given,
        &keys,
        expect![[r#"
        http-retries = 7 · [folder]/user.toml:2 (`http-retries`)
        http-timeout = 5 · `--config http-timeout=5` on the command line
        link-mode = copy · pyproject.toml:6 (`tool.uv.link-mode`)
        no-cache = false · `--no-cache` on the command line
        offline = true · the environment variable `NAJA_OFFLINE`
        prerelease = explicit · naja.toml:1 (`prerelease`)
        python = `.python-version`, else the newest that `requires-python` allows · default
        resolution = lowest · pyproject.toml:2 (`tool.naja.resolution`)
    "#]],
    );
    let isolated = Given { mode: Mode { isolated: true, strict: false }, ..given };
    check(
        &isolated,
        &keys,
        expect![[r#"
            http-retries = 3 · default
            http-timeout = 5 · `--config http-timeout=5` on the command line
            link-mode = the best that the file system can do · default
            no-cache = false · `--no-cache` on the command line
            offline = true · the environment variable `NAJA_OFFLINE`
            prerelease = if-necessary · default
            python = `.python-version`, else the newest that `requires-python` allows · default
            resolution = highest · default
        "#]],
    );
}

#[test]
fn indexes_of_all_layers_are_joined_and_passwords_are_not_shown() {
    let given = Given {
        pyproject: "[[tool.uv.index]]\nname = 'inner'\nurl = 'https://user:secret@index.example/simple'\n\
                    [[tool.uv.index]]\nurl = 'https://main.example/simple'\ndefault = true\n",
        options: &[("index", "https://first.example/simple"), ("index", "two=https://second.example/")],
        ..Given::default()
    };
    check(
        &given,
        &["index"],
        expect![[r#"
        index = https://first.example/simple, https://second.example/, https://****@index.example/simple, https://main.example/simple · `--index` on the command line, pyproject.toml:1 (`tool.uv.index`)
    "#]],
    );
    let packaging = load(&given).unwrap().packaging();
    let urls: Vec<_> = packaging.indexes.iter().map(|index| index.value.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://first.example/simple",
            "https://second.example/",
            "https://user:secret@index.example/simple"
        ]
    );
    assert_eq!(packaging.indexes[1].value.name.as_deref(), Some("two"));
    assert_eq!(packaging.default_index.unwrap().value.url, "https://main.example/simple");
}

#[test]
fn strays_are_warnings_with_a_suggestion() {
    let given = Given {
        pyproject: "[tool.naja]\nofline = true\ncolour = 1\n\
                    [tool.uv]\nkeyring-provider = 'subprocess'\nlink-mode = 'symlink'\nsources = {}\nunheard-of = 'x'\n",
        ..Given::default()
    };
    check(
        &given,
        &[],
        expect![[r#"
            warning: unknown setting `tool.naja.ofline` is ignored
             --> pyproject.toml:2:1
              |
            2 | ofline = true
              | ^^^^^^ not known
              |
              = help: did you mean `offline`?
            warning: unknown setting `tool.naja.colour` is ignored
             --> pyproject.toml:3:1
              |
            3 | colour = 1
              | ^^^^^^ not known
              |
              = help: `naja config` lists all settings
            warning: `tool.uv.link-mode` must be `clone`, `hardlink` or `copy`
             --> pyproject.toml:6:13
              |
            6 | link-mode = 'symlink'
              |             ^^^^^^^^^ this is none of them
              |
              = note: the setting is ignored
            warning: unknown settings of uv are ignored: `unheard-of`
             --> pyproject.toml:8:1
              |
            8 | unheard-of = 'x'
              | ^^^^^^^^^^
        "#]],
    );
    let strict = Given { mode: Mode { isolated: false, strict: true }, ..given };
    check(
        &strict,
        &[],
        expect![[r#"
        error: unknown setting `tool.naja.ofline` is ignored
         --> pyproject.toml:2:1
          |
        2 | ofline = true
          | ^^^^^^ not known
          |
          = help: did you mean `offline`?
    "#]],
    );
}

#[test]
fn a_project_decides_neither_what_is_run_nor_where_is_written() {
    let given = Given {
        pyproject: "[tool.naja]\npython = './evil'\nenvironment = '/usr'\ncache-dir = '/'\n",
        files: &[("naja.toml", "python = './evil'\n")],
        ..Given::default()
    };
    check(
        &given,
        &["python", "environment", "cache-dir"],
        expect![[r#"
        cache-dir = the platform's cache folder · default
        environment = .venv · default
        python = `.python-version`, else the newest that `requires-python` allows · default
        warning: `python` is ignored in a project's configuration
         --> naja.toml:1:1
          |
        1 | python = './evil'
          | ^^^^^^ only the user decides what is run and where is written
          |
          = help: set `NAJA_PYTHON`, use `--python`, or put it into your own `naja.toml`
        warning: `python` is ignored in a project's configuration
         --> pyproject.toml:2:1
          |
        2 | python = './evil'
          | ^^^^^^ only the user decides what is run and where is written
          |
          = help: set `NAJA_PYTHON`, use `--python`, or put it into your own `naja.toml`
        warning: `environment` is ignored in a project's configuration
         --> pyproject.toml:3:1
          |
        3 | environment = '/usr'
          | ^^^^^^^^^^^ only the user decides what is run and where is written
          |
          = help: set `NAJA_ENVIRONMENT`, use `--environment`, or put it into your own `naja.toml`
        warning: `cache-dir` is ignored in a project's configuration
         --> pyproject.toml:4:1
          |
        4 | cache-dir = '/'
          | ^^^^^^^^^ only the user decides what is run and where is written
          |
          = help: set `NAJA_CACHE_DIR`, use `--cache-dir`, or put it into your own `naja.toml`
    "#]],
    );
}

#[test]
fn fault_81_wrong_values_are_told_with_their_place() {
    check(
        &Given { pyproject: "[tool.naja]\noffline = 'yes'\n", ..Given::default() },
        &[],
        expect![[r#"
        error: `tool.naja.offline` must be `true` or `false`
         --> pyproject.toml:2:11
          |
        2 | offline = 'yes'
          |           ^^^^^ this is a string
    "#]],
    );
    check(
        &Given { pyproject: "[tool.naja]\nresolution = 'newest'\n", ..Given::default() },
        &[],
        expect![[r#"
            error: `tool.naja.resolution` must be `highest`, `lowest` or `lowest-direct`
             --> pyproject.toml:2:14
              |
            2 | resolution = 'newest'
              |              ^^^^^^^^ this is none of them
        "#]],
    );
    check(
        &Given { pyproject: "[tool.naja]\nindex = [{name = 'x'}]\n", ..Given::default() },
        &[],
        expect![[r#"
        error: `tool.naja.index[0]` has no `url`
         --> pyproject.toml:2:10
          |
        2 | index = [{name = 'x'}]
          |          ^^^^^^^^^^^^ this index
    "#]],
    );
    check(
        &Given { pyproject: "[tool]\nnaja = 3\n", ..Given::default() },
        &[],
        expect![[r#"
        error: `tool.naja` must be a table
         --> pyproject.toml:2:8
          |
        2 | naja = 3
          |        ^ this is an integer
    "#]],
    );
    check(
        &Given { variables: &[("NAJA_HTTP_TIMEOUT", "0")], ..Given::default() },
        &[],
        expect![[r#"
        error: `NAJA_HTTP_TIMEOUT` must be a number of seconds, at least 1, not `0`
    "#]],
    );
    check(
        &Given { variables: &[("NAJA_OFFLINE", "maybe")], ..Given::default() },
        &[],
        expect![[r#"
        error: `NAJA_OFFLINE` must be `true` or `false`, not `maybe`
    "#]],
    );
    check(
        &Given { config: &["ofline=true"], ..Given::default() },
        &[],
        expect![[r#"
        error: there is no setting `ofline`
         |
         = help: did you mean `offline`?
    "#]],
    );
    check(
        &Given { config: &["nowhere.toml"], ..Given::default() },
        &[],
        expect![[r#"
        error: `--config nowhere.toml` is neither `KEY=VALUE` nor a file
    "#]],
    );
}

#[test]
fn paths_count_from_the_file_that_names_them() {
    let given =
        Given { files: &[("user.toml", "cache-dir = 'sub'\nenvironment = 'env'\n")], ..Given::default() };
    let packaging = load(&given).unwrap().packaging();
    let cache = packaging.cache_dir.unwrap();
    assert!(cache.is_absolute() && cache.ends_with("sub"), "{}", cache.display());
    assert_eq!(packaging.environment.unwrap().value, Path::new("env"));
}

#[test]
fn default_groups_may_be_all_or_named() {
    let groups =
        |pyproject| load(&Given { pyproject, ..Given::default() }).unwrap().packaging().default_groups;
    assert_eq!(groups(""), DefaultGroups::Unset);
    assert_eq!(groups("[tool.uv]\ndefault-groups = 'all'\n"), DefaultGroups::All);
    let DefaultGroups::Named(names) = groups("[tool.naja]\ndefault-groups = ['dev', 'docs']\n") else {
        panic!("the groups are named");
    };
    assert_eq!(names.len(), 2);
    assert_eq!(names[1].origin.to_string(), "pyproject.toml:2 (`tool.naja.default-groups[1]`)");
}

#[test]
fn variables_of_uv_count_before_its_files_and_after_the_project() {
    let given = Given {
        pyproject: "[tool.naja]\nresolution = 'highest'\n[tool.uv]\nprerelease = 'explicit'\n",
        variables: &[
            ("UV_PRERELEASE", "allow"),
            ("UV_RESOLUTION", "lowest"),
            ("UV_DEFAULT_INDEX", "https://main.example/simple"),
            ("UV_INDEX", "inner=https://inner.example/simple"),
        ],
        ..Given::default()
    };
    check(
        &given,
        &["prerelease", "resolution", "default-index", "index"],
        expect![[r#"
            default-index = https://main.example/simple · `UV_DEFAULT_INDEX`
            index = https://inner.example/simple · `UV_INDEX`
            prerelease = allow · `UV_PRERELEASE`
            resolution = highest · pyproject.toml:2 (`tool.naja.resolution`)
        "#]],
    );
}

#[test]
fn fault_121_an_invalid_setting_of_uv_that_decides_what_is_resolved_stops_a_resolution() {
    let given = |pyproject| Given { pyproject, ..Given::default() };
    let unresolvable = |pyproject| {
        let settings = load(&given(pyproject)).unwrap();
        settings.unresolvable().map(|error| error.message)
    };
    assert_eq!(unresolvable("[tool.uv]\nlink-mode = 'symlink'\n"), None);
    assert_eq!(
        unresolvable("[[tool.uv.index]]\nurl = 'https://files.example/'\nformat = 'flat'\n").as_deref(),
        Some("flat indexes are not supported")
    );
    assert_eq!(
        unresolvable("[tool.uv]\nconstraint-dependencies = 3\n").as_deref(),
        Some("`tool.uv.constraint-dependencies` must be an array of strings")
    );
}

#[test]
fn fault_121_a_member_of_a_workspace_with_sources_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let member = folder.path().join("packages/web");
    std::fs::create_dir_all(&member).unwrap();
    let write = |text: &str| {
        File::create(folder.path().join("pyproject.toml")).unwrap().write_all(text.as_bytes()).unwrap();
    };
    let refused = || crate::compatibility::refuse_member(&member).map(|error| error.message);
    write("[tool.uv.workspace]\nmembers = ['packages/*']\n");
    assert_eq!(refused(), None);
    write("[tool.uv.workspace]\nmembers = ['packages/*']\n[tool.uv.sources]\nsix = {path = 'six'}\n");
    assert_eq!(refused().as_deref(), Some("members of a uv workspace are not supported"));
    write("[tool.uv.workspace]\nmembers = ['tools/*']\n[tool.uv.sources]\nsix = {path = 'six'}\n");
    assert_eq!(refused(), None);
}
