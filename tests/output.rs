//! Standard output that can't be written, for every command.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::project::{Project, said};

const UNIVERSE: &str = "[packages.tofu]\n\"1.0\" = { files = { \"tofu/__init__.py\" = \"x = 1\\n\" } }\n";

const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

/// Each command that writes data, in each of its ways.
const WRITING: &[&str] = &[
    "cache dir",
    "cache size",
    "completions bash",
    "config",
    "config line-length",
    "doctor",
    "fix --check",
    "fix --diff",
    "format --check",
    "format --diff",
    "format -",
    "format --diff -",
    "help",
    "help lint",
    "lint",
    "lint --output-format json",
    "lint --output-format concise",
    "lint --color always",
    "lint --statistics",
    "lint --diff",
    "lint --show-files",
    "lint --show-settings",
    "lint -",
    "lint --fix -",
    "lint --watch",
    "python find",
    "python list",
    "rule F401",
    "rule --all",
    "rule --all --output-format json",
    "rule F401 --output-format json",
    "tree",
    "version",
    "--version",
];

/// Each command that has no data to write.
const SILENT: &[&str] = &[
    "add tofu",
    "cache clean",
    "fix",
    "format",
    "init --app inner",
    "lint --output-file out.json",
    "lint --add-noqa",
    "lock",
    "python pin 3",
    "remove tofu",
    "run python -c pass",
    "sync",
    "test",
    "venv",
];

fn project() -> Project {
    let project = Project::new(UNIVERSE, PYPROJECT);
    project.write("a.py", "import os\nx=1\n");
    project.ok(&["lock"]);
    project
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// A command whose standard input is a file that has something to be fixed and formatted.
fn command(project: &Project, line: &str) -> Command {
    let mut command = project.command(&words(line));
    command.stdin(File::open(project.root().join("a.py")).unwrap());
    command
}

fn full_disk() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// The commands that the help of `command` lists.
fn listed(project: &Project, command: &[&str]) -> Vec<String> {
    let help = project.run(&[command, &["--help"][..]].concat());
    let help = String::from_utf8(help.stdout).unwrap();
    let Some((_, commands)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = commands.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn fault_113_output_on_a_full_disk_is_an_error_in_every_command_that_writes_any() {
    let project = project();
    for line in WRITING {
        let output = command(&project, line).stdout(full_disk()).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "naja {line}: {message}");
        let lost = "standard output can't be written: the disk is full";
        assert_eq!(message.matches(lost).count(), 1, "naja {line}: {message}");
    }
}

#[test]
fn fault_113_commands_without_data_do_not_touch_standard_output() {
    for line in SILENT {
        let usual = command(&project(), line).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&usual.stdout), "", "naja {line}");
        let output = command(&project(), line).stdout(full_disk()).output().unwrap();
        assert_eq!(output.status.code(), usual.status.code(), "naja {line}: {}", said(&output));
    }
}

#[test]
fn fault_113_the_lists_name_every_command_and_every_help_text_fails_too() {
    let project = project();
    let mut all = BTreeSet::new();
    for name in listed(&project, &[]) {
        let inner = listed(&project, &[&name]);
        match inner.is_empty() {
            true => drop(all.insert(name)),
            false => all.extend(inner.iter().map(|inner| format!("{name} {inner}"))),
        }
    }
    all.retain(|name| name == "help" || !name.ends_with("help"));
    let is_tested = |name: &str| {
        let is_it = |line: &&&str| **line == name || line.starts_with(&format!("{name} "));
        WRITING.iter().chain(SILENT).find(is_it).is_some()
    };
    let missing: Vec<&String> = all.iter().filter(|name| !is_tested(name)).collect();
    assert_eq!(missing, [""; 0]);
    for name in all.iter().filter(|name| *name != "help") {
        let line = format!("{name} --help");
        let output = command(&project, &line).stdout(full_disk()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "naja {line}");
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: standard output can't be written: the disk is full\n",
            "naja {line}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = project();
    for line in ["rule --all", "completions bash", "help", "lint --exit-zero"] {
        let mut child =
            command(&project, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut message = String::new();
        child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "naja {line}: {message}");
        assert!(!message.contains("standard output"), "naja {line}: {message}");
    }
}
