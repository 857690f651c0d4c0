//! Holds the rules that real code seldom breaks to snippets of our own; `cargo xtask ecosystem lint --snippets` compares what is
//! said of them, and how they are fixed, with ruff.

mod reader;

use std::collections::BTreeMap;
use std::path::Path;

use naja_base::SourceText;
use naja_lint::{FileFacts, Linter, RuleSet, Settings};
use naja_syntax::Arena;

use reader::Snippet;

/// How many snippets of each kind a rule has at least.
const ENOUGH: usize = 20;

#[test]
fn positive_snippets_have_findings_and_negative_ones_have_none() {
    // Trees are walked by recursion, so the thread gets the stack that this needs.
    let runner = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE);
    let failures = runner.spawn(run).expect("a thread").join().expect("no panic");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets");
    let snippets = reader::read(&folder).expect("snippets");
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
    let mut settings = Settings::default();
    for option in &snippet.options {
        let (key, value) = option.split_once('=').expect("an option is `key=value`");
        let text = SourceText::new("options", format!("value = {value}\n"));
        let document = naja_config::document::Document::parse(text).expect("a value in TOML");
        let node = document.root().get("value").expect("the value");
        let key = key.trim_start_matches("lint.");
        assert!(settings.set(key, &node).expect("a value of the right kind"), "there is no option `{key}`");
    }
    let linter = Linter::new(settings, RuleSet::of(|rule| rule.code == snippet.code));
    let name = if snippet.is_stub { "example.pyi" } else { "example.py" };
    let arena = Arena::new();
    let report = linter.check(&snippet.text, FileFacts::of(Path::new(name)), &arena);
    report.findings.iter().any(|finding| finding.rule.code == snippet.code)
}
