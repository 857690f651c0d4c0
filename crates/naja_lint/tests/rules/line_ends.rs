//! Whatever ends the lines of a file, the findings, their places and the fixes are the same.

use std::fmt::Write as _;

use naja_base::{Applicability, LineIndex, edit, lines};
use naja_lint::Linter;
use naja_syntax::Arena;

use super::example::{Example, line, with_deep_stack};
use super::{pages, snippets};

#[test]
fn fault_106_pages_give_the_same_findings_and_fixes_whatever_ends_their_lines() {
    assert_no_failures(with_deep_stack(|| check(&pages::examples())));
}

#[test]
fn fault_106_snippets_give_the_same_findings_and_fixes_whatever_ends_their_lines() {
    assert_no_failures(with_deep_stack(|| check(&snippets::examples())));
}

fn assert_no_failures(failures: Vec<String>) {
    let count = failures.len();
    assert!(count == 0, "{count} differences:\n{}", failures.join("\n"));
}

/// The variants of the examples whose results differ from those of the text with `\n`.
fn check(examples: &[Example]) -> Vec<String> {
    let mut failures = Vec::new();
    for example in examples {
        let plain = lines::with_ending(&example.text, "\n").into_owned();
        for (rules, linter) in [(example.code, example.own_linter()), ("every rule", example.full_linter())] {
            let expected = outcome(example, &linter, &plain);
            for (name, text) in variants(&plain) {
                let actual = outcome(example, &linter, &text);
                if actual != expected {
                    failures.push(format!(
                        "{} with {name} under {rules}: {text:?}\n--- with LF\n{expected}--- with {name}\n{actual}",
                        example.name
                    ));
                }
            }
        }
    }
    failures
}

/// `text`, whose lines end with `\n`, with other line ends.
fn variants(text: &str) -> Vec<(&'static str, String)> {
    let mut variants: Vec<(&'static str, String)> = [("CRLF", "\r\n"), ("CR", "\r")]
        .map(|(name, ending)| (name, lines::with_ending(text, ending).into_owned()))
        .into();
    for (offset, name) in ["LF CRLF CR", "CRLF CR LF", "CR LF CRLF"].into_iter().enumerate() {
        variants.push((name, mixed(text, offset)));
    }
    variants
}

/// `text` with each kind of line break in turn; a CR before an empty line becomes a CRLF, so that no two breaks become one.
fn mixed(text: &str, offset: usize) -> String {
    let mut out = String::new();
    for (index, line) in lines::split_inclusive(text).enumerate() {
        let content = lines::without_break(line);
        let mut ending = ["\n", "\r\n", "\r"][(index + offset) % 3];
        if content.is_empty() && ending == "\n" && out.ends_with('\r') {
            ending = "\r\n";
            out.push('\n');
        }
        out.push_str(content);
        if content.len() < line.len() {
            out.push_str(ending);
        }
    }
    out
}

/// What is found, what each fix would write, and what all of them write together, with `\n` for every line break.
fn outcome(example: &Example, linter: &Linter, text: &str) -> String {
    let index = LineIndex::new(text);
    let mut out = String::new();
    for finding in example.findings(linter, text) {
        let _ = writeln!(out, "{} {}", finding.rule.code, line(&finding, &index, text));
        if let Some(fix) = &finding.fix {
            let mut edits = fix.edits.clone();
            edit::keep_line_breaks_apart(text, &mut edits);
            let fixed = edit::apply(text, &edits).expect("edits that fit");
            let title = &fix.title;
            let _ =
                writeln!(out, "  {:?} {title}: {:?}", fix.applicability, lines::with_ending(&fixed, "\n"));
        }
    }
    let fixed = naja_lint::fix(linter, text, example.facts(), Applicability::Unsafe, &mut Arena::new());
    let _ = writeln!(out, "fixed: {:?}", lines::with_ending(&fixed.text, "\n"));
    let _ = writeln!(out, "made {:?}, dropped {:?}, endless {:?}", fixed.made, fixed.dropped, fixed.endless);
    out
}
