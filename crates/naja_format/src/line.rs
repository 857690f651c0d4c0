//! One logical line: its leaves in order, what hangs on them, and what layout wants to know at once.
//!
//! The buffers are reused from line to line, so that a token costs no allocation.

use std::ops::Range;

use crate::leaf::{
    ADDED, ARGUMENT, COMMA_AFTER, INVISIBLE, Kind, Leaf, MAGIC, MULTILINE, NONE, SIDE, SPACE, SUBSCRIPT,
    Trailing,
};
use crate::width::columns;

/// What a logical line is, as far as blank lines and layout ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Anything else.
    #[default]
    Other,
    /// `import a`, `from a import b`.
    Import,
    /// `def`, `async def`.
    Def,
    /// `class`.
    Class,
    /// `@decorator`.
    Decorator,
    /// `return`, `raise`, `break`, `continue`.
    Flow,
    /// `with`, `async with`.
    With,
    /// `case`.
    Case,
    /// A comment on its own line, or source that is kept.
    Comment,
}

/// The text of leaves and comments.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'t> {
    /// The file.
    pub(crate) source: &'t str,
    /// What was rewritten.
    pub(crate) side: &'t str,
}

impl<'t> Texts<'t> {
    /// The text of a leaf; that of an invisible bracket is empty.
    #[inline]
    pub(crate) fn leaf(self, leaf: &Leaf) -> &'t str {
        if leaf.has(SIDE | INVISIBLE | ADDED) {
            return self.special(leaf);
        }
        &self.source[leaf.start as usize..leaf.end as usize]
    }

    fn special(self, leaf: &Leaf) -> &'t str {
        if leaf.has(INVISIBLE) {
            ""
        } else if leaf.has(ADDED) {
            if leaf.kind == Kind::OpenParen { "(" } else { ")" }
        } else {
            &self.side[leaf.start as usize..leaf.end as usize]
        }
    }

    /// The text of a trailing comment.
    pub(crate) fn comment(self, comment: &Trailing) -> &'t str {
        let text = if comment.side { self.side } else { self.source };
        &text[comment.start as usize..comment.end as usize]
    }
}

/// A bracket that is still open.
#[derive(Clone, Copy)]
struct Open {
    leaf: u32,
    /// Commas directly inside; one between arguments counts twice.
    commas: u32,
    /// How many brackets are open around it.
    depth: u16,
}

/// An offset at which no leaf starts, whatever blanks are added to it.
const NOWHERE: u64 = u64::MAX / 2;

/// The line that is being gathered.
#[derive(Default)]
pub(crate) struct LogicalLine {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) trailing: Vec<Trailing>,
    /// Rewritten text.
    pub(crate) side: String,
    open: Vec<Open>,
    /// Brackets open at the next leaf; the targets of `for` and the parameters of `lambda` count as one more.
    pub(crate) depth: u16,
    /// Columns of all leaves with the blanks between them.
    pub(crate) width: u32,
    /// Closing brackets with a magic trailing comma.
    pub(crate) magic: Vec<u32>,
    /// Invisible brackets.
    pub(crate) invisible: Vec<u32>,
    /// Leaves that hold a line break.
    pub(crate) multiline: Vec<u32>,
    /// Comments on lines of their own inside brackets.
    pub(crate) standalone: Vec<u32>,
    /// The operators `**`.
    pub(crate) powers: Vec<u32>,
    /// Leaves that do not stand in the source just as they are written, behind the leaf before them.
    loose: Vec<u32>,
    /// Where in the source the next leaf starts if both have nothing but its blank before it.
    next: u64,
    pub(crate) kind: LineKind,
}

impl LogicalLine {
    /// Makes it empty.
    pub(crate) fn clear(&mut self) {
        self.leaves.clear();
        self.trailing.clear();
        self.side.clear();
        self.open.clear();
        self.depth = 0;
        self.width = 0;
        self.magic.clear();
        self.invisible.clear();
        self.multiline.clear();
        self.standalone.clear();
        self.powers.clear();
        self.loose.clear();
        self.part();
        self.kind = LineKind::Other;
    }

    /// Whether the line can be written as it is if it is short enough.
    pub(crate) const fn is_plain(&self) -> bool {
        self.magic.is_empty()
            && self.multiline.is_empty()
            && self.standalone.is_empty()
            && self.trailing.is_empty()
    }

    /// Its texts.
    pub(crate) fn texts<'t>(&'t self, source: &'t str) -> Texts<'t> {
        Texts { source, side: &self.side }
    }

    /// Appends a leaf that is no bracket and no string.
    #[inline]
    pub(crate) fn push(&mut self, kind: Kind, start: u32, end: u32, flags: u16, priority: u8) {
        let width = end - start;
        self.push_wide(kind, start, end, width, flags, priority);
    }

    #[inline]
    #[expect(clippy::too_many_arguments, reason = "the fields of a leaf")]
    pub(crate) fn push_wide(
        &mut self,
        kind: Kind,
        start: u32,
        end: u32,
        width: u32,
        flags: u16,
        priority: u8,
    ) {
        self.width += width + u32::from(flags & SPACE);
        let leaf = Leaf {
            start,
            end,
            width,
            column: self.width,
            partner: NONE,
            comment: NONE,
            depth: self.depth,
            flags,
            kind,
            priority,
        };
        let expected = self.next + u64::from(flags & SPACE);
        if flags & (SIDE | INVISIBLE | ADDED) == 0 {
            if u64::from(start) != expected {
                self.loose.push(self.leaves.len() as u32);
            }
            self.next = u64::from(end);
        } else if flags & (INVISIBLE | ADDED) == INVISIBLE | ADDED {
            // Brackets that neither have are no difference.
            self.next = expected;
        } else {
            self.loose.push(self.leaves.len() as u32);
            self.part();
        }
        self.leaves.push(leaf);
    }

    /// Notes that the source between this leaf and the next one is not just the blank that is written.
    pub(crate) const fn part(&mut self) {
        self.next = NOWHERE;
    }

    /// Where the leaves from `lo` to `hi` stand in the source just as they are written, if they do.
    pub(crate) fn in_source(&self, lo: usize, hi: usize) -> Option<Range<usize>> {
        let next = self.loose.partition_point(|&index| index as usize <= lo);
        if self.loose.get(next).is_some_and(|&index| (index as usize) < hi) {
            return None;
        }
        let first = self.leaves.get(lo).filter(|leaf| !leaf.has(SIDE | INVISIBLE | ADDED | COMMA_AFTER))?;
        let last = self.leaves[lo..hi].iter().rfind(|leaf| !leaf.is_invisible())?;
        Some(first.start as usize..last.end as usize)
    }

    /// Appends a comma.
    pub(crate) fn comma(&mut self, start: u32, flags: u16) {
        if let Some(open) = self.open.last_mut()
            && open.depth + 1 == self.depth
        {
            open.commas += if flags & ARGUMENT != 0 { 2 } else { 1 };
        }
        self.push(Kind::Comma, start, start + 1, flags, 0);
    }

    /// Appends an opening bracket.
    pub(crate) fn open(&mut self, kind: Kind, start: u32, flags: u16) {
        let index = self.leaves.len() as u32;
        self.open.push(Open { leaf: index, commas: 0, depth: self.depth });
        if flags & INVISIBLE != 0 {
            self.invisible.push(index);
        }
        let width = u32::from(flags & INVISIBLE == 0);
        self.push_wide(kind, start, start + 1, width, flags, 0);
        self.depth += 1;
    }

    /// Appends the bracket that closes the innermost open one. With `magic_commas` off, a comma that would be magic
    /// is dropped.
    pub(crate) fn close(&mut self, kind: Kind, start: u32, flags: u16, magic_commas: bool) {
        let Some(open) = self.open.pop() else { return };
        self.depth = open.depth;
        let mut flags = flags;
        if self.leaves.last().is_some_and(|last| last.kind == Kind::Comma) && self.is_magic(kind, open) {
            if magic_commas {
                flags |= MAGIC;
                self.magic.push(self.leaves.len() as u32);
            } else {
                self.drop_last_comma();
            }
        }
        let index = self.leaves.len() as u32;
        if flags & INVISIBLE != 0 {
            self.invisible.push(index);
        }
        self.leaves[open.leaf as usize].partner = index;
        let width = u32::from(flags & INVISIBLE == 0);
        self.push_wide(kind, start, start + 1, width, flags, 0);
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.partner = open.leaf;
        }
    }

    fn is_magic(&self, kind: Kind, open: Open) -> bool {
        match kind {
            Kind::CloseBracket => !(self.leaves[open.leaf as usize].has(SUBSCRIPT) && open.commas < 2),
            Kind::CloseParen => self.kind == LineKind::Import || open.commas >= 2,
            _ => true,
        }
    }

    fn drop_last_comma(&mut self) {
        let Some(comma) = self.leaves.pop() else { return };
        self.width -= comma.full_width();
        self.loose.push(self.leaves.len() as u32);
        self.part();
        if comma.comment != NONE
            && let Some(last) = self.leaves.len().checked_sub(1)
        {
            self.chain(last as u32, comma.comment);
        }
    }

    /// Hangs a chain of comments behind those of `leaf`.
    pub(crate) fn chain(&mut self, leaf: u32, first: u32) {
        let mut at = self.leaves[leaf as usize].comment;
        if at == NONE {
            self.leaves[leaf as usize].comment = first;
            return;
        }
        while self.trailing[at as usize].next != NONE {
            at = self.trailing[at as usize].next;
        }
        self.trailing[at as usize].next = first;
    }

    /// Appends a comment that stands on its own line (or source that is kept).
    pub(crate) fn standalone(&mut self, text: (u32, u32), source: &str, flags: u16) {
        let texts = if flags & SIDE == 0 { source } else { &self.side };
        let text_str = texts[text.0 as usize..text.1 as usize].trim_end_matches(' ');
        let width = columns(text_str);
        let breaks = memchr::memchr(b'\n', text_str.as_bytes()).is_some();
        let flags = if breaks { flags | MULTILINE } else { flags };
        self.standalone.push(self.leaves.len() as u32);
        self.push_wide(Kind::Comment, text.0, text.0 + text_str.len() as u32, width, flags, 0);
    }

    /// Appends a string literal.
    pub(crate) fn string(&mut self, text: (u32, u32), width: u32, flags: u16, priority: u8) {
        if flags & MULTILINE != 0 {
            self.multiline.push(self.leaves.len() as u32);
        }
        self.push_wide(Kind::String, text.0, text.1, width, flags, priority);
    }

    /// Notes where the last leaf, whose text is rewritten, stands in the source.
    pub(crate) fn place_last(&mut self, start: u32) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.partner = start;
        }
    }

    /// Hangs a comment on the leaf it follows. `false` if there is none: the comment stands alone then.
    pub(crate) fn trail(&mut self, comment: Trailing, source: &str) -> bool {
        let Some(last) = self.leaves.len().checked_sub(1) else { return false };
        let mut leaf = last;
        let closing = &self.leaves[last];
        if self.kind != LineKind::Import
            && closing.kind == Kind::CloseParen
            && closing.is_invisible()
            && closing.partner as usize + 2 == last
            && self.leaves[last - 1].kind != Kind::Operator
            && !self.texts(source).comment(&comment).starts_with("# type:")
        {
            // Behind invisible brackets around a single leaf, the comment belongs to that leaf. (An ellipsis is three.)
            leaf = last - 1;
        }
        let index = self.trailing.len() as u32;
        self.trailing.push(comment);
        self.chain(leaf as u32, index);
        true
    }
}
