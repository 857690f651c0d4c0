//! `cargo xtask ecosystem`: naja beside CPython and the peers, on real projects.

mod packaging;
mod pep;
pub mod projects;

use std::process::ExitCode;

use crate::Task;

const TASKS: &[Task] = &[
    Task {
        name: "lock",
        about: "locks and installs real projects with naja, uv and pip, and compares",
        run: packaging::run,
    },
    Task { name: "pep", about: "compares the packaging standards' types with `packaging`", run: pep::run },
];

/// Runs the task that the first argument names.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    crate::dispatch("cargo xtask ecosystem", TASKS, arguments)
}
