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
[packages.miso]
"1.0" = []
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
    let message = project.fails(&["add", "nothing-of-the-kind"]);
    assert!(message.contains("nothing-of-the-kind"), "{message}");
    assert_eq!(state(&project), before);
}

#[test]
fn an_add_that_cannot_be_installed_leaves_everything_as_it_was() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.ok(&["sync"]);
    let before = state(&project);
    // Two owners of one file with different contents are refused, which is found out at the very end.
    let message = project.fails(&["add", "clash"]);
    assert!(message.contains("tofu") && message.contains("clash"), "{message}");
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

/// Starts `arguments` with `point` armed to wait, calls `meanwhile` when it is reached, and returns how the command ended.
fn run_with_change_in_between(
    project: &Project,
    arguments: &[&str],
    point: &str,
    meanwhile: impl FnOnce(),
) -> std::process::Output {
    let reached = project.root().join("../reached");
    let mut command = project.command(arguments);
    command.env("NAJA_FAILPOINT", format!("{point}=wait")).env("NAJA_FAILPOINT_FILE", &reached);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    while !reached.exists() {
        assert!(child.try_wait().unwrap().is_none(), "`{point}` was not reached");
        std::thread::yield_now();
    }
    meanwhile();
    std::fs::remove_file(reached).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn fault_112_what_is_saved_while_add_runs_is_kept_and_the_requirement_is_added_to_it() {
    for point in ["change.resolved", "project.replace", "project.replace:2"] {
        let project = Project::new(UNIVERSE, PYPROJECT);
        project.ok(&["sync"]);
        let saved = PYPROJECT.replace("[\"tofu\"]", "[\"tofu\"] # ours\nkeywords = [\"x\"]");
        let output = run_with_change_in_between(&project, &["add", "brine<2"], point, || {
            project.write("pyproject.toml", &saved);
        });
        assert!(output.status.success(), "{point}: {}", said(&output));
        let expected = saved.replace("[\"tofu\"]", "[\"brine<2\", \"tofu\"]");
        let both = saved.replace("[\"tofu\"]", "[\"tofu\", \"brine<2\"]");
        let now = project.read("pyproject.toml");
        assert!(now == expected || now == both, "{point}: {now}");
        assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"], "{point}");
        assert!(project.ok(&["lock", "--check"]).contains("is up to date"), "{point}");
    }
}

#[test]
fn fault_112_an_edit_that_cannot_be_repeated_is_an_error_and_the_saved_file_stays() {
    for point in ["change.resolved", "project.replace:2"] {
        let project = Project::new(UNIVERSE, PYPROJECT);
        project.ok(&["sync"]);
        let (_, lock, installed) = state(&project);
        let saved = PYPROJECT.replace("[\"tofu\"]", "[\"tofu\"");
        let output = run_with_change_in_between(&project, &["add", "miso"], point, || {
            project.write("pyproject.toml", &saved);
        });
        assert_eq!(output.status.code(), Some(2), "{point}: {}", said(&output));
        let note = "another program changed `pyproject.toml` while this command ran";
        assert!(said(&output).contains(note), "{point}: {}", said(&output));
        assert_eq!(state(&project), (saved, lock, installed), "{point}");
    }
}

#[test]
fn fault_112_a_lock_is_not_written_for_requirements_that_have_changed_meanwhile() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let saved = PYPROJECT.replace("\"tofu\"", "\"brine\"");
    let output = run_with_change_in_between(&project, &["lock"], "project.replace", || {
        project.write("pylock.toml", "meanwhile");
        project.write("pyproject.toml", &saved);
    });
    assert!(output.status.success(), "{}", said(&output));
    let lock = project.read("pylock.toml");
    assert!(lock.contains("name = \"brine\"") && !lock.contains("name = \"tofu\""), "{lock}");
}

#[test]
fn fault_112_concurrent_changes_are_all_made() {
    let names: Vec<String> = (0..6).map(|number| format!("pack{number}")).collect();
    let universe: String = names.iter().map(|name| format!("[packages.{name}]\n\"1.0\" = []\n")).collect();
    let project = Project::new(&universe, &PYPROJECT.replace("\"tofu\"", ""));
    let run_all = |command: &str, options: &[&str]| {
        let children: Vec<_> = names
            .iter()
            .map(|name| project.command(&[&[command, name.as_str()], options].concat()).spawn().unwrap())
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
    };
    run_all("add", &[]);
    let now = project.read("pyproject.toml");
    for name in &names {
        assert!(now.contains(&format!("\"{name}>=1.0\"")), "{now}");
    }
    assert_eq!(project.installed().len(), names.len());
    assert!(project.ok(&["lock", "--check"]).contains("is up to date"));
    run_all("remove", &["--no-sync"]);
    assert!(
        project.read("pyproject.toml").contains("dependencies = []"),
        "{}",
        project.read("pyproject.toml")
    );
    let children: Vec<_> =
        (0..8).map(|_| project.command(&["version", "--bump", "patch"]).spawn().unwrap()).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(
        project.read("pyproject.toml").contains("version = \"1.0.8\""),
        "{}",
        project.read("pyproject.toml")
    );
}

#[test]
fn fault_112_of_concurrent_inits_one_makes_the_project() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let children: Vec<_> = (0..6).map(|_| project.command(&["init", "fresh"]).spawn().unwrap()).collect();
    let codes: Vec<_> = children.into_iter().map(|mut child| child.wait().unwrap().code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(2)).count(), 5, "{codes:?}");
    assert_eq!(project.ok(&["--project", "fresh", "version"]), "fresh 0.1.0\n");
}

#[cfg(unix)]
#[test]
fn fault_116_a_signal_while_a_change_is_made_undoes_it() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        for point in ["project.replace", "project.replace:2"] {
            let project = Project::new(UNIVERSE, PYPROJECT);
            project.ok(&["sync"]);
            let before = state(&project);
            let reached = project.root().join("../reached");
            let mut command = project.command(&["add", "miso"]);
            command.env("NAJA_FAILPOINT", format!("{point}=wait")).env("NAJA_FAILPOINT_FILE", &reached);
            let mut child = command.spawn().unwrap();
            while !reached.exists() {
                assert!(child.try_wait().unwrap().is_none(), "`{point}` was not reached");
                std::thread::yield_now();
            }
            let pid = i32::try_from(child.id()).unwrap();
            #[expect(
                unsafe_code,
                reason = "kill has no memory to go wrong with, and the child is this test's own"
            )]
            let sent = unsafe { libc::kill(pid, signal) };
            assert_eq!(sent, 0);
            std::fs::remove_file(&reached).unwrap();
            // Whether the signal is handled before the change is done is up to the system; there is no state between.
            let code = child.wait().unwrap().code();
            match code {
                Some(130) => {
                    let now = state(&project);
                    assert!(now == before || now.0.contains("miso"), "{signal} {point}: {now:?}");
                    if now != before {
                        assert_eq!(now.2, ["brine-2.0", "miso-1.0", "tofu-1.0"], "{signal} {point}");
                    }
                }
                other => assert_eq!(other, Some(0), "{signal} {point}"),
            }
        }
    }
}
