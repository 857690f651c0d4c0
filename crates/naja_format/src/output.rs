//! What is written: as long as it repeats the source, that is all there is to remember.
//!
//! So formatting a formatted file copies nothing, and whoever wants to know only whether a file is formatted can stop at
//! the first difference.

use std::ops::Range;

/// The output of one pass: the source's beginning, and what follows it.
pub(crate) struct Output<'s> {
    source: &'s str,
    /// How many bytes of the source it begins with.
    same: usize,
    /// The rest; empty as long as nothing differs.
    text: String,
}

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
            self.make_room();
        }
        self.text.push_str(text);
    }

    /// Writes what the source has at `range`.
    #[inline]
    pub(crate) fn repeat(&mut self, range: Range<usize>) {
        if self.text.is_empty() && range.start == self.same {
            self.same = range.end;
        } else {
            self.push(&self.source[range]);
        }
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
        if self.source[self.same..].starts_with(&*self.text) {
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

    #[cold]
    fn make_room(&mut self) {
        let rest = self.source.len() - self.same;
        self.text.reserve(rest + rest / 16 + 64);
    }
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn what_repeats_the_source_is_not_a_new_text() {
        let mut output = Output::new("a\nb\n");
        output.push("a\n");
        output.repeat(2..3);
        output.push("\n");
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
        output.repeat(2..4);
        assert!(output.differs());
        assert_eq!(output.finish().as_deref(), Some("a\nc\nb\n"));
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
