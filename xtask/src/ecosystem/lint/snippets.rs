//! The snippets of rules that real code seldom breaks: what we and ruff say of them, and how both fix them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use naja_lint::Rule;
use naja_testkit::snippets::{self, Snippet};

use super::{Place, Plan, fixes, ours, peer};

/// Compares the snippets of the plan's rules; says whether something fails.
pub fn compare(plan: &Plan) -> anyhow::Result<bool> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/naja_lint/tests/snippets");
    let snippets = snippets::read(&folder)?;
    println!("rule    positive  negative  said the same  safe fixes  unsafe fixes");
    let mut failed = false;
    for rule in &plan.rules {
        let own: Vec<&Snippet> = snippets.iter().filter(|snippet| snippet.code == rule.code).collect();
        if !own.is_empty() {
            failed |= compare_rule(plan, rule, &own)?;
        }
    }
    Ok(failed)
}

/// The snippets that differ, by what differs.
#[derive(Default)]
struct Differences<'s> {
    said: BTreeSet<&'s str>,
    safe: BTreeSet<&'s str>,
    every: BTreeSet<&'s str>,
}

fn compare_rule(plan: &Plan, rule: &'static Rule, snippets: &[&Snippet]) -> anyhow::Result<bool> {
    let mut groups: BTreeMap<&[String], Vec<&Snippet>> = BTreeMap::new();
    for snippet in snippets {
        groups.entry(&snippet.options).or_default().push(snippet);
    }
    let mut all = Differences::default();
    for (options, group) in groups {
        let folder = tempfile::tempdir()?;
        for snippet in &group {
            naja_base::atomic::replace(&folder.path().join(file_name(snippet)), snippet.text.as_bytes())?;
        }
        let root = folder.path().canonicalize()?;
        let config = plan.config.iter().chain(options).cloned().collect();
        let own = Plan { rules: vec![rule], root, corpora: vec![".".to_owned()], config, ..plan.clone() };
        compare_group(own, &group, &mut all)?;
    }
    let count = |wanted: bool| snippets.iter().filter(|snippet| snippet.is_positive == wanted).count();
    let same = |differences: &BTreeSet<&str>| snippets.len() - differences.len();
    let mut failures = Vec::new();
    for snippet in snippets {
        let name = snippet.name.as_str();
        let marks = [(&all.said, "findings"), (&all.safe, "safe fixes"), (&all.every, "unsafe fixes")];
        let what: Vec<&str> =
            marks.iter().filter(|(set, _)| set.contains(name)).map(|(_, what)| *what).collect();
        match (what.is_empty(), snippet.differs.is_some()) {
            (false, false) => failures.push(format!("    {name}: other {}", what.join(", "))),
            (true, true) => failures.push(format!("    {name}: is said to differ, and does not")),
            _ => {}
        }
    }
    println!(
        "{:<8}{:>8}{:>10}{:>15}{:>12}{:>14}{}",
        rule.code,
        count(true),
        count(false),
        same(&all.said),
        same(&all.safe),
        same(&all.every),
        if failures.is_empty() { "" } else { "  FAILS" },
    );
    failures.iter().for_each(|failure| println!("{failure}"));
    Ok(!failures.is_empty())
}

fn file_name(snippet: &Snippet) -> String {
    format!("{}.{}", snippet.name, if snippet.is_stub { "pyi" } else { "py" })
}

fn compare_group<'s>(mut plan: Plan, group: &[&'s Snippet], all: &mut Differences<'s>) -> anyhow::Result<()> {
    let names: Vec<String> = group.iter().map(|snippet| file_name(snippet)).collect();
    let paths: Vec<_> = names.iter().map(|name| plan.root.join(name)).collect();
    let code = plan.rules[0].code;
    let ours = ours::findings(&plan, &paths)?.remove(code).unwrap_or_default();
    let theirs = plan.ruff.ask(&plan, &[code])?.remove(code).unwrap_or_default();
    let mut theirs: Vec<Place> = theirs.lines().filter_map(peer::place).collect();
    theirs.sort();
    let said = |places: &[Place], name: &str| -> Vec<Place> {
        places.iter().filter(|place| place.file == name).cloned().collect()
    };
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let linter = ours::linter(&plan, &plan.rules)?;
    for wants_unsafe in [false, true] {
        plan.unsafe_fixes = wants_unsafe;
        let folder = fixes::copy(&plan, &files)?;
        plan.ruff.fix(&plan, &[code], folder.path())?;
        let outcomes = fixes::outcomes(&plan, &linter, &files, Some(folder.path()))?;
        for (snippet, name) in group.iter().zip(&files) {
            if said(&ours, name) != said(&theirs, name) {
                all.said.insert(&snippet.name);
            }
            if outcomes.iter().any(|(other, kind)| other == name && !kind.is_same()) {
                let set = if wants_unsafe { &mut all.every } else { &mut all.safe };
                set.insert(&snippet.name);
            }
        }
    }
    Ok(())
}
