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

/// Writes each line break in the texts of `edits` as `ending`.
pub fn adopt_line_ending(ending: &str, edits: &mut [Edit]) {
    if ending == "\n" {
        return;
    }
    for edit in edits {
        if memchr::memchr(b'\n', edit.text.as_bytes()).is_some() {
            edit.text = edit.text.replace("\r\n", "\n").replace('\n', ending);
        }
    }
}

/// Makes a `\r\n` of each lone `\r` that `edits`, made together, would put right before a `\n`: else one line break would become
/// of two. The edits are put in the order of the text.
pub fn keep_line_breaks_apart(text: &str, edits: &mut [Edit]) {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return;
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let bytes = text.as_bytes();
    // Where the edit before ends, and the last byte written up to there.
    let (mut done, mut last) = (0, None);
    for index in 0..edits.len() {
        let range = edits[index].span.range();
        let next_start = edits.get(index + 1).map_or(usize::MAX, |next| next.span.range().start);
        let Some(before) = bytes.get(..range.start) else { return };
        let follows_original = range.start > done;
        if follows_original {
            last = before.last().copied();
        }
        let new = &mut edits[index].text;
        if last == Some(b'\r') && new.starts_with('\n') {
            new.insert(0, '\n');
        }
        let changes_nothing = new.is_empty() && range.is_empty() && follows_original;
        last = new.bytes().next_back().or(last);
        let meets_break = next_start > range.end && bytes.get(range.end) == Some(&b'\n');
        if last == Some(b'\r') && meets_break && !changes_nothing {
            new.push('\n');
            last = Some(b'\n');
        }
        done = range.end;
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, EditError, adopt_line_ending, apply, keep_line_breaks_apart};
    use crate::{Span, lines};

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits =
            [Edit::replace(Span::new(4, 5), "two"), Edit::insert(0, "> "), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply("a b 2 c", &edits).as_deref(), Ok("> ab two c"));
    }

    fn check_breaks(text: &str, edits: &[Edit], expected: &str) {
        let mut edits = edits.to_vec();
        adopt_line_ending(lines::ending(text).unwrap_or("\n"), &mut edits);
        keep_line_breaks_apart(text, &mut edits);
        assert_eq!(apply(text, &edits).as_deref(), Ok(expected), "{text:?}");
    }

    #[test]
    fn written_line_breaks_are_those_of_the_text() {
        for ending in ["\n", "\r\n", "\r"] {
            let text = format!("a{ending}b");
            check_breaks(&text, &[Edit::insert(0, "x\ny\n")], &format!("x{ending}y{ending}a{ending}b"));
        }
    }

    #[test]
    fn two_line_breaks_never_become_one() {
        let delete = |start, end| Edit::delete(Span::new(start, end));
        check_breaks("a\rb\n\nc", &[delete(2, 4)], "a\r\n\nc");
        check_breaks("a\r  \nc", &[delete(2, 4)], "a\r\n\nc");
        check_breaks("a\n\rb\n", &[Edit::insert(3, "\nx")], "a\n\r\n\nxb\n");
        check_breaks("a\r\nb", &[Edit::insert(2, "")], "a\r\nb");
        check_breaks("a\rb\nc\r\n\nd", &[delete(2, 4), delete(4, 7)], "a\r\n\nd");
        check_breaks("a\n\nb\r", &[Edit::replace(Span::new(0, 1), "x\r")], "x\r\n\n\nb\r");
        check_breaks("a\r\nb", &[Edit::replace(Span::new(0, 1), "c")], "c\r\nb");
    }

    #[test]
    fn overlaps_and_strays_are_refused() {
        let overlap = [Edit::delete(Span::new(0, 3)), Edit::insert(1, "x")];
        assert_eq!(apply("abcd", &overlap), Err(EditError::Overlap));
        assert_eq!(apply("abcd", &[Edit::delete(Span::new(2, 9))]), Err(EditError::OutOfBounds));
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), Err(EditError::OutOfBounds));
    }
}
