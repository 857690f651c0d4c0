//! Holds the rules that real code seldom breaks to snippets of our own; `cargo xtask ecosystem lint --snippets` compares what is
//! said of them, and how they are fixed, with ruff.

use std::collections::BTreeMap;
use std::path::Path;

use naja_lint::Settings;
use naja_testkit::snippets::{self, Snippet};

use super::example::{Example, set, with_deep_stack};

/// How many snippets of each kind a rule has at least.
const ENOUGH: usize = 20;

#[test]
fn positive_snippets_have_findings_and_negative_ones_have_none() {
    let failures = with_deep_stack(run);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run() -> Vec<String> {
    let snippets = read();
    let mut failures = Vec::new();
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for snippet in &snippets {
        counts.entry(&snippet.code).or_default()[usize::from(snippet.is_positive)] += 1;
        if snippet.differs.as_ref().is_some_and(String::is_empty) {
            failures.push(format!("{}/{}: why does it differ?", snippet.code, snippet.name));
        }
        if finds(snippet) != snippet.is_positive {
            failures.push(format!("{}/{}:\n{}", snippet.code, snippet.name, snippet.text));
        }
    }
    for (code, [negative, positive]) in counts {
        if negative < ENOUGH || positive < ENOUGH {
            failures.push(format!("{code}: {positive} positive and {negative} negative snippets"));
        }
    }
    failures
}

/// Whether the snippet's rule finds something in it.
fn finds(snippet: &Snippet) -> bool {
    let example = example(snippet);
    let findings = example.findings(&example.own_linter(), &example.text);
    findings.iter().any(|finding| finding.rule.code == snippet.code)
}

/// All snippets.
pub fn examples() -> Vec<Example> {
    read().iter().map(example).collect()
}

fn read() -> Vec<Snippet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets");
    snippets::read(&folder).expect("snippets")
}

fn example(snippet: &Snippet) -> Example {
    let mut settings = Settings::default();
    for option in &snippet.options {
        set(&mut settings, option.trim_start_matches("lint."));
    }
    Example {
        code: naja_lint::find(&snippet.code).expect("a rule's code").code,
        name: format!("{}/{}", snippet.code, snippet.name),
        file: if snippet.is_stub { "example.pyi" } else { "example.py" }.to_owned(),
        settings,
        text: snippet.text.clone(),
    }
}
