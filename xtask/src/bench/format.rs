//! `cargo xtask bench format`: naja and ruff in turn with `format --check` on the same trees, as whole processes; then the
//! formatter beside the parser, in one process.
//!
//! Every tree is measured twice: as it is, and as naja has formatted it. Nothing is written to the trees themselves.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use super::beside::Beside;
use super::syntax;
use crate::process::{self, Figure};

/// Runs the measurement.
///
/// # Errors
/// When a tool is missing or fails, or when the corpora can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let beside = Beside::parse(arguments)?;
    let runs = beside.runs;
    let copies = tempfile::Builder::new().prefix("naja-bench-").tempdir()?;
    println!("`format --check`, {runs} runs in turn: medians of naja/ruff, and of the most memory in MB");
    println!("{:<28} {:>6} {:>6} {:>8} {:>8}", "", "cpu", "wall", "naja", "ruff");
    let mut formatted = Vec::new();
    for folder in &beside.folders {
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        let copy = copies.path().join(name);
        copy_sources(folder, &copy)?;
        call(&beside.naja, &["format", "--quiet"], &copy)?;
        let name = name.to_string_lossy();
        compare(&format!("{name}, as it is"), &beside, folder)?;
        compare(&format!("{name}, formatted"), &beside, &copy)?;
        formatted.push(copy);
    }
    println!("\nthe formatter beside the parser, over what is formatted");
    let runs = runs.to_string();
    syntax::succeed(syntax::program("format").arg(runs).args(&formatted))?;
    Ok(ExitCode::SUCCESS)
}

/// Measures both tools in turn.
fn compare(name: &str, beside: &Beside, folder: &Path) -> anyhow::Result<()> {
    let figures = beside.in_turn(|tool, _| call(tool, &["format", "--check", "--quiet"], folder))?;
    let [peak, their_peak] = figures.typical(|figure| figure.peak);
    println!(
        "{name:<28} {:>6.2} {:>6.2} {peak:>8.1} {their_peak:>8.1}",
        figures.ratio(|figure| figure.cpu),
        figures.ratio(|figure| figure.wall),
    );
    Ok(())
}

/// Runs a formatter in `folder` without configuration and cache. That files would change is no failure.
fn call(tool: &Path, arguments: &[&str], folder: &Path) -> anyhow::Result<Figure> {
    let mut command = Command::new(tool);
    command.args(arguments).args(["--isolated", "--no-cache", "."]).current_dir(folder);
    Ok(process::run(&mut command)?.1)
}

/// Copies the Python files below `from`.
fn copy_sources(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry?;
        let is_source = entry.path().extension().is_some_and(|suffix| suffix == "py" || suffix == "pyi");
        if is_source && entry.file_type().is_file() {
            let target = to.join(entry.path().strip_prefix(from)?);
            fs::create_dir_all(target.parent().unwrap_or(to))?;
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
