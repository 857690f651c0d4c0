//! What the parser costs on pathological sources of n and 2n: instructions of a child process that reads a file and does to
//! it what the probe does, less those of a child with an empty file.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;

use super::super::probe;
use super::families::FAMILIES;
use super::{CHILD, LIMIT, Run, runs_of};
use crate::valgrind;

/// Counts for every family whose name holds `filter`.
///
/// # Errors
/// When valgrind can't run this program.
pub(super) fn run(filter: &str) -> anyhow::Result<ExitCode> {
    let folder = tempfile::tempdir()?;
    let idle = instructions(folder.path(), "idle", b"")?;
    let runs: Vec<Run> =
        FAMILIES.iter().filter(|family| family.name.contains(filter)).flat_map(runs_of).collect();
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    let work = || -> anyhow::Result<()> {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(run) = runs.get(index) else { return Ok(()) };
            let growth = growth(folder.path(), index, run, idle).with_context(|| run.name.clone());
            if let Ok(mut rows) = rows.lock() {
                rows.push((index, growth?));
            }
        }
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, anyhow::Result<()>>| {
            thread.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?
        };
        threads.into_iter().try_for_each(join)
    })?;
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    Ok(report(&runs, &rows))
}

/// What one family costs: instructions for n and for 2n, and the sizes of the two sources.
struct Growth {
    costs: [u64; 2],
    sizes: [usize; 2],
}

impl Growth {
    /// How the cost grows when the size doubles: sources of a few families grow faster than `n`.
    fn ratio(&self) -> f64 {
        let ratio = |[small, large]: [f64; 2]| large / small;
        2.0 * ratio(self.costs.map(|cost| cost as f64)) / ratio(self.sizes.map(|size| size as f64))
    }
}

fn growth(folder: &Path, index: usize, run: &Run, idle: u64) -> anyhow::Result<Growth> {
    let mut growth = Growth { costs: [0; 2], sizes: [0; 2] };
    for (slot, n) in [run.n, 2 * run.n].into_iter().enumerate() {
        let source = (run.family.source)(n);
        growth.sizes[slot] = source.len();
        let cost = instructions(folder, &format!("{index}-{n}"), &source)?;
        growth.costs[slot] = cost.saturating_sub(idle).max(1);
    }
    Ok(growth)
}

fn report(runs: &[Run], rows: &[(usize, Growth)]) -> ExitCode {
    println!("{:<40} {:>9} {:>14} {:>10} {:>6}", "family", "bytes", "instructions", "per byte", "ratio");
    let mut failed = 0;
    for (index, growth) in rows {
        let ratio = growth.ratio();
        let verdict = if ratio > LIMIT { "  <-- grows too fast" } else { "" };
        failed += usize::from(ratio > LIMIT);
        println!(
            "{:<40} {:>9} {:>14} {:>10.1} {ratio:>6.2}{verdict}",
            runs[*index].name,
            growth.sizes[1],
            growth.costs[1],
            growth.costs[1] as f64 / growth.sizes[1] as f64
        );
    }
    println!("growth: {} runs, {failed} beyond {LIMIT}", rows.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The instructions that a child of this program takes for `source`.
fn instructions(folder: &Path, name: &str, source: &[u8]) -> anyhow::Result<u64> {
    let file = folder.join(name);
    std::io::Write::write_all(&mut std::fs::File::create(&file)?, source)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["ecosystem", "growth", CHILD]).arg(&file);
    let count = valgrind::instructions(&command);
    std::fs::remove_file(&file)?;
    count
}

/// Does the probe's work on one file, as the child process.
///
/// # Errors
/// When the file can't be read, or the probe panics.
pub(super) fn probe_file(path: &Path) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(path)?;
    let work = move || probe::parsed(&bytes);
    let worker = std::thread::Builder::new().stack_size(probe::STACK_SIZE).spawn(work)?;
    worker.join().map_err(|_| anyhow::anyhow!("the probe panicked"))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::{Growth, LIMIT};

    #[test]
    fn growth_is_judged_by_the_size_of_the_source() {
        let doubled = Growth { costs: [100, 210], sizes: [10, 20] };
        let quadratic = Growth { costs: [100, 400], sizes: [10, 20] };
        let large = Growth { costs: [100, 400], sizes: [10, 40] };
        assert!(doubled.ratio() < LIMIT && large.ratio() < LIMIT);
        assert!(quadratic.ratio() > LIMIT);
    }
}
