//! `cargo xtask ecosystem format --mutate SEED`: statements of real files, changed in ways that people write and in ways that
//! they do not, formatted by naja and by one running Black. What differs is made short, and sorted by kind.

mod black_server;
mod edit;
mod pool;
mod random;
mod shrink;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use naja_format::{FormatError, FormatOptions, Formatter};

use super::judge::class;
use black_server::{Answer, BlackServer};
use edit::Edit;
use pool::Pool;
use random::Random;
use shrink::{Case, shrunk};

/// What is asked for.
pub struct Request<'p> {
    /// The numbers that choose statements and changes.
    pub seeds: Vec<u64>,
    /// How many texts are tried for each seed.
    pub count: usize,
    /// Where the statements come from.
    pub folders: &'p [PathBuf],
    /// How many examples of each kind are shown.
    pub show: usize,
}

/// How two results relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    Equal,
    BothRefuse,
    /// Black refuses, or would after its own checks.
    BlackRefuses,
    Differ,
    NajaRefuses,
}

/// What came out of one text.
struct Outcome {
    relation: Relation,
    /// A name for the difference, and both texts.
    detail: Option<(String, String, String)>,
}

/// Both formatters.
struct Pair {
    black: BlackServer,
    naja: Formatter,
}

impl Pair {
    fn compare(&mut self, case: &Case) -> anyhow::Result<Outcome> {
        let options =
            FormatOptions { line_length: case.line_length, verify: true, ..FormatOptions::default() };
        let attempt = catch_unwind(AssertUnwindSafe(|| self.naja.format(&case.text, &options)));
        let ours = match attempt {
            Ok(Ok(text)) => Ok(text.unwrap_or_else(|| case.text.clone())),
            Ok(Err(error)) => Err(match error {
                FormatError::Syntax(_) => "syntax error".to_owned(),
                FormatError::Unexpected { .. } => "tree and source disagree".to_owned(),
                other => format!("{other:?}").to_lowercase(),
            }),
            Err(_) => {
                self.naja = Formatter::default();
                Err("panic".to_owned())
            }
        };
        let theirs = self.black.format(&case.text, case.line_length, false)?;
        let (relation, detail) = match (ours, theirs) {
            (Ok(ours), Answer::Text(theirs)) if ours == theirs => (Relation::Equal, None),
            (Err(_), Answer::Text(_)) | (Ok(_), Answer::Text(_))
                if !matches!(self.black.format(&case.text, case.line_length, true)?, Answer::Text(_)) =>
            {
                (Relation::BlackRefuses, None)
            }
            (Ok(ours), Answer::Text(theirs)) => {
                let name = difference(&ours, &theirs);
                (Relation::Differ, Some((name, ours, theirs)))
            }
            (Err(reason), Answer::Text(theirs)) => {
                (Relation::NajaRefuses, Some((format!("naja refuses: {reason}"), String::new(), theirs)))
            }
            (Ok(_), _) => (Relation::BlackRefuses, None),
            (Err(_), _) => (Relation::BothRefuse, None),
        };
        Ok(Outcome { relation, detail })
    }
}

/// The class of the first difference.
fn difference(ours: &str, theirs: &str) -> String {
    let (mut left, mut right) = (ours.split('\n'), theirs.split('\n'));
    let mut before = "";
    loop {
        let (one, other) = (left.next(), right.next());
        if one == other && one.is_some() {
            before = one.unwrap_or("");
            continue;
        }
        return class(before, one.unwrap_or(""), other.unwrap_or("")).to_owned();
    }
}

/// A text that shows a difference.
struct Example {
    case: Case,
    ours: String,
    theirs: String,
}

/// Tries texts, and prints what came out.
///
/// # Errors
/// When the statements or Black can't be had.
pub fn run(request: &Request<'_>, black: &Path) -> anyhow::Result<ExitCode> {
    let mut pair = Pair { black: BlackServer::start(black)?, naja: Formatter::default() };
    let mut counts: BTreeMap<Relation, usize> = BTreeMap::new();
    let mut edits: BTreeMap<Edit, [usize; 2]> = BTreeMap::new();
    let mut kinds: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    for &seed in &request.seeds {
        let mut random = Random::new(seed);
        let pool = Pool::read(request.folders, &mut random)?;
        let mut tried = 0;
        while tried < request.count {
            let Some((case, used)) = mutant(&pool, &mut random) else { continue };
            tried += 1;
            let outcome = pair.compare(&case)?;
            *counts.entry(outcome.relation).or_default() += 1;
            let differs = outcome.detail.is_some();
            for edit in used {
                let count = edits.entry(edit).or_default();
                count[0] += 1;
                count[1] += usize::from(differs);
            }
            if differs {
                let (relation, fewest) = (outcome.relation, case);
                let case = shrunk(fewest, |case| Ok(pair.compare(case)?.relation == relation))?;
                if let Some((kind, ours, theirs)) = pair.compare(&case)?.detail {
                    kinds.entry(kind).or_default().push(Example { case, ours, theirs });
                }
            }
        }
        eprintln!("seed {seed}: {tried} tried");
    }
    print(&counts, &edits, &mut kinds, request.show);
    let differ = |relation| counts.get(&relation).copied().unwrap_or(0);
    let failed = differ(Relation::Differ) + differ(Relation::NajaRefuses) > 0;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A changed text that still parses, and the changes.
fn mutant(pool: &Pool, random: &mut Random) -> Option<(Case, Vec<Edit>)> {
    let mut text = pool.pick(random)?;
    let mut used = Vec::new();
    for _ in 0..=random.below(4) {
        if let Some((changed, edit)) = edit::changed(&text, random)
            && edit::parses(&changed)
        {
            text = changed;
            used.push(edit);
        }
    }
    let line_length = match random.below(8) {
        0 => 1,
        1 => 1 + random.below(20) as u32,
        2 | 3 => 1 + random.below(200) as u32,
        _ => 88,
    };
    (!used.is_empty()).then_some((Case { text, line_length }, used))
}

fn print(
    counts: &BTreeMap<Relation, usize>,
    edits: &BTreeMap<Edit, [usize; 2]>,
    kinds: &mut BTreeMap<String, Vec<Example>>,
    show: usize,
) {
    let tried: usize = counts.values().sum();
    println!("{tried} texts tried");
    for (relation, count) in counts {
        println!("{count:>8}  {:>6.3} %  {relation:?}", *count as f64 * 100.0 / tried as f64);
    }
    println!("\n{:<20} {:>8} {:>8}", "change", "tried", "differ");
    for (edit, [all, differing]) in edits {
        println!("{:<20} {all:>8} {differing:>8}", format!("{edit:?}"));
    }
    let mut kinds: Vec<_> = kinds.iter_mut().collect();
    kinds.sort_by_key(|(_, examples)| std::cmp::Reverse(examples.len()));
    for (kind, examples) in kinds {
        println!("\n{:>6}  {kind}", examples.len());
        examples.sort_by_key(|example| example.case.text.len());
        for example in examples.iter().take(show) {
            println!("--- source, {} columns", example.case.line_length);
            println!("{}", example.case.text.trim_end());
            println!("--- naja");
            print!("{}", example.ours);
            println!("--- Black");
            print!("{}", example.theirs);
        }
    }
}
