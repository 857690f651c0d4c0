//! `cargo xtask bench instructions --before PATH [--after PATH] [FOLDER]...`: the instructions that two binaries take for the
//! same work, counted by valgrind, so that a few in a hundred are seen on a machine that does other things. Both are to be built
//! with the same profile: link-time optimisation alone changes the counts by more than the limit.
//!
//! The paths that people wait for: `lint` of F and of all rules, `format --check`, and `lock` and `sync` with nothing to do.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, bail, ensure};
use naja_testkit::IndexServer;

use super::folders_or;
use crate::valgrind;

/// The code base that is read unless folders are given.
const CORPORA: [&str; 1] = ["django"];
/// By how much a path may become slower.
const LIMIT: f64 = 1.02;

const SOURCE: &[(&str, &[&str])] = &[
    (
        "lint, F",
        &["lint", "--isolated", "--no-cache", "--exit-zero", "--select", "F", "--output-format", "concise"],
    ),
    (
        "lint, all rules",
        &["lint", "--isolated", "--no-cache", "--exit-zero", "--select", "ALL", "--output-format", "concise"],
    ),
    ("format --check", &["format", "--isolated", "--no-cache", "--check"]),
];

const PROJECT: &str = "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\", \"soy\"]\n";
const UNIVERSE: &str =
    "[packages.tofu]\n\"1.0\" = [\"brine\"]\n[packages.brine]\n\"1.0\" = []\n[packages.soy]\n\"1.0\" = []\n";

/// Counts and prints the ratios.
///
/// # Errors
/// When valgrind or the corpus is missing, or a command fails.
pub(super) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    valgrind::require()?;
    let (mut before, mut after) = (None, crate::task::root().join("target/release/naja"));
    let mut folders = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value =
            || rest.next().map(PathBuf::from).with_context(|| format!("{argument} takes a value"));
        match argument.as_str() {
            "--before" => before = Some(value()?),
            "--after" => after = value()?,
            flag if flag.starts_with('-') => bail!("`{flag}` is not known here"),
            folder => folders.push(folder.into()),
        }
    }
    let before = before.context("`--before PATH` names the binary to compare with")?;
    let binaries = [before.canonicalize()?, after.canonicalize()?];
    println!("{:<28} {:>16} {:>16} {:>7}", "", "before", "after", "ratio");
    let mut failed = 0;
    for folder in folders_or(folders, &CORPORA)? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (case, words) in SOURCE {
            let counts = binaries.each_ref().map(|binary| source(binary, words, &folder));
            failed += report(&format!("{case} ({name})"), counts)?;
        }
    }
    let index = IndexServer::of(UNIVERSE);
    for words in [&["lock"][..], &["sync"]] {
        let counts = binaries.each_ref().map(|binary| no_op(binary, words, &index));
        failed += report(&format!("{} with nothing to do", words.join(" ")), counts)?;
    }
    println!("instructions: {failed} beyond {LIMIT}");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints one row; 1 if it is beyond the limit.
fn report(case: &str, counts: [anyhow::Result<u64>; 2]) -> anyhow::Result<usize> {
    let [before, after] = counts;
    let (before, after) = (before?, after?);
    let ratio = after as f64 / before as f64;
    let verdict = if ratio > LIMIT { "  <-- slower" } else { "" };
    println!("{case:<28} {before:>16} {after:>16} {ratio:>7.3}{verdict}");
    Ok(usize::from(ratio > LIMIT))
}

/// One thread, so that the count does not depend on who gets which file.
fn source(binary: &Path, words: &[&str], folder: &Path) -> anyhow::Result<u64> {
    let mut command = Command::new(binary);
    command.args(words).arg(".").current_dir(folder).env("RAYON_NUM_THREADS", "1");
    valgrind::instructions(&command)
}

fn no_op(binary: &Path, words: &[&str], index: &IndexServer) -> anyhow::Result<u64> {
    let folder = tempfile::Builder::new().prefix("naja-bench-").tempdir()?;
    naja_base::atomic::replace(&folder.path().join("pyproject.toml"), PROJECT.as_bytes())?;
    let command = |words: &[&str]| {
        let mut command = Command::new(binary);
        command.args(words).current_dir(folder.path()).stdin(Stdio::null()).env_remove("VIRTUAL_ENV");
        command.env("NAJA_CACHE_DIR", folder.path().join("cache")).env("NAJA_DEFAULT_INDEX", index.url());
        command
    };
    // The second run may write down what the first has found out.
    for words in [&["sync"][..], words, words] {
        let output = command(words).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    valgrind::instructions(&command(words))
}
