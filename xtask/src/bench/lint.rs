//! `cargo xtask bench lint [--naja PATH] [--peers DIR] [--runs N] [FOLDER]...`: naja and ruff in turn on the same files with the
//! same rules and without a cache, as whole processes.
//!
//! Told are the medians of naja/ruff over the runs: of CPU time, wall time and peak memory. The binary is to be built with
//! `cargo build --profile dist`, as it is shipped.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail, ensure};
use naja_lint::Rule;

use super::median;
use super::process::{self, Figure};
use crate::ecosystem::{pythons, sources};

/// The corpora that are measured unless folders are given.
const CORPORA: [&str; 4] = ["django", "sympy", "pandas", "homeassistant"];

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
    let mut naja = crate::root().join("target/dist/naja");
    let mut ruff = PathBuf::from("ruff");
    let mut runs = 7;
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} takes a value"));
        match argument.as_str() {
            "--naja" => naja = value()?.into(),
            "--peers" => ruff = Path::new(value()?).join("ruff"),
            "--runs" => runs = value()?.parse()?,
            flag if flag.starts_with('-') => bail!("`lint` has no flag `{flag}`"),
            folder => folders.push(folder.into()),
        }
    }
    if folders.is_empty() {
        let newest =
            pythons::find().into_iter().next().context("there is no CPython to get the corpora with")?;
        let corpora = sources::corpora(&newest)?;
        folders.extend(CORPORA.map(|name| corpora.join(name)));
    }
    println!("{runs} runs in turn, medians of naja/ruff, and of each");
    println!(
        "{:<16} {:<18} {:>5} {:>5} {:>6}   naja s, MiB   ruff s, MiB",
        "folder", "rules", "cpu", "wall", "peak"
    );
    for folder in &folders {
        for case in &CASES {
            case.measure([&naja, &ruff], folder, runs)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Case {
    fn measure(&self, [naja, ruff]: [&Path; 2], folder: &Path, runs: usize) -> anyhow::Result<()> {
        let rules = naja_lint::all().filter(|rule| (self.wanted)(rule));
        let codes = rules.map(|rule| rule.code).collect::<Vec<_>>().join(",");
        let run = |binary: &Path, word: &str| {
            let mut command = Command::new(binary);
            command.args([word, "--isolated", "--no-cache", "--exit-zero", "--select", &codes]);
            command.args(["--output-format", self.format, "."]).current_dir(folder);
            let (code, figure) = process::run(&mut command)?;
            ensure!(code == 0, "{command:?} ended with {code}");
            Ok(figure)
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=runs {
            let pair = (run(naja, "lint")?, run(ruff, "check")?);
            // The first round only warms up.
            if round > 0 {
                ours.push(pair.0);
                theirs.push(pair.1);
            }
        }
        let ratio = |part: fn(&Figure) -> f64| {
            median(ours.iter().zip(&theirs).map(|(ours, theirs)| part(ours) / part(theirs)).collect())
        };
        let typical =
            |figures: &[Figure], part: fn(&Figure) -> f64| median(figures.iter().map(part).collect());
        println!(
            "{:<16} {:<18} {:>5.2} {:>5.2} {:>6.2} {:>8.3} {:>4.0} {:>8.3} {:>4.0}",
            folder.file_name().unwrap_or_default().to_string_lossy(),
            self.name,
            ratio(|figure| figure.cpu),
            ratio(|figure| figure.wall),
            ratio(|figure| figure.peak),
            typical(&ours, |figure| figure.cpu),
            typical(&ours, |figure| figure.peak),
            typical(&theirs, |figure| figure.cpu),
            typical(&theirs, |figure| figure.peak),
        );
        Ok(())
    }
}
