//! `cargo xtask ecosystem`: naja beside CPython and the peers, on real projects.

mod compare;
mod format;
mod growth;
mod isort;
mod lint;
mod mutate;
mod oracle;
mod packaging;
mod pep;
mod probe;
pub mod projects;
pub mod pythons;
mod ranges;
pub mod sources;

use std::process::ExitCode;

use crate::task::{self, Task};

const TASKS: &[Task] = &[
    Task {
        name: "lock",
        about: "locks and installs real projects with naja, uv and pip, and compares",
        run: packaging::run,
    },
    Task { name: "pep", about: "compares the packaging standards' types with `packaging`", run: pep::run },
    Task {
        name: "syntax",
        about: "compares trees, tokens and verdicts with CPython's, on real and generated code",
        run: |arguments| task::optimised(&["ecosystem", "syntax"], arguments, compare::run),
    },
    Task {
        name: "lint",
        about: "compares findings and fixes with ruff's, rule by rule, on real code",
        run: lint::run,
    },
    Task {
        name: "isort",
        about: "compares sorted imports with isort's, and tries sorting and formatting in turn",
        run: |arguments| task::optimised(&["ecosystem", "isort"], arguments, isort::run),
    },
    Task {
        name: "format",
        about: "compares formatted texts with Black's, and checks trees, comments and stability",
        run: |arguments| task::optimised(&["ecosystem", "format"], arguments, format::run),
    },
    Task {
        name: "mutate",
        about: "parses mutated sources: no panic, and no broken promise",
        run: |arguments| task::optimised(&["ecosystem", "mutate"], arguments, mutate::run),
    },
    Task {
        name: "growth",
        about: "measures the commands, and the parser, on pathological inputs of n and 2n",
        run: growth::run,
    },
];

/// Runs the task that the first argument names.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    task::dispatch("cargo xtask ecosystem", TASKS, arguments)
}
