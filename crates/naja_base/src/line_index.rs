//! From byte offsets to lines and columns.

use std::cell::OnceCell;

use memchr::memchr2_iter;

use crate::span::{Span, offset};

/// A place as people count: both numbers start at 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The start of every line of one text. Lines end with `\n`, `\r\n` or a lone `\r`, as Python's do.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(offset(at + 1));
        }
        Self { starts }
    }

    /// Takes line starts that were found already; the first must be 0 and they must ascend.
    #[must_use]
    pub fn from_starts(starts: Vec<u32>) -> Self {
        debug_assert!(starts.first() == Some(&0) && starts.is_sorted());
        Self { starts }
    }

    /// How many lines there are; a text that ends with a line break has an empty last one.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The line break of the first line of `text`, whose lines these are; as [`crate::lines::ending`], but without a search.
    #[must_use]
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        Some(match &text.as_bytes()[..*self.starts.get(1)? as usize] {
            [.., b'\r', b'\n'] => "\r\n",
            [.., b'\r'] => "\r",
            _ => "\n",
        })
    }

    /// The line that holds `offset`, from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    /// The offset at which `line` (from 1) starts, or the last line's where there are fewer.
    #[must_use]
    pub fn start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// The span of `line` (from 1) in `text`, its line break included.
    #[must_use]
    pub fn line_span(&self, line: u32, text: &str) -> Span {
        let start = self.start(line);
        let end = self.starts.get(line.max(1) as usize).copied();
        Span::new(start, end.unwrap_or_else(|| offset(text.len())))
    }

    /// Line and column of `offset` in `text`; an offset inside a character is treated as its start.
    #[must_use]
    pub fn line_column(&self, offset: u32, text: &str) -> LineColumn {
        let line = self.line(offset);
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[self.start(line) as usize..end];
        let column = if before.is_ascii() { before.len() } else { before.chars().count() };
        LineColumn { line, column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1) }
    }
}

/// Lines and columns of many offsets of one text: each takes the same time, however long its line is.
#[derive(Clone, Debug)]
pub struct Columns<'t> {
    index: &'t LineIndex,
    text: &'t str,
    /// How many characters begin before each block of the text; counted when an offset far into its line is first asked for.
    counts: OnceCell<Vec<u32>>,
}

/// The length of a block in bytes.
const BLOCK: usize = 256;

impl<'t> Columns<'t> {
    /// The columns of `text`, whose lines are `index`.
    #[must_use]
    pub const fn new(index: &'t LineIndex, text: &'t str) -> Self {
        Self { index, text, counts: OnceCell::new() }
    }

    /// As [`LineIndex::line_column`].
    #[must_use]
    pub fn line_column(&self, at: u32) -> LineColumn {
        let line = self.index.line(at);
        let start = self.index.start(line) as usize;
        let mut end = (at as usize).min(self.text.len());
        if end - start <= 4 * BLOCK {
            return self.index.line_column(at, self.text);
        }
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.characters_before(end) - self.characters_before(start);
        LineColumn { line, column: column.saturating_add(1) }
    }

    fn characters_before(&self, end: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let blocks = bytes.chunks(BLOCK).scan(0, |sum, block| {
                let before = *sum;
                *sum += count_starts(block);
                Some(before)
            });
            blocks.collect()
        });
        let block = end / BLOCK;
        // A text that ends with a block has no count for what follows it.
        match counts.get(block) {
            Some(count) => count + count_starts(&bytes[block * BLOCK..end]),
            None => counts.last().map_or(0, |count| count + count_starts(&bytes[(block - 1) * BLOCK..end])),
        }
    }
}

/// How many characters of UTF-8 begin in `bytes`.
fn count_starts(bytes: &[u8]) -> u32 {
    offset(bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Columns, LineColumn, LineIndex};
    use crate::Span;

    #[test]
    fn every_kind_of_line_break_counts_once() {
        let text = "a\r\nb\rc\nd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        assert_eq!(index.line_span(1, text), Span::new(0, 3));
        assert_eq!(index.line_span(2, text), Span::new(3, 5));
        assert_eq!(index.line_span(4, text), Span::new(7, 8));
        assert_eq!(index.line(4), 2);
        for text in ["", "é", "é\n", "é\r\n\n", "é\rb\n", "\r", "\n\r"] {
            assert_eq!(LineIndex::new(text).ending(text), crate::lines::ending(text), "{text:?}");
        }
    }

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        for (unit, repeats) in
            [("a", 8 * BLOCK), ("é", 4 * BLOCK), ("a→", 3 * BLOCK), ("ab\u{1f40d}", 2 * BLOCK)]
        {
            let text = ["x = 'é'\n", &unit.repeat(repeats), "\r", &unit.repeat(repeats)].concat();
            let index = LineIndex::new(&text);
            let columns = Columns::new(&index, &text);
            for offset in (0..=u32::try_from(text.len()).unwrap() + 2).rev() {
                assert_eq!(columns.line_column(offset), index.line_column(offset, &text), "{unit} {offset}");
            }
        }
    }

    #[test]
    fn columns_count_characters_and_survive_odd_offsets() {
        let text = "x\né = 1\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(5, text), LineColumn { line: 2, column: 3 });
        assert_eq!(index.line_column(3, text), LineColumn { line: 2, column: 1 });
        assert_eq!(index.line_column(99, text), LineColumn { line: 3, column: 1 });
    }
}
