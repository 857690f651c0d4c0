//! Locks in which hashes and URLs were exchanged between entries: what is installed is what the lock names, or nothing.

use std::collections::BTreeMap;
use std::fs;

use naja_testkit::{IndexServer, ServerOptions, Universe};

use crate::project::{Project, said, site_packages};

/// Two wheels of one release, which differ in tags alone, and three other distributions.
const UNIVERSE: &str = r#"
[packages.tofu]
"1.0" = { wheels = ["py3-none-any", "py2.py3-none-any"], files = { "tofu.py" = "name = 'tofu'\n" } }
"2.0" = { files = { "tofu.py" = "name = 'tofu 2'\n" } }
[packages.brine]
"1.0" = { files = { "brine.py" = "name = 'brine'\n" } }
[packages.miso]
"1.0" = { files = { "miso.py" = "name = 'miso'\n" } }
"#;

const PYPROJECT: &str = "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu<2\", \"brine\", \"miso\"]\n";

/// The parts of a lock's line for a file that may be exchanged.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Hash,
    Url,
    UrlAndHash,
    UrlHashAndSize,
}

/// The value between `before` and the next quote or comma in `line`.
fn value<'a>(line: &'a str, before: &str) -> &'a str {
    let start = line.find(before).unwrap() + before.len();
    let end = line[start..].find(['"', ',']).unwrap();
    &line[start..start + end]
}

/// `lock` in which two lines of files have exchanged a part.
fn exchange(lock: &str, first: usize, second: usize, part: Part) -> String {
    let mut lines: Vec<String> = lock.lines().map(str::to_owned).collect();
    let keys: &[&str] = match part {
        Part::Hash => &["sha256 = \""],
        Part::Url => &["url = \""],
        Part::UrlAndHash => &["url = \"", "sha256 = \""],
        Part::UrlHashAndSize => &["url = \"", "sha256 = \"", "size = "],
    };
    for key in keys {
        let (one, other) = (value(&lines[first], key).to_owned(), value(&lines[second], key).to_owned());
        lines[first] = lines[first].replace(&format!("{key}{one}"), &format!("{key}{other}"));
        lines[second] = lines[second].replace(&format!("{key}{other}"), &format!("{key}{one}"));
    }
    lines.join("\n") + "\n"
}

/// The modules that the environment has, with their text.
fn modules(project: &Project) -> BTreeMap<String, String> {
    let Some(site) = site_packages(&project.root().join(".venv")) else { return BTreeMap::new() };
    let files = fs::read_dir(site).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn fault_80_110_exchanged_hashes_and_urls_are_refused_cold_and_warm() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let reference = modules(&project);
    assert_eq!(reference.len(), 3, "{reference:?}");
    // Every wheel is in the cache of the warm runs, the other version and the other tags among them.
    let lock = project.read("pylock.toml");
    for requirement in ["tofu==2.0", "tofu==1.0"] {
        project.write("pyproject.toml", &PYPROJECT.replace("tofu<2", requirement));
        project.ok(&["sync"]);
    }
    project.write("pyproject.toml", PYPROJECT);
    project.write("pylock.toml", &lock);
    project.ok(&["sync"]);
    let files: Vec<usize> =
        (0..).zip(lock.lines()).filter(|(_, line)| line.contains("sha256 = ")).map(|(at, _)| at).collect();
    assert_eq!(files.len(), 4, "{lock}");
    let (mut refused, mut harmless) = (0, 0);
    for (at, first) in files.iter().enumerate() {
        for second in &files[at + 1..] {
            for part in [Part::Hash, Part::Url, Part::UrlAndHash, Part::UrlHashAndSize] {
                let tampered = exchange(&lock, *first, *second, part);
                assert_ne!(tampered, lock);
                for (is_warm, keeps_environment) in [(true, true), (true, false), (false, false)] {
                    project.write("pylock.toml", &tampered);
                    if !keeps_environment {
                        fs::remove_dir_all(project.root().join(".venv")).unwrap();
                    }
                    let cache = if is_warm { project.cache() } else { project.root().join("../cold") };
                    let mut command = project.command(&["sync", "--frozen"]);
                    let output = command.env("NAJA_CACHE_DIR", &cache).output().unwrap();
                    let found = modules(&project);
                    let case = format!("{first} {second} {part:?} warm: {is_warm}\n{}", said(&output));
                    for (name, text) in &found {
                        assert_eq!(reference.get(name), Some(text), "{case}");
                    }
                    match output.status.code() {
                        // Nothing of the exchanged entries is for this environment.
                        Some(0) => assert_eq!((found, harmless += 1).0, reference, "{case}"),
                        Some(2) => refused += 1,
                        code => panic!("{code:?} {case}"),
                    }
                    project.write("pylock.toml", &lock);
                    let _ = fs::remove_dir_all(project.root().join("../cold"));
                    project.ok(&["sync"]);
                    assert_eq!(modules(&project), reference, "{case}");
                }
            }
        }
    }
    // Of tofu's two wheels one is selected, so that every pair has an entry that counts.
    assert_eq!((refused, harmless), (files.len() * (files.len() - 1) / 2 * 12, 0));
}

#[test]
fn fault_80_the_command_that_the_help_names_repairs_a_tampered_hash() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let lock = project.read("pylock.toml");
    let files: Vec<usize> =
        (0..).zip(lock.lines()).filter(|(_, line)| line.contains("sha256 = ")).map(|(at, _)| at).collect();
    let tampered = exchange(&lock, files[0], files[1], Part::Hash);
    project.write("pylock.toml", &tampered);
    let reported = project.fails(&["sync"]);
    let brine = value(lock.lines().nth(files[0]).unwrap(), "sha256 = \"");
    assert!(
        reported.contains("the hash of `brine-1.0-py3-none-any.whl` in the lock belongs to another file"),
        "{reported}"
    );
    assert!(reported.contains("run `naja lock --upgrade-package brine`"), "{reported}");
    assert!(!reported.contains(brine), "{reported}");
    project.ok(&["lock", "--upgrade-package", "brine"]);
    assert_eq!(project.read("pylock.toml"), lock);
    project.ok(&["sync"]);
}

#[test]
fn fault_111_a_lock_without_a_usable_hash_is_refused_and_locking_computes_one() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    let weak = lock.replace("sha256 = \"", "md5 = \"");
    project.write("pylock.toml", &weak);
    let reported = project.fails(&["sync", "--frozen"]);
    assert!(reported.contains("the lock has no usable hash of `brine-1.0-py3-none-any.whl`"), "{reported}");
    assert!(
        reported.contains("it has `md5`, and only `sha256`, `sha384` and `sha512` are accepted"),
        "{reported}"
    );
    assert!(project.installed().is_empty());
    project.ok(&["lock"]);
    assert_eq!(project.read("pylock.toml"), lock);
}

#[test]
fn fault_111_the_sha256_is_computed_where_the_index_has_none() {
    let hashes = |universe: &str| {
        let index = IndexServer::start(Universe::parse(universe), ServerOptions::default());
        let project = Project::on(index, PYPROJECT);
        project.ok(&["sync"]);
        let lock = project.read("pylock.toml");
        let line =
            lock.lines().find(|line| line.contains("brine-1.0-py3-none-any.whl\"")).unwrap().to_owned();
        (value(&line, "sha256 = \"").to_owned(), value(&line, "size = ").to_owned())
    };
    let without = UNIVERSE.replace(
        "\"1.0\" = { files = { \"brine.py\"",
        "\"1.0\" = { hash = false, size = false, files = { \"brine.py\"",
    );
    assert_ne!(without, UNIVERSE);
    assert_eq!(hashes(&without), hashes(UNIVERSE));
}
