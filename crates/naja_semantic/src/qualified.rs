//! Dotted names, as they are where they come from.

use std::fmt;

/// The most segments that are held without a heap allocation.
const INLINE: usize = 8;

/// A dotted name as its module knows it: `typing.List` for `List` after `from typing import List`.
///
/// The segments are those of the import and of the attributes after it. A relative import keeps its dots as the first
/// segment (`.`, `..`); builtins start with `builtins`.
#[derive(Clone, Debug)]
pub struct QualifiedName<'a> {
    segments: [&'a str; INLINE],
    len: u8,
    rest: Vec<&'a str>,
}

impl<'a> QualifiedName<'a> {
    pub(crate) const fn new() -> Self {
        Self { segments: [""; INLINE], len: 0, rest: Vec::new() }
    }

    pub(crate) fn push(&mut self, segment: &'a str) {
        if (self.len as usize) < INLINE {
            self.segments[self.len as usize] = segment;
            self.len += 1;
        } else {
            if self.rest.is_empty() {
                self.rest.extend_from_slice(&self.segments);
            }
            self.rest.push(segment);
        }
    }

    pub(crate) fn push_dotted(&mut self, path: &'a str) {
        let mut rest = path;
        // Paths are too short for the search that `split` does.
        while let Some(dot) = rest.bytes().position(|byte| byte == b'.') {
            self.push(&rest[..dot]);
            rest = &rest[dot + 1..];
        }
        self.push(rest);
    }

    /// The segments, the module's first.
    #[inline]
    #[must_use]
    pub fn segments(&self) -> &[&'a str] {
        if self.rest.is_empty() { &self.segments[..self.len as usize] } else { &self.rest }
    }

    /// Whether these are the segments.
    #[inline]
    #[must_use]
    pub fn matches(&self, segments: &[&str]) -> bool {
        self.segments() == segments
    }
}

impl PartialEq for QualifiedName<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.segments() == other.segments()
    }
}

impl Eq for QualifiedName<'_> {}

impl PartialEq<str> for QualifiedName<'_> {
    fn eq(&self, other: &str) -> bool {
        self.segments().iter().copied().eq(other.split('.'))
    }
}

impl PartialEq<&str> for QualifiedName<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl fmt::Display for QualifiedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for segment in self.segments() {
            if !first {
                f.write_str(".")?;
            }
            f.write_str(segment)?;
            // The dots of a relative import stand for themselves.
            first = segment.bytes().all(|byte| byte == b'.');
        }
        Ok(())
    }
}
