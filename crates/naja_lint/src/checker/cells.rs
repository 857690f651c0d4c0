//! Notebooks: code cells that were joined to one text.
//!
//! The cells share their names, so they are checked together; but each is compiled by itself, starts with imports of its own, and
//! ends in an expression that is shown. What IPython takes for commands is not Python: whoever joins the cells puts a statement of
//! its own in the place of each, of which nothing is reported and which no fix touches.

use naja_base::{Edit, Span, span};

use super::finding::Finding;

/// What IPython defines everywhere.
pub(crate) const BUILTINS: [&str; 3] = ["__IPYTHON__", "display", "get_ipython"];

/// The cells of a joined text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    starts: Vec<u32>,
    commands: Vec<Span>,
}

impl Cells {
    /// Cells that start at these offsets, each up to the next, the first at 0; what replaces commands in them, in order.
    #[must_use]
    pub const fn new(starts: Vec<u32>, commands: Vec<Span>) -> Self {
        Self { starts, commands }
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.starts.len()
    }

    /// The index of the cell that holds `offset`, which is the later one where two meet.
    #[must_use]
    pub fn index(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The place of a cell in a text of `length` bytes.
    #[must_use]
    pub fn span(&self, index: usize, length: u32) -> Span {
        let start = |index: usize| self.starts.get(index).map_or(length, |start| (*start).min(length));
        Span::new(start(index), start(index + 1))
    }

    /// What stands for commands.
    #[must_use]
    pub fn commands(&self) -> &[Span] {
        &self.commands
    }

    /// The cells after `edits`, of which none reaches over two cells or into a command. What is inserted where two cells meet becomes
    /// part of the later one.
    #[must_use]
    pub fn after(&self, edits: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        // What the edits up to each add and take away in all.
        let mut sums = vec![(0, 0)];
        for edit in &edits {
            let (added, taken) = sums.last().copied().unwrap_or_default();
            sums.push((added + span::offset(edit.text.len()), taken + edit.span.len()));
        }
        let moved = |offset: u32, pushed: bool| {
            let before = edits.partition_point(|edit| {
                edit.span.end < offset || (edit.span.end == offset && (pushed || !edit.span.is_empty()))
            });
            let (added, taken) = sums[before];
            (offset + added).saturating_sub(taken)
        };
        let starts = self.starts.iter().map(|start| moved(*start, false)).collect();
        let commands = self.commands.iter();
        let commands = commands.map(|span| {
            let start = moved(span.start, true);
            Span::new(start, start + span.len())
        });
        Self { starts, commands: commands.collect() }
    }

    /// Drops what is said of commands, and fixes that would touch them or reach over two cells.
    pub(crate) fn spare_commands(&self, findings: &mut Vec<Finding>) {
        findings.retain(|finding| finding.span.is_empty() || !self.is_in_command(finding.span.start));
        for finding in findings {
            let start = finding.span.start;
            let is_amiss = |edit: &Edit| self.forbids(edit, start);
            if finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(is_amiss)) {
                finding.fix = None;
            }
        }
    }

    fn is_in_command(&self, offset: u32) -> bool {
        let behind = self.commands.partition_point(|span| span.start <= offset);
        behind > 0 && offset < self.commands[behind - 1].end
    }

    /// Whether an edit for a finding at `start` is not to be made.
    fn forbids(&self, edit: &Edit, start: u32) -> bool {
        let Span { start: from, end } = edit.span;
        let next = self.commands.partition_point(|span| span.end <= from);
        let touches = self.commands.get(next).is_some_and(|span| span.start < end || span.start < from);
        let home = self.index(from);
        let leaves = self.starts.get(home + 1).is_some_and(|next| *next < end);
        let is_at_start = edit.span.is_empty() && self.starts.get(home) == Some(&from);
        // The end of a cell's last line is the start of the next cell; and a cell magic stays the first line.
        touches || leaves || (is_at_start && (self.index(start) < home || self.is_in_command(from)))
    }
}

#[cfg(test)]
mod tests {
    use naja_base::{Edit, Span};

    use super::Cells;
    use crate::finding::Finding;

    fn cells() -> Cells {
        Cells::new(vec![0, 10, 20], vec![Span::new(4, 6), Span::new(20, 25)])
    }

    #[test]
    fn an_offset_lies_in_the_cell_that_starts_there() {
        let cells = cells();
        assert_eq!([0, 9, 10, 25].map(|offset| cells.index(offset)), [0, 0, 1, 2]);
        assert_eq!(cells.span(1, 30), Span::new(10, 20));
        assert_eq!(cells.span(2, 30), Span::new(20, 30));
    }

    #[test]
    fn edits_move_what_is_behind_them() {
        let edits = [Edit::insert(20, "xyz"), Edit::delete(Span::new(6, 10)), Edit::insert(0, "ab")];
        assert_eq!(
            cells().after(&edits),
            Cells::new(vec![0, 8, 18], vec![Span::new(6, 8), Span::new(21, 26)])
        );
        assert_eq!(cells().after(&[]), cells());
    }

    #[test]
    fn commands_are_neither_told_of_nor_touched() {
        let rule = crate::find("F541").expect("a rule of ours");
        let finding = |start: u32, edit: Edit| {
            let mut finding = Finding::new(rule, Span::new(start, start + 1), "");
            finding.safe_fix("", vec![edit]);
            finding
        };
        let mut findings = vec![
            finding(5, Edit::insert(0, "")),
            finding(0, Edit::delete(Span::new(0, 5))),
            finding(0, Edit::delete(Span::new(0, 4))),
            finding(7, Edit::delete(Span::new(7, 11))),
            finding(7, Edit::insert(10, "x")),
            finding(10, Edit::insert(10, "x")),
        ];
        cells().spare_commands(&mut findings);
        let kept: Vec<_> =
            findings.iter().map(|finding| (finding.span.start, finding.fix.is_some())).collect();
        assert_eq!(kept, [(0, false), (0, true), (7, false), (7, false), (10, true)]);
    }
}
