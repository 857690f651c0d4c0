//! `cargo xtask bench`: naja and a peer in turn on the same input, in one run; ratios are printed, absolute times not kept.

mod beside;
mod format;
mod instructions;
mod lint;
mod packaging;
mod syntax;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::ecosystem::{pythons, sources};
use crate::task::{self, Task};

const TASKS: &[Task] = &[
    Task {
        name: "format",
        about: "`format --check` beside ruff, as whole processes, and beside the parser",
        run: format::run,
    },
    Task {
        name: "instructions",
        about: "instructions of two binaries on the paths that people wait for",
        run: instructions::run,
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
    task::dispatch("cargo xtask bench", TASKS, arguments)
}

/// The folders that were given, or else these corpora.
fn folders_or(given: Vec<PathBuf>, corpora: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    if !given.is_empty() {
        return Ok(given);
    }
    let newest = pythons::find().into_iter().next();
    let folder = sources::corpora(&newest.context("there is no CPython to get the corpora with")?)?;
    Ok(corpora.iter().map(|name| folder.join(name)).collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
