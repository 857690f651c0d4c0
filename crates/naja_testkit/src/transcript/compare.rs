//! What a page expects against what was printed.

use std::fmt::Write as _;

/// Whether `printed` is what `expected` says; `[..]` and lines `...` in it stand for anything.
pub(super) fn matches(expected: &str, printed: &str) -> bool {
    let expected: Vec<&str> = expected.lines().collect();
    let printed: Vec<&str> = printed.lines().collect();
    // The pattern's line and the place in the output to go back to, where lines may be skipped.
    let mut retry = None;
    let (mut e, mut p) = (0, 0);
    while p < printed.len() {
        if expected.get(e) == Some(&"...") {
            retry = Some((e, p));
            e += 1;
        } else if expected.get(e).is_some_and(|line| line_matches(line, printed[p])) {
            e += 1;
            p += 1;
        } else if let Some((pattern, place)) = retry {
            retry = Some((pattern, place + 1));
            (e, p) = (pattern + 1, place + 1);
        } else {
            return false;
        }
    }
    expected[e..].iter().all(|line| *line == "...")
}

/// `printed`, in which lines that `expected` matched by a pattern keep the pattern.
pub(super) fn merge(expected: &str, printed: &str) -> String {
    let patterns: Vec<&str> = expected.lines().filter(|line| line.contains("[..]")).collect();
    let mut merged = String::new();
    for line in printed.lines() {
        let kept = patterns.iter().find(|pattern| line_matches(pattern, line)).copied().unwrap_or(line);
        merged.push_str(kept);
        merged.push('\n');
    }
    merged
}

/// Both texts, line by line, with `-` and `+` before the lines that only one has.
pub(super) fn diff(expected: &str, printed: &str) -> String {
    let mut out = String::new();
    for change in similar::TextDiff::from_lines(expected, printed).iter_all_changes() {
        let mark = match change.tag() {
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Equal => ' ',
        };
        let _ = writeln!(out, "{mark} {}", change.value().trim_end_matches('\n'));
    }
    out
}

fn line_matches(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split("[..]");
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{line_matches, matches, merge};

    #[test]
    fn lines_and_texts_match_their_patterns() {
        assert!(line_matches("a [..] c", "a b c") && line_matches("[..]", "") && line_matches("x", "x"));
        assert!(
            !line_matches("a [..] c", "a c d") && !line_matches("x", "xy") && !line_matches("a[..]a", "a")
        );
        assert!(matches("a\n...\nd\n", "a\nb\nc\nd\n") && matches("...\n", "") && matches("a\n...\n", "a\n"));
        assert!(matches("...\nb\n...\nb\nc\n", "a\nb\nb\nx\nb\nc\n"));
        assert!(!matches("a\n", "a\nb\n") && !matches("a\nb\n", "a\n") && !matches("...\nb\n", "a\n"));
    }

    #[test]
    fn patterns_survive_an_update() {
        assert_eq!(merge("old\ntook [..]ms\n", "new\ntook 5ms\n"), "new\ntook [..]ms\n");
    }
}
