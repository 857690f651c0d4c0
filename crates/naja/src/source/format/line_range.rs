//! Taking over only those changes that touch some lines.

use std::ops::Range;
use std::str::FromStr;

use similar::{DiffOp, TextDiff};

/// LineRange of a file, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineRange {
    first: usize,
    last: usize,
}

impl FromStr for LineRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str, otherwise: usize| -> Result<usize, String> {
            // A column may follow, as editors give it; whole lines are what counts.
            match text.split_once(':').map_or(text, |(line, _)| line).trim() {
                "" => Ok(otherwise),
                line => line
                    .parse()
                    .ok()
                    .filter(|line| *line > 0)
                    .ok_or_else(|| format!("`{line}` is not a line: lines are numbers, the first is 1")),
            }
        };
        let (first, last) = text.split_once('-').unwrap_or((text, ""));
        let lines = Self { first: number(first, 1)?, last: number(last, usize::MAX)? };
        if lines.first > lines.last {
            return Err("the first line is after the last".into());
        }
        Ok(lines)
    }
}

/// `old` with those changes of `new` that touch `lines`. Where these alone do not make sense (`accepts` says so), the changes
/// around them are taken over, too.
pub(crate) fn only_lines(old: &str, new: &str, lines: LineRange, accepts: impl Fn(&str) -> bool) -> String {
    let diff = TextDiff::from_lines(old, new);
    let ops: Vec<DiffOp> = diff.ops().iter().flat_map(line_by_line).collect();
    let changes: Vec<&DiffOp> = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).collect();
    let touches = |op: &&&DiffOp| {
        let range = op.old_range();
        range.start < lines.last && range.end.max(range.start + 1) >= lines.first
    };
    let first = changes.iter().position(|op| touches(&op));
    let Some(first) = first else { return old.to_owned() };
    let count = changes[first..].iter().take_while(|op| touches(op)).count();
    let mut taken: Range<usize> = first..first + count;
    loop {
        let text = with_changes(&diff, &ops, &changes[taken.clone()]);
        if (taken.start == 0 && taken.end == changes.len()) || accepts(&text) {
            return text;
        }
        taken = taken.start.saturating_sub(1)..(taken.end + 1).min(changes.len());
    }
}

/// LineRange that were replaced by as many are taken one by one.
fn line_by_line(op: &DiffOp) -> Vec<DiffOp> {
    match *op {
        DiffOp::Replace { old_index, old_len, new_index, new_len } if old_len == new_len => (0..old_len)
            .map(|at| DiffOp::Replace {
                old_index: old_index + at,
                old_len: 1,
                new_index: new_index + at,
                new_len: 1,
            })
            .collect(),
        op => vec![op],
    }
}

fn with_changes(diff: &TextDiff<'_, '_, '_, str>, ops: &[DiffOp], taken: &[&DiffOp]) -> String {
    let mut text = String::new();
    let (old, new) = (diff.old_slices(), diff.new_slices());
    for op in ops {
        let is_taken = taken.iter().any(|change| std::ptr::eq(*change, op));
        let part = if is_taken { &new[op.new_range()] } else { &old[op.old_range()] };
        text.extend(part.iter().copied());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::only_lines;

    #[test]
    fn changes_elsewhere_stay_out_unless_they_are_needed() {
        let (old, new) = ("a\nb\nc\nd\n", "A\nb\nC\nd\n");
        assert_eq!(only_lines("a\nb\n", "A\nB\n", "2-2".parse().unwrap(), |_| true), "a\nB\n");
        let check = |lines: &str, accepts: &dyn Fn(&str) -> bool, expected: &str| {
            assert_eq!(only_lines(old, new, lines.parse().unwrap(), accepts), expected, "{lines}");
        };
        check("1-1", &|_| true, "A\nb\nc\nd\n");
        check("2", &|_| true, "a\nb\nC\nd\n");
        check("-2", &|_| true, "A\nb\nc\nd\n");
        check("2-2", &|_| true, old);
        check("1-1", &|text| text == new, new);
        assert!("0-1".parse::<super::LineRange>().is_err() && "3-2".parse::<super::LineRange>().is_err());
    }
}
