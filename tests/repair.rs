//! Files that are deleted or changed after they were installed or cached: noticed, reported, repaired.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{Project, said, site_packages};

const UNIVERSE: &str = r#"
[packages.tofu]
"1.0" = { requires-dist = ["brine"], files = { "tofu/__init__.py" = "x = 1\n", "tofu/more.py" = "y = 1\n" } }
[packages.brine]
"1.0" = { files = { "brine/__init__.py" = "z = 1\n" } }
"#;

const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

fn synced() -> Project {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    project
}

fn installed(project: &Project, path: &str) -> PathBuf {
    site_packages(&project.root().join(".venv")).unwrap().join(path)
}

/// Gives a file other bytes of the same length, in a file of its own, as the installed one may be a link to the cached one.
fn spoil(path: &Path) {
    let length = fs::read(path).unwrap().len();
    fs::remove_file(path).unwrap();
    naja_base::atomic::replace(path, "#".repeat(length).as_bytes()).unwrap();
}

/// The file in the cache that `path` was installed from.
fn cached(project: &Project, path: &str) -> PathBuf {
    let mut open = vec![project.cache().join("wheels-v1")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.ends_with(path) {
                return entry;
            }
        }
    }
    panic!("`{path}` is not in the cache")
}

#[test]
fn sync_check_notices_a_deleted_installed_file_and_names_the_command_that_repairs_it() {
    let project = synced();
    project.ok(&["sync", "--check"]);
    let file = installed(&project, "tofu/more.py");
    fs::remove_file(&file).unwrap();
    let check = project.run(&["sync", "--check"]);
    assert_eq!(check.status.code(), Some(1), "{}", said(&check));
    assert!(said(&check).contains("`tofu` 1.0 is damaged"), "{}", said(&check));
    assert!(said(&check).contains("tofu/more.py` is missing"), "{}", said(&check));
    assert!(said(&check).contains("`naja sync --reinstall-package tofu` repairs this"), "{}", said(&check));
    project.ok(&["sync", "--reinstall-package", "tofu"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "y = 1\n");
    project.ok(&["sync", "--check"]);
}

#[test]
fn reinstalling_brings_back_changed_files_even_where_the_cache_is_damaged_too() {
    let project = synced();
    let files = [installed(&project, "tofu/__init__.py"), installed(&project, "brine/__init__.py")];
    files.iter().for_each(|file| spoil(file));
    spoil(&cached(&project, "tofu/__init__.py"));
    let reported = project.ok(&["sync", "--reinstall"]);
    assert!(reported.contains("tofu") && reported.contains("brine"), "{reported}");
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), "x = 1\n");
    assert_eq!(fs::read_to_string(&files[1]).unwrap(), "z = 1\n");
    assert_eq!(fs::read_to_string(cached(&project, "tofu/__init__.py")).unwrap(), "x = 1\n");
}

#[test]
fn a_package_that_is_not_to_be_installed_cannot_be_reinstalled() {
    let project = synced();
    let reported = project.fails(&["sync", "--reinstall-package", "miso"]);
    assert!(reported.contains("`miso` is not among the packages to install"), "{reported}");
}

#[test]
fn doctor_finds_and_repairs_damaged_cached_and_installed_files() {
    let project = synced();
    let healthy = "Checked 2 wheels in the cache and 2 packages in `.venv`: no problems found";
    assert!(project.ok(&["doctor"]).contains(healthy));
    let (changed, deleted) =
        (installed(&project, "tofu/__init__.py"), installed(&project, "brine/__init__.py"));
    spoil(&changed);
    fs::remove_file(&deleted).unwrap();
    let in_cache = cached(&project, "tofu/more.py");
    spoil(&in_cache);
    let check = project.run(&["doctor", "--check"]);
    assert_eq!(check.status.code(), Some(1), "{}", said(&check));
    for expected in [
        "the cached files of `tofu-1.0-py3-none-any.whl` are damaged",
        "`tofu/more.py` is missing or has changed",
        "`tofu` 1.0 is damaged",
        "tofu/__init__.py` has changed",
        "`brine` 1.0 is damaged",
        "brine/__init__.py` is missing",
        "3 problems found\n",
    ] {
        assert!(said(&check).contains(expected), "{expected}: {}", said(&check));
    }
    assert!(!deleted.exists() && fs::read_to_string(&in_cache).unwrap().starts_with('#'));
    let reported = project.ok(&["doctor"]);
    assert!(reported.contains("3 problems found, 3 repaired"), "{reported}");
    assert_eq!(fs::read_to_string(&changed).unwrap(), "x = 1\n");
    assert_eq!(fs::read_to_string(&deleted).unwrap(), "z = 1\n");
    assert!(project.ok(&["doctor"]).contains(healthy));
    project.ok(&["sync", "--check"]);
}

#[test]
fn doctor_says_what_it_cannot_repair() {
    let project = synced();
    let site = site_packages(&project.root().join(".venv")).unwrap();
    fs::create_dir(site.join("alien-1.0.dist-info")).unwrap();
    for (name, text) in [
        ("alien-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: alien\nVersion: 1.0\n"),
        ("alien-1.0.dist-info/RECORD", "alien.py,sha256=AAAA,3\nalien-1.0.dist-info/METADATA,,\n"),
        ("alien.py", "abc"),
    ] {
        naja_base::atomic::replace(&site.join(name), text.as_bytes()).unwrap();
    }
    let output = project.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("`alien` was not repaired"), "{}", said(&output));
    assert_eq!(fs::read_to_string(site.join("alien.py")).unwrap(), "abc");
}

#[test]
fn doctor_needs_no_project() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    fs::remove_file(project.root().join("pyproject.toml")).unwrap();
    assert!(project.ok(&["doctor"]).contains("Checked 0 wheels in the cache: no problems found"));
}

#[cfg(unix)]
#[test]
fn fault_122_commands_that_only_look_start_no_program_of_the_project() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = synced();
    let marker = project.root().join("../started");
    let script = format!("#!/bin/sh\n: > '{}'\nexit 1\n", marker.display());
    let programs = project.root().join(".venv/bin");
    for name in ["python", "python3", "naja", "git"] {
        let _ = fs::remove_file(programs.join(name));
        naja_base::atomic::replace(&programs.join(name), script.as_bytes()).unwrap();
        fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    project.write("a.py", "import os\n");
    let path = std::env::join_paths(
        [programs].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let path = path.unwrap();
    for cache in ["cache", "empty"] {
        for arguments in [
            &["sync", "--check"][..],
            &["sync", "--dry-run"],
            &["lock", "--check"],
            &["lock", "--dry-run"],
            &["lock"],
            &["lock", "--upgrade"],
            &["tree"],
            &["version"],
            &["config"],
            &["cache", "size"],
            &["doctor", "--check"],
            &["lint"],
            &["format", "--check"],
            &["rule", "F401"],
        ] {
            let mut command = project.command(arguments);
            command.env("PATH", &path).env("NAJA_CACHE_DIR", project.root().join("..").join(cache));
            let output = command.output().unwrap();
            assert!(output.status.code().is_some_and(|code| code < 3), "{arguments:?}: {}", said(&output));
            assert!(!marker.exists(), "{arguments:?}: {}", said(&output));
        }
    }
}

#[test]
fn the_environment_of_the_users_configuration_is_known_to_be_up_to_date() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let configuration = project.root().join("../.config/naja");
    fs::create_dir_all(&configuration).unwrap();
    naja_base::atomic::replace(&configuration.join("naja.toml"), b"environment = \"elsewhere\"\n").unwrap();
    project.ok(&["sync"]);
    assert!(project.root().join("elsewhere/pyvenv.cfg").is_file() && !project.root().join(".venv").exists());
    // What is known to be up to date is not opened: a pyproject.toml that can't be read is not noticed.
    let known = |arguments: &[&str]| {
        project
            .command(arguments)
            .env("NAJA_FAILPOINT", "session.open=eio")
            .output()
            .unwrap()
            .status
            .success()
    };
    assert!(known(&["sync"]) && known(&["run", "python", "-c", "pass"]));
    assert!(!known(&["sync", "--no-dev"]));
    naja_base::atomic::replace(&configuration.join("naja.toml"), b"environment = \"other\"\n").unwrap();
    assert!(!known(&["sync"]));
}

#[test]
fn adding_asks_for_each_page_once() {
    let project = Project::new(UNIVERSE, &PYPROJECT.replace("\"tofu\"", ""));
    project.ok(&["add", "tofu", "--no-sync"]);
    let paths = project.index.paths();
    for page in ["/simple/tofu/", "/simple/brine/"] {
        assert_eq!(paths.iter().filter(|path| *path == page).count(), 1, "{paths:?}");
    }
}
