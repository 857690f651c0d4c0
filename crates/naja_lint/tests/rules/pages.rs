//! Runs the rules' pages: each holds Python, the findings in it, and the fix as a diff.
//!
//! A block of Python is checked with the page's rule alone. The words after `python` are options: `file=a.pyi` names
//! the file, any other `key=value` is a setting as in a configuration's `lint` table (the value in TOML, without blanks).
//! The next ```` ```findings ```` block lists what is found, a line each: `line:column-line:column: message`; without such a
//! block nothing may be found. A ```` ```diff ```` block shows what all fixes together change, the unsafe ones included;
//! without one, nothing is fixed. With `UPDATE_EXPECT=1` the two kinds of blocks are written again, where they are.
//!
//! What pages should not hold or can't show is there as a sign: `⇥` a tab, `␠` a blank at a line's end, `␌` a form feed, `␄`
//! the end of a text whose last line does not end, `⇄` a character that turns the direction of the text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use naja_base::{Applicability, LineIndex};
use naja_lint::{FixKind, Rule, Settings};
use naja_syntax::Arena;

use super::example::{Example, line, set, with_deep_stack};

#[test]
fn every_page_says_what_its_rule_does() {
    let failures = with_deep_stack(run);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run() -> Vec<String> {
    let only = std::env::var("PAGE").ok();
    let mut failures = Vec::new();
    for rule in naja_lint::all() {
        if only.as_ref().is_some_and(|only| only != rule.code && only != rule.name) {
            continue;
        }
        let actual = replay(rule, rule.page);
        if let Err(message) = form(rule) {
            failures.push(format!("{} ({}): {message}", rule.name, rule.code));
        }
        if actual == rule.page {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            naja_base::atomic::replace(&page_file(rule), actual.as_bytes()).expect("the page can be written");
        } else {
            let diff = diff(rule.page, &actual);
            failures.push(format!("{} ({}), expected and actual:\n{diff}", rule.name, rule.code));
        }
    }
    failures
}

/// Holds a page to its form.
fn form(rule: &Rule) -> Result<(), String> {
    let title = format!("# {} ({})\n\n", rule.name, rule.code);
    if !rule.page.starts_with(&title) {
        return Err(format!("the page must begin with `{}`", title.trim()));
    }
    let has = |needle: &str| rule.page.contains(needle);
    if !rule.hooks.is_empty() && (!has("```python") || !has("```findings")) {
        return Err("the page must show Python and findings".to_owned());
    }
    match (rule.fix, has("\n## Fix\n")) {
        (FixKind::None, true) => Err("the page speaks of a fix that the rule says it lacks".to_owned()),
        (FixKind::None, false) | (_, true) => Ok(()),
        (_, false) => Err("the page must say in `## Fix` whether the fix is safe".to_owned()),
    }
}

/// The page with its results as they are now.
fn replay(rule: &'static Rule, page: &str) -> String {
    let mut out = String::new();
    let mut case: Option<Case> = None;
    let mut rest = page;
    while let Some((line, below)) = rest.split_once('\n') {
        rest = below;
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else {
            let _ = writeln!(out, "{line}");
            continue;
        };
        let (body, below) = rest.split_once("```\n").expect("a block has an end");
        rest = below;
        let (word, options) = info.split_once(' ').unwrap_or((info, ""));
        let shown = match (word, case.as_mut()) {
            ("findings", Some(case)) => case.findings.take().unwrap_or_default(),
            ("diff", Some(case)) => case.diff.take().unwrap_or_default(),
            _ => body.to_owned(),
        };
        let _ = writeln!(out, "{line}\n{shown}```");
        if word == "python" {
            let mut new = Case::new(rule, options, body);
            let own = rest.split("\n```python").next().unwrap_or(rest);
            for (kind, result) in [("findings", &mut new.findings), ("diff", &mut new.diff)] {
                if !own.contains(&format!("\n```{kind}\n"))
                    && let Some(text) = result.take()
                {
                    let _ = write!(out, "\n```{kind}\n{text}```\n");
                }
            }
            case = Some(new);
        }
    }
    out + rest
}

/// What came of a block of Python, until the page has told it.
struct Case {
    findings: Option<String>,
    diff: Option<String>,
}

impl Case {
    fn new(rule: &'static Rule, options: &str, block: &str) -> Self {
        let example = example(rule, options, block);
        let (linter, source) = (example.own_linter(), &example.text);
        let index = LineIndex::new(source);
        let mut findings = String::new();
        for finding in example.findings(&linter, source) {
            let _ = writeln!(findings, "{}", line(&finding, &index, source));
        }
        let fixed =
            naja_lint::fix(&linter, source, example.facts(), Applicability::Unsafe, &mut Arena::new());
        let diff = if fixed.text == *source { String::new() } else { diff(source, &fixed.text) };
        let shown = |text: String| Some(text).filter(|text| !text.is_empty());
        Self { findings: shown(findings), diff: shown(diff.replace('\t', "⇥").replace('\u{c}', "␌")) }
    }
}

/// All blocks of Python on the pages of the rules.
pub fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for rule in naja_lint::all() {
        let mut rest = rule.page;
        while let Some((_, below)) = rest.split_once("\n```python") {
            let (options, below) = below.split_once('\n').expect("a block has a body");
            let (block, below) = below.split_once("```\n").expect("a block has an end");
            examples.push(example(rule, options, block));
            rest = below;
        }
    }
    examples
}

fn example(rule: &'static Rule, options: &str, block: &str) -> Example {
    let mut settings = Settings::default();
    let mut file = "example.py";
    for option in options.split_whitespace() {
        match option.strip_prefix("file=") {
            Some(name) => file = name,
            None => set(&mut settings, option),
        }
    }
    let text = block
        .replace('⇥', "\t")
        .replace('␠', " ")
        .replace('␌', "\u{c}")
        .replace("␄\n", "")
        .replace('⇄', "\u{202e}");
    Example {
        code: rule.code,
        name: format!("the page of {}", rule.name),
        file: file.to_owned(),
        settings,
        text,
    }
}

fn diff(old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    let mut out = String::new();
    for group in diff.grouped_ops(2) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let text = change
                .value()
                .strip_suffix('\n')
                .map_or_else(|| format!("{}␄", change.value()), str::to_owned);
            let _ = writeln!(out, "{}", format!("{}{text}", change.tag()).trim_end_matches(' '));
        }
    }
    out
}

fn page_file(rule: &Rule) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let name = format!("{}.md", rule.name.replace('-', "_"));
    let groups = std::fs::read_dir(folder).expect("the rules' folder");
    let mut files = groups.map(|group| group.expect("an entry").path().join(&name));
    files.find(|file| file.is_file()).expect("the page lies beside the rule")
}
