//! What is written: as long as it repeats the source, that is all there is to remember.
//!
//! So formatting a formatted file copies nothing, and whoever wants to know only whether a file is formatted can stop at
//! the first difference.

use std::borrow::Cow;
use std::ops::Range;

use crate::scan::blanks;

/// The output of one pass: the source's beginning, and what follows it.
pub(crate) struct Output<'s> {
    source: &'s str,
    /// How many bytes of the source it begins with.
    same: usize,
    /// The rest; empty as long as nothing differs.
    text: String,
}

/// A place in the output.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    same: usize,
    len: usize,
}

/// What was written and taken back.
pub(crate) struct Taken {
    same: usize,
    text: String,
}

/// The blanks of an indentation.
pub(crate) fn indentation(level: u16) -> Cow<'static, str> {
    let blanks = usize::from(level) * 4;
    BLANKS.get(..blanks).map_or_else(|| Cow::Owned(" ".repeat(blanks)), Cow::Borrowed)
}

/// What the blanks of all but the deepest indentations are parts of.
const BLANKS: &str = "                                                                ";

impl<'s> Output<'s> {
    pub(crate) const fn new(source: &'s str) -> Self {
        Self { source, same: 0, text: String::new() }
    }

    /// How many bytes are written.
    pub(crate) const fn len(&self) -> usize {
        self.same + self.text.len()
    }

    /// Whether something was written that does not stand in the source.
    pub(crate) const fn differs(&self) -> bool {
        !self.text.is_empty()
    }

    /// Writes `text`.
    #[inline]
    pub(crate) fn push(&mut self, text: &str) {
        if self.text.is_empty() {
            let end = self.same + text.len();
            if self.source.as_bytes().get(self.same..end) == Some(text.as_bytes()) {
                self.same = end;
                return;
            }
        }
        self.text.push_str(text);
    }

    /// Writes what the source has at `range` as a line.
    pub(crate) fn line(&mut self, indent: u16, range: Range<usize>) {
        let bytes = self.source.as_bytes();
        if self.text.is_empty()
            && self.same + usize::from(indent) * 4 == range.start
            && blanks(&bytes[self.same..range.start]) == range.start - self.same
            && bytes.get(range.end) == Some(&b'\n')
        {
            self.same = range.end + 1;
            return;
        }
        self.push(&indentation(indent));
        self.push(&self.source[range]);
        self.push("\n");
    }

    /// The place reached, to come back to.
    pub(crate) const fn mark(&self) -> Mark {
        Mark { same: self.same, len: self.text.len() }
    }

    /// Takes back what was written since `mark`, which was made since the last insertion.
    pub(crate) fn take_back(&mut self, mark: Mark) -> Taken {
        let taken = Taken { same: self.same, text: self.text.split_off(mark.len) };
        self.same = mark.same;
        taken
    }

    /// Writes again what was taken back and not replaced.
    pub(crate) fn put_back(&mut self, taken: Taken) {
        self.same = taken.same;
        self.text.push_str(&taken.text);
    }

    /// Writes `text` before what stands at `at`.
    pub(crate) fn insert(&mut self, at: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        if at < self.same {
            self.text.insert_str(0, &self.source[at..self.same]);
            self.same = at;
        }
        self.text.insert_str(at - self.same, text);
        if at == self.same && self.source[at..].starts_with(&*self.text) {
            self.same += self.text.len();
            self.text.clear();
        }
    }

    /// The whole text; `None` if it is the source's.
    pub(crate) fn finish(self) -> Option<String> {
        if self.text.is_empty() && self.same == self.source.len() {
            return None;
        }
        let mut whole = String::with_capacity(self.len());
        whole.push_str(&self.source[..self.same]);
        whole.push_str(&self.text);
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn what_repeats_the_source_is_not_a_new_text() {
        let mut output = Output::new("a\nb\n");
        output.push("a\n");
        output.line(0, 2..3);
        assert!(!output.differs());
        assert_eq!(output.finish(), None);
    }

    #[test]
    fn a_difference_and_a_missing_end_are_told() {
        let mut output = Output::new("a\nb\n\n");
        output.push("a\n");
        output.push("b\n");
        assert!(!output.differs());
        assert_eq!(output.finish().as_deref(), Some("a\nb\n"));
        let mut output = Output::new("a\nb\n");
        output.push("a\n");
        output.push("c\n");
        output.line(0, 2..3);
        assert!(output.differs());
        assert_eq!(output.finish().as_deref(), Some("a\nc\nb\n"));
    }

    #[test]
    fn what_is_taken_back_can_be_put_back() {
        let mut output = Output::new("a\nb\nc\n");
        output.push("a\n");
        let mark = output.mark();
        output.push("b\n");
        output.push("d\n");
        let taken = output.take_back(mark);
        assert!(!output.differs());
        output.push("e\n");
        output.take_back(mark);
        output.put_back(taken);
        assert!(output.differs());
        assert_eq!(output.finish().as_deref(), Some("a\nb\nd\n"));
    }

    #[test]
    fn a_line_is_indented_as_it_must_be() {
        let mut output = Output::new("if a:\n  b\nif c:\n    d\n");
        output.line(0, 0..5);
        output.line(1, 8..9);
        output.line(0, 10..15);
        output.line(17, 20..21);
        let deep = format!("if a:\n    b\nif c:\n{}d\n", " ".repeat(68));
        assert_eq!(output.finish(), Some(deep));
    }

    #[test]
    fn what_is_inserted_can_make_both_equal_again() {
        let mut output = Output::new("a\n\n\n# b\nc\n");
        output.push("a\n\n");
        output.push("# b\n");
        assert!(output.differs());
        output.insert(3, "\n");
        assert!(!output.differs());
        output.insert(2, "\n");
        assert!(output.differs());
        assert_eq!(output.finish().as_deref(), Some("a\n\n\n\n# b\n"));
    }
}
