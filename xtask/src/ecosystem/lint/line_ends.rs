//! Whether line ends matter: `lint --fix`, `format` and `fix` over the corpora with LF, and over copies with CRLF, CR and a
//! mixture of all three, must give the same text.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use naja_base::{Applicability, lines};
use naja_format::{FormatOptions, Formatter};
use naja_lint::{FileFacts, Linter};
use naja_syntax::Arena;

use super::{Plan, ours};

/// How often `fix` lints and formats a file until nothing changes.
const ROUNDS: usize = 5;

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    Lint,
    Format,
    Fix,
}

/// Compares the results over `files`; says whether some differ.
pub fn compare(plan: &Plan, files: &[PathBuf]) -> anyhow::Result<bool> {
    let linter = ours::linter(plan, &plan.rules)?;
    println!("job         files   CRLF differ   CR differ   mixed differ");
    let mut failed = false;
    for job in [Job::Lint, Job::Format, Job::Fix] {
        let differences = Mutex::new(Vec::new());
        ours::parallel(files, |file, arena| {
            let found = differing(plan, &linter, job, file, arena);
            if let Ok(mut all) = differences.lock() {
                all.extend(found);
            }
        })?;
        let mut differences = differences.into_inner().unwrap_or_default();
        differences.sort();
        let count = |variant: &str| differences.iter().filter(|(own, ..)| *own == variant).count();
        let [crlf, cr, mixed] = ["CRLF", "CR", "mixed"].map(count);
        println!("{:<10}{:>7}{crlf:>14}{cr:>12}{mixed:>15}", format!("{job:?}"), files.len());
        for (variant, file, place) in differences.iter().take(plan.show) {
            println!("    {variant}: {}: {place}", file.display());
        }
        failed |= !differences.is_empty();
    }
    Ok(failed)
}

/// The variants of a file whose result is not that of the file with LF, each with where they part.
fn differing(
    plan: &Plan,
    linter: &Linter,
    job: Job,
    file: &Path,
    arena: &mut Arena,
) -> Vec<(&'static str, PathBuf, String)> {
    let Some(source) = ours::text(file) else { return Vec::new() };
    let plain = lines::with_ending(&source, "\n");
    let mut run = |text: &str| {
        let result = result(plan, linter, job, (file, text), arena);
        lines::with_ending(&result, "\n").into_owned()
    };
    let expected = run(&plain);
    let variants = [
        ("CRLF", lines::with_ending(&plain, "\r\n").into_owned()),
        ("CR", lines::with_ending(&plain, "\r").into_owned()),
        ("mixed", mixed(&plain)),
    ];
    let mut differing = Vec::new();
    for (variant, text) in variants {
        let actual = run(&text);
        if actual != expected {
            differing.push((variant, file.to_owned(), parting(&expected, &actual)));
        }
    }
    differing
}

/// The text after `job`, or the error.
fn result(plan: &Plan, linter: &Linter, job: Job, (file, text): (&Path, &str), arena: &mut Arena) -> String {
    let first_party = |module: &str| ours::is_first_party(&plan.root, file, module);
    let facts = FileFacts { is_first_party: &first_party, ..FileFacts::of(file) };
    let options = FormatOptions::default();
    let mut formatter = Formatter::default();
    let mut text = text.to_owned();
    for _ in 0..if job == Job::Fix { ROUNDS } else { 1 } {
        let before = text.clone();
        if job != Job::Format {
            text = naja_lint::fix(linter, &text, facts, Applicability::Unsafe, arena).text;
        }
        if job != Job::Lint {
            match formatter.format(&text, &options) {
                Ok(formatted) => text = formatted.unwrap_or(text),
                Err(error) => return format!("{error:?}"),
            }
        }
        if text == before {
            break;
        }
    }
    text
}

/// `text` with LF, CRLF and CR in turn; a CR before an empty line becomes a CRLF, so that no two breaks become one.
fn mixed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for (index, line) in lines::split_inclusive(text).enumerate() {
        let content = lines::without_break(line);
        let ending = ["\n", "\r\n", "\r"][index % 3];
        if content.is_empty() && ending == "\n" && out.ends_with('\r') {
            out.push('\n');
        }
        out.push_str(content);
        out.push_str(if content.len() < line.len() { ending } else { "" });
    }
    out
}

/// The first line in which two texts differ.
fn parting(expected: &str, actual: &str) -> String {
    let (mut left, mut right) = (expected.lines(), actual.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (left, right) if left == right => {}
            (left, right) => return format!("line {number}: {left:?} with LF, {right:?}"),
        }
    }
    "the end of the last line".to_owned()
}
