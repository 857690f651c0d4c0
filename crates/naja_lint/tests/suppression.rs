//! Comments that silence findings, as the engine honours them.

use std::path::Path;

use naja_base::edit;
use naja_lint::policy::Noqa;
use naja_lint::{FileFacts, Linter, Policy, RuleSet, Settings};
use naja_syntax::Arena;

fn linter(codes: &str) -> Linter {
    let rules = RuleSet::of(|rule| codes.split(' ').any(|code| code == rule.code));
    Linter::new(Settings::default(), rules)
}

/// Checks with F541 and RUF100; marks the lines with findings by their codes.
fn marked(source: &str) -> String {
    let report = linter("F541 RUF100").check(source, FileFacts::of(Path::new("a.py")), &Arena::new());
    let index = naja_base::LineIndex::new(source);
    let lines = source.lines().enumerate().map(|(number, line)| {
        let own =
            report.findings.iter().filter(|finding| index.line(finding.span.start) as usize == number + 1);
        let codes: Vec<&str> = own.map(|finding| finding.rule.code).collect();
        format!("{}|{line}\n", codes.join(" "))
    });
    lines.collect()
}

/// Holds a source against its findings: each line begins with the codes that are found there, and a bar.
fn check(expected: &str) {
    let source: String =
        expected.lines().map(|line| format!("{}\n", line.split_once('|').expect("a bar").1)).collect();
    assert_eq!(marked(&source), expected);
}

#[test]
fn a_directive_silences_its_line() {
    check("|f''  # noqa\n|f''  # noqa: F541\nF541|f''\nF541|f''  # noqa: XY1\n");
    check("F541|f''  # noqa: E7\nRUF100|x = 1  # noqa: F541\n|x = 1  # noqa: F541, RUF100\n");
}

#[test]
fn strings_and_continuations_carry_it_at_their_end() {
    check(
        "|f'' + '''\n|'''  # noqa: F541\n|f'' + \\\n|  f''  # noqa: F541\nF541|(f'',\nRUF100|1)  # noqa: F541\n",
    );
}

#[test]
fn file_wide_directives_stand_alone_on_their_line() {
    check("|f''\n|# ruff: noqa: F541\n");
    check("|f''\n|# flake8: noqa\n");
    check("F541|f''\n|x = 1  # ruff: noqa: F541\n");
    check("RUF100|# ruff: noqa: F541\n|x = 1\n");
}

#[test]
fn ignore_at_a_lines_end_reaches_over_that_line() {
    check("|f''  # naja: ignore[F541]\n|f''  # ruff: ignore[f-string-missing-placeholders]\nF541|f''\n");
    check("|x = (f'',  # naja: ignore[F541]\nF541|  f'')\n|f'' + '''\n|'''  # naja: ignore[F541]\n");
}

#[test]
fn ignore_on_a_line_of_its_own_reaches_over_the_next_statement_or_head() {
    check("|# naja: ignore[F541]\n|\n|# text\n|x = (f'',\n|  f'')\nF541|f''\n");
    check("|# naja: ignore[F541]\n|if (f'',\n|  f''):\nF541|    f''\n");
    check("|x = [\n|  # naja: ignore[F541]\n|  f'',\nF541|  f'',\n|]\n");
    check("|class A:\n|    x = 1\n|    # naja: ignore[F541]\n|f''\n");
}

#[test]
fn disable_reaches_to_enable_or_to_the_blocks_end() {
    check(
        "|def f():\n|    # naja: disable[F541]\n|    f''\n|    if x:\n|        f''\n|    # naja: enable[F541]\nF541|    f''\n",
    );
    check("|def f():\n|    # naja: disable[F541]\n|    f''\nF541|f''\n");
    check("|# naja: disable[F541]\n|f''\n|# naja: enable[F541, E1]\n|f''\n");
    check("RUF100|# naja: disable[F541]\n|x = 1\n|# naja: enable[F541]\nF541|f''\n");
}

#[test]
fn file_ignore_reaches_over_the_file_from_the_outermost_level() {
    check("|f''\n|# naja: file-ignore[F541]\n");
    check("F541|f''\n|def f():\n|    # naja: file-ignore[F541]\n|    pass\n");
}

#[test]
fn unused_directives_go_and_what_is_of_use_or_foreign_stays() {
    let source = "f''  # noqa: F541, F541\nx = 1  # noqa: F541 why\ny = 1  # noqa: XY1, F541\n# naja: disable[F541]\n# naja: enable[F541]\nz = 1  # naja: ignore[F541] # b\n";
    let report = linter("F541 RUF100").check(source, FileFacts::of(Path::new("a.py")), &Arena::new());
    let edits: Vec<_> =
        report.findings.into_iter().filter_map(|finding| finding.fix).flat_map(|fix| fix.edits).collect();
    let wanted = "f''  # noqa: F541\nx = 1\ny = 1  # noqa: XY1\nz = 1  # b\n";
    assert_eq!(edit::apply(source, &edits).as_deref(), Ok(wanted));
}

#[test]
fn a_blanket_stays_where_rules_are_wanted_that_we_lack() {
    let selection = naja_lint::select::Selection {
        select: Some(vec!["RUF100".into(), "AIR".into()]),
        ..Default::default()
    };
    let choice = naja_lint::select::choose(&[selection], naja_lint::select::Defaults::Naja);
    let linter = Linter::new(Settings::default(), choice.policy);
    let report = linter.check("x = 1  # noqa\n", FileFacts::of(Path::new("a.py")), &Arena::new());
    assert!(report.findings.is_empty());
}

#[test]
fn directives_can_be_ignored() {
    let mut policy = Policy::from(RuleSet::of(|rule| rule.code == "F541"));
    policy.set_noqa(Noqa::Ignored);
    let linter = Linter::new(Settings::default(), policy);
    assert_eq!(
        linter.check("f''  # noqa\n", FileFacts::of(Path::new("a.py")), &Arena::new()).findings.len(),
        1
    );
}

#[test]
fn directives_are_added_where_they_count() {
    let source = "f''\nf''  # noqa: E501\nf'' + '''\n'''  # text\nx\n";
    let arena = Arena::new();
    let parsed = naja_syntax::parse(source, &arena);
    let linter = linter("F541");
    let file = FileFacts::of(Path::new("a.py"));
    let report = linter.check(source, file, &arena);
    let (edits, count) = naja_lint::add_noqa(source, &parsed, &report.findings, None);
    let text = edit::apply(source, &edits).expect("edits that fit");
    assert_eq!(count, 3);
    assert_eq!(text, "f''  # noqa: F541\nf''  # noqa: E501, F541\nf'' + '''\n'''  # text  # noqa: F541\nx\n");
    assert!(linter.check(&text, file, &Arena::new()).findings.is_empty());
}
