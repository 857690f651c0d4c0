//! Walks source and tree side by side: the tree says which token comes next, the cursor finds it, and every comment that
//! lies between is hung on a leaf or put on a line of its own. So no comment can be lost.

use naja_base::Span;

use crate::blank::{Blanks, LineFacts};
use crate::directive::DirectiveComment;
use crate::layout::Layout;
use crate::leaf::{ADDED, ATOM, INVISIBLE, Kind, NONE, SIDE, SPACE, Trailing};
use crate::line::{LineKind, LogicalLine};
use crate::output::Output;
use crate::scan::{blanks, starts_token};
use crate::{Buffers, FormatError, FormatOptions, Pass};

/// The state of formatting one file.
pub(crate) struct Writer<'s> {
    pub(crate) source: &'s str,
    pub(crate) bytes: &'s [u8],
    pub(crate) pos: usize,
    pub(crate) options: &'s FormatOptions,
    pub(crate) line: LogicalLine,
    comments: &'s [Span],
    /// The comments that keep source as it is.
    pub(crate) directives: Vec<DirectiveComment>,
    /// What stays inside brackets.
    pub(crate) kept: Vec<std::ops::Range<usize>>,
    /// Whether a line that is turned off in its middle stays as a whole.
    pub(crate) whole_lines: bool,
    /// The comment before which a gap ends.
    pub(crate) stop: usize,
    /// Where the line began in the source.
    pub(crate) line_start: usize,
    next_comment: usize,
    pub(crate) layout: Layout<'s>,
    pub(crate) out: Output<'s>,
    /// Whether the first difference is enough.
    pub(crate) stops: bool,
    over: bool,
    /// Whether the source is ASCII: bytes are columns then.
    ascii: bool,
    pub(crate) blanks: Blanks,
    /// The level of indentation.
    pub(crate) indent: u16,
    /// Blank lines before the next line.
    newlines: u32,
    /// Whether a form feed was on one of them.
    form_feed: bool,
    /// What the current line is.
    pub(crate) facts: LineFacts,
    pub(crate) error: Option<FormatError>,
    /// Whether another pass could change the result again.
    pub(crate) unsettled: bool,
}

impl<'s> Writer<'s> {
    pub(crate) fn new(
        source: &'s str,
        comments: &'s [Span],
        options: &'s FormatOptions,
        layout: Layout<'s>,
        line: LogicalLine,
    ) -> Self {
        Self {
            source,
            bytes: source.as_bytes(),
            pos: 0,
            options,
            line,
            comments,
            directives: Vec::new(),
            kept: Vec::new(),
            whole_lines: false,
            stop: usize::MAX,
            line_start: 0,
            next_comment: 0,
            layout,
            out: Output::new(source),
            stops: false,
            over: false,
            ascii: source.is_ascii(),
            blanks: Blanks::new(options.stub, options.line_breaks.after_imports),
            indent: 0,
            newlines: 0,
            form_feed: false,
            facts: LineFacts::default(),
            error: None,
            unsettled: false,
        }
    }

    /// Remembers that tree and source disagree here; nothing is written then.
    #[cold]
    #[inline(never)]
    pub(crate) fn disagree(&mut self) {
        if self.error.is_none() && !self.over {
            self.error = Some(FormatError::Unexpected { offset: self.pos as u32 });
        }
    }

    /// Whether what is still to come is of no use; nothing more is written then.
    pub(crate) const fn is_over(&mut self) -> bool {
        self.over |= self.error.is_some() || (self.stops && self.out.differs() && !self.blanks.is_pending());
        self.over
    }

    /// Goes to the next token; comments on the way join the line.
    #[inline]
    pub(crate) fn skip(&mut self) {
        let byte = self.byte(self.pos);
        if starts_token(byte) {
            return;
        }
        if byte == b' ' && starts_token(self.byte(self.pos + 1)) {
            self.pos += 1;
        } else {
            self.skip_more();
        }
    }

    /// The byte at `at`; after the end 0.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    #[cold]
    #[inline(never)]
    fn skip_more(&mut self) {
        self.skip_from(false);
    }

    /// Goes past a parenthesis that is left out. Comments after it follow those before it, each on its own line.
    pub(crate) fn drop_paren(&mut self) {
        let before = self.next_comment;
        self.skip();
        self.pos += 1;
        if self.next_comment > before {
            self.skip_from(true);
        }
    }

    /// Goes to the next token; with `fresh_line`, comments before a line break are on their own lines too.
    fn skip_from(&mut self, fresh_line: bool) {
        self.line.part();
        let mut fresh_line = fresh_line;
        while let Some(&byte) = self.bytes.get(self.pos) {
            match byte {
                b' ' => self.pos += blanks(&self.bytes[self.pos..]),
                b'\t' | 12 => self.pos += 1,
                b'\n' | b'\r' => {
                    fresh_line = true;
                    self.pos += 1;
                }
                b'\\' => match self.continuation(self.pos) {
                    1 => break,
                    len => self.pos += len,
                },
                b'#' => {
                    let comment = self.take_comment();
                    self.inner_comment(comment, fresh_line);
                }
                _ if fresh_line && !self.kept.is_empty() && self.keeps_elements() => {}
                _ => break,
            }
        }
    }

    /// The bytes of the backslash and line break at `at`.
    pub(crate) fn continuation(&self, at: usize) -> usize {
        match (self.bytes.get(at + 1), self.bytes.get(at + 2)) {
            (Some(b'\r'), Some(b'\n')) => 3,
            (Some(b'\r' | b'\n'), _) => 2,
            _ => 1,
        }
    }

    fn take_comment(&mut self) -> Span {
        while self.comments.get(self.next_comment).is_some_and(|span| (span.start as usize) < self.pos) {
            self.next_comment += 1;
        }
        let span = match self.comments.get(self.next_comment) {
            Some(&span) if span.start as usize == self.pos => span,
            _ => {
                self.disagree();
                Span::new(self.pos as u32, self.bytes.len() as u32)
            }
        };
        self.next_comment += 1;
        self.pos = span.end as usize;
        span
    }

    /// The place of the comment's text, rewritten in the way of the style where it must be.
    fn comment_text(&mut self, span: Span) -> (u32, u32, bool) {
        let raw = &self.source[span.start as usize..span.end as usize];
        // The commonest comment by far; type comments begin with a `t`.
        if let [b'#', b' ', first, .., last] = raw.as_bytes()
            && *first != b't'
            && first.is_ascii_graphic()
            && last.is_ascii_graphic()
        {
            return (span.start, span.end, false);
        }
        if raw.contains('\n') {
            return (span.start, span.end, false);
        }
        let text = crate::comment::normalized(raw);
        if text == raw {
            return (span.start, span.end, false);
        }
        if raw.starts_with(&*text) {
            return (span.start, span.start + text.len() as u32, false);
        }
        let start = self.line.side.len() as u32;
        self.line.side.push_str(&text);
        (start, self.line.side.len() as u32, true)
    }

    fn inner_comment(&mut self, span: Span, fresh_line: bool) {
        let (start, end, side) = self.comment_text(span);
        if fresh_line
            && self.line.depth > 0
            && !self.directives.is_empty()
            && let Some(end) = self.bracket_region(span)
        {
            self.line.standalone((span.start, end as u32), self.source, 0);
            self.pos = end;
            return;
        }
        if !fresh_line && self.line.trail(Trailing { start, end, next: NONE, side }, self.source) {
            return;
        }
        self.line.standalone((start, end), self.source, if side { SIDE } else { 0 });
    }

    /// Takes the token `text`, which must come next.
    #[inline]
    pub(crate) fn token(&mut self, text: &str, kind: Kind, flags: u16, priority: u8) {
        self.skip();
        let end = self.pos + text.len();
        if self.bytes.get(self.pos..end) != Some(text.as_bytes()) {
            self.disagree();
            return;
        }
        self.line.push(kind, self.pos as u32, end as u32, flags, priority);
        self.pos = end;
    }

    /// Takes the token `byte`, which must come next.
    #[inline(always)]
    pub(crate) fn mark(&mut self, byte: u8, kind: Kind, flags: u16, priority: u8) {
        self.skip();
        if self.byte(self.pos) != byte {
            self.disagree();
            return;
        }
        self.line.push(kind, self.pos as u32, self.pos as u32 + 1, flags, priority);
        self.pos += 1;
    }

    /// Takes a keyword or other name of the grammar.
    pub(crate) fn word(&mut self, text: &str, space: bool) {
        self.token(text, Kind::Name, u16::from(space), 0);
    }

    /// Takes the identifier at `span`, which must come next.
    #[inline(always)]
    pub(crate) fn name_at(&mut self, span: Span, space: bool) {
        self.skip();
        if self.pos != span.start as usize || span.is_empty() {
            self.disagree();
            return;
        }
        self.pos = span.end as usize;
        self.line.push_wide(Kind::Name, span.start, span.end, self.columns(span), u16::from(space), 0);
    }

    /// How many columns a part of the source takes.
    #[inline]
    pub(crate) fn columns(&self, span: Span) -> u32 {
        if self.ascii { span.len() } else { self.wide_columns(span) }
    }

    #[inline(never)]
    fn wide_columns(&self, span: Span) -> u32 {
        crate::width::columns(&self.source[span.range()])
    }

    /// Takes whatever identifier comes next.
    pub(crate) fn name(&mut self, space: bool) {
        self.skip();
        let start = self.pos;
        let mut ascii = true;
        while let Some(&byte) = self.bytes.get(self.pos) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {}
                128.. => ascii = false,
                _ => break,
            }
            self.pos += 1;
        }
        if self.pos == start {
            self.disagree();
        }
        let Some(text) = self.source.get(start..self.pos) else {
            self.disagree();
            return;
        };
        let width = if ascii { text.len() as u32 } else { crate::width::columns(text) };
        self.line.push_wide(Kind::Name, start as u32, self.pos as u32, width, u16::from(space), 0);
    }

    pub(crate) fn peek(&mut self) -> u8 {
        self.skip();
        self.byte(self.pos)
    }

    /// Whether `wanted` is the next token's first byte; nothing is taken, so a statement's end is never passed.
    pub(crate) fn comes(&self, wanted: u8) -> bool {
        let mut at = self.pos;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\\' | 12 => at += 1,
                b'#' => {
                    at += memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).unwrap_or(self.bytes.len() - at);
                }
                _ => return byte == wanted,
            }
        }
        false
    }

    /// Whether a comment comes before the next token.
    pub(crate) fn comment_comes(&self) -> bool {
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\\' | 12);
        self.bytes[self.pos..].iter().find(|byte| !is_blank(byte)) == Some(&b'#')
    }

    /// Takes a comma if one comes next.
    #[inline]
    pub(crate) fn comma(&mut self, flags: u16) -> bool {
        let byte = self.byte(self.pos);
        if byte != b',' {
            if starts_token(byte) || !self.comes(b',') {
                return false;
            }
            self.skip();
        }
        self.line.comma(self.pos as u32, flags);
        self.pos += 1;
        true
    }

    /// Takes an opening bracket.
    pub(crate) fn open(&mut self, byte: u8, flags: u16) {
        if self.peek() != byte {
            self.disagree();
            return;
        }
        let kind = match byte {
            b'(' => Kind::OpenParen,
            b'[' => Kind::OpenBracket,
            _ => Kind::OpenBrace,
        };
        self.line.open(kind, self.pos as u32, flags);
        self.pos += 1;
    }

    /// Takes the bracket that closes; `flags` are those of its opening one.
    pub(crate) fn close(&mut self, byte: u8, flags: u16) {
        if self.peek() != byte {
            self.disagree();
            return;
        }
        let kind = match byte {
            b')' => Kind::CloseParen,
            b']' => Kind::CloseBracket,
            _ => Kind::CloseBrace,
        };
        self.line.close(kind, self.pos as u32, flags, self.options.magic_trailing_comma);
        self.pos += 1;
    }

    /// Opens parentheses that the source has not.
    pub(crate) fn open_virtual(&mut self, space: bool, flags: u16) {
        let start = self.pos as u32;
        self.line.open(Kind::OpenParen, start, flags | ADDED | u16::from(space));
    }

    /// Closes them.
    pub(crate) fn close_virtual(&mut self, flags: u16) {
        let start = self.pos as u32;
        self.line.close(Kind::CloseParen, start, flags | ADDED, self.options.magic_trailing_comma);
    }

    /// Opens parentheses that are only shown when the line is split there.
    pub(crate) fn open_invisible(&mut self, space: bool) {
        self.open_virtual(space, INVISIBLE | ATOM);
    }

    /// Closes them.
    pub(crate) fn close_invisible(&mut self) {
        self.close_virtual(INVISIBLE);
    }

    /// Starts a line: comments before it become lines of their own.
    pub(crate) fn begin(&mut self, kind: LineKind) {
        self.gap(None);
        self.line_start = self.pos;
        self.line.kind = kind;
        self.facts = LineFacts { kind, ..LineFacts::default() };
    }

    /// Writes the comments that come next as lines of their own: all of them, or those not left of `column`.
    pub(crate) fn gap(&mut self, column: Option<u32>) {
        let mut breaks = 0_u32;
        // Whether the line, or a blank line before it, holds a form feed.
        let (mut line_feeds, mut feed) = (false, false);
        let mut slashes = 0;
        let (mut from, mut at) = (self.pos, self.pos);
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b' ' => at += blanks(&self.bytes[at..]),
                b'\t' => at += 1,
                12 => {
                    line_feeds = true;
                    at += 1;
                }
                b'\n' | b'\r' => {
                    feed |= line_feeds && breaks > 0;
                    line_feeds = false;
                    at += if byte == b'\r' && self.bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                    breaks += 1;
                }
                b'\\' => {
                    at += self.continuation(at);
                    slashes += u32::from(breaks > 0);
                }
                b'#' if at == self.stop => break,
                b'#' => {
                    if breaks > 0 && column.is_some_and(|column| self.column(at) < column) {
                        self.pos = from;
                        return;
                    }
                    self.pos = at;
                    let region = if self.directives.is_empty() { None } else { self.comment_region(at) };
                    let span = match region {
                        Some(end) => Span::from_range(at..end),
                        None => self.take_comment(),
                    };
                    self.pos = span.end as usize;
                    self.own_line(span, breaks.saturating_sub(1), feed);
                    (from, at) = (self.pos, self.pos);
                    (breaks, feed, line_feeds, slashes) = (0, false, false, 0);
                }
                _ => break,
            }
        }
        if column.is_some() {
            self.pos = from;
            return;
        }
        self.pos = at;
        self.newlines = if breaks == 0 { 0 } else { breaks - 1 + slashes };
        self.form_feed = feed && matches!(self.bytes[at - 1], b'\n' | b'\r');
    }

    /// How many characters are before `at` in its line.
    pub(crate) fn column(&self, at: usize) -> u32 {
        let start = memchr::memrchr2(b'\n', b'\r', &self.bytes[..at]).map_or(0, |index| index + 1);
        let indent = &self.bytes[start..at];
        (indent.len() - indent.iter().rposition(|&byte| byte == 12).map_or(0, |index| index + 1)) as u32
    }

    fn own_line(&mut self, span: Span, newlines: u32, feed: bool) {
        let (start, end, side) = self.comment_text(span);
        self.line.standalone((start, end), self.source, if side { SIDE } else { 0 });
        self.newlines = newlines;
        self.form_feed = feed;
        self.facts = LineFacts { kind: LineKind::Comment, ..LineFacts::default() };
        self.flush();
    }

    /// Ends the line with the comment that may follow in the source's line, and writes it.
    pub(crate) fn end(&mut self) {
        let mut at = self.pos;
        while let Some(&byte) = self.bytes.get(at) {
            at += match byte {
                b' ' | b'\t' | 12 => 1,
                b'\\' => self.continuation(at),
                _ => break,
            };
        }
        if self.bytes.get(at) == Some(&b'#') {
            self.pos = at;
            let span = self.take_comment();
            let (start, end, side) = self.comment_text(span);
            self.line.trail(Trailing { start, end, next: NONE, side }, self.source);
        }
        if !self.keeps_line() {
            self.flush();
        }
    }

    /// Writes the line.
    pub(crate) fn flush(&mut self) {
        if self.line.leaves.is_empty() {
            return;
        }
        // Once tree and source disagree, the places of leaves can be anywhere.
        if self.over || self.error.is_some() {
            self.line.clear();
            return;
        }
        let facts = LineFacts { depth: self.indent, ..self.facts };
        self.blanks.before(facts, self.newlines, self.form_feed, &mut self.out);
        self.newlines = 0;
        self.form_feed = false;
        if self.layout.write(&mut self.line, self.source, self.indent, &mut self.out).is_err() {
            self.error.get_or_insert(FormatError::TooComplex { offset: self.line_start as u32 });
        }
        self.line.clear();
    }

    /// Writes what is left after the last statement, and gives the memory back.
    pub(crate) fn finish(mut self, buffers: &mut Buffers) -> Result<Pass, FormatError> {
        if !self.is_over() {
            self.gap(None);
        }
        self.line.clear();
        *buffers = Buffers { line: self.line, layout: self.layout.into_buffers() };
        match self.error {
            Some(error) => Err(error),
            None => Ok(Pass {
                text: self.out.finish(),
                unsettled: self.unsettled,
                keeps: !self.directives.is_empty(),
            }),
        }
    }

    /// A leaf flag for a blank.
    pub(crate) const fn blank(space: bool) -> u16 {
        if space { SPACE } else { 0 }
    }
}
