//! The formatter beside the parser on the formatted sources of each folder given, on one core: how many times the parse it
//! costs to find out that nothing is to be done.
#![expect(clippy::print_stdout, reason = "a measurement is printed for the person who asked for it")]

use naja_bench::{Rounds, corpus, median, ours, time};
use naja_format::{FormatOptions, Formatter};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    Rounds::measure(|rounds| {
        println!("{:<16} {:>8} {:>10} {:>12}", "corpus", "format", "format MB/s", "parse MB/s");
        for folder in &rounds.folders {
            let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            report(&name, &corpus::read(folder)?, rounds.count);
        }
        Ok(())
    })
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
