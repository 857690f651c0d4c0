//! What `lint`, `format`, `fix` and `lock` cost on pathological inputs of n and 2n.
//!
//! CPU time decides where it is beyond doubt; where it seems to grow too fast, instructions are counted.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context as _;
use naja_testkit::IndexServer;

use super::families::{FAMILIES, Family};
use super::locks;
use super::{LIMIT, Run, runs_of};
use crate::{process, valgrind};

/// The CPU seconds that one file may take.
const MOST_SECONDS: f64 = 5.0;
/// Below this many CPU seconds, growth can't be distinguished from noise.
const NOISE: f64 = 0.08;
/// A command is ended after this many seconds.
const PATIENCE: &str = "120";

/// A command, and what it is given beside the file.
struct Subject {
    name: &'static str,
    words: &'static [&'static str],
    /// The file that it reads.
    file: &'static str,
    families: &'static [Family],
}

const SUBJECTS: &[Subject] = &[
    Subject {
        name: "lint",
        words: &["lint", "--isolated", "--no-cache", "--select", "ALL", "--output-format", "full", "a.py"],
        file: "a.py",
        families: FAMILIES,
    },
    Subject {
        name: "format",
        words: &["format", "--isolated", "--no-cache", "a.py"],
        file: "a.py",
        families: FAMILIES,
    },
    Subject {
        name: "fix",
        words: &["fix", "--isolated", "--no-cache", "--select", "ALL", "--unsafe-fixes", "a.py"],
        file: "a.py",
        families: FAMILIES,
    },
    Subject { name: "lock", words: &["lock"], file: "pyproject.toml", families: locks::FAMILIES },
];

/// What one command costs for one family.
struct Cost {
    /// CPU seconds for the larger input.
    seconds: f64,
    /// By how much the cost grows when the input doubles, if it is large enough to be known.
    ratio: Option<f64>,
}

/// Prints the table for every family whose name holds `filter`.
///
/// # Errors
/// When a command can't be run.
pub(super) fn run(naja: &Path, filter: &str) -> anyhow::Result<ExitCode> {
    let index = IndexServer::of("[packages.a]\n\"1.0\" = []\n");
    let folder = tempfile::Builder::new().prefix("naja-growth-").tempdir()?;
    let bench = Bench { naja: naja.canonicalize()?, folder: folder.path().to_path_buf(), index };
    println!("{:<40} {:<8} {:>9} {:>9} {:>6}", "family", "command", "bytes", "cpu s", "ratio");
    let (mut rows, mut failed) = (0, 0);
    for subject in SUBJECTS {
        for run in subject.families.iter().filter(|family| family.name.contains(filter)).flat_map(runs_of) {
            let (bytes, cost) =
                bench.cost(subject, &run).with_context(|| format!("{} of {}", subject.name, run.name))?;
            let verdict = match cost.ratio {
                _ if cost.seconds > MOST_SECONDS => "  <-- too slow",
                Some(ratio) if ratio > LIMIT => "  <-- grows too fast",
                _ => "",
            };
            let ratio = cost.ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
            println!(
                "{:<40} {:<8} {bytes:>9} {:>9.2} {ratio:>6}{verdict}",
                run.name, subject.name, cost.seconds
            );
            rows += 1;
            failed += usize::from(!verdict.is_empty());
        }
    }
    println!("growth: {rows} rows, {failed} beyond {LIMIT} or {MOST_SECONDS} s");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Bench {
    naja: PathBuf,
    folder: PathBuf,
    index: IndexServer,
}

impl Bench {
    fn cost(&self, subject: &Subject, run: &Run) -> anyhow::Result<(usize, Cost)> {
        let sources = [run.n, 2 * run.n].map(|n| (run.family.source)(n));
        let growth = sources[1].len() as f64 / sources[0].len() as f64;
        let idle = self.seconds(subject, b"")?;
        let [small, large] = [&sources[0], &sources[1]].map(|source| self.seconds(subject, source));
        let (small, large) = (small?, large?);
        let ratio = |small: f64, large: f64| 2.0 * (large / small) / growth;
        let mut cost = Cost { seconds: large, ratio: None };
        if large - idle > NOISE {
            let by_time = ratio((small - idle).max(NOISE / 4.0), large - idle);
            cost.ratio = Some(by_time);
            // What takes longer than this would take minutes under valgrind, and is beyond the limit anyway.
            if by_time > LIMIT && large < 2.0 * MOST_SECONDS {
                let idle = self.instructions(subject, b"")?;
                let [small, large] =
                    [&sources[0], &sources[1]].map(|source| self.instructions(subject, source));
                cost.ratio = Some(ratio(
                    small?.saturating_sub(idle).max(1) as f64,
                    large?.saturating_sub(idle) as f64,
                ));
            }
        }
        Ok((sources[1].len(), cost))
    }

    /// The CPU seconds for `source`: the least of two runs, as the machine may have other work.
    fn seconds(&self, subject: &Subject, source: &[u8]) -> anyhow::Result<f64> {
        let mut least = f64::INFINITY;
        for _ in 0..2 {
            let plain = self.command(subject, source)?;
            let mut command = Command::new("timeout");
            command.arg(PATIENCE).arg(plain.get_program()).args(plain.get_args()).current_dir(&self.folder);
            for (name, value) in plain.get_envs() {
                command.env(name, value.unwrap_or_default());
            }
            let (code, figure) = process::run(&mut command)?;
            anyhow::ensure!(matches!(code, 0..=2 | 124), "naja exits with {code}");
            least = least.min(figure.cpu);
            if figure.cpu > MOST_SECONDS {
                break;
            }
        }
        Ok(least)
    }

    fn instructions(&self, subject: &Subject, source: &[u8]) -> anyhow::Result<u64> {
        valgrind::instructions(&self.command(subject, source)?)
    }

    /// The command, with the file written and no result of an earlier run left.
    fn command(&self, subject: &Subject, source: &[u8]) -> anyhow::Result<Command> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        naja_base::atomic::replace(&self.folder.join(subject.file), source)?;
        let mut command = Command::new(&self.naja);
        command.args(subject.words).current_dir(&self.folder).stdin(Stdio::null());
        command.env("NAJA_CACHE_DIR", self.folder.join("cache")).env("NAJA_DEFAULT_INDEX", self.index.url());
        command.env("HOME", &self.folder);
        Ok(command)
    }
}
