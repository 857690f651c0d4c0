//! Lock files read, written and selected from.

use expect_test::{Expect, expect};
use naja_base::SourceText;
use naja_base::render::Renderer;

use super::{Artifact, Pylock, Sdists, SelectError, Wanted, select};
use crate::marker::MarkerEnvironment;
use crate::name::{ExtraName, GroupName};
use crate::tags::{Implementation, Os, Platform, Tags};

pub(super) const LOCK: &str = r#"lock-version = "1.0"
environments = [
    "sys_platform == 'linux'",
    "sys_platform == 'win32'",
]
requires-python = ">=3.9"
extras = [
    "cli",
]
dependency-groups = [
    "dev",
]
default-groups = [
    "default",
]
created-by = "naja"

[[packages]]
name = "alpha"
version = "1.0"
marker = "python_full_version < '3.11' and 'default' in dependency_groups"
requires-python = ">=3.8"
dependencies = [
    { name = "beta", version = "2.0" },
    { name = "gamma" },
]
index = "https://example.com/simple/"
sdist = { name = "alpha-1.0.tar.gz", upload-time = 2025-01-25T11:30:10.164985Z, url = "https://example.com/alpha-1.0.tar.gz", size = 12, hashes = { sha256 = "00ff" } }
wheels = [
    { name = "alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl", url = "https://example.com/a/alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl", hashes = { sha256 = "01" } },
    { name = "alpha-1.0-py3-none-any.whl", url = "https://example.com/a/alpha-1.0-py3-none-any.whl", size = 1, hashes = { sha256 = "02" } },
]

[[packages]]
name = "alpha"
version = "2.0"
marker = "python_full_version >= '3.11' and 'default' in dependency_groups"
sdist = { name = "alpha-2.0.tar.gz", path = "dist/alpha-2.0.tar.gz", hashes = { sha256 = "00ff" } }

[[packages]]
name = "here"
marker = "'dev' in dependency_groups or 'cli' in extras"
directory = { path = "packages/here", editable = true }

[tool.naja]
options = [
    "prerelease=if-necessary",
]
inputs = []

[tool.naja.requirements]
"a b" = [
    { name = "alpha", marker = "os_name == 'nt'" },
]
"#;

fn parse(text: &str) -> Result<Pylock, String> {
    let mut warnings = Vec::new();
    let render = |diagnostic| Renderer { color: false, width: 100 }.render(diagnostic);
    match Pylock::parse(&SourceText::new("pylock.toml", text), &mut warnings) {
        Ok(lock) if warnings.is_empty() => Ok(lock),
        Ok(_) => Err(render(&warnings[0])),
        Err(diagnostic) => Err(render(&diagnostic)),
    }
}

fn refused(text: &str, expected: Expect) {
    expected.assert_eq(&parse(text).map_or_else(|error| error, |_| "fine".to_string()));
}

fn environment(python: &str, platform: &str) -> (MarkerEnvironment, Tags) {
    let windows = platform == "win32";
    let python_version = python.rsplit_once('.').map_or(python, |(version, _)| version);
    let environment = MarkerEnvironment {
        implementation_name: "cpython".into(),
        implementation_version: python.into(),
        os_name: if windows { "nt" } else { "posix" }.into(),
        platform_machine: "x86_64".into(),
        platform_python_implementation: "CPython".into(),
        platform_release: String::new(),
        platform_system: if windows { "Windows" } else { "Linux" }.into(),
        platform_version: String::new(),
        python_version: python_version.into(),
        python_full_version: python.into(),
        sys_platform: platform.into(),
    };
    let minor = python_version.rsplit_once('.').map_or("0", |(_, minor)| minor).parse().unwrap();
    let platform = Platform { os: Os::Manylinux { major: 2, minor: 36 }, arch: "x86_64".into() };
    let implementation = Implementation::CPython { gil_disabled: false };
    (environment, Tags::compatible(&platform, (3, minor), &implementation))
}

fn selected(text: &str, python: &str, groups: &[&str], sdists: Sdists) -> Result<Vec<String>, SelectError> {
    let lock = parse(text).unwrap();
    let groups: Vec<GroupName> = groups.iter().map(|name| name.parse().unwrap()).collect();
    let (environment, tags) = environment(python, "linux");
    let wanted = Wanted { extras: &[], groups: &groups, sdists };
    let all = select(&lock, &environment, &tags, &wanted)?;
    Ok(all
        .iter()
        .map(|one| match &one.artifact {
            Artifact::Wheel { file, .. } | Artifact::Sdist(file) => file.name.clone(),
            Artifact::Source(source) => format!("{}: {source:?}", one.package.name),
        })
        .collect())
}

#[test]
fn what_is_written_reads_back_and_is_written_the_same() {
    let lock = parse(LOCK).unwrap();
    assert_eq!(lock.to_toml(), LOCK);
    let mut shuffled = lock.clone();
    shuffled.packages.reverse();
    for package in &mut shuffled.packages {
        package.wheels.reverse();
        package.dependencies.reverse();
    }
    assert_eq!(shuffled.to_toml(), LOCK);
    assert_eq!(parse(&Pylock::new().to_toml()).unwrap().to_toml(), Pylock::new().to_toml());
}

#[test]
fn texts_are_escaped_when_written() {
    let mut lock = parse(LOCK).unwrap();
    lock.packages[0].index = Some("a\"\\\n\t\u{7}é\u{202e}".to_string());
    let again = parse(&lock.to_toml()).unwrap();
    assert_eq!(again.packages[0].index, lock.packages[0].index);
    assert!(lock.to_toml().contains(r#"index = "a\"\\\n\t\U00000007é\U0000202E""#));
}

#[test]
fn file_names_come_from_locations_where_they_are_left_out() {
    let lock = parse("lock-version='1.0'\ncreated-by='x'\n[[packages]]\nname='a'\n[[packages.wheels]]\nurl='https://example.com/a%2B/a-1-py3-none-any.whl?x=/y#z'\nhashes={sha256='0'}\n[[packages.wheels]]\npath='w\\\\a-2-py3-none-any.whl'\nhashes={sha256='0'}\n").unwrap();
    let names: Vec<&str> = lock.packages[0].wheels.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a-1-py3-none-any.whl", "a-2-py3-none-any.whl"]);
}

#[test]
fn the_best_wheel_is_selected_and_a_source_where_none_fits() {
    assert_eq!(
        selected(LOCK, "3.10.1", &["default"], Sdists::Refused).unwrap(),
        ["alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl"]
    );
    assert_eq!(
        selected(LOCK, "3.9.1", &["default"], Sdists::Refused).unwrap(),
        ["alpha-1.0-py3-none-any.whl"]
    );
    assert_eq!(selected(LOCK, "3.12.1", &["default"], Sdists::Allowed).unwrap(), ["alpha-2.0.tar.gz"]);
    assert_eq!(selected(LOCK, "3.12.1", &["dev"], Sdists::Refused).unwrap().len(), 1);
}

#[test]
fn what_can_not_be_installed_is_told_apart() {
    let error = |python, groups: &[&str]| selected(LOCK, python, groups, Sdists::Refused).unwrap_err();
    assert!(matches!(error("3.12.1", &["default"]), SelectError::NeedsBuild { .. }));
    assert!(matches!(error("3.8.1", &["default"]), SelectError::Python { .. }));
    assert!(matches!(error("3.12.1", &["docs"]), SelectError::UnknownGroup(_)));
    let lock = parse(LOCK).unwrap();
    let (mac, tags) = environment("3.12.1", "darwin");
    let extra: ExtraName = "gui".parse().unwrap();
    let wanted = Wanted { extras: &[], groups: &[], sdists: Sdists::Refused };
    assert_eq!(select(&lock, &mac, &tags, &wanted), Err(SelectError::Environment));
    let wanted = Wanted { extras: std::slice::from_ref(&extra), ..wanted };
    assert_eq!(select(&lock, &mac, &tags, &wanted), Err(SelectError::UnknownExtra(extra.clone())));
    let both = LOCK.replace("python_full_version >= '3.11' and ", "");
    assert!(matches!(
        selected(&both, "3.10.1", &["default"], Sdists::Allowed),
        Err(SelectError::Ambiguous { .. })
    ));
    let newer = LOCK.replace("requires-python = \">=3.8\"", "requires-python = \">=3.10\"");
    assert!(matches!(
        selected(&newer, "3.9.1", &["default"], Sdists::Allowed),
        Err(SelectError::PackagePython { .. })
    ));
    let other = LOCK.replace("alpha-1.0-py3", "alpha-1.1-py3");
    assert!(matches!(
        selected(&other, "3.9.1", &["default"], Sdists::Allowed),
        Err(SelectError::Filename { .. })
    ));
}

#[test]
fn fault_78_merge_conflict_markers_are_named_with_their_lines() {
    refused(
        &LOCK.replace(
            "version = \"1.0\"\n",
            "<<<<<<< HEAD\nversion = \"1.0\"\n=======\nversion = \"1.1\"\n>>>>>>> b\n",
        ),
        expect![[r#"
            error: `pylock.toml` holds an unresolved merge conflict
              --> pylock.toml:24:1
               |
            24 | <<<<<<< HEAD
               | ^^^^^^^^^^^^ one side starts here
            25 | version = "1.0"
            26 | =======
               | ------- the other side starts here
            27 | version = "1.1"
            28 | >>>>>>> b
               | --------- the conflict ends here
               |
               = help: resolve `pyproject.toml` first, then make this file anew with `naja lock`
        "#]],
    );
}

#[test]
fn fault_79_an_empty_cut_off_or_future_lock_is_an_error() {
    refused(
        "\n",
        expect![[r#"
        error: `pylock.toml` is empty
         |
         = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK[..LOCK.find("[tool.naja]").unwrap()],
        expect![[r#"
        error: `pylock.toml` is cut off: its last table, `[tool.naja]`, is missing
         |
         = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK[..LOCK.find("00ff").unwrap()],
        expect![[r#"
        error: `pylock.toml` is not valid TOML
          --> pylock.toml:28:159
           |
        28 | ... 12, hashes = { sha256 = "
           |                              ^ unclosed inline table, expected `}`
           |
           = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("lock-version = \"1.0\"", "lock-version = \"2.0\""),
        expect![[r#"
        error: `pylock.toml` has lock version 2.0, which this naja can't read
         --> pylock.toml:1:16
          |
        1 | lock-version = "2.0"
          |                ^^^^^ only 1.x is known
          |
          = help: use a newer naja, or make the lock anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("lock-version = \"1.0\"\n", ""),
        expect![[r#"
        error: `pylock.toml` lacks the key `lock-version`
         |
         = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("lock-version = \"1.0\"", "lock-version = \"1.1\"\nnovelty = 1"),
        expect![[r#"
        warning: `pylock.toml` has lock version 1.1, newer than 1.0: what is new in it is ignored
         --> pylock.toml:1:16
          |
        1 | lock-version = "1.1"
          |                ^^^^^ this version
        2 | novelty = 1
          | ------- `novelty` is not known
    "#]],
    );
    refused(
        &LOCK.replace("lock-version = \"1.0\"", "lock-version = \"1.7\""),
        expect![[r#"
        warning: `pylock.toml` has lock version 1.7, newer than 1.0: what is new in it is ignored
         --> pylock.toml:1:16
          |
        1 | lock-version = "1.7"
          |                ^^^^^ this version
    "#]],
    );
}

#[test]
fn fault_81_wrong_types_have_their_place_and_the_type_wanted() {
    refused(
        &LOCK.replace("size = 12", "size = \"12\""),
        expect![[r#"
        error: `packages[0].sdist.size` must be a whole number of bytes
          --> pylock.toml:28:134
           |
        28 | ...ple.com/alpha-1.0.tar.gz", size = "12", hashes = { sha256 = "00ff" } }
           |                                      ^^^^ this is a string
           |
           = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("    \"cli\",", "    1,"),
        expect![[r#"
        error: `extras` must be an array of strings
         --> pylock.toml:8:5
          |
        8 |     1,
          |     ^ this is an integer
          |
          = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("{ name = \"gamma\" }", "\"gamma\""),
        expect![[r#"
        error: `packages[0].dependencies` must be an array of tables
          --> pylock.toml:25:5
           |
        25 |     "gamma",
           |     ^^^^^^^ this is a string
           |
           = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("name = \"here\"\n", ""),
        expect![[r#"
        error: `packages[2].name` is missing
          --> pylock.toml:40:1
           |
        40 | [[packages]]
           | ^^^^^^^^^^^^ in this table
           |
           = help: make it anew with `naja lock`
    "#]],
    );
}

#[test]
fn fault_81_files_need_a_hash_and_packages_one_source() {
    refused(
        &LOCK.replace("hashes = { sha256 = \"01\" }", "hashes = {}"),
        expect![[r#"
        error: `alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl` has no hash
          --> pylock.toml:30:5
           |
        30 |     { name = "alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl", url = "https://example.com/a/alpha-1.0-cp310-cp310-manylinux_2_17_x86_64.whl", hashes = {} },
           |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `hashes` is empty
           |
           = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("directory = {", "archive = {"),
        expect![[r#"
        error: `packages[2].archive.hashes` is missing
          --> pylock.toml:43:11
           |
        43 | archive = { path = "packages/here", editable = true }
           |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in this table
           |
           = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("directory = {", "wheels = []\nx = {"),
        expect![[r#"
        error: `here` has no source
          --> pylock.toml:40:1
           |
        40 | [[packages]]
           | ^^^^^^^^^^^^ expected `wheels`, `sdist`, `vcs`, `directory` or `archive`
           |
           = help: make it anew with `naja lock`
    "#]],
    );
}

#[test]
fn fault_85_a_lock_nested_20_000_deep_is_an_error() {
    let deep = format!("x = {}{}\n{LOCK}", "[".repeat(20_000), "]".repeat(20_000));
    assert!(parse(&deep).unwrap_err().contains("nested more than 80 levels deep"));
}

#[test]
fn fault_86_a_malformed_marker_or_version_is_pointed_into() {
    refused(
        &LOCK.replace("\"sys_platform == 'win32'\"", "\"sys_platform = 'win32'\""),
        expect![[r#"
            error: `environments` is malformed
             --> pylock.toml:4:19
              |
            4 |     "sys_platform = 'win32'",
              |                   ^ `=` is not a marker operator
              |
              = help: make it anew with `naja lock`
        "#]],
    );
    refused(
        &LOCK.replace("\">=3.9\"", "\">=3.9,<x\""),
        expect![[r#"
        error: `requires-python` is malformed
         --> pylock.toml:6:27
          |
        6 | requires-python = ">=3.9,<x"
          |                           ^ `x` is not a version
          |
          = help: make it anew with `naja lock`
    "#]],
    );
    refused(
        &LOCK.replace("version = \"2.0\"\nmarker", "version = \"2.x\"\nmarker"),
        expect![[r#"
        error: `packages[1].version` is malformed
          --> pylock.toml:36:12
           |
        36 | version = "2.x"
           |            ^^^ `2.x` is not a version
           |
           = help: make it anew with `naja lock`
    "#]],
    );
}
