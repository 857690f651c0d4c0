//! The difference between two texts, as `diff -u` shows it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use naja_base::escape::escape;
use similar::{ChangeTag, TextDiff};

const HEADER: Style = Style::new().bold();
const HUNK: Style = AnsiColor::Cyan.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();

/// The unified difference, styled for a terminal; foreign characters in it are escaped, line ends that are not plain too.
pub(crate) fn unified(shown: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut out = String::new();
    let name = escape(shown);
    let _ = writeln!(out, "{HEADER}--- {name}{HEADER:#}\n{HEADER}+++ {name}{HEADER:#}");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(out, "{HUNK}{}{HUNK:#}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
            };
            let value = change.value();
            let line = value.strip_suffix('\n').unwrap_or(value);
            // A carriage return in front of the line feed shows only where it makes the difference.
            let line = match line.strip_suffix('\r') {
                Some(rest) if change.tag() == ChangeTag::Equal => rest,
                _ => line,
            };
            let _ = writeln!(out, "{style}{sign}{}{style:#}", escape(line));
            if !value.ends_with('\n') {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::unified;

    #[test]
    fn fault_105_foreign_characters_are_spelled_out() {
        let plain =
            anstream::adapter::strip_str(&unified("a\x1b.py", "a\nb\x1b[1m\nc", "a\nb\nc\n")).to_string();
        expect![[r#"
            --- a\x1b.py
            +++ a\x1b.py
            @@ -1,3 +1,3 @@
             a
            -b\x1b[1m
            -c
            \ No newline at end of file
            +b
            +c
        "#]]
        .assert_eq(&plain);
    }
}
