//! `cargo xtask bench`: naja and a peer in turn on the same input, in one run; ratios are told, absolute times not kept.

mod format;
mod lint;
mod packaging;
mod process;
mod syntax;

use std::process::ExitCode;

use crate::Task;

const TASKS: &[Task] = &[
    Task {
        name: "format",
        about: "`format --check` beside ruff, as whole processes, and beside the parser",
        run: format::run,
    },
    Task { name: "lint", about: "linting beside ruff, as whole processes", run: lint::run },
    Task {
        name: "packaging",
        about: "lock, sync and run beside uv, as whole processes",
        run: packaging::run,
    },
    Task { name: "syntax", about: "parsing beside the parser inside ruff, in one process", run: syntax::run },
];

/// Runs the task that the first argument names.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    crate::dispatch("cargo xtask bench", TASKS, arguments)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
