//! Changes that fail or are interrupted: nothing is left of them.

use crate::project::{Project, said};

const UNIVERSE: &str = r#"
[packages.tofu]
"1.0" = ["brine"]
[packages.brine]
"1.0" = []
"2.0" = []
[packages.rival]
"1.0" = { requires-dist = ["brine<2"], files = { "brine/__init__.py" = "other" } }
[packages.clash]
"1.0" = { files = { "tofu/__init__.py" = "other contents" } }
"#;

const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

fn state(project: &Project) -> (String, String, Vec<String>) {
    (project.read("pyproject.toml"), project.read("pylock.toml"), project.installed())
}

#[test]
fn an_add_that_cannot_be_resolved_leaves_everything_as_it_was() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let before = state(&project);
    let told = project.fails(&["add", "nothing-of-the-kind"]);
    assert!(told.contains("nothing-of-the-kind"), "{told}");
    assert_eq!(state(&project), before);
}

#[test]
fn an_add_that_cannot_be_installed_leaves_everything_as_it_was() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let before = state(&project);
    // Two owners of one file with different contents are refused, which is found out at the very end.
    let told = project.fails(&["add", "clash"]);
    assert!(told.contains("tofu") && told.contains("clash"), "{told}");
    assert_eq!(state(&project), before);
    project.ok(&["sync", "--check"]);
}

#[cfg(unix)]
#[test]
fn fault_69_a_kill_while_the_files_are_written_leaves_old_bytes_or_new() {
    for place in ["atomic.create", "atomic.write", "atomic.sync", "atomic.rename", "atomic.done"] {
        for passing in ["", ":2"] {
            let project = Project::new(UNIVERSE, PYPROJECT);
            project.ok(&["lock"]);
            let (old_project, old_lock) = (project.read("pyproject.toml"), project.read("pylock.toml"));
            let point = format!("{place}{passing}=kill");
            let killed = project
                .command(&["add", "brine", "--no-sync"])
                .env("NAJA_FAILPOINT", point)
                .output()
                .unwrap();
            assert!(!killed.status.success(), "{}", said(&killed));
            let (new_project, new_lock) = (project.read("pyproject.toml"), project.read("pylock.toml"));
            project.ok(&["add", "brine", "--no-sync"]);
            let (done_project, done_lock) = (project.read("pyproject.toml"), project.read("pylock.toml"));
            assert!(
                new_project == old_project || new_project == done_project,
                "{place}{passing}: {new_project}"
            );
            assert!(new_lock == old_lock || new_lock == done_lock, "{place}{passing}: {new_lock}");
        }
    }
}

#[test]
fn a_full_disk_while_the_files_are_written_leaves_the_old_ones() {
    for passing in ["", ":2"] {
        let project = Project::new(UNIVERSE, PYPROJECT);
        project.ok(&["sync"]);
        let before = state(&project);
        let point = format!("atomic.write{passing}=enospc");
        let failed = project.command(&["add", "brine<2"]).env("NAJA_FAILPOINT", point).output().unwrap();
        assert_eq!(failed.status.code(), Some(2), "{}", said(&failed));
        assert_eq!(state(&project), before, "{}", said(&failed));
    }
}

#[cfg(unix)]
#[test]
fn fault_70_an_interrupted_add_leaves_everything_as_it_was() {
    use naja_testkit::Fault;
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let before = state(&project);
    project.index.clear_log();
    project.index.fail_always("/simple/rival/", Fault::Silence);
    let child = project.command(&["add", "rival"]).spawn().unwrap();
    while !project.index.paths().iter().any(|path| path == "/simple/rival/") {
        std::thread::yield_now();
    }
    let pid = i32::try_from(child.id()).unwrap();
    #[expect(unsafe_code, reason = "kill has no memory to go wrong with, and the child is this test's own")]
    let sent = unsafe { libc::kill(pid, libc::SIGINT) };
    assert_eq!(sent, 0);
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    assert_eq!(state(&project), before);
}
