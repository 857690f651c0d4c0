//! Words that plain technical English does without, in the strings, comments and pages of the repository.

use super::excess::{Excess, owner};
use super::rust::{Kind, line_of, test_ranges, tokens};
use super::tree::{File, Finding, Tree};

/// A word, or words in a row, and what to write instead.
struct Word {
    spellings: &'static [&'static str],
    instead: &'static str,
    /// What may follow it, and makes it another word.
    unless_before: &'static [&'static str],
}

const fn word(spellings: &'static [&'static str], instead: &'static str) -> Word {
    Word { spellings, instead, unless_before: &[] }
}

const WORDS: &[Word] = &[
    word(&["told", "tells"], "reported, printed, lists"),
    Word {
        spellings: &["stands", "stand", "stood"],
        instead: "is, appears",
        unless_before: &["for", "in", "still"],
    },
    Word {
        spellings: &["behind"],
        instead: "after, following",
        unless_before: &["a proxy", "the proxy", "proxies", "a link", "a symlink", "it all"],
    },
    word(&["held against", "held to"], "compared with, checked against"),
    word(&["anew"], "again"),
    word(&["at hand"], "current, available"),
    word(&["gave out", "gives out", "give out"], "ran out"),
    word(&["mend", "mends", "mended", "mending"], "fix"),
    word(&["lack", "lacks", "lacked", "lacking"], "is missing, does not support"),
    word(&["counts as", "count as", "counted as"], "is treated as"),
    word(&["in any case", "in no case"], "always, never"),
    word(&["ends with 0", "ends with 1", "ends with 2"], "exits with code"),
    word(&["left as they are", "left as it is"], "unchanged"),
    word(&["the way out"], "suggestion, workaround"),
];

/// *Fault* is the word for an injected error; outside tests an error is called one.
const FAULT: Word = word(&["fault", "faults"], "error, problem, violation");

/// Every place of such a word.
pub(super) fn excess(tree: &Tree) -> Vec<Excess> {
    let rust = tree.ending(".rs").filter(|file| !file.path.ends_with("tidy/words.rs"));
    rust.flat_map(in_rust).chain(tree.ending(".md").flat_map(in_page)).collect()
}

fn in_rust(file: &File) -> Vec<Excess> {
    let tests = test_ranges(&file.text);
    let mut all = Vec::new();
    for token in tokens(&file.text) {
        if !matches!(token.kind, Kind::Comment | Kind::Text) {
            continue;
        }
        let in_tests = tests.iter().any(|range| range.contains(&token.range.start));
        let text = &file.text[token.range.clone()];
        places(file, token.range.start, text, WORDS, &mut all);
        if !in_tests && !injects_faults(&file.path) {
            places(file, token.range.start, text, &[FAULT], &mut all);
        }
    }
    all
}

/// Whether the file is one that injects errors, or a test.
fn injects_faults(path: &str) -> bool {
    let parts = [
        "tests/",
        "tests.rs",
        "naja_testkit/",
        "xtask/src/sweep/",
        "failpoint.rs",
        "fuzz/",
        "xtask/src/tidy/faults.rs",
        "growth/",
    ];
    parts.iter().any(|part| path.contains(part)) || path.ends_with("reference/faults.md")
}

/// The prose of a page, without its code.
fn in_page(file: &File) -> Vec<Excess> {
    let mut all = Vec::new();
    let mut in_fence = false;
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        } else if !in_fence {
            let prose = without_code(line);
            places(file, start, &prose, WORDS, &mut all);
            if !injects_faults(&file.path) {
                places(file, start, &prose, &[FAULT], &mut all);
            }
        }
        start += line.len();
    }
    all
}

/// The line with its inline code blanked.
fn without_code(line: &str) -> String {
    let mut in_code = false;
    let blank = |c: char| {
        in_code ^= c == '`';
        if in_code { "_".repeat(c.len_utf8()) } else { c.to_string() }
    };
    line.chars().map(blank).collect()
}

/// Adds the places in `text`, which starts at byte `start` of the file.
fn places(file: &File, start: usize, text: &str, words: &[Word], all: &mut Vec<Excess>) {
    let lower = text.to_ascii_lowercase();
    for word in words {
        for spelling in word.spellings {
            for (at, _) in lower.match_indices(spelling) {
                let (before, after) = (&lower[..at], &lower[at + spelling.len()..]);
                let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                let next = after.trim_start();
                if is_part(before.chars().next_back())
                    || is_part(after.chars().next())
                    || word.unless_before.iter().any(|exempt| next.starts_with(exempt))
                {
                    continue;
                }
                let message = format!("`{spelling}`: write {}", word.instead);
                all.push(Excess {
                    owner: owner(&file.path).to_owned(),
                    amount: 1,
                    finding: Finding::new(
                        file,
                        line_of(&file.text, start) + line_of(&lower, at) - 1,
                        message,
                    ),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::excess;

    fn places(files: &[(&str, &str)]) -> Vec<String> {
        excess(&Tree::of(files))
            .into_iter()
            .map(|place| format!("{} {}", place.owner, place.finding))
            .collect()
    }

    #[test]
    fn words_are_found_in_strings_and_comments_and_not_in_names() {
        let text =
            "// It is Told\n// twice.\nfn told() { say(\"anew, behind_x\"); stands() } // stands for A\n";
        assert_eq!(
            places(&[("crates/a/src/b.rs", text)]),
            [
                "a crates/a/src/b.rs:1: `told`: write reported, printed, lists",
                "a crates/a/src/b.rs:3: `anew`: write again",
            ]
        );
    }

    #[test]
    fn pages_are_prose_without_code() {
        let text = "What lacks `told`:\n```text\nanew\n```\nA mended fault.\n";
        assert_eq!(
            places(&[("docs/a.md", text)]),
            [
                "docs docs/a.md:1: `lacks`: write is missing, does not support",
                "docs docs/a.md:5: `mended`: write fix",
                "docs docs/a.md:5: `fault`: write error, problem, violation",
            ]
        );
    }

    #[test]
    fn faults_are_what_tests_inject() {
        let text = "// A fault.\n#[cfg(test)]\nmod tests {\n    // A fault.\n}\n";
        assert_eq!(places(&[("crates/a/src/b.rs", text), ("tests/c.rs", text)]).len(), 1);
    }
}
