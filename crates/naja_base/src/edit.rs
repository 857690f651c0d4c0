//! Changes to a text: edits, and the fixes that are made of them.

use std::fmt;

use crate::Span;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes away; empty for an insertion.
    pub span: Span,
    /// What comes in its place; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::empty(offset), text: text.into() }
    }

    /// Takes `span` away.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Only for the reader's eyes.
    DisplayOnly,
    /// May change what the program does.
    Unsafe,
    /// Keeps what the program does.
    Safe,
}

/// Edits that belong together: either all are made or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as a heading.
    pub title: String,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
    /// How far it may be trusted.
    pub applicability: Applicability,
}

/// Why edits could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Two edits touch the same bytes.
    Overlap,
    /// An edit reaches past the text or into the middle of a character.
    OutOfBounds,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "two edits touch the same bytes",
            Self::OutOfBounds => "an edit reaches past the text",
        })
    }
}

impl std::error::Error for EditError {}

/// Makes all `edits` on `text`, in whatever order they are given; insertions at one place keep theirs.
///
/// # Errors
/// When two edits overlap or one does not fit the text. Nothing is half done then.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut done = 0;
    for edit in order {
        let range = edit.span.range();
        if range.start < done {
            return Err(EditError::Overlap);
        }
        out.push_str(text.get(done..range.start).ok_or(EditError::OutOfBounds)?);
        text.get(range.clone()).ok_or(EditError::OutOfBounds)?;
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(&text[done..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Edit, EditError, apply};
    use crate::Span;

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits =
            [Edit::replace(Span::new(4, 5), "two"), Edit::insert(0, "> "), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply("a b 2 c", &edits).as_deref(), Ok("> ab two c"));
    }

    #[test]
    fn overlaps_and_strays_are_refused() {
        let overlap = [Edit::delete(Span::new(0, 3)), Edit::insert(1, "x")];
        assert_eq!(apply("abcd", &overlap), Err(EditError::Overlap));
        assert_eq!(apply("abcd", &[Edit::delete(Span::new(2, 9))]), Err(EditError::OutOfBounds));
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), Err(EditError::OutOfBounds));
    }
}
