//! Which line's `noqa` counts for a place: a string or a continuation over several lines carries it at its end.

use naja_base::LineIndex;
use naja_syntax::Tables;

/// Runs of lines that are treated as one, in order and apart from one another.
#[derive(Debug, Default)]
pub(crate) struct JoinedLines(Vec<(u32, u32)>);

impl JoinedLines {
    /// The lines that strings and backslashes join.
    pub(crate) fn new(tables: &Tables, lines: &LineIndex) -> Self {
        let mut strings = tables.multiline_strings.iter().peekable();
        let mut backslashes = tables.continuations.iter().peekable();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        loop {
            let (first, last) = match (strings.peek(), backslashes.peek()) {
                (Some(string), other) if other.is_none_or(|at| string.start < **at) => {
                    let place = (lines.line(string.start), lines.line(string.end));
                    strings.next();
                    place
                }
                (_, Some(at)) => {
                    let line = lines.line(**at);
                    backslashes.next();
                    (line, line + 1)
                }
                (_, None) => return Self(runs),
            };
            match runs.last_mut() {
                Some(run) if first <= run.1 => run.1 = run.1.max(last),
                _ => runs.push((first, last)),
            }
        }
    }

    /// The line that carries the `noqa` for `line`.
    pub(crate) fn carrier(&self, line: u32) -> u32 {
        self.run(line).1
    }

    /// The first and the last line of the run that holds `line`.
    pub(crate) fn run(&self, line: u32) -> (u32, u32) {
        let index = self.0.partition_point(|run| run.1 < line);
        self.0.get(index).copied().filter(|run| run.0 <= line).unwrap_or((line, line))
    }
}

#[cfg(test)]
mod tests {
    use naja_base::LineIndex;
    use naja_syntax::Arena;

    use super::JoinedLines;

    fn carriers(source: &str) -> Vec<u32> {
        let arena = Arena::new();
        let parsed = naja_syntax::parse(source, &arena);
        let lines = LineIndex::new(source);
        let joined = JoinedLines::new(&parsed.tables, &lines);
        (1..lines.line_count()).map(|line| joined.carrier(line)).collect()
    }

    #[test]
    fn strings_and_continuations_carry_it_at_their_end() {
        assert_eq!(carriers("a = '''\nb\n'''\nc\n"), [3, 3, 3, 4]);
        assert_eq!(carriers("a = \\\n  b + \\\n  c\nd\n"), [3, 3, 3, 4]);
        assert_eq!(carriers("a = f'''{b}\n{c}'''\n(d,\n'''\n''')\n"), [2, 2, 3, 5, 5]);
    }

    #[test]
    fn what_touches_on_one_line_is_one() {
        assert_eq!(carriers("a = '''\n''' '''\n'''\n"), [3, 3, 3]);
        assert_eq!(carriers("a = '''\n''' + \\\n  b\n"), [3, 3, 3]);
        assert_eq!(carriers("a = '''\n\\\n'''\nb\n"), [3, 3, 3, 4]);
    }
}
