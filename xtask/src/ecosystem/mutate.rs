//! `cargo xtask ecosystem mutate`: no mutilated source makes the parser panic, and every tree keeps its promises.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

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
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= count {
                    return;
                }
                let input =
                    mutated(&bases, &mut Random::new(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
                bytes.fetch_add(input.len() as u64, Ordering::Relaxed);
                if let Some(fault) = fault(&input)
                    && let Ok(mut failures) = failures.lock()
                {
                    failures.push((index, reduced(input), fault));
                }
            }
        };
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let spawned: Vec<_> = (0..workers)
            .map(|_| std::thread::Builder::new().stack_size(probe::STACK_SIZE).spawn_scoped(scope, work))
            .collect();
        spawned.into_iter().try_for_each(|thread| thread.map(drop))
    })
    .context("cannot start a worker")?;
    let _ = std::panic::take_hook();
    let mut failures = failures.into_inner().unwrap_or_default();
    failures.sort();
    for (index, input, fault) in failures.iter().take(20) {
        println!("input {index}: {fault}\n    {:?}", String::from_utf8_lossy(input));
    }
    let megabytes = bytes.into_inner() / 1_000_000;
    println!("mutate: {count} inputs ({megabytes} MB) with seed {seed}: {} failed", failures.len());
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
fn fault(input: &[u8]) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| probe::everything(input))) {
        Ok(Ok(())) => None,
        Ok(Err(fault)) => Some(fault),
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
            if fault(&smaller).is_some() {
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
