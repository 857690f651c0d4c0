//! The list of faults and the tests for them: each names the other.

use std::collections::{BTreeMap, BTreeSet};

use super::rust::{Kind, line_of, tokens};
use super::tree::{File, Finding, Tree};

const PAGE: &str = "docs/reference/faults.md";
/// How a row is marked that has no test yet.
const UNTESTED: &str = "(no test yet)";

/// Finds tests whose number has no row, rows without a test that are not marked so, and rows marked so that have one.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(page) = tree.get(PAGE) else {
        return vec![Finding { path: PAGE.into(), line: 1, message: "the list of faults is missing".into() }];
    };
    let rows = rows(page);
    let mut findings = Vec::new();
    let mut tested = BTreeSet::new();
    for file in tree.ending(".rs") {
        for (number, offset) in cited(file) {
            if !rows.contains_key(&number) {
                let line = line_of(&file.text, offset);
                findings.push(Finding::new(file, line, format!("fault {number} has no row in {PAGE}")));
            }
            tested.insert(number);
        }
    }
    for (number, (line, text)) in &rows {
        let message = match (text.contains(UNTESTED), tested.contains(number)) {
            (false, false) => {
                format!("no test is called `fault_{number}_…`; mark the row `{UNTESTED}` or write one")
            }
            (true, true) => format!("fault {number} has a test: remove `{UNTESTED}`"),
            _ => continue,
        };
        findings.push(Finding::new(page, *line, message));
    }
    findings
}

/// The rows of the page's tables by number, each with its line and text.
fn rows(page: &File) -> BTreeMap<u32, (usize, &str)> {
    let numbered = page.text.lines().enumerate().filter_map(|(index, line)| {
        let number = line.strip_prefix("| ")?.split(' ').next()?.parse().ok()?;
        Some((number, (index + 1, line)))
    });
    numbered.collect()
}

/// The numbers in the names of the file's test functions, `fault_6_and_7_…` or `fault_23_24_…`, with their place.
fn cited(file: &File) -> Vec<(u32, usize)> {
    let tokens = tokens(&file.text);
    let functions = tokens
        .windows(2)
        .filter(|pair| &file.text[pair[0].range.clone()] == "fn" && pair[1].kind == Kind::Ident);
    let names = functions.filter_map(|pair| {
        let numbers = file.text[pair[1].range.clone()].strip_prefix("fault_")?;
        Some((numbers, pair[1].range.start))
    });
    names
        .flat_map(|(name, at)| {
            let words = name.split('_').filter(|word| *word != "and");
            let numbers = words.map_while(|word| word.parse().ok());
            numbers.map(move |number| (number, at)).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::tests::findings;
    use super::{PAGE, check};

    #[test]
    fn rows_and_tests_must_name_each_other() {
        let page = "| 1 | a reset | resumed |\n| 2 | a cut | error (no test yet) |\n| 3 | a stall | error |\n\
                    | 7 | busy | waits (no test yet) |\n";
        let code = "fn fault_01_a() {}\nfn fault_6_and_7_b() {}\nfn fault_2x() { fault_9_c(); }\n";
        expect![[r#"
            a.rs:2: fault 6 has no row in docs/reference/faults.md
            docs/reference/faults.md:3: no test is called `fault_3_…`; mark the row `(no test yet)` or write one
            docs/reference/faults.md:4: fault 7 has a test: remove `(no test yet)`
        "#]]
        .assert_eq(&findings(check, &[(PAGE, page), ("a.rs", code)]));
    }
}
