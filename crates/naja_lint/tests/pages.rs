//! Runs the rules' pages: each holds Python, the findings in it, and the fix as a diff.
//!
//! A block of Python is checked with the page's rule alone. The words behind `python` are options: `file=a.pyi` names
//! the file, any other `key=value` is a setting as in a configuration's `lint` table (the value in TOML, without blanks).
//! The next ```` ```findings ```` block lists what is found, a line each: `line:column-line:column: message`; without such a
//! block nothing may be found. A ```` ```diff ```` block shows what all fixes together change, the unsafe ones included;
//! without one, nothing is fixed. With `UPDATE_EXPECT=1` the two kinds of blocks are written anew, where they stand.
//!
//! What pages should not hold or can't show stands there as a sign: `⇥` a tab, `␠` a blank at a line's end, `␌` a form feed, `␄`
//! the end of a text whose last line does not end, `⇄` a character that turns the direction of the text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use naja_base::{Applicability, LineIndex, SourceText};
use naja_lint::{FileFacts, FixKind, Linter, Rule, RuleSet, Settings};
use naja_syntax::Arena;

#[test]
fn every_page_says_what_its_rule_does() {
    // Trees are walked by recursion, so the thread gets the stack that this needs.
    let runner = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE);
    let failures = runner.spawn(run).expect("a thread").join().expect("no panic");
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
    fn new(rule: &'static Rule, options: &str, source: &str) -> Self {
        let mut settings = Settings::default();
        let mut name = "example.py";
        for option in options.split_whitespace() {
            let (key, value) = option.split_once('=').expect("an option is `key=value`");
            if key == "file" {
                name = value;
            } else {
                set(&mut settings, key, value);
            }
        }
        let source = source
            .replace('⇥', "\t")
            .replace('␠', " ")
            .replace('␌', "\u{c}")
            .replace("␄\n", "")
            .replace('⇄', "\u{202e}");
        let linter = Linter::new(settings, RuleSet::of(|other| std::ptr::eq(*other, rule)));
        let file = FileFacts::of(Path::new(name));
        let mut arena = Arena::new();
        let report = linter.check(&source, file, &arena);
        let index = LineIndex::new(&source);
        let mut findings = String::new();
        for finding in &report.findings {
            let start = index.line_column(finding.span.start, &source);
            let end = index.line_column(finding.span.end, &source);
            let message = &finding.message;
            let (from, to) = ((start.line, start.column), (end.line, end.column));
            let _ = writeln!(findings, "{}:{}-{}:{}: {message}", from.0, from.1, to.0, to.1);
        }
        let fixed = naja_lint::fix(&linter, &source, file, Applicability::Unsafe, &mut arena);
        let diff = if fixed.text == source { String::new() } else { diff(&source, &fixed.text) };
        let told = |text: String| Some(text).filter(|text| !text.is_empty());
        Self { findings: told(findings), diff: told(diff.replace('\t', "⇥").replace('\u{c}', "␌")) }
    }
}

fn set(settings: &mut Settings, key: &str, value: &str) {
    let text = SourceText::new("options", format!("value = {value}\n"));
    let document = naja_config::document::Document::parse(text).expect("a value in TOML");
    let node = document.root().get("value").expect("the value");
    assert!(settings.set(key, &node).expect("a value of the right kind"), "there is no option `{key}`");
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
