//! `cargo xtask ecosystem mutate`: no mutilated source makes the parser panic or run on, and every tree keeps its
//! promises.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::{probe, pythons, sources};

/// What is put into sources; the rest comes from the sources themselves.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ":=",
    "=",
    "==",
    ",",
    ";",
    ".",
    "...",
    "->",
    "@",
    "*",
    "**",
    "!",
    "!=",
    "\\",
    "\\\n",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "        ",
    "\x0c",
    "\0",
    "#",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'",
    "f\"{",
    "t'",
    "rb'",
    "F'''{",
    "{{",
    "}}",
    "!r}",
    "0",
    "0x",
    "1_",
    "1e",
    "1j",
    "0777",
    "é",
    "\u{feff}",
    "\u{202e}",
    "ª",
    "𝔘",
    "if ",
    "else",
    "elif ",
    "for ",
    "in ",
    "not ",
    "is ",
    "lambda",
    "await ",
    "async ",
    "yield",
    "from ",
    "import ",
    "as ",
    "match ",
    "case ",
    "_",
    "type ",
    "class ",
    "def ",
    "with ",
    "try:",
    "except",
    "except*",
    "finally:",
    "return",
    "del ",
    "global ",
    "lazy ",
    "print ",
    "None",
    "<<<<<<< a\n",
    "# coding: latin-1\n",
    "# type: ignore",
];
const LARGEST_PIECE: usize = 3000;

/// How long one input may take; a thousand times what the slowest does, so that a busy machine changes nothing.
const LIMIT: Duration = Duration::from_secs(20);

/// Parses mutated pieces of the corpora: `--count N`, `--seed N`, and folders instead of the corpora.
///
/// # Errors
/// When the corpora can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let Plan { count, seed, folders } = plan(arguments)?;
    let bases: Vec<Vec<u8>> = sources::read(&folders)?.into_iter().map(|source| source.bytes).collect();
    if bases.is_empty() {
        bail!("there is no source to mutate");
    }
    let next = AtomicU64::new(0);
    let failures = Mutex::new(Vec::new());
    let bytes = AtomicU64::new(0);
    let input =
        |index: u64| mutated(&bases, &mut Random::new(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    std::panic::set_hook(Box::new(|_| {}));
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let watch = Watch::new(workers);
    let (alive, ends) = channel();
    std::thread::scope(|scope| {
        let work = |worker: usize, _alive: Sender<()>| {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= count {
                    watch.ends(worker);
                    return;
                }
                let input = input(index);
                watch.begins(worker, index);
                bytes.fetch_add(input.len() as u64, Ordering::Relaxed);
                if let Some(problem) = problem(&input)
                    && let Ok(mut failures) = failures.lock()
                {
                    failures.push((index, reduced(input), problem));
                }
            }
        };
        let spawned: Vec<_> = (0..workers)
            .map(|worker| {
                let stack = std::thread::Builder::new().stack_size(probe::STACK_SIZE);
                let alive = alive.clone();
                stack.spawn_scoped(scope, move || work(worker, alive))
            })
            .collect();
        drop(alive);
        if let Some(index) = watch.stuck(&ends) {
            give_up(index, &input(index));
        }
        spawned.into_iter().try_for_each(|thread| thread.map(drop))
    })
    .context("cannot start a worker")?;
    let _ = std::panic::take_hook();
    let mut failures = failures.into_inner().unwrap_or_default();
    failures.sort();
    for (index, input, problem) in failures.iter().take(20) {
        println!("input {index}: {problem}\n    {:?}", String::from_utf8_lossy(input));
    }
    let megabytes = bytes.into_inner() / 1_000_000;
    println!("mutate: {count} inputs ({megabytes} MB) with seed {seed}: {} failed", failures.len());
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::disallowed_methods, reason = "a worker that never ends can't be joined")]
fn give_up(index: u64, input: &[u8]) {
    println!("input {index} takes more than {LIMIT:?}\n    {:?}", String::from_utf8_lossy(input));
    std::process::exit(1);
}

/// What each worker is at, and since when, so that an input that never ends is reported.
struct Watch {
    start: Instant,
    /// For each worker the input, and when it was begun, in milliseconds since the start.
    inputs: Vec<(AtomicU64, AtomicU64)>,
}

impl Watch {
    fn new(workers: usize) -> Self {
        let inputs = (0..workers).map(|_| (AtomicU64::new(0), AtomicU64::new(0))).collect();
        Self { start: Instant::now(), inputs }
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn begins(&self, worker: usize, input: u64) {
        self.inputs[worker].1.store(self.elapsed(), Ordering::SeqCst);
        self.inputs[worker].0.store(input, Ordering::SeqCst);
    }

    fn ends(&self, worker: usize) {
        self.inputs[worker].1.store(u64::MAX, Ordering::SeqCst);
    }

    /// Waits until every worker has dropped its sender; before that, the input that one of them does not get through.
    fn stuck(&self, workers: &Receiver<()>) -> Option<u64> {
        while workers.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            let now = self.elapsed();
            for (input, begun) in &self.inputs {
                let took = Duration::from_millis(now.saturating_sub(begun.load(Ordering::SeqCst)));
                if took > LIMIT {
                    return Some(input.load(Ordering::SeqCst));
                }
            }
        }
        None
    }
}

struct Plan {
    count: u64,
    seed: u64,
    folders: Vec<PathBuf>,
}

fn plan(arguments: &[String]) -> anyhow::Result<Plan> {
    let mut plan = Plan { count: 1_000_000, seed: 1, folders: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--count" => plan.count = arguments.next().context("`--count` needs a number")?.parse()?,
            "--seed" => plan.seed = arguments.next().context("`--seed` needs a number")?.parse()?,
            flag if flag.starts_with('-') => bail!("`mutate` has no flag `{flag}`"),
            folder => plan.folders.push(folder.into()),
        }
    }
    if plan.folders.is_empty() {
        let pythons = pythons::find();
        let newest = pythons.first().context("there is no CPython to install the corpora with")?;
        plan.folders.push(sources::corpora(newest)?);
        // CPython's own bad inputs are the best start for worse ones.
        plan.folders.push(newest.library.join("test"));
    }
    Ok(plan)
}

/// What goes wrong on `input`, if something does.
fn problem(input: &[u8]) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| probe::everything(input))) {
        Ok(Ok(())) => None,
        Ok(Err(problem)) => Some(problem),
        Err(payload) => Some(probe::panic_message(&*payload)),
    }
}

/// A smaller input that fails too, by removing ever smaller parts.
fn reduced(mut input: Vec<u8>) -> Vec<u8> {
    let mut size = input.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < input.len() {
            let end = (at + size).min(input.len());
            let smaller = [&input[..at], &input[end..]].concat();
            if problem(&smaller).is_some() {
                input = smaller;
            } else {
                at = end;
            }
        }
        size /= 2;
    }
    input
}

/// A piece of one source, changed in one to five places.
fn mutated(bases: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = piece(random.pick::<Vec<u8>>(bases), random).to_vec();
    for _ in 0..=random.below(5) {
        let at = random.below(input.len() + 1);
        let end = (at + 1 + random.below(12)).min(input.len());
        match random.below(9) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 if at < input.len() => input[at] = u8::try_from(random.below(256)).unwrap_or(0),
            2 => drop(input.drain(at..end)),
            3 => {
                let copy = input[at..end].to_vec();
                input.splice(at..at, copy);
            }
            4 => input.truncate(at),
            5 => {
                let token = token_at(&input, at);
                input.drain(token);
            }
            6 => {
                let other = piece(random.pick::<Vec<u8>>(bases), random);
                let token = token_at(other, random.below(other.len() + 1));
                input.splice(at..at, other[token].to_vec());
            }
            7 => {
                let other = piece(random.pick::<Vec<u8>>(bases), random);
                let cut = random.below(other.len() + 1);
                input.splice(at.., other[cut..].to_vec());
            }
            _ => drop(input.splice(at..at, random.pick(WORDS).bytes())),
        }
    }
    input
}

/// Whole lines of `source`, of at most [`LARGEST_PIECE`] bytes or one line.
fn piece<'a>(source: &'a [u8], random: &mut Random) -> &'a [u8] {
    let start = random.below(source.len() + 1);
    let start = source[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = (start + 1 + random.below(LARGEST_PIECE)).min(source.len());
    &source[start..end]
}

/// The run of word characters, or the one other byte, at `at`.
fn token_at(source: &[u8], at: usize) -> std::ops::Range<usize> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let at = at.min(source.len().saturating_sub(1));
    let Some(byte) = source.get(at) else { return 0..0 };
    if !is_word(byte) {
        return at..at + 1;
    }
    let start = source[..at].iter().rposition(|byte| !is_word(byte)).map_or(0, |before| before + 1);
    let end = source[at..].iter().position(|byte| !is_word(byte)).map_or(source.len(), |length| at + length);
    start..end
}

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = limit.max(1) as u64;
        usize::try_from((z ^ (z >> 31)) % limit).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, mutated, token_at};

    #[test]
    fn the_same_seed_gives_the_same_input() {
        let bases = vec![b"def f(a):\n    return a\n".to_vec(), b"x = [1, 2]\n".to_vec()];
        let inputs = |seed| -> Vec<Vec<u8>> {
            (0..50_u64).map(|i| mutated(&bases, &mut Random::new(seed + i))).collect()
        };
        assert_eq!(inputs(7), inputs(7));
        assert_ne!(inputs(7), inputs(70));
    }

    #[test]
    fn tokens_are_words_or_single_bytes() {
        assert_eq!(token_at(b"ab + c", 1), 0..2);
        assert_eq!(token_at(b"ab + c", 3), 3..4);
        assert_eq!(token_at(b"", 0), 0..0);
    }
}
