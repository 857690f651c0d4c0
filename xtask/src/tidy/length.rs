//! How long files and functions may be.

use super::tree::{File, Finding, Tree};

const FILE_LINES: usize = 700;
const FUNCTION_LINES: usize = 80;

/// A file or function that may be longer, up to `lines`, and why. The list is to shrink, not to grow.
struct Exemption {
    /// `path` of a file, or `path::function`.
    what: &'static str,
    lines: usize,
    #[expect(dead_code, reason = "it is written for the reader of this file")]
    reason: &'static str,
}

const EXEMPTIONS: &[Exemption] = &[];

/// Finds Rust files of more than 700 lines and functions of 80 lines or more, test modules apart, and exemptions that
/// nothing needs any more.
pub fn check(tree: &Tree) -> Vec<Finding> {
    check_with(tree, EXEMPTIONS)
}

fn check_with(tree: &Tree, exemptions: &[Exemption]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used = Vec::new();
    for file in tree.ending(".rs") {
        let lines = file.text.lines().count();
        let mut judge = |what: String, line: usize, lines: usize, limit: usize, message: String| {
            if lines <= limit {
                return;
            }
            if exemptions.iter().any(|exemption| exemption.what == what && lines <= exemption.lines) {
                used.push(what);
            } else {
                findings.push(Finding::new(file, line, message));
            }
        };
        let message = format!("{lines} lines; a file has at most {FILE_LINES}");
        judge(file.path.clone(), 1, lines, FILE_LINES, message);
        for function in functions(file) {
            let what = format!("{}::{}", file.path, function.name);
            let message = format!(
                "`{}` has {} lines; a function has under {FUNCTION_LINES}",
                function.name, function.lines
            );
            judge(what, function.line, function.lines, FUNCTION_LINES - 1, message);
        }
    }
    let stale = exemptions.iter().filter(|exemption| !used.iter().any(|what| what == exemption.what));
    findings.extend(stale.map(|exemption| Finding {
        path: "xtask/src/tidy/length.rs".into(),
        line: 1,
        message: format!("the exemption of `{}` is needed no more: remove it", exemption.what),
    }));
    findings
}

struct Function<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

/// The functions of a file that rustfmt has laid out, so that a body ends at the first `}` in the column of its `fn`;
/// test modules and integration tests apart.
fn functions(file: &File) -> Vec<Function<'_>> {
    let mut functions = Vec::new();
    if file.path.starts_with("tests/") || file.path.contains("/tests/") || file.path.ends_with("/tests.rs") {
        return functions;
    }
    let lines: Vec<&str> = file.text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        if line.trim() == "#[cfg(test)]" && lines.get(index + 1).is_some_and(|next| next.contains("mod ")) {
            break;
        }
        let Some(name) = function_name(line) else { continue };
        let column = line.len() - line.trim_start().len();
        let is_end = |line: &str| {
            let rest = line.get(column..).unwrap_or("");
            line.len() - line.trim_start().len() == column
                && (rest == "}" || rest.ends_with(';') || rest.ends_with("{}"))
        };
        // A declaration without a body ends with a semicolon, as does a function of one line.
        if let Some(end) = lines[index..].iter().position(|line| is_end(line))
            && lines[index + end].ends_with('}')
            && !line.ends_with('}')
        {
            functions.push(Function { name, line: index + 1, lines: end + 1 });
        }
    }
    functions
}

/// The name in a line that starts a function.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        if let Some(name) = rest.strip_prefix("fn ") {
            return name.split(|c: char| !c.is_alphanumeric() && c != '_').next();
        }
        let (word, tail) = rest.split_once(' ')?;
        let is_modifier = matches!(word, "pub" | "const" | "async" | "unsafe" | "extern" | "\"C\"");
        if !is_modifier && !word.starts_with("pub(") {
            return None;
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::Tree;
    use super::super::tree::tests::findings;
    use super::{Exemption, check_with, function_name};

    fn function(name: &str, lines: usize) -> String {
        format!("    pub(crate) fn {name}() {{\n{}    }}\n", "        ();\n".repeat(lines - 2))
    }

    #[test]
    fn long_functions_and_files_are_found_and_tests_are_not() {
        let text = format!("{}{}", function("short", 79), function("long", 80));
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function("long", 200));
        expect![[r#"
            a.rs:80: `long` has 80 lines; a function has under 80
            b.rs:1: 701 lines; a file has at most 700
        "#]]
        .assert_eq(&findings(
            |tree: &Tree| check_with(tree, &[]),
            &[("a.rs", &text), ("b.rs", &"//\n".repeat(701)), ("c.rs", &tests), ("x/tests/d.rs", &text)],
        ));
    }

    #[test]
    fn an_exemption_covers_its_length_and_goes_when_it_is_not_needed() {
        const LIST: &[Exemption] = &[
            Exemption { what: "a.rs::long", lines: 90, reason: "one table" },
            Exemption { what: "b.rs", lines: 900, reason: "one table" },
        ];
        let check = |tree: &Tree| check_with(tree, LIST);
        expect![[r#"
            xtask/src/tidy/length.rs:1: the exemption of `b.rs` is needed no more: remove it
        "#]]
        .assert_eq(&findings(check, &[("a.rs", &function("long", 90))]));
        expect![[r#"
            a.rs:1: `long` has 91 lines; a function has under 80
            xtask/src/tidy/length.rs:1: the exemption of `a.rs::long` is needed no more: remove it
        "#]]
        .assert_eq(&findings(check, &[("a.rs", &function("long", 91)), ("b.rs", &"//\n".repeat(800))]));
    }

    #[test]
    fn functions_are_known_by_their_first_line() {
        assert_eq!(function_name("pub(crate) const unsafe fn a<T>("), Some("a"));
        assert_eq!(function_name("    // the fn b"), None);
    }
}
