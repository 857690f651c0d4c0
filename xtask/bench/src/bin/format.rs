//! The formatter beside the parser on the formatted sources of each folder given, on one core: how many times the parse it
//! costs to find out that nothing is to be done.
#![expect(clippy::print_stdout, reason = "a measurement is told to the person who asked for it")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use naja_bench::{corpus, ours};
use naja_format::{FormatOptions, Formatter};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.len() < 2 {
        bail!("usage: format ROUNDS FOLDER...");
    }
    let folders = arguments.split_off(1);
    let rounds: usize = arguments[0].parse().context("ROUNDS is a number")?;
    let measure = move || -> anyhow::Result<()> {
        println!("{:<16} {:>8} {:>10} {:>12}", "corpus", "format", "format MB/s", "parse MB/s");
        for folder in &folders {
            let folder = Path::new(folder);
            let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            report(&name, &corpus::read(folder)?, rounds);
        }
        Ok(())
    };
    let worker = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn(measure)?;
    worker.join().map_err(|_| anyhow::anyhow!("the measurement panicked"))?
}

/// Formats and parses all sources in turn, after a round that warms up: the medians of the ratio and of both speeds.
fn report(corpus: &str, sources: &[String], rounds: usize) {
    let (options, mut formatter, mut parser) =
        (FormatOptions::default(), Formatter::default(), ours::Parser::default());
    let mut times = Vec::with_capacity(rounds);
    for round in 0..=rounds {
        let format = time(sources, |source| {
            formatter.format(source, &options).map_or(1, |text| text.map_or(0, |text| text.len()))
        });
        let parse = time(sources, |source| parser.parse(source));
        if round > 0 {
            times.push((format, parse));
        }
    }
    let bytes: usize = sources.iter().map(String::len).sum();
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let ratio = median(times.iter().map(|(format, parse)| format / parse).collect());
    let format = speed(median(times.iter().map(|(format, _)| *format).collect()));
    let parse = speed(median(times.iter().map(|(_, parse)| *parse).collect()));
    println!("{corpus:<16} {ratio:>8.2} {format:>10.1} {parse:>12.1}");
}

/// Seconds that `work` takes for all sources.
fn time(sources: &[String], mut work: impl FnMut(&str) -> usize) -> f64 {
    let start = Instant::now();
    let total: usize = sources.iter().map(|source| work(black_box(source))).sum();
    black_box(total);
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
