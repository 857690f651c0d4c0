//! A reading position in a text, as the parsers of requirements and markers use it.

use naja_base::Span;

/// A place in `text`, always between two characters.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The place as a byte offset.
    pub(crate) fn offset(&self) -> u32 {
        Span::from_range(self.at..self.at).start
    }

    /// The next character, which stays unread.
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one character.
    pub(crate) fn bump(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Reads `wanted` if it comes next.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Reads as long as `wanted` holds.
    pub(crate) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !wanted(character)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Reads white space.
    pub(crate) fn skip_space(&mut self) {
        self.eat_while(char::is_whitespace);
    }

    /// The span of `part`, which must be a slice of this cursor's text.
    pub(crate) fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span::from_range(start..start + part.len())
    }

    /// The span of the next character, empty at the end.
    pub(crate) fn next_char_span(&self) -> Span {
        let length = self.peek().map_or(0, char::len_utf8);
        Span::from_range(self.at..self.at + length)
    }

    /// The span of `character`, which was just read.
    pub(crate) fn last_char_span(&self, character: char) -> Span {
        Span::from_range(self.at - character.len_utf8()..self.at)
    }
}
