//! What the measurements in one process share: the two parsers, made to do the same work, sources, rounds and times.

pub mod corpus;
pub mod ours;
pub mod shape;
pub mod theirs;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};

/// What a program measures: so many rounds over these folders.
#[derive(Debug)]
pub struct Rounds {
    /// The rounds that count.
    pub count: usize,
    /// The folders with sources.
    pub folders: Vec<PathBuf>,
}

impl Rounds {
    /// Runs `work` on the arguments of the program, `ROUNDS FOLDER...`, where deep trees fit on the stack.
    ///
    /// # Errors
    /// When the arguments are others, or `work` fails.
    pub fn measure(work: impl FnOnce(&Self) -> anyhow::Result<()> + Send + 'static) -> anyhow::Result<()> {
        let mut arguments = std::env::args().skip(1);
        let count = arguments.next().unwrap_or_default().parse().context("usage: ROUNDS FOLDER...")?;
        let rounds = Self { count, folders: arguments.map(PathBuf::from).collect() };
        if rounds.folders.is_empty() {
            bail!("usage: ROUNDS FOLDER...");
        }
        let worker = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE);
        let worker = worker.spawn(move || work(&rounds))?;
        worker.join().map_err(|_| anyhow::anyhow!("the measurement panicked"))?
    }
}

/// Seconds that `work` takes for all sources.
pub fn time(sources: &[String], mut work: impl FnMut(&str) -> usize) -> f64 {
    let start = Instant::now();
    let total: usize = sources.iter().map(|source| work(black_box(source))).sum();
    black_box(total);
    start.elapsed().as_secs_f64()
}

/// The median of `values`, of which there is at least one.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
