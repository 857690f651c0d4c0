//! `cargo xtask ecosystem isort`: imports as naja sorts them in isort's style, beside isort's own texts, over the corpora.
//!
//! ```text
//! cargo xtask ecosystem isort [--corpus NAME]... [--show N] [--isort PATH] [--stability]
//! ```
//!
//! What isort makes of the corpora, with its profile `black` and no configuration, is kept in the cache folder; so is what it
//! makes of its own texts, for where it does not come to rest at once, naja's text is the one that it comes to. At least 99.5 %
//! of the files must be the same to the byte.
//!
//! `--stability` tries something else: sorting and formatting in turn, in both styles and under three settings of
//! `lines-after-imports`, must change nothing the second time.

mod peer;
mod rest;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::{Context as _, bail};
use naja_base::Applicability;
use naja_lint::policy::Noqa;
use naja_lint::{FileFacts, ImportStyle, Linter, Policy, RuleSet, Settings};
use naja_syntax::Arena;

use super::lint::{files, is_first_party, parallel, text};
use super::{pythons, sources};
use peer::{Isort, Texts};

/// What is compared.
struct Plan {
    root: PathBuf,
    corpora: Vec<String>,
    show: usize,
    isort: Isort,
}

/// How the two texts of a file relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Same,
    /// The same as what isort makes of its own text.
    SameAtRest,
    Different,
}

/// Compares as the arguments say.
///
/// # Errors
/// When the corpora or isort can't be had.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let python = pythons::find().into_iter().next().context("there is no CPython on this machine")?;
    let root = sources::corpora(&python)?;
    let mut plan = Plan { root, corpora: Vec::new(), show: 0, isort: Isort::find() };
    let mut stability = false;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("`{argument}` needs a value"));
        match argument.as_str() {
            "--corpus" => plan.corpora.push(value()?.clone()),
            "--show" => plan.show = value()?.parse()?,
            "--isort" => plan.isort = Isort::at(value()?.into()),
            "--stability" => stability = true,
            other => bail!("`isort` has no argument `{other}`"),
        }
    }
    if plan.corpora.is_empty() {
        plan.corpora = sources::corpora_names();
    }
    let files = files(&plan.root, &plan.corpora)?;
    let passes = if stability { rest::try_all(&plan, &files)? } else { compare(&plan, &files)? };
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the table; says whether enough is the same.
fn compare(plan: &Plan, files: &[PathBuf]) -> anyhow::Result<bool> {
    let theirs = plan.isort.texts(&plan.root, &plan.corpora, files)?;
    let mut settings = Settings::default();
    settings.isort.style = ImportStyle::Isort;
    let linter = sorter(settings);
    let all = Mutex::new(Vec::new());
    let numbers: Vec<usize> = (0..files.len()).collect();
    parallel(&numbers, |number, arena| {
        let verdict = judge(plan, &linter, &files[*number], &theirs, arena);
        if let Ok(mut all) = all.lock() {
            all.push((*number, verdict));
        }
    })?;
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(number, _)| *number);
    let mut table: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut different = Vec::new();
    for (number, (verdict, changed)) in &all {
        let file = &files[*number];
        let relative = file.strip_prefix(&plan.root).unwrap_or(file);
        let corpus = relative.iter().next().unwrap_or_default().to_string_lossy().into_owned();
        for name in [corpus, "all".to_owned()] {
            let row = table.entry(name).or_default();
            row[0] += 1;
            row[1] += usize::from(*changed);
            row[2] += usize::from(*verdict == Verdict::Different);
        }
        if *verdict == Verdict::Different {
            different.push(relative);
        }
    }
    println!("{:<16}{:>8}{:>14}{:>8}{:>11}", "corpus", "files", "isort changes", "same", "different");
    for (name, [count, changed, other]) in &table {
        println!("{name:<16}{count:>8}{changed:>14}{:>8}{other:>11}", count - other);
    }
    let kept = all.iter().filter(|(number, _)| keeps(plan, &linter, &files[*number], &theirs)).count();
    println!("{kept} of isort's texts stay as they are");
    let at_rest = all.iter().filter(|(_, (verdict, _))| *verdict == Verdict::SameAtRest).count();
    println!("{at_rest} of the same are isort's text after its second run, not its first");
    let step = different.len().div_ceil(plan.show.max(1)).max(1);
    for file in different.iter().step_by(step).take(plan.show) {
        show(plan, &linter, file, &theirs);
    }
    Ok(different.len() * 200 <= files.len())
}

/// A linter that sorts imports and does nothing else.
fn sorter(settings: Settings) -> Linter {
    let mut policy = Policy::from(RuleSet::of(|rule| rule.code == "I001"));
    // isort does not look at `noqa` unless it is asked to.
    policy.set_noqa(Noqa::Ignored);
    Linter::new(settings, policy)
}

/// What `linter` makes of a text.
fn fixed(plan: &Plan, linter: &Linter, file: &Path, before: &str, arena: &mut Arena) -> String {
    let first_party = |module: &str| is_first_party(&plan.root, file, module);
    let facts = FileFacts { is_first_party: &first_party, ..FileFacts::of(file) };
    naja_lint::fix(linter, before, facts, Applicability::Safe, arena).text
}

/// The verdict, and whether isort changes the file.
fn judge(plan: &Plan, linter: &Linter, file: &Path, theirs: &Texts, arena: &mut Arena) -> (Verdict, bool) {
    let relative = file.strip_prefix(&plan.root).unwrap_or(file);
    let Some(before) = text(file) else { return (Verdict::Same, false) };
    let ours = fixed(plan, linter, file, &before, arena);
    let first = theirs.first(relative);
    let changed = first.is_some();
    let first = first.unwrap_or(before);
    if ours == first {
        return (Verdict::Same, changed);
    }
    let at_rest = theirs.second(relative).is_some_and(|second| second == ours);
    (if at_rest { Verdict::SameAtRest } else { Verdict::Different }, changed)
}

/// Whether what isort leaves is left alone: a project that it sorts sees no change.
fn keeps(plan: &Plan, linter: &Linter, file: &Path, theirs: &Texts) -> bool {
    let relative = file.strip_prefix(&plan.root).unwrap_or(file);
    let left = theirs.second(relative).or_else(|| theirs.first(relative)).or_else(|| text(file));
    left.is_none_or(|left| fixed(plan, linter, file, &left, &mut Arena::new()) == left)
}

/// Shows how the texts of a file differ.
fn show(plan: &Plan, linter: &Linter, relative: &Path, theirs: &Texts) {
    let file = plan.root.join(relative);
    let Some(before) = text(&file) else { return };
    let ours = fixed(plan, linter, &file, &before, &mut Arena::new());
    let theirs = theirs.first(relative).unwrap_or(before);
    let diff = similar::TextDiff::from_lines(&theirs, &ours);
    let name = relative.display().to_string();
    println!("{}", diff.unified_diff().context_radius(2).header(&format!("isort {name}"), "naja"));
}
