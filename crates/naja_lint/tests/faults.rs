//! Sources that are hostile to a linter: with every rule on, none takes long, panics or ends the run.

use std::path::Path;

use naja_base::{Applicability, LineIndex};
use naja_lint::output::{FileFindings, Format, Renderer};
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

/// The findings that say that the syntax is wrong.
fn syntax_errors(report: &Report) -> usize {
    report.findings.iter().filter(|finding| finding.rule.code == "invalid-syntax").count()
}

/// The text after all fixes of the rules with these codes.
fn fixed(source: &str, codes: &'static [&'static str]) -> String {
    let linter = Linter::new(Settings::default(), RuleSet::of(|rule| codes.contains(&rule.code)));
    let file = FileFacts::of(Path::new("a.py"));
    naja_lint::fix(&linter, source, file, Applicability::Unsafe, &mut Arena::new()).text
}

#[test]
fn fault_88_deep_nesting_is_one_syntax_error_and_less_deep_nesting_none() {
    for (open, close) in [("[", "]"), ("-", ""), ("lambda: ", ""), ("not ", "")] {
        let source = |depth| format!("x = {}1{}\n", open.repeat(depth), close.repeat(depth));
        assert_eq!(syntax_errors(&check(source(100_000))), 1, "{open}");
        let report = check(source(400));
        assert_eq!(syntax_errors(&report), 0, "{open}");
        assert!(!codes(&report).contains(&"internal-error"), "{open}");
    }
}

#[test]
fn fault_89_a_million_redundant_parentheses_are_one_syntax_error() {
    let source = format!("x = {}1{}\n", "(".repeat(1_000_000), ")".repeat(1_000_000));
    assert_eq!(syntax_errors(&check(source)), 1);
    let report = check(format!("x = {}1{}\n", "(".repeat(30), ")".repeat(30)));
    assert_eq!(codes(&report), ["UP034"]);
}

#[test]
fn fault_90_long_chains_are_one_syntax_error_and_shorter_ones_none() {
    for part in [".b", "()", "[0]", " + a"] {
        assert_eq!(syntax_errors(&check(format!("x = a{}\n", part.repeat(100_000)))), 1, "{part}");
    }
    for part in [".b", "()", "[0]", " + a", " and a", " < a"] {
        let report = check(format!("x = a{}\n", part.repeat(1_000)));
        assert_eq!(syntax_errors(&report), 0, "{part}");
        assert!(!codes(&report).contains(&"internal-error"), "{part}");
    }
}

#[test]
fn fault_92_one_long_line_is_one_finding() {
    let report = check(format!("x = [{}]\n", "1, ".repeat(3_000_000)));
    assert_eq!(report.findings.len(), 1);
    let finding = &report.findings[0];
    assert_eq!((finding.rule.code, &*finding.message), ("E501", "line too long (9000006 > 88)"));
}

#[test]
fn fault_120_a_finding_on_a_long_line_is_drawn_in_few_columns() {
    let source = format!("x = ['é', {}]\n", "a == None, ".repeat(20_000));
    let report = check(source.clone());
    let equalities = report.findings.iter().filter(|finding| finding.rule.code == "E711").count();
    assert_eq!(equalities, 20_000);
    let file = FileFindings {
        name: "a.py",
        path: Path::new("/a.py"),
        source: &source,
        lines: &LineIndex::new(&source),
        cell: None,
        findings: &report.findings,
    };
    let mut out = String::new();
    Renderer { format: Format::Full, color: false, wanted: Applicability::Safe }.file(&file, &mut out);
    assert!(out.len() < 700 * report.findings.len(), "{} bytes", out.len());
    assert!(out.lines().all(|line| line.chars().count() < 300));
}

#[test]
fn fault_102_an_integer_of_200_000_digits_is_one_long_line() {
    let source = format!("x = {}\n", "7".repeat(200_000));
    assert_eq!(codes(&check(source.clone())), ["E501"]);
    assert_eq!(fixed(&source, &["E501", "UP018"]), source);
}

#[test]
fn fault_104_many_comments_and_directives_are_read() {
    let source = "# a comment\n".repeat(100_000) + &"x = 1  # noqa: F541\n".repeat(2_000);
    let report = check(source.clone());
    assert_eq!((codes(&report), report.findings.len()), (vec!["RUF100"], 2_000));
    let expected = "# a comment\n".repeat(100_000) + &"x = 1\n".repeat(2_000);
    assert_eq!(fixed(&source, &["RUF100"]), expected);
}

#[test]
fn fault_106_no_fix_takes_the_code_after_a_lone_carriage_return() {
    for (code, source, expected) in [
        ("F401", "import a\rlaunch()\rh()\r", "launch()\rh()\r"),
        ("F401", "x = 1\nimport a\rlaunch()\nh()\n", "x = 1\nlaunch()\nh()\n"),
        ("F841", "def f():\r    y = 1\r    g()\r", "def f():\r    g()\r"),
        (
            "PIE790",
            "def f():\r    \"\"\"d\"\"\"\r    pass\r    g()\r",
            "def f():\r    \"\"\"d\"\"\"\r    g()\r",
        ),
        ("UP010", "from __future__ import print_function\rx = 1\r", "x = 1\r"),
        ("UP036", "import sys\rif sys.version_info < (3,):\r    a()\rb()\r", "import sys\rb()\r"),
        ("E401", "import a, b\rc()\r", "import a\rimport b\rc()\r"),
    ] {
        let linter = Linter::new(Settings::default(), RuleSet::of(|rule| rule.code == code));
        let file = FileFacts::of(Path::new("a.py"));
        let fixed = naja_lint::fix(&linter, source, file, Applicability::Unsafe, &mut Arena::new());
        assert_eq!(fixed.text, expected, "{code}");
        assert!(fixed.dropped.is_empty(), "{code}");
    }
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
fn fault_100_broken_files_are_reported_and_left_unchanged() {
    for source in
        ["x = '", "x = \'\'\'\n", "x = \\", "if x:\n\ty\n        z\n", "x = 1 \u{feff}\n", "(", "\u{c}\\"]
    {
        let report = check(source.to_owned());
        assert!(syntax_errors(&report) > 0, "{source:?}");
        let end = u32::try_from(source.len()).expect("a short text");
        assert!(report.findings.iter().all(|finding| finding.span.end <= end), "{source:?}");
        assert_eq!(fixed(source, &["W291", "W292", "W293", "F401", "E703"]), source);
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
