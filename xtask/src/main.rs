//! The project's own tasks, run as `cargo xtask TASK`; without a task, they are listed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task reports to the person who ran it")]

mod bench;
mod demo;
mod ecosystem;
mod sweep;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One task: a name, what it is for, and what runs it with the arguments that follow the name.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        about: "makes, locks, installs and tests a real project with the release binary",
        run: demo::run,
    },
    Task {
        name: "tidy",
        about: "holds what the compiler does not: crate edges, lengths, headers, reasons, links",
        run: tidy::run,
    },
    Task {
        name: "ecosystem",
        about: "compares naja with CPython and the peers on real projects (network)",
        run: ecosystem::run,
    },
    Task {
        name: "sweep",
        about: "kills commands at their system calls, fills disks, and looks at what is left",
        run: sweep::run,
    },
    Task { name: "bench", about: "measures naja and a peer in turn on the same input", run: bench::run },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    dispatch("cargo xtask", TASKS, &arguments).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

/// Runs the task that the first argument names; without arguments, lists `tasks` as the ones that `command` takes.
fn dispatch(command: &str, tasks: &[Task], arguments: &[String]) -> anyhow::Result<ExitCode> {
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
fn optimised(
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
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap_or(Path::new(".")).to_path_buf()
}
