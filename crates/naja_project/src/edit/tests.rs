//! What edits change, and that they change nothing else.

use expect_test::{Expect, expect};
use naja_base::SourceText;
use naja_base::render::Renderer;
use naja_pep::name::{ExtraName, GroupName, PackageName};

use super::Editor;
use crate::declared::{Declared, List, from_text};

fn editor(text: &str) -> Editor {
    Editor::new(SourceText::new("pyproject.toml", text)).unwrap()
}

fn requirement(text: &str) -> Declared {
    from_text("the command line", text).unwrap()
}

fn group(name: &str) -> List {
    List::Group(GroupName::new(name).unwrap())
}

fn extra(name: &str) -> List {
    List::Extra(ExtraName::new(name).unwrap())
}

/// Adds requirements and shows the text, or what went wrong.
fn check_add(text: &str, list: &List, added: &[&str], expected: Expect) {
    let mut editor = editor(text);
    let mut shown = String::new();
    for text in added {
        match editor.add(list, &requirement(text)) {
            Ok(_) => {}
            Err(error) => shown.push_str(&Renderer { color: false, width: 100 }.render(&error)),
        }
    }
    shown.push_str(&editor.text().replace("\r\n", "␍\n"));
    expected.assert_eq(&shown);
}

fn check_remove(text: &str, list: &List, name: &str, expected: Expect) {
    let mut editor = editor(text);
    let shown = match editor.remove(list, &PackageName::new(name).unwrap()) {
        Ok(_) => editor.text().to_owned(),
        Err(error) => Renderer { color: false, width: 100 }.render(&error),
    };
    expected.assert_eq(&shown);
}

const HEAD: &str = "[project]\nname = \"x\"\nversion = \"1\"\n";

#[test]
fn a_sorted_list_stays_sorted_and_another_is_appended_to() {
    let sorted = format!("{HEAD}dependencies = [\n    \"anyio\",\n    \"httpx>=0.2\",\n]\n");
    check_add(
        &sorted,
        &List::Project,
        &["Django>=5", "zstd", "aa"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = [
            "aa",
            "anyio",
            "django>=5",
            "httpx>=0.2",
            "zstd",
        ]
    "#]],
    );
    let unsorted = format!("{HEAD}dependencies = [\"httpx\", 'anyio']\n");
    check_add(
        &unsorted,
        &List::Project,
        &["django"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = ["httpx", 'anyio', "django"]
    "#]],
    );
}

#[test]
fn lists_and_tables_are_made_where_they_belong() {
    let text = format!("{HEAD}\n[project.scripts]\nx = \"x:main\"\n\n[tool.black]\nline-length = 100");
    check_add(
        &text,
        &List::Project,
        &["httpx"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = [
            "httpx",
        ]

        [project.scripts]
        x = "x:main"

        [tool.black]
        line-length = 100"#]],
    );
    check_add(
        &text,
        &extra("web"),
        &["httpx"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"

        [project.optional-dependencies]
        web = [
            "httpx",
        ]

        [project.scripts]
        x = "x:main"

        [tool.black]
        line-length = 100"#]],
    );
    check_add(
        &text,
        &group("dev"),
        &["pytest", "mypy>=1"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"

        [project.scripts]
        x = "x:main"

        [tool.black]
        line-length = 100

        [dependency-groups]
        dev = [
            "mypy>=1",
            "pytest",
        ]
    "#]],
    );
}

#[test]
fn groups_are_found_by_their_normalised_names_and_line_breaks_stay() {
    let text = format!("{HEAD}\r\n[dependency-groups]\r\nDev_Tools = []\r\n");
    check_add(
        &text,
        &group("dev-tools"),
        &["mypy"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        ␍
        [dependency-groups]␍
        Dev_Tools = [
            "mypy",
        ]␍
    "#]],
    );
    check_add(
        &text,
        &group("docs"),
        &["mkdocs"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        ␍
        [dependency-groups]␍
        Dev_Tools = []␍
        docs = [
            "mkdocs",
        ]
    "#]],
    );
}

#[test]
fn the_same_name_is_updated_with_extras_joined_and_marker_variants_kept() {
    let text = format!(
        "{HEAD}dependencies = [\n    'Django [argon2]>=4',  # old\n    \"tomli>=1; python_version < '3.11'\",\n]\n"
    );
    check_add(
        &text,
        &List::Project,
        &["django[bcrypt]>=5", "tomli>=2"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = [
            'django[argon2,bcrypt]>=5',  # old
            "tomli>=1; python_version < '3.11'",
            'tomli>=2',
        ]
    "#]],
    );
    check_add(
        &text,
        &List::Project,
        &["tomli>=2 ; python_version < '3.11'", "django"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = [
            'Django [argon2]>=4',  # old
            "tomli>=2 ; python_version < '3.11'",
        ]
    "#]],
    );
    let twice = format!("{HEAD}dependencies = ['a>=1', 'a<2']\n");
    check_add(
        &twice,
        &List::Project,
        &["a"],
        expect![[r#"
        error: `a` is listed more than once in `project.dependencies`
         --> pyproject.toml:4:17
          |
        4 | dependencies = ['a>=1', 'a<2']
          |                 ^^^^^^  ^^^^^ and here
          |                 |
          |                 here
          |
          = help: merge the two entries, then add it again
        [project]
        name = "x"
        version = "1"
        dependencies = ['a>=1', 'a<2']
    "#]],
    );
}

#[test]
fn bounds_are_given_to_what_was_added_without() {
    let mut editor = editor(&format!("{HEAD}dependencies = ['a[x] ; python_version < \"3.9\"', 'a']\n"));
    let specifiers = naja_pep::specifier::parse(">=2,<3").unwrap();
    let marked = requirement("a ; python_version<'3.9'");
    editor.bound(&List::Project, &marked.requirement, &specifiers).unwrap();
    editor.bound(&List::Project, &requirement("a").requirement, &specifiers).unwrap();
    editor.bound(&List::Project, &requirement("b").requirement, &specifiers).unwrap();
    expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = ['a[x]>=2,<3 ; python_version < "3.9"', 'a>=2,<3']
    "#]]
    .assert_eq(editor.text());
}

#[test]
fn a_table_without_room_for_a_line_is_refused() {
    check_add(
        "project = {name = 'x', version = '1'}\n",
        &List::Project,
        &["a"],
        expect![[r#"
        error: `project` has no header to write a line under
         --> pyproject.toml:1:1
          |
        1 | project = {name = 'x', version = '1'}
          | ^^^^^^^ written inline or with dotted keys
          |
          = help: write it as a table that starts with `[project]`
        project = {name = 'x', version = '1'}
    "#]],
    );
    check_add(
        "project.name = 'x'\nproject.version = '1'\n",
        &extra("web"),
        &["a"],
        expect![[r#"
        error: `project` has no header to write a line under
         --> pyproject.toml:1:1
          |
        1 | project.name = 'x'
          | ^^^^^^^ written inline or with dotted keys
          |
          = help: write it as a table that starts with `[project]`
        project.name = 'x'
        project.version = '1'
    "#]],
    );
    let text = format!("{HEAD}optional-dependencies.all = []\n");
    check_add(
        &text,
        &extra("web"),
        &["a"],
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        optional-dependencies.all = []
        optional-dependencies.web = [
            "a",
        ]
    "#]],
    );
}

const TAIL: &str = "dependencies = [\n    \"httpx\",\n]\n[dependency-groups]\n\
                    dev = [\"pytest\", {include-group = \"docs\"}]\ndocs = [\"mkdocs\"]\n";

#[test]
fn removing_takes_the_requirement_and_nothing_else() {
    let text = format!("{HEAD}{TAIL}");
    check_remove(
        &text,
        &List::Project,
        "httpx",
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = []
        [dependency-groups]
        dev = ["pytest", {include-group = "docs"}]
        docs = ["mkdocs"]
    "#]],
    );
    check_remove(
        &text,
        &group("dev"),
        "pytest",
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        dependencies = [
            "httpx",
        ]
        [dependency-groups]
        dev = [{include-group = "docs"}]
        docs = ["mkdocs"]
    "#]],
    );
    let legacy = format!("{HEAD}[tool.uv]\ndev-dependencies = ['a', 'b']\n");
    check_remove(
        &legacy,
        &group("dev"),
        "a",
        expect![[r#"
        [project]
        name = "x"
        version = "1"
        [tool.uv]
        dev-dependencies = ['b']
    "#]],
    );
}

#[test]
fn removing_names_the_list_that_has_the_requirement() {
    let text = format!("{HEAD}{TAIL}");
    check_remove(
        &text,
        &List::Project,
        "pytest",
        expect![[r#"
        error: `pytest` is not in `project.dependencies`
         --> pyproject.toml:8:9
          |
        8 | dev = ["pytest", {include-group = "docs"}]
          |         ------ it is in the group `dev`
          |
          = help: run `naja remove --dev pytest`
    "#]],
    );
    check_remove(
        &text,
        &group("dev"),
        "mkdocs",
        expect![[r#"
        error: `mkdocs` is not in the group `dev`
         --> pyproject.toml:9:10
          |
        9 | docs = ["mkdocs"]
          |          ------ it is in the group `docs`
          |
          = help: run `naja remove --group docs mkdocs`
    "#]],
    );
    check_remove(
        &text,
        &List::Project,
        "htpx",
        expect![[r#"
        error: `htpx` is not in `project.dependencies`
         |
         = help: did you mean `httpx`?
    "#]],
    );
    check_remove(
        &text,
        &List::Project,
        "zzzzzzz",
        expect![[r#"
        error: `zzzzzzz` is not in `project.dependencies`
    "#]],
    );
}

#[test]
fn fields_are_set_where_they_stand_or_beside_the_version() {
    let mut one = editor("[project]\nname = 'x'\nversion = '1' # first\nrequires-python = '>=3.8'\n");
    one.set_version("2.0").unwrap();
    one.set_requires_python(">=3.12").unwrap();
    expect![[r#"
        [project]
        name = 'x'
        version = '2.0' # first
        requires-python = '>=3.12'
    "#]]
    .assert_eq(one.text());
    let mut two = editor(HEAD);
    two.set_requires_python(">=3.12").unwrap();
    expect![[r#"
        [project]
        name = "x"
        version = "1"
        requires-python = ">=3.12"
    "#]]
    .assert_eq(two.text());
    assert!(two.set_version("one").is_err());
    assert!(editor("[project]\nname = 'x'\ndynamic = ['version']\n").set_version("2").is_err());
}

#[test]
fn adding_and_removing_again_gives_the_old_bytes() {
    let layouts = [
        "dependencies = [\n    \"b\",\n    \"d\", # d\n]\n",
        "dependencies = [\n\t'b',\n\t'd'\n]\n",
        "dependencies = ['b', 'd']\n",
        "dependencies = [ 'b', 'd', ]\n",
        "dependencies = [\r\n  'b', # b\r\n  # about d\r\n  'd',\r\n]\r\n",
        "dependencies = ['d', 'b',\n    'e']\n",
    ];
    for layout in layouts {
        let text = format!("{HEAD}{layout}# end");
        for name in ["a", "c", "f"] {
            let mut editor = editor(&text);
            editor.add(&List::Project, &requirement(name)).unwrap();
            let names: Vec<_> = editor.pyproject().project().unwrap().dependencies.iter().collect();
            assert!(names.iter().any(|declared| declared.requirement.name.as_str() == name), "{layout}");
            editor.remove(&List::Project, &PackageName::new(name).unwrap()).unwrap();
            assert_eq!(editor.text(), text, "{layout:?} {name}");
        }
    }
}
