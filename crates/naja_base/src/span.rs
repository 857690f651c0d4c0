//! Byte ranges of a source text.

use std::fmt;
use std::ops::{Index, Range};

/// A half-open range of bytes, `start..end`, in a source text of at most 4 GiB.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset just past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, both byte offsets.
    #[inline]
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The empty span at `offset`.
    #[inline]
    #[must_use]
    pub const fn empty(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The span of `range`, whose ends are clamped to 4 GiB.
    #[must_use]
    pub fn from_range(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }

    /// The length in bytes.
    #[inline]
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies inside; the end does not.
    #[inline]
    #[must_use]
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether every byte of `other` lies inside.
    #[inline]
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[inline]
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range of `usize`, for slicing.
    #[inline]
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Index<Span> for str {
    type Output = str;

    #[inline]
    fn index(&self, span: Span) -> &str {
        &self[span.range()]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// `index` as an offset, clamped to 4 GiB.
#[inline]
#[must_use]
pub fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_cover_contain_and_join() {
        let outer = Span::new(2, 9);
        assert!(outer.covers(Span::new(2, 9)) && !outer.covers(Span::new(1, 3)));
        assert!(outer.contains(2) && !outer.contains(9));
        assert_eq!(Span::new(4, 5).to(Span::new(1, 2)), Span::new(1, 5));
        assert_eq!(&"abcdef"[Span::new(1, 3)], "bc");
    }

    #[test]
    fn a_range_beyond_four_gibibytes_is_clamped() {
        assert_eq!(Span::from_range(0..usize::MAX), Span::new(0, u32::MAX));
    }
}
