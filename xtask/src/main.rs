//! The project's own tasks, run as `cargo xtask TASK`; without a task, they are listed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task reports to the person who ran it")]

mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One task: a name, what it is for, and what runs it with the arguments that follow the name.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

const TASKS: &[Task] = &[Task {
    name: "tidy",
    about: "holds what the compiler does not: crate edges, lengths, headers, reasons, links",
    run: tidy::run,
}];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        println!("usage: cargo xtask TASK [ARGUMENT...]\n");
        for task in TASKS {
            println!("  {:<10} {}", task.name, task.about);
        }
        return ExitCode::SUCCESS;
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("error: no task is called `{name}`; `cargo xtask` lists them");
        return ExitCode::from(2);
    };
    (task.run)(rest).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

/// The repository's top folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap_or(Path::new(".")).to_path_buf()
}
