//! `cargo xtask bench lint [--naja PATH] [--peers DIR] [--runs N] [FOLDER]...`: naja and ruff in turn on the same files with the
//! same rules and without a cache, as whole processes.
//!
//! Printed are the medians of naja/ruff over the runs: of CPU time, wall time and peak memory. The binary is to be built with
//! `cargo build --profile dist`, as it is shipped.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::ensure;
use naja_lint::Rule;

use super::beside::Beside;
use crate::process;

/// What is measured.
struct Case {
    name: &'static str,
    wanted: fn(&Rule) -> bool,
    format: &'static str,
}

const CASES: [Case; 5] = [
    Case { name: "F", wanted: |rule| rule.code.starts_with('F'), format: "concise" },
    Case { name: "default set", wanted: |rule| rule.category.is_default(), format: "concise" },
    Case { name: "default set, full", wanted: |rule| rule.category.is_default(), format: "full" },
    Case { name: "all rules", wanted: |_| true, format: "concise" },
    Case { name: "all rules, full", wanted: |_| true, format: "full" },
];

/// Runs the benchmark.
///
/// # Errors
/// When the corpora can't be had, or a tool is missing or fails.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let beside = Beside::parse(arguments)?;
    println!("{} runs in turn, medians of naja/ruff, and of each", beside.runs);
    println!(
        "{:<16} {:<18} {:>5} {:>5} {:>6}   naja s, MiB   ruff s, MiB",
        "folder", "rules", "cpu", "wall", "peak"
    );
    for folder in &beside.folders {
        for case in &CASES {
            case.measure(&beside, folder)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Case {
    fn measure(&self, beside: &Beside, folder: &Path) -> anyhow::Result<()> {
        let rules = naja_lint::all().filter(|rule| (self.wanted)(rule));
        let codes = rules.map(|rule| rule.code).collect::<Vec<_>>().join(",");
        let figures = beside.in_turn(|binary, is_ours| {
            let mut command = Command::new(binary);
            command.arg(if is_ours { "lint" } else { "check" });
            command.args(["--isolated", "--no-cache", "--exit-zero", "--select", &codes]);
            command.args(["--output-format", self.format, "."]).current_dir(folder);
            let (code, figure) = process::run(&mut command)?;
            ensure!(code == 0, "{command:?} ended with {code}");
            Ok(figure)
        })?;
        let [cpu, their_cpu] = figures.typical(|figure| figure.cpu);
        let [peak, their_peak] = figures.typical(|figure| figure.peak);
        println!(
            "{:<16} {:<18} {:>5.2} {:>5.2} {:>6.2} {cpu:>8.3} {peak:>4.0} {their_cpu:>8.3} {their_peak:>4.0}",
            folder.file_name().unwrap_or_default().to_string_lossy(),
            self.name,
            figures.ratio(|figure| figure.cpu),
            figures.ratio(|figure| figure.wall),
            figures.ratio(|figure| figure.peak),
        );
        Ok(())
    }
}
