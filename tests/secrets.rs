//! What must not be shown: passwords in URLs, wherever they come from, and characters that a terminal would act on.

use crate::project::{Project, said};

const UNIVERSE: &str = "[packages.tofu]\n\"1.0\" = []\n";

const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

/// A URL with a secret, on a port where nobody answers.
const URL: &str = "http://ada:hunter2@127.0.0.1:9/simple/";

fn check(project: &Project, case: &str, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = project.command(arguments);
    command.env("NAJA_HTTP_RETRIES", "0").envs(variables.iter().copied());
    let output = command.output().unwrap();
    let said = said(&output);
    assert!(!said.contains("hunter2"), "{case}: {said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{case}: {said:?}");
    assert!(!project.read("pylock.toml").contains("hunter2"), "{case}");
    said
}

#[test]
fn fault_114_passwords_in_urls_are_shown_nowhere() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let is_redacted = |case: &str, arguments: &[&str], variables: &[(&str, &str)]| {
        let said = check(&project, case, arguments, variables);
        assert!(said.contains("****@"), "{case}: {said}");
    };
    // The command line and clap's own errors.
    is_redacted("argument", &["lock", URL], &[]);
    check(&project, "option", &["lock", &format!("--no-such-option={URL}")], &[]);
    is_redacted("choice", &["lock", "--prerelease", URL], &[]);
    is_redacted("requirement", &["add", &format!("tofu @ {URL}x.whl ; broken")], &[]);
    is_redacted("bare URL", &["add", &format!("git+{URL}tofu")], &[]);
    check(&project, "config", &["--config", &format!("no-such-key={URL}"), "lock"], &[]);
    // Settings, shown and refused.
    is_redacted("settings from a variable", &["config"], &[("NAJA_DEFAULT_INDEX", URL)]);
    is_redacted("one setting", &["config", "default-index"], &[("NAJA_DEFAULT_INDEX", URL)]);
    is_redacted("as JSON", &["config", "--json"], &[("NAJA_INDEX", URL)]);
    is_redacted("not a timeout", &["lock"], &[("NAJA_HTTP_TIMEOUT", URL)]);
    check(&project, "nobody answers", &["lock"], &[("NAJA_DEFAULT_INDEX", URL)]);
    // Snippets of the project's files.
    let table = format!("{PYPROJECT}[[tool.naja.index]]\nurl = \"{URL}\"\nurls = 1\n");
    project.write("pyproject.toml", &table);
    check(&project, "table", &["lock"], &[]);
    project.write("pyproject.toml", &PYPROJECT.replace("\"tofu\"", &format!("\"tofu @ {URL}tofu.whl >=\"")));
    is_redacted("snippet", &["lock"], &[]);
    project.write("pyproject.toml", &PYPROJECT.replace("\"tofu\"", &format!("\"tofu @ {URL}tofu.whl\"")));
    check(&project, "URL requirement", &["lock"], &[]);
    // Requirements files.
    project.write("pyproject.toml", PYPROJECT);
    for line in [
        format!("--extra-index-url {URL}\ntofu\n"),
        format!("-i {URL}\n"),
        format!("-e git+{URL}tofu\n"),
        format!("{URL}tofu.whl\n"),
        format!("-r {URL}more.txt\n"),
        format!("tofu @ {URL}tofu.whl ; broken\n"),
    ] {
        project.write("in.txt", &line);
        is_redacted(&line, &["add", "-r", "in.txt", "--no-sync"], &[]);
        project.write("pyproject.toml", PYPROJECT);
    }
}

#[cfg(unix)]
#[test]
fn fault_114_a_netrc_file_that_other_users_can_read_is_reported_once() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::new(UNIVERSE, PYPROJECT);
    let netrc = project.root().join("../.netrc");
    naja_base::atomic::replace(&netrc, b"machine 127.0.0.1 login ada password hunter2\n").unwrap();
    let warnings = |mode: u32| {
        std::fs::set_permissions(&netrc, std::fs::Permissions::from_mode(mode)).unwrap();
        let _ = std::fs::remove_dir_all(project.cache());
        let _ = std::fs::remove_dir_all(project.root().join(".venv"));
        let said = check(&project, "netrc", &["sync", "--upgrade"], &[]);
        said.matches("other users can read the passwords").count()
    };
    assert_eq!((warnings(0o644), warnings(0o640), warnings(0o600)), (1, 1, 0));
}

#[cfg(unix)]
#[test]
fn fault_31_105_escape_sequences_in_arguments_and_paths_are_shown_escaped() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let (hostile, shown) = ("a\u{1b}[31m\u{1b}]0;b\u{7}\u{202e}c", r"a\x1b[31m\x1b]0;b\x07\u{202e}c");
    let is_escaped = |arguments: &[&str], variables: &[(&str, &str)]| {
        let said = check(&project, &arguments.join(" "), arguments, variables);
        assert!(said.contains(shown), "{arguments:?}: {said:?}");
    };
    let option = format!("--{hostile}");
    for arguments in [
        &[hostile][..],
        &["lock", hostile],
        &["lock", &option],
        &["lock", "--prerelease", hostile],
        &["add", hostile],
        &["add", "-r", hostile],
        &["remove", hostile],
        &["rule", hostile],
        &["config", hostile],
        &["python", "pin", hostile],
        &["python", "find", hostile],
        &["version", hostile],
        &["--directory", hostile, "lock"],
        &["--project", hostile, "lock"],
        &["--config", hostile, "lock"],
        &["sync", "--group", hostile],
        &["tree", "--package", hostile],
        &["init", "--script", &format!("{hostile}/x.py")],
        &["venv", hostile],
    ] {
        is_escaped(arguments, &[]);
    }
    let cache = project.root().join(hostile);
    let cache = cache.to_str().unwrap();
    for arguments in [&["cache", "dir"][..], &["cache", "clean"], &["config"], &["config", "cache-dir"]] {
        is_escaped(arguments, &[("NAJA_CACHE_DIR", cache)]);
    }
    let json = check(&project, "config --json", &["config", "--json"], &[("NAJA_CACHE_DIR", cache)]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["cache-dir"]["value"], cache);
    is_escaped(&["sync"], &[("NAJA_ENVIRONMENT", hostile)]);
}
