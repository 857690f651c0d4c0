//! Parses each folder given with both parsers in turn, on one core: the median of the ratios, and megabytes a second.
#![expect(clippy::print_stdout, reason = "a measurement is printed for the person who asked for it")]

use naja_bench::{Rounds, corpus, median, ours, theirs, time};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    Rounds::measure(|rounds| {
        println!("{:<16} {:<8} {:>7} {:>12} {:>12}", "corpus", "work", "ratio", "naja MB/s", "ruff MB/s");
        for folder in &rounds.folders {
            let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            let sources = corpus::read(folder)?;
            let mut ours = ours::Parser::default();
            let work = |source: &str| ours.parse(source);
            report(&name, "parse", &sources, rounds.count, work, theirs::parse);
            let work = |source: &str| ours.visit(source);
            report(&name, "+ visit", &sources, rounds.count, work, theirs::visit);
        }
        Ok(())
    })
}

/// Runs both parsers `rounds` times over all sources, each round in the other order, after one round that warms up.
fn report(
    corpus: &str,
    work: &str,
    sources: &[String],
    rounds: usize,
    mut ours: impl FnMut(&str) -> usize,
    mut theirs: impl FnMut(&str) -> usize,
) {
    let mut times = Vec::with_capacity(rounds);
    for round in 0..=rounds {
        let (first, second);
        if round % 2 == 0 {
            first = time(sources, &mut ours);
            second = time(sources, &mut theirs);
        } else {
            second = time(sources, &mut theirs);
            first = time(sources, &mut ours);
        }
        if round > 0 {
            times.push((first, second));
        }
    }
    let bytes: usize = sources.iter().map(String::len).sum();
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let ratio = median(times.iter().map(|(ours, theirs)| theirs / ours).collect());
    let ours = speed(median(times.iter().map(|(ours, _)| *ours).collect()));
    let theirs = speed(median(times.iter().map(|(_, theirs)| *theirs).collect()));
    println!("{corpus:<16} {work:<8} {ratio:>7.2} {ours:>12.1} {theirs:>12.1}");
}
