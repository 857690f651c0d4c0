//! `cargo xtask ecosystem`: naja beside CPython and the peers, on real projects.

use std::process::ExitCode;

use crate::Task;

const TASKS: &[Task] = &[];

/// Runs the task that the first argument names.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    crate::dispatch("cargo xtask ecosystem", TASKS, arguments)
}
