//! What a task is, and what all tasks need: dispatch by name, the optimised build, the repository's folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One task: a name, what it is for, and what runs it with the arguments that follow the name.
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

/// Runs the task that the first argument names; without arguments, lists `tasks` as the ones that `command` takes.
pub(crate) fn dispatch(command: &str, tasks: &[Task], arguments: &[String]) -> anyhow::Result<ExitCode> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("usage: {command} TASK [ARGUMENT...]\n");
        for task in tasks {
            println!("  {:<10} {}", task.name, task.about);
        }
        return Ok(ExitCode::SUCCESS);
    };
    match tasks.iter().find(|task| task.name == name) {
        Some(task) => (task.run)(rest),
        None => anyhow::bail!("no task is called `{name}`; `{command}` lists them"),
    }
}

/// Set for the optimised program that an unoptimised one starts in its place.
const OPTIMISED: &str = "NAJA_XTASK_OPTIMISED";

/// Runs `task` in a build that is optimised and checks overflow and assertions all the same: work over thousands of
/// files would take hours in the build that `cargo xtask` makes. `words` name the task.
pub(crate) fn optimised(
    words: &[&str],
    arguments: &[String],
    task: fn(&[String]) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    if std::env::var_os(OPTIMISED).is_some() {
        return task(arguments);
    }
    let status = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--profile", "checked", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .arg("--")
        .args(words)
        .args(arguments)
        .env(OPTIMISED, "1")
        .status()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The repository's top folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap_or(Path::new(".")).to_path_buf()
}
