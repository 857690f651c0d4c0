//! The project's own tasks, run as `cargo xtask TASK`; without a task, they are listed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task reports to the person who ran it")]

mod bench;
mod demo;
mod ecosystem;
mod licences;
mod new_rule;
mod process;
mod sweep;
mod task;
mod tidy;
mod valgrind;

use std::process::ExitCode;

use task::{Task, dispatch};

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        about: "makes, locks, installs and tests a real project with the release binary",
        run: demo::run,
    },
    Task {
        name: "tidy",
        about: "checks what the compiler does not: crate edges, import cycles, lengths, words, links",
        run: tidy::run,
    },
    Task {
        name: "ecosystem",
        about: "compares naja with CPython and the peers on real projects (network)",
        run: ecosystem::run,
    },
    Task {
        name: "sweep",
        about: "kills, starves and deceives commands, and counts what of the user is lost",
        run: sweep::run,
    },
    Task {
        name: "licences",
        about: "checks the licences and sources of all dependencies",
        run: licences::run,
    },
    Task { name: "new-rule", about: "makes the files of a lint rule and registers it", run: new_rule::run },
    Task { name: "bench", about: "measures naja and a peer in turn on the same input", run: bench::run },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    dispatch("cargo xtask", TASKS, &arguments).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
