//! `cargo xtask ecosystem syntax`: naja's trees, tokens and verdicts against CPython's, source by source.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, bail};

use super::oracle::{Oracle, Verdict};
use super::probe::{self, Ours};
use super::pythons::{self, Python};
use super::sources::{self, Source};

/// How many generated programs are tried by default.
const GENERATED: usize = 2_400;

/// How one source came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Both accept it, and tree, comments and ranges agree.
    Same,
    /// Both reject it.
    BothReject,
    /// CPython reached a limit of its own.
    GaveUp,
    /// Naja accepts what CPython rejects.
    OnlyWeAccept,
    /// Naja rejects what CPython accepts.
    OnlyWeReject,
    /// The trees differ.
    Tree,
    /// The comments differ.
    Comments,
    /// The tokens differ.
    Tokens,
    /// A node's range is wrong.
    Range,
    /// The parser panicked.
    Panic,
}

impl Kind {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Same, "same tree, positions, comments and tokens"),
        (Self::BothReject, "rejected by both"),
        (Self::GaveUp, "CPython gave up"),
        (Self::OnlyWeAccept, "accepted by naja alone"),
        (Self::OnlyWeReject, "accepted by CPython alone"),
        (Self::Tree, "trees differ"),
        (Self::Comments, "comments differ"),
        (Self::Tokens, "tokens differ"),
        (Self::Range, "ranges are wrong"),
        (Self::Panic, "panicked"),
    ];

    const fn is_fault(self) -> bool {
        !matches!(self, Self::Same | Self::BothReject | Self::GaveUp)
    }
}

struct Outcome {
    kind: Kind,
    detail: String,
}

/// Compares over the given folders, or over the corpora, all standard libraries and generated programs.
///
/// # Errors
/// When there is no CPython, or the sources can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let plan = Plan::of(arguments)?;
    let python = plan.pythons.first().context("there is no CPython to compare with")?;
    let (major, minor, micro) = python.version;
    println!("the oracle is CPython {major}.{minor}.{micro}");
    let sources = sources::read(&plan.folders)?;
    let outcomes = compare(python, &sources)?;
    let mut failed = false;
    for (kind, name) in Kind::ALL {
        let hits: Vec<usize> = (0..sources.len()).filter(|index| outcomes[*index].kind == kind).collect();
        if hits.is_empty() {
            continue;
        }
        println!("{:>7}  {name}", hits.len());
        let shown = if kind.is_fault() || plan.verbose { plan.show } else { 0 };
        for index in hits.iter().copied().take(shown) {
            println!("         {}\n           {}", sources[index].path.display(), outcomes[index].detail);
        }
        failed |= kind.is_fault();
    }
    println!("{:>7}  sources in all", sources.len());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

struct Plan {
    pythons: Vec<Python>,
    folders: Vec<PathBuf>,
    show: usize,
    verbose: bool,
}

impl Plan {
    fn of(arguments: &[String]) -> anyhow::Result<Self> {
        let mut plan = Self { pythons: Vec::new(), folders: Vec::new(), show: 20, verbose: false };
        let mut count = GENERATED;
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--python" => plan.pythons.push(pythons::ask(value()?.as_ref())?),
                "--show" => plan.show = value()?.parse()?,
                "--generated" => count = value()?.parse()?,
                "--verbose" => plan.verbose = true,
                flag if flag.starts_with('-') => bail!("`syntax` has no flag `{flag}`"),
                folder => plan.folders.push(folder.into()),
            }
        }
        let found = pythons::find();
        if plan.pythons.is_empty() {
            plan.pythons.clone_from(&found);
        }
        if plan.folders.is_empty() {
            let newest = plan.pythons.first().context("there is no CPython on this machine")?;
            plan.folders.push(sources::corpora(newest)?);
            plan.folders.extend(found.iter().map(|python| python.library.clone()));
            if count > 0 {
                plan.folders.push(sources::generated(newest, count)?);
            }
        }
        Ok(plan)
    }
}

/// The outcome of every source, worked out by one interpreter and one thread for each core.
fn compare(python: &Python, sources: &[Source]) -> anyhow::Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let outcomes: Mutex<Vec<Option<Outcome>>> = Mutex::new(sources.iter().map(|_| None).collect());
    let work = || -> anyhow::Result<()> {
        let mut oracle = Oracle::start(python)?;
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = sources.get(index) else { return Ok(()) };
            oracle.send(&source.bytes, true)?;
            let ours = probe::ours(&source.bytes);
            let theirs = oracle.receive().with_context(|| format!("at `{}`", source.path.display()))?;
            let outcome = judge(&ours, &theirs);
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
            thread?.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        anyhow::Ok(())
    })?;
    let outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.into_iter().map(|outcome| outcome.context("a source was left out")).collect()
}

fn judge(ours: &Ours, theirs: &Verdict) -> Outcome {
    let outcome = |kind, detail: String| Outcome { kind, detail };
    match (ours, theirs) {
        (Ours::Panicked(message), _) => outcome(Kind::Panic, message.clone()),
        (_, Verdict::GaveUp(reason)) => outcome(Kind::GaveUp, reason.clone()),
        (Ours::Rejected(ours), Verdict::Rejected(theirs)) => {
            outcome(Kind::BothReject, format!("{theirs} | {ours}"))
        }
        (Ours::Rejected(reason), Verdict::Accepted { .. }) => outcome(Kind::OnlyWeReject, reason.clone()),
        (Ours::Accepted { .. }, Verdict::Rejected(reason)) => outcome(Kind::OnlyWeAccept, reason.clone()),
        (
            Ours::Accepted { tree, comments, tokens, faults },
            Verdict::Accepted { tree: wanted, tokens: wanted_tokens },
        ) => {
            if tree.as_bytes() != wanted {
                return outcome(Kind::Tree, first_difference(tree.as_bytes(), wanted));
            }
            let wanted_tokens = normal_tokens(wanted_tokens);
            let wanted_comments: String =
                wanted_tokens.split_inclusive('\n').filter(|line| line.starts_with("COMMENT ")).collect();
            if *comments != wanted_comments {
                return outcome(Kind::Comments, first_line(comments, &wanted_comments));
            }
            if *tokens != wanted_tokens {
                return outcome(Kind::Tokens, first_line(tokens, &wanted_tokens));
            }
            match faults.first() {
                Some(fault) => outcome(Kind::Range, fault.clone()),
                None => outcome(Kind::Same, String::new()),
            }
        }
    }
}

/// `tokenize`'s tokens as naja prints them: without the encoding and the end, a line's end by its start alone, a dedent
/// (which has no place of its own, and after a last line without an end one that is not in the file) by none, and the
/// text between two fields of an f-string, which `tokenize` cuts at doubled braces, as one by its start, if it is any.
fn normal_tokens(tokens: &[u8]) -> String {
    let text = String::from_utf8_lossy(tokens);
    let mut normal = String::with_capacity(text.len());
    let mut in_middle = false;
    for line in text.lines() {
        let (kind, place) = line.split_once(' ').unwrap_or((line, ""));
        let (start, end) = place.split_once('-').unwrap_or((place, ""));
        let after_middle = std::mem::replace(&mut in_middle, kind == "FSTRING_MIDDLE");
        match kind {
            "ENCODING" | "ENDMARKER" => continue,
            "FSTRING_MIDDLE" if after_middle => continue,
            "FSTRING_MIDDLE" if start == end => {
                in_middle = false;
                continue;
            }
            "DEDENT" => normal.push_str(kind),
            "NEWLINE" | "NL" | "FSTRING_MIDDLE" => normal.extend([kind, " ", start]),
            _ => normal.push_str(line),
        }
        normal.push('\n');
    }
    normal
}

/// The surroundings of the first place at which two dumps differ.
fn first_difference(ours: &[u8], theirs: &[u8]) -> String {
    let at = ours.iter().zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
    let around = |text: &[u8]| {
        let window = &text[at.saturating_sub(60)..(at + 60).min(text.len())];
        String::from_utf8_lossy(window).into_owned()
    };
    format!("ours   …{}…\n           theirs …{}…", around(ours), around(theirs))
}

/// The first lines that differ.
fn first_line(ours: &str, theirs: &str) -> String {
    let (mut left, mut right) = (ours.lines(), theirs.lines());
    let mut before = "the start";
    loop {
        match (left.next(), right.next()) {
            (Some(ours), Some(theirs)) if ours == theirs => before = ours,
            (None, None) => return "they differ in nothing that can be shown".to_owned(),
            (ours, theirs) => {
                let [ours, theirs] = [ours, theirs].map(|line| line.unwrap_or("nothing"));
                return format!("after {before}: ours {ours}, theirs {theirs}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Kind, first_difference, first_line, judge, normal_tokens};
    use crate::ecosystem::oracle::Verdict;
    use crate::ecosystem::probe::Ours;

    fn accepted(tree: &str) -> Ours {
        Ours::Accepted {
            tree: tree.into(),
            comments: String::new(),
            tokens: String::new(),
            faults: Vec::new(),
        }
    }

    fn expected(tree: &str, tokens: &str) -> Verdict {
        Verdict::Accepted { tree: tree.into(), tokens: tokens.into() }
    }

    #[test]
    fn every_kind_of_disagreement_is_distinguished() {
        let reject = || Ours::Rejected("bad".into());
        let rejected = || Verdict::Rejected("bad".into());
        assert_eq!(judge(&accepted("a"), &expected("a", "ENDMARKER 1:0-1:0")).kind, Kind::Same);
        assert_eq!(judge(&accepted("a"), &expected("b", "")).kind, Kind::Tree);
        assert_eq!(judge(&accepted("a"), &expected("a", "COMMENT 1:0-1:1")).kind, Kind::Comments);
        assert_eq!(judge(&accepted("a"), &expected("a", "NAME 1:0-1:1")).kind, Kind::Tokens);
        assert_eq!(judge(&accepted("a"), &rejected()).kind, Kind::OnlyWeAccept);
        assert_eq!(judge(&reject(), &expected("a", "")).kind, Kind::OnlyWeReject);
        assert_eq!(judge(&reject(), &rejected()).kind, Kind::BothReject);
        assert_eq!(judge(&reject(), &Verdict::GaveUp("deep".into())).kind, Kind::GaveUp);
        let ranges = Ours::Accepted {
            tree: "a".into(),
            comments: String::new(),
            tokens: String::new(),
            faults: vec!["out of its parent".into()],
        };
        assert_eq!(judge(&ranges, &expected("a", "")).kind, Kind::Range);
    }

    #[test]
    fn differences_are_shown_where_they_begin() {
        expect![[r#"
            ours   …Name(a)…
                       theirs …Name(b)…"#]]
        .assert_eq(&first_difference(b"Name(a)", b"Name(b)"));
        expect!["after NAME 1: ours OP 2, theirs nothing"]
            .assert_eq(&first_line("NAME 1\nOP 2\n", "NAME 1\n"));
    }

    #[test]
    fn tokens_are_printed_as_naja_prints_them() {
        let tokens = b"ENCODING 0:0-0:0\nFSTRING_MIDDLE 1:2-1:2\nOP 1:2-1:3\nFSTRING_MIDDLE 1:3-1:4\n\
            FSTRING_MIDDLE 1:5-1:6\nNEWLINE 1:6-1:7\nENDMARKER 2:0-2:0\n";
        assert_eq!(normal_tokens(tokens), "OP 1:2-1:3\nFSTRING_MIDDLE 1:3\nNEWLINE 1:6\n");
    }
}
