//! `cargo xtask bench syntax`: naja_syntax beside the parser inside ruff, in one process, with one allocator.
//!
//! The programs are a package of their own (`xtask/bench`), so that ordinary builds never compile the peer.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};

use super::folders_or;

/// The corpora that are measured unless folders are given.
const CORPORA: [&str; 3] = ["django", "sympy", "homeassistant"];

/// Builds and runs the measurement: `--rounds N`, and folders instead of the corpora.
///
/// # Errors
/// When the corpora can't be had or the programs can't be built.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut rounds = "11";
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => rounds = arguments.next().context("`--rounds` needs a number")?,
            flag if flag.starts_with('-') => bail!("`syntax` has no flag `{flag}`"),
            folder => folders.push(folder.into()),
        }
    }
    let folders = folders_or(folders, &CORPORA)?;
    println!("speed: the median over {rounds} rounds of naja's time to ruff's, per round");
    succeed(program("speed").arg(rounds).args(&folders))?;
    println!("\npeak memory: the most bytes held at once, one file after the other");
    succeed(program("peak").args(&folders))?;
    Ok(ExitCode::SUCCESS)
}

/// The program `name` of the package that measures, rebuilt if it must be.
pub(super) fn program(name: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--locked", "--profile", "profiling", "--bin", name, "--manifest-path"]);
    cargo.arg(crate::task::root().join("xtask/bench/Cargo.toml")).arg("--");
    cargo
}

pub(super) fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the measurement failed: {status}");
    }
    Ok(())
}
