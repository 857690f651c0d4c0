//! Reading pyproject.toml, and reporting its errors.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use naja_base::SourceText;
use naja_base::render::Renderer;
use naja_pep::name::GroupName;

use super::PyProject;

fn parse(text: &str) -> naja_config::document::Result<PyProject> {
    PyProject::parse(SourceText::new("pyproject.toml", text))
}

/// Shows the error that reading `text`, and its `[project]`, ends with.
fn check_error(text: &str, expected: Expect) {
    let error = match parse(text) {
        Err(error) => error,
        Ok(pyproject) => pyproject.project().expect_err("this should be refused"),
    };
    expected.assert_eq(&Renderer { color: false, width: 100 }.render(&error));
}

const HEAD: &str = "[project]\nname = \"x\"\nversion = \"1\"\n";

#[test]
fn the_project_table_is_read_with_the_place_of_every_requirement() {
    let text = r#"
[project]
name = "My.Shop"
version = "1.0rc1"
requires-python = ">=3.11"
dependencies = ["Django>=5", 'tomli ; python_version < "3.11"']
[project.optional-dependencies]
Web_UI = ["jinja2"]
[project.scripts]
shop = "shop.main:run"
[dependency-groups]
dev = ["pytest", {include-group = "Docs"}]
docs = ["mkdocs"]
[tool.uv]
dev-dependencies = ["mypy"]
"#;
    let pyproject = parse(text).unwrap();
    let project = pyproject.project().unwrap();
    let mut shown = format!("{} {:?}\n", project.name, project.version.as_ref().map(ToString::to_string));
    let _ = writeln!(shown, "{:?}", project.scripts);
    for declared in pyproject.all_declared() {
        let (origin, lines) = (&declared.origin, naja_base::LineIndex::new(text));
        let place = lines.line_column(origin.span.start, text);
        let _ = writeln!(shown, "{} · {} {}:{}", declared.requirement, origin.list, place.line, place.column);
    }
    let dev = pyproject.groups.requirements(&GroupName::new("dev").unwrap()).unwrap();
    let names: Vec<_> = dev.iter().map(|declared| declared.requirement.name.as_str()).collect();
    let _ = writeln!(shown, "dev: {names:?}");
    expect![[r#"
        my-shop Some("1.0rc1")
        {"shop": "shop.main:run"}
        django>=5 · `project.dependencies` 6:18
        tomli ; python_full_version < '3.11' · `project.dependencies` 6:31
        jinja2 · the extra `web-ui` 8:12
        pytest · the group `dev` 12:9
        mypy · the group `dev` 15:22
        mkdocs · the group `docs` 13:10
        dev: ["pytest", "mkdocs", "mypy"]
    "#]]
    .assert_eq(&shown);
    assert!(!pyproject.is_package());
    assert!(parse(&format!("{HEAD}[build-system]\nrequires = []\n")).unwrap().is_package());
}

#[test]
fn a_project_for_poetry_alone_is_refused_with_the_way_out() {
    check_error(
        r#"[tool.poetry]
name = "shop"
version = "0.3.0"
[tool.poetry.dependencies]
python = "^3.11"
django = "~5.0"
httpx = {version = ">=0.27", extras = ["http2"]}
local = {path = "../local"}
"#,
        expect![[r#"
            error: this project is written for poetry: it has no `[project]` table
             --> pyproject.toml:1:1
              |
            1 | [tool.poetry]
              | ^^^^^^^^^^^^^ only this
              |
              = help: add the standard's table, which poetry 2 reads too:
                      [project]
                      name = "shop"
                      version = "0.3.0"
                      requires-python = ">=3.11,<4"
                      # `local` comes from elsewhere than an index: add it by hand
                      dependencies = [
                          "django>=5.0,<5.1",
                          "httpx[http2]>=0.27",
                      ]
        "#]],
    );
    check_error(
        "[tool.black]\nline-length = 100\n",
        expect![[r#"
        error: `pyproject.toml` has no `[project]` table
         |
         = help: start one with:
                 [project]
                 name = "example"
                 version = "0.1.0"
                 dependencies = []
    "#]],
    );
}

#[test]
fn fault_81_wrong_types_are_reported_with_the_expected_type() {
    check_error(
        "project = 3\n",
        expect![[r#"
        error: `project` must be a table
         --> pyproject.toml:1:11
          |
        1 | project = 3
          |           ^ this is an integer
    "#]],
    );
    check_error(
        "[project]\nname = 3\n",
        expect![[r#"
        error: `project.name` must be a string
         --> pyproject.toml:2:8
          |
        2 | name = 3
          |        ^ this is an integer
    "#]],
    );
    check_error(
        &format!("{HEAD}dependencies = {{a = '1'}}\n"),
        expect![[r#"
        error: `project.dependencies` must be an array
         --> pyproject.toml:4:16
          |
        4 | dependencies = {a = '1'}
          |                ^^^^^^^^^ this is a table
    "#]],
    );
    check_error(
        &format!("{HEAD}dependencies = ['a', 3]\n"),
        expect![[r#"
        error: `project.dependencies` must be an array of strings
         --> pyproject.toml:4:22
          |
        4 | dependencies = ['a', 3]
          |                      ^ this is an integer
    "#]],
    );
    check_error(
        &format!("{HEAD}optional-dependencies = ['a']\n"),
        expect![[r#"
        error: `project.optional-dependencies` must be a table
         --> pyproject.toml:4:25
          |
        4 | optional-dependencies = ['a']
          |                         ^^^^^ this is an array
    "#]],
    );
    check_error(
        &format!("{HEAD}[dependency-groups]\ndev = 'a'\n"),
        expect![[r#"
        error: `dependency-groups.dev` must be an array
         --> pyproject.toml:5:7
          |
        5 | dev = 'a'
          |       ^^^ this is a string
    "#]],
    );
    check_error(
        &format!("{HEAD}[dependency-groups]\ndev = [{{include = 'a'}}]\n"),
        expect![[r#"
        error: `dependency-groups.dev[0]` must be `{include-group = "…"}`
         --> pyproject.toml:5:8
          |
        5 | dev = [{include = 'a'}]
          |        ^^^^^^^^^^^^^^^ this table is not
    "#]],
    );
    check_error(
        &format!("{HEAD}scripts = {{x = 1}}\n"),
        expect![[r#"
        error: `project.scripts.x` must be a string
         --> pyproject.toml:4:16
          |
        4 | scripts = {x = 1}
          |                ^ this is an integer
    "#]],
    );
}

#[test]
fn missing_and_wrong_fields_are_reported_with_what_to_write() {
    check_error(
        "[project]\nversion = '1'\n",
        expect![[r#"
        error: `project.name` is missing
         --> pyproject.toml:1:1
          |
        1 | [project]
          | ^^^^^^^^^ in this table
          |
          = help: add, say, `name = "example"`; a name can't be dynamic
    "#]],
    );
    check_error(
        "[project]\nname = 'x'\n",
        expect![[r#"
        error: `project.version` is missing
         --> pyproject.toml:1:1
          |
        1 | [project]
          | ^^^^^^^^^ in this table
          |
          = help: add, say, `version = "0.1.0"`, or `dynamic = ["version"]` if the build determines it
    "#]],
    );
    check_error(
        "[project]\nname = '-x-'\nversion = '1'\n",
        expect![[r#"
        error: `-x-` is not a valid project name
         --> pyproject.toml:2:8
          |
        2 | name = '-x-'
          |        ^^^^^ this name
          |
          = help: use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends
    "#]],
    );
    check_error(
        "[project]\nname = 'x'\nversion = 'one'\n",
        expect![[r#"
        error: `one` is not a valid version
         --> pyproject.toml:3:11
          |
        3 | version = 'one'
          |           ^^^^^ this version
          |
          = help: versions look like `1.2.3`, `2.0rc1` or `1.0.post1` (PEP 440)
    "#]],
    );
    check_error(
        "[project]\nname = 'x'\nversion = '1'\ndynamic = ['version']\n",
        expect![[r#"
        error: `version` is both given and listed in `project.dynamic`
         --> pyproject.toml:3:11
          |
        3 | version = '1'
          |           ^^^ remove either
    "#]],
    );
    check_error(
        "[build-system]\nbuild-backend = 'x'\n",
        expect![[r#"
        error: `build-system.requires` is missing
         --> pyproject.toml:1:1
          |
        1 | [build-system]
          | ^^^^^^^^^^^^^^ in this table
          |
          = help: add, say, `requires = ["hatchling"]`
    "#]],
    );
}

#[test]
fn fault_83_cyclic_groups_and_names_that_are_the_same_are_errors() {
    let groups = |text: &str| format!("{HEAD}[dependency-groups]\n{text}");
    check_error(
        &groups(
            "a = [{include-group = 'b'}]\nb = ['x', {include-group = 'c'}]\nc = [{include-group = 'a'}]\n",
        ),
        expect![[r#"
            error: dependency groups include each other in a circle
             --> pyproject.toml:7:23
              |
            7 | c = [{include-group = 'a'}]
              |                       ^^^ this leads back
              |
              = note: `a` → `b` → `c` → `a`
        "#]],
    );
    check_error(
        &groups("a = [{include-group = 'a'}]\n"),
        expect![[r#"
        error: dependency groups include each other in a circle
         --> pyproject.toml:5:23
          |
        5 | a = [{include-group = 'a'}]
          |                       ^^^ this leads back
          |
          = note: `a` → `a`
    "#]],
    );
    check_error(
        &groups("Dev_x = []\ndev-X = []\n"),
        expect![[r#"
        error: the dependency groups `Dev_x` and `dev-X` have the same name
         --> pyproject.toml:6:1
          |
        5 | Dev_x = []
          | ----- and this one
        6 | dev-X = []
          | ^^^^^ this one
          |
          = note: upper and lower case, `-`, `_` and `.` make no difference in names
    "#]],
    );
    check_error(
        &groups("docs = []\na = [{include-group = 'dosc'}]\n"),
        expect![[r#"
        error: there is no dependency group `dosc`
         --> pyproject.toml:6:23
          |
        6 | a = [{include-group = 'dosc'}]
          |                       ^^^^^^ included here
          |
          = help: did you mean `docs`?
    "#]],
    );
    check_error(
        &format!("{HEAD}optional-dependencies = {{a_b = [], A-B = []}}\n"),
        expect![[r#"
        error: the extras `a_b` and `A-B` have the same name
         --> pyproject.toml:4:36
          |
        4 | optional-dependencies = {a_b = [], A-B = []}
          |                          ---       ^^^ this one
          |                          |
          |                          and this one
          |
          = note: upper and lower case, `-`, `_` and `.` make no difference in names
    "#]],
    );
}

#[test]
fn fault_84_a_chain_of_20_000_groups_is_an_error() {
    let mut text = format!("{HEAD}[dependency-groups]\n");
    for index in 0..20_000 {
        let _ = writeln!(text, "g{index:05} = [{{include-group = 'g{:05}'}}]", index + 1);
    }
    text.push_str("g20000 = []\n");
    check_error(
        &text,
        expect![[r#"
        error: dependency groups include each other more than 100 deep
           --> pyproject.toml:104:28
            |
        104 | g00099 = [{include-group = 'g00100'}]
            |                            ^^^^^^^^ the chain goes on here
    "#]],
    );
    // In the other order every link is known to be sound before it is followed.
    let mut text = format!("{HEAD}[dependency-groups]\ng00000 = []\n");
    for index in 1..20_000 {
        let _ = writeln!(text, "g{index:05} = [{{include-group = 'g{:05}'}}]", index - 1);
    }
    check_error(
        &text,
        expect![[r#"
        error: dependency groups include each other more than 100 deep
           --> pyproject.toml:105:28
            |
        105 | g00100 = [{include-group = 'g00099'}]
            |                            ^^^^^^^^ the chain goes on here
    "#]],
    );
}

#[test]
fn groups_included_twice_count_once() {
    let text = format!(
        "{HEAD}[dependency-groups]\na = [{{include-group = 'b'}}, {{include-group = 'c'}}]\n\
         b = [{{include-group = 'c'}}, 'x']\nc = ['y']\n"
    );
    let pyproject = parse(&text).unwrap();
    let all = pyproject.groups.requirements(&GroupName::new("a").unwrap()).unwrap();
    let names: Vec<_> = all.iter().map(|declared| declared.requirement.name.as_str()).collect();
    assert_eq!(names, ["y", "x"]);
}

#[test]
fn fault_86_an_invalid_requirement_is_pointed_into() {
    check_error(
        &format!("{HEAD}dependencies = [\n    \"ok>=1\",\n    \"bad>=>1\",\n]\n"),
        expect![[r#"
        error: invalid requirement in `project.dependencies[1]`
         --> pyproject.toml:6:9
          |
        6 |     "bad>=>1",
          |         ^^^ `>=>` is not a version operator
          |
          = help: the operators are `==`, `!=`, `<`, `<=`, `>`, `>=`, `~=` and `===`
    "#]],
    );
    check_error(
        &format!("{HEAD}dependencies = [\"\\u0061\\u0062 ; python_versio > '3'\"]\n"),
        expect![[r#"
        error: invalid requirement in `project.dependencies[0]`
         --> pyproject.toml:4:33
          |
        4 | dependencies = ["\u0061\u0062 ; python_versio > '3'"]
          |                                 ^^^^^^^^^^^^^ `python_versio` is not a marker variable
          |
          = help: the variables are those of the dependency specifiers standard, such as `python_version` and `sys_platform`
    "#]],
    );
    check_error(
        &format!("{HEAD}[dependency-groups]\ndev = ['']\n"),
        expect![[r#"
        error: invalid requirement in `dependency-groups.dev[0]`
         --> pyproject.toml:5:9
          |
        5 | dev = ['']
          |         ^ expected a package name, found nothing
    "#]],
    );
}

#[test]
fn fault_87_an_impossible_requires_python_is_an_error() {
    check_error(
        &format!("{HEAD}requires-python = \">=3.12,<3.10\"\n"),
        expect![[r#"
        error: no version of Python is in `requires-python = ">=3.12,<3.10"`
         --> pyproject.toml:4:20
          |
        4 | requires-python = ">=3.12,<3.10"
          |                    ^^^^^^^^^^^^ these bounds exclude each other
          |
          = help: give the oldest version you support, as in `>=3.11`
    "#]],
    );
    check_error(
        &format!("{HEAD}requires-python = '==3.11.*,!=3.11.*'\n"),
        expect![[r#"
        error: no version of Python is in `requires-python = "==3.11.*,!=3.11.*"`
         --> pyproject.toml:4:20
          |
        4 | requires-python = '==3.11.*,!=3.11.*'
          |                    ^^^^^^^^^^^^^^^^^ these bounds exclude each other
          |
          = help: give the oldest version you support, as in `>=3.11`
    "#]],
    );
    check_error(
        &format!("{HEAD}requires-python = 'three'\n"),
        expect![[r#"
        error: `project.requires-python` is not a version specifier
         --> pyproject.toml:4:20
          |
        4 | requires-python = 'three'
          |                    ^^^^^ `three` has no version operator
          |
          = help: for that very version write `==three`
    "#]],
    );
    check_error(
        &format!("{HEAD}requires-python = 3.11\n"),
        expect![[r#"
        error: `project.requires-python` must be a string
         --> pyproject.toml:4:19
          |
        4 | requires-python = 3.11
          |                   ^^^^ this is a float
    "#]],
    );
}
