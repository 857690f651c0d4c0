//! Our fixes beside ruff's: the files that either would change are copied, fixed by both, and compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use naja_base::Applicability;
use naja_lint::{FileFacts, FixKind, Linter};
use naja_syntax::Arena;

use super::{Findings, Plan, ours};

/// Compares the fixes of each rule, then makes ours all together; says whether something fails.
pub fn compare(plan: &Plan, ours: &Findings, theirs: &Findings) -> anyhow::Result<bool> {
    println!("\nrule    changed    same  only ours  only theirs  other text");
    let mut failed = false;
    let mut all = BTreeSet::new();
    for rule in plan.rules.iter().filter(|rule| rule.fix != FixKind::None) {
        let lists = [ours.get(rule.code), theirs.get(rule.code)];
        let places = lists.into_iter().flatten().flatten();
        let files: BTreeSet<&str> = places.map(|place| place.file.as_str()).collect();
        all.extend(files.iter().copied());
        let files: Vec<&str> = files.into_iter().collect();
        let linter = ours::linter(plan, &[rule])?;
        // Sorting imports asks what else there is.
        let folder = if rule.code.starts_with('I') { copy_all(plan)? } else { copy(plan, &files)? };
        plan.ruff.fix(plan, &[rule.code], folder.path())?;
        let outcomes = outcomes(plan, &linter, &files, Some(folder.path()))?;
        let count = |wanted: Kind| outcomes.iter().filter(|(_, kind)| *kind == wanted).count();
        let (same, other) = (count(Kind::Same), count(Kind::Other));
        let (left, right) = (count(Kind::OnlyOurs), count(Kind::OnlyTheirs));
        let changed = same + other + left + right;
        let passes = (changed - same) * 50 <= changed && !outcomes.iter().any(|(_, kind)| kind.is_problem());
        let mark = if passes { "" } else { "  FAILS" };
        println!("{:<8}{changed:>7}{same:>8}{left:>11}{right:>13}{other:>12}{mark}", rule.code);
        tell(plan, &outcomes);
        failed |= !passes;
    }
    let files: Vec<&str> = all.into_iter().collect();
    let linter = ours::linter(plan, &plan.rules)?;
    let outcomes = outcomes(plan, &linter, &files, None)?;
    let problems = outcomes.iter().filter(|(_, kind)| kind.is_problem()).count();
    println!("all rules together: {} files, {problems} problems", files.len());
    tell(plan, &outcomes);
    Ok(failed || problems > 0)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Unchanged,
    Same,
    OnlyOurs,
    OnlyTheirs,
    Other,
    /// The result does not parse.
    Broken,
    /// A second run changes the result.
    Unstable,
}

impl Kind {
    /// Whether both change the file in the same way, or leave it alone.
    pub const fn is_same(self) -> bool {
        matches!(self, Self::Unchanged | Self::Same)
    }

    const fn is_problem(self) -> bool {
        matches!(self, Self::Broken | Self::Unstable)
    }
}

/// Copies `files` and the names of all files beside the corpora, by which first-party modules are known.
pub fn copy(plan: &Plan, files: &[&str]) -> anyhow::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for entry in std::fs::read_dir(&plan.root)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            std::fs::create_dir_all(folder.path().join(entry.file_name()))?;
        }
    }
    for file in files {
        let target = folder.path().join(file.trim_start_matches('/'));
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::copy(plan.root.join(file), target)?;
    }
    Ok(folder)
}

/// Copies every Python file of the corpora.
fn copy_all(plan: &Plan) -> anyhow::Result<tempfile::TempDir> {
    let files = ours::files(&plan.root, &plan.corpora)?;
    let names: Vec<_> =
        files.iter().filter_map(|file| file.strip_prefix(&plan.root).ok()?.to_str()).collect();
    copy(plan, &names)
}

/// Fixes `files`, and compares with the texts in `theirs` if there are any.
pub fn outcomes<'f>(
    plan: &Plan,
    linter: &Linter,
    files: &[&'f str],
    theirs: Option<&Path>,
) -> anyhow::Result<Vec<(&'f str, Kind)>> {
    let all = Mutex::new(Vec::new());
    ours::parallel(files, |file, arena| {
        let kind = outcome(plan, linter, file, theirs, arena);
        if let Ok(mut all) = all.lock() {
            all.push((*file, kind));
        }
    })?;
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(file, _)| *file);
    Ok(all)
}

fn outcome(plan: &Plan, linter: &Linter, file: &str, theirs: Option<&Path>, arena: &mut Arena) -> Kind {
    let path = plan.root.join(file);
    let Some(before) = ours::text(&path) else { return Kind::Unchanged };
    let wanted = if plan.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let first_party = |module: &str| ours::is_first_party(&plan.root, &path, module);
    let facts = FileFacts { is_first_party: &first_party, ..FileFacts::of(&path) };
    let fixed = naja_lint::fix(linter, &before, facts, wanted, arena).text;
    arena.reset();
    let was_valid = naja_syntax::parse(&before, arena).is_valid();
    if was_valid && !naja_syntax::parse(&fixed, arena).is_valid() {
        return Kind::Broken;
    }
    if naja_lint::fix(linter, &fixed, facts, wanted, arena).text != fixed {
        return Kind::Unstable;
    }
    let Some(theirs) = theirs else { return Kind::Unchanged };
    let Some(other) = ours::text(&theirs.join(file.trim_start_matches('/'))) else { return Kind::Unchanged };
    match (fixed == before, other == before, fixed == other) {
        (true, true, _) => Kind::Unchanged,
        (_, _, true) => Kind::Same,
        (false, true, _) => Kind::OnlyOurs,
        (true, false, _) => Kind::OnlyTheirs,
        (false, false, false) => {
            show(plan, file, &fixed, &other);
            Kind::Other
        }
    }
}

/// Shows where two results part, if differences are wanted.
fn show(plan: &Plan, file: &str, ours: &str, theirs: &str) {
    if plan.show == 0 {
        return;
    }
    let (mut left, mut right) = (ours.lines(), theirs.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (ours, theirs) if ours == theirs => {}
            (ours, theirs) => {
                println!("    {file}:{number}\n      ours   {ours:?}\n      theirs {theirs:?}");
                break;
            }
        }
    }
}

fn tell(plan: &Plan, outcomes: &[(&str, Kind)]) {
    let worth = |kind: Kind| !matches!(kind, Kind::Unchanged | Kind::Same | Kind::Other);
    for (shown, (file, kind)) in outcomes.iter().filter(|(_, kind)| worth(*kind)).enumerate() {
        if shown < plan.show || kind.is_problem() {
            println!("    {kind:?}: {}", plan.root.join(file).display());
        }
    }
}
