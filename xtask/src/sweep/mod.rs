//! `cargo xtask sweep`: naja under every disturbance that can be made on purpose, and what becomes of the user's files.
//!
//! Each part disturbs a command in a way that a seed chooses: it is killed at one of its system calls, its cache is changed,
//! its lock is forged, something else is in the place of its environment, others write the same file. What follows must be
//! the right result, a repair by the next run, or a refusal; a table counts which, and the bytes of the user that are lost.

mod adds;
mod cache;
mod environments;
mod kill;
mod locks;
mod random;
mod shapes;
mod source;
mod strace;
mod tally;
mod tree;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use naja_testkit::IndexServer;

use tally::Tally;
use workspace::Naja;

const UNIVERSE: &str = include_str!("universe.toml");

const USAGE: &str = "usage: cargo xtask sweep [--naja PATH] [--seed N] [--short] [PART]...";

/// The parts, in the order in which they are run.
const PARTS: &[&str] = &["source", "kill", "adds", "cache", "locks", "environments"];

/// How often each part tries.
struct Counts {
    /// How often each of eight commands is killed.
    kills: usize,
    adds: usize,
    corruptions: usize,
    locks: usize,
    /// One of how many is tried where a part goes through a list.
    every: usize,
}

const FULL: Counts = Counts { kills: 250, adds: 200, corruptions: 500, locks: 100, every: 1 };
/// What fits in the few minutes that a gate may take.
const SHORT: Counts = Counts { kills: 12, adds: 24, corruptions: 40, locks: 15, every: 9 };

struct Options {
    naja: PathBuf,
    seed: u64,
    counts: &'static Counts,
    parts: Vec<String>,
}

/// Runs the parts that are named, or all. `--naja PATH` names the binary, `--seed N` the seed, `--short` tries little of
/// everything.
///
/// # Errors
/// When the binary is missing, or a run fails that nothing disturbs.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let options = parse(arguments)?;
    let index = IndexServer::of(UNIVERSE);
    let binary =
        options.naja.canonicalize().with_context(|| format!("there is no `{}`", options.naja.display()))?;
    let naja = Naja { binary: &binary, index: &index };
    let Options { seed, counts, .. } = options;
    let can_trace = strace::is_available();
    let has_disks = source::has_disks();
    println!("sweep: seed {seed}");
    let mut tallies: Vec<Tally> = Vec::new();
    for part in PARTS
        .iter()
        .filter(|part| options.parts.is_empty() || options.parts.iter().any(|named| named == *part))
    {
        if ["source", "kill"].contains(part) && !can_trace {
            println!("sweep: `{part}` is skipped: strace is missing, or may not trace here");
            continue;
        }
        match *part {
            "source" => {
                if !has_disks {
                    println!("sweep: small disks are skipped: `unshare -m` and tmpfs are not allowed here");
                }
                let extent = source::Extent { kills: counts.kills, every: counts.every, has_disks };
                tallies.extend(source::run(&binary, seed, extent)?);
            }
            "kill" => tallies.extend(kill::run(&naja, seed, counts.kills)?),
            "adds" => tallies.push(adds::run(&naja, seed, counts.adds)?),
            "cache" => tallies.push(cache::run(&naja, seed, counts.corruptions)?),
            "locks" => tallies.push(locks::run(&naja, seed, counts.locks)?),
            _ => tallies.push(environments::run(&naja, counts.every)?),
        }
    }
    Tally::print_header();
    tallies.iter().for_each(Tally::print);
    let failed: usize = tallies.iter().map(Tally::failed).sum();
    println!("sweep: {failed} failures");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parse(arguments: &[String]) -> anyhow::Result<Options> {
    let naja = crate::task::root().join("target/release/naja");
    let mut options = Options { naja, seed: 1, counts: &FULL, parts: Vec::new() };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} takes a value"));
        match argument.as_str() {
            "--naja" => options.naja = PathBuf::from(value()?),
            "--seed" => options.seed = value()?.parse()?,
            "--short" => options.counts = &SHORT,
            part if PARTS.contains(&part) => options.parts.push(part.to_owned()),
            other => bail!("`{other}` is unknown; {USAGE}; the parts are {}", PARTS.join(", ")),
        }
    }
    Ok(options)
}
