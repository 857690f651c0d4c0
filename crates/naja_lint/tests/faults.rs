//! Sources that are hostile to a linter: with every rule on, none takes long, panics or ends the run.

use std::path::Path;

use naja_base::Applicability;
use naja_lint::{FileFacts, Linter, Report, RuleSet, Settings};
use naja_syntax::Arena;

/// Checks `source` with all rules on a thread with the stack that trees need.
fn check(source: String) -> Report {
    let runner = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE);
    let run = move || {
        let linter = Linter::new(Settings::default(), RuleSet::of(|_| true));
        linter.check(&source, FileFacts::of(Path::new("a.py")), &Arena::new())
    };
    runner.spawn(run).expect("a thread").join().expect("no panic")
}

fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<&str> = report.findings.iter().map(|finding| finding.rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn fault_88_deep_nesting_is_a_finding_or_no_fault() {
    for (open, close) in [("[", "]"), ("-", ""), ("lambda: ", ""), ("not ", "")] {
        let source = format!("x = {}1{}\n", open.repeat(100_000), close.repeat(100_000));
        assert!(codes(&check(source)).contains(&"invalid-syntax"), "{open}");
        let source = format!("x = {}1{}\n", open.repeat(1_000), close.repeat(1_000));
        assert!(!codes(&check(source)).contains(&"internal-error"), "{open}");
    }
}

#[test]
fn fault_90_chains_at_the_limit_are_walked() {
    for part in [".b", "()", "[0]", " + a", " and a", " < a"] {
        let source = format!("x = a{}\n", part.repeat(2_500));
        assert!(!codes(&check(source)).contains(&"internal-error"), "{part}");
    }
}

#[test]
fn fault_92_one_long_line_is_one_finding() {
    let source = format!("x = [{}]\n", "1, ".repeat(300_000));
    let report = check(source);
    assert_eq!(report.findings.iter().filter(|finding| finding.rule.code == "E501").count(), 1);
}

#[test]
fn fault_104_many_comments_and_directives_are_read() {
    let source = "# a comment\n".repeat(50_000) + &"x = 1  # noqa: F541\n".repeat(2_000);
    let report = check(source);
    assert_eq!(report.findings.iter().filter(|finding| finding.rule.code == "RUF100").count(), 2_000);
}

#[test]
fn fault_98_every_kind_of_line_break_is_kept_by_fixes() {
    for ending in ["\n", "\r\n", "\r"] {
        let source = ["import os, sys", "print(os, sys)  ", "x = f''", "# end"].join(ending);
        let linter =
            Linter::new(Settings::default(), RuleSet::of(|rule| "E401 W291 F541 W292".contains(rule.code)));
        let file = FileFacts::of(Path::new("a.py"));
        let fixed = naja_lint::fix(&linter, &source, file, Applicability::Safe, &mut Arena::new());
        let wanted = ["import os", "import sys", "print(os, sys)", "x = ''", "# end", ""].join(ending);
        assert_eq!(fixed.text, wanted);
        assert!(fixed.report.findings.is_empty());
    }
}

#[test]
fn fault_100_broken_files_are_told_of() {
    for source in
        ["x = '", "x = '''\n", "x = \\", "if x:\n\ty\n        z\n", "x = 1 \u{feff}\n", "(", "\u{c}\\"]
    {
        let report = check(source.to_owned());
        assert!(codes(&report).contains(&"invalid-syntax"), "{source:?}: {:?}", codes(&report));
    }
}

#[test]
fn fault_101_characters_that_turn_the_text_are_found_once_a_line() {
    let source = "a = '\u{202e}\u{2066}'\n# \u{200f}\nb = '\u{2018}é'\n";
    let report = check(source.to_owned());
    let found: Vec<u32> = report
        .findings
        .iter()
        .filter(|finding| finding.rule.code == "PLE2502")
        .map(|finding| finding.span.start)
        .collect();
    assert_eq!(found, [0, 13]);
}
