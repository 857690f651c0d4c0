//! `cargo xtask bench format`: naja and ruff in turn with `format --check` on the same trees, as whole processes; then the
//! formatter beside the parser, in one process.
//!
//! Every tree is measured twice: as it is, and as naja has formatted it. Nothing is written to the trees themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};

use super::process::{self, Figure};
use super::{median, syntax};
use crate::ecosystem::{pythons, sources};

/// The corpora that are measured unless folders are given.
const CORPORA: [&str; 4] = ["django", "sympy", "pandas", "homeassistant"];

/// Runs the measurement. `--peers DIR` names the folder with ruff, `--naja PATH` the binary, `--runs N` the counted runs;
/// folders can be given instead of the corpora.
///
/// # Errors
/// When a tool is missing or fails, or when the corpora can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut naja = crate::root().join("target/dist/naja");
    let mut ruff = PathBuf::from("ruff");
    let mut runs = 11;
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} takes a value"));
        match argument.as_str() {
            "--peers" => ruff = Path::new(value()?).join("ruff"),
            "--naja" => naja = PathBuf::from(value()?),
            "--runs" => runs = value()?.parse()?,
            flag if flag.starts_with('-') => bail!("`{flag}` is not known here"),
            folder => folders.push(folder.into()),
        }
    }
    if folders.is_empty() {
        let newest = pythons::find().into_iter().next();
        let corpora = sources::corpora(&newest.context("there is no CPython to get the corpora with")?)?;
        folders.extend(CORPORA.map(|name| corpora.join(name)));
    }
    let copies = tempfile::Builder::new().prefix("naja-bench-").tempdir()?;
    println!("`format --check`, {runs} runs in turn: medians of naja/ruff, and of the most memory in MB");
    println!("{:<28} {:>6} {:>6} {:>8} {:>8}", "", "cpu", "wall", "naja", "ruff");
    let mut formatted = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        let copy = copies.path().join(name);
        copy_sources(folder, &copy)?;
        call(&naja, &["format", "--quiet"], &copy)?;
        let name = name.to_string_lossy();
        compare(&format!("{name}, as it is"), [&naja, &ruff], folder, runs)?;
        compare(&format!("{name}, formatted"), [&naja, &ruff], &copy, runs)?;
        formatted.push(copy);
    }
    println!("\nthe formatter beside the parser, over what is formatted");
    let runs = runs.to_string();
    syntax::succeed(syntax::program("format").arg(runs).args(&formatted))?;
    Ok(ExitCode::SUCCESS)
}

/// Measures both tools in turn, the other one first in every second round, after a round that warms up.
fn compare(name: &str, tools: [&Path; 2], folder: &Path, runs: usize) -> anyhow::Result<()> {
    let mut figures = [Vec::new(), Vec::new()];
    for round in 0..=runs {
        for side in [round % 2, 1 - round % 2] {
            let figure = call(tools[side], &["format", "--check", "--quiet"], folder)?;
            if round > 0 {
                figures[side].push(figure);
            }
        }
    }
    let [ours, theirs] = &figures;
    let ratio = |part: fn(&Figure) -> f64| {
        median(ours.iter().zip(theirs).map(|(ours, theirs)| part(ours) / part(theirs)).collect())
    };
    let peak = |figures: &[Figure]| median(figures.iter().map(|figure| figure.peak).collect());
    println!(
        "{name:<28} {:>6.2} {:>6.2} {:>8.1} {:>8.1}",
        ratio(|figure| figure.cpu),
        ratio(|figure| figure.wall),
        peak(ours),
        peak(theirs)
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
