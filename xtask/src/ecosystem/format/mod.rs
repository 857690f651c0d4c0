//! `cargo xtask ecosystem format`: naja's formatter beside Black, to the byte, and against its own promises.

mod black;
mod judge;
mod mutate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, bail};
use naja_format::FormatOptions;

use super::sources::{self, Source};
use super::{probe, pythons};
use black::Black;
use judge::{Outcome, Verdict};

/// How many generated programs are tried by default.
const GENERATED: usize = 2_400;

/// One way of formatting everything.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// How it is called on the command line and in the cache.
    pub name: &'static str,
    /// The columns of a line.
    pub line_length: u32,
    /// The flag that Black takes for it, besides the line length.
    pub flag: Option<&'static str>,
}

/// Black's flag for leaving quotes and prefixes alone.
const KEEP_STRINGS: &str = "--skip-string-normalization";
/// Black's flag for ignoring magic trailing commas.
const NO_MAGIC: &str = "--skip-magic-trailing-comma";

const VARIANTS: [Variant; 5] = [
    Variant { name: "default", line_length: 88, flag: None },
    Variant { name: "line60", line_length: 60, flag: None },
    Variant { name: "nocomma", line_length: 88, flag: Some(NO_MAGIC) },
    Variant { name: "line120", line_length: 120, flag: None },
    Variant { name: "quotes", line_length: 88, flag: Some(KEEP_STRINGS) },
];

impl Variant {
    fn options(self, path: &Path) -> FormatOptions {
        FormatOptions {
            line_length: self.line_length,
            magic_trailing_comma: self.flag != Some(NO_MAGIC),
            string_normalization: self.flag != Some(KEEP_STRINGS),
            stub: path.extension().is_some_and(|suffix| suffix == "pyi"),
            ..FormatOptions::default()
        }
    }
}

/// Compares over the corpora and generated programs.
///
/// # Errors
/// When Black or the sources can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let plan = Plan::of(arguments)?;
    if !plan.seeds.is_empty() {
        let request = mutate::Request {
            seeds: plan.seeds,
            count: plan.mutants,
            folders: &plan.folders,
            show: plan.show,
        };
        return mutate::run(&request, plan.black.as_deref().unwrap_or(Path::new("black")));
    }
    let black = Black::find(plan.black.as_deref())?;
    println!("the oracle is Black {}", black.version);
    let mut failed = false;
    for variant in &plan.variants {
        let mut report = Report::default();
        for folder in &plan.folders {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let wanted = black.formatted(folder, *variant)?;
            let sources = sources::read(std::slice::from_ref(folder))?;
            let outcomes = judged(&sources, |source| {
                let relative = source.path.strip_prefix(folder).unwrap_or(&source.path);
                judge::judge(source, &wanted.join(relative), &variant.options(&source.path))
            })?;
            if let Some(keep) = &plan.keep {
                judge::keep(&keep.join(variant.name).join(&name), folder, &sources, &outcomes)?;
            }
            report.add(&name, &sources, &outcomes);
        }
        println!("\n{}: {} columns", variant.name, variant.line_length);
        report.print(plan.show);
        failed |= report.broken > 0;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

struct Plan {
    black: Option<PathBuf>,
    variants: Vec<Variant>,
    folders: Vec<PathBuf>,
    show: usize,
    keep: Option<PathBuf>,
    /// With which numbers statements are mutated; empty to compare whole files.
    seeds: Vec<u64>,
    /// How many texts are tried for each of them.
    mutants: usize,
}

/// How many mutants are tried for each seed by default.
const MUTANTS: usize = 10_000;

impl Plan {
    fn of(arguments: &[String]) -> anyhow::Result<Self> {
        let mut plan = Self {
            black: None,
            variants: Vec::new(),
            folders: Vec::new(),
            show: 3,
            keep: None,
            seeds: Vec::new(),
            mutants: MUTANTS,
        };
        let mut count = GENERATED;
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--black" => plan.black = Some(value()?.into()),
                "--variant" => {
                    let name = value()?;
                    let variant = VARIANTS.iter().find(|variant| variant.name == name);
                    plan.variants.push(*variant.with_context(|| format!("no variant is called `{name}`"))?);
                }
                "--show" => plan.show = value()?.parse()?,
                "--keep" => plan.keep = Some(value()?.into()),
                "--mutate" => plan.seeds.push(value()?.parse()?),
                "--mutants" => plan.mutants = value()?.parse()?,
                "--generated" => count = value()?.parse()?,
                flag if flag.starts_with('-') => bail!("`format` has no flag `{flag}`"),
                folder => plan.folders.push(folder.into()),
            }
        }
        if plan.variants.is_empty() {
            plan.variants.extend(VARIANTS);
        }
        if plan.folders.is_empty() {
            let found = pythons::find();
            let newest = found.first().context("there is no CPython on this machine")?;
            let corpora = sources::corpora(newest)?;
            plan.folders.extend(sources::corpora_names().iter().map(|name| corpora.join(name)));
            if count > 0 && plan.seeds.is_empty() {
                plan.folders.push(sources::generated(newest, count)?);
            }
        }
        Ok(plan)
    }
}

/// What `judge` says of every source, on one thread for each core.
fn judged(sources: &[Source], judge: impl Fn(&Source) -> Outcome + Sync) -> anyhow::Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let outcomes: Mutex<Vec<Option<Outcome>>> = Mutex::new(sources.iter().map(|_| None).collect());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = sources.get(index) else { return };
            let outcome = judge(source);
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes[index] = Some(outcome);
            }
        }
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let spawn = |_| std::thread::Builder::new().stack_size(probe::STACK_SIZE).spawn_scoped(scope, work);
        let threads: Vec<_> = (0..workers).map(spawn).collect();
        for thread in threads {
            thread?.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?;
        }
        anyhow::Ok(())
    })?;
    let outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.into_iter().map(|outcome| outcome.context("a source was left out")).collect()
}

/// Equal and all files of one group.
#[derive(Clone, Copy, Default)]
struct Share {
    equal: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, equal: bool) {
        self.equal += usize::from(equal);
        self.all += 1;
    }

    fn add(&mut self, other: Self) {
        self.equal += other.equal;
        self.all += other.all;
    }

    fn show(self) -> String {
        let percent = if self.all == 0 { 100.0 } else { self.equal as f64 * 100.0 / self.all as f64 };
        format!("{:>6}/{:<6} {percent:>6.2} %", self.equal, self.all)
    }
}

/// What came out over one variant.
#[derive(Default)]
struct Report {
    rows: Vec<(String, Share, Share)>,
    refused: usize,
    /// Broken promises: another tree, an unstable text, a lost comment, a panic.
    broken: usize,
    classes: BTreeMap<String, Vec<String>>,
}

impl Report {
    fn add(&mut self, name: &str, sources: &[Source], outcomes: &[Outcome]) {
        let (mut unchanged, mut changed) = (Share::default(), Share::default());
        for (source, outcome) in sources.iter().zip(outcomes) {
            if outcome.verdict == Verdict::BlackRefuses {
                self.refused += 1;
            } else if outcome.black_changes {
                changed.count(outcome.verdict == Verdict::Equal);
            } else {
                unchanged.count(outcome.verdict == Verdict::Equal);
            }
            self.broken += usize::from(outcome.broken);
            if let Some((class, detail)) = &outcome.difference {
                let place = format!("{}:{detail}", source.path.display());
                self.classes.entry(class.clone()).or_default().push(place);
            }
        }
        self.rows.push((name.to_owned(), unchanged, changed));
    }

    fn print(&self, show: usize) {
        println!("{:<16} {:<24} changed by Black", "equal", "left alone by Black");
        let (mut unchanged, mut changed) = (Share::default(), Share::default());
        for (name, left, moved) in &self.rows {
            println!("{name:<16} {}   {}", left.show(), moved.show());
            unchanged.add(*left);
            changed.add(*moved);
        }
        println!("{:<16} {}   {}", "all", unchanged.show(), changed.show());
        println!("{} refused by Black; {} broken promises", self.refused, self.broken);
        let mut classes: Vec<_> = self.classes.iter().collect();
        classes.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        for (class, places) in classes {
            println!("{:>6}  {class}", places.len());
            for place in places.iter().take(show) {
                println!("          {place}");
            }
        }
    }
}
