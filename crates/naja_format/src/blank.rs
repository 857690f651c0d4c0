//! Blank lines between logical lines.

use crate::line::LineKind;
use crate::output::Output;

/// What blank lines depend on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineFacts {
    pub(crate) kind: LineKind,
    pub(crate) depth: u16,
    /// It ends with a colon that opens a block.
    pub(crate) opens_block: bool,
    /// Source that stays as it is and begins with an import.
    pub(crate) import: bool,
    /// `else`, `except` and their like: what continues a statement.
    pub(crate) continues: bool,
    /// A definition whose body is `...` on the same line.
    pub(crate) dummy: bool,
    /// A string with three quotes by itself.
    pub(crate) triple_quoted: bool,
    /// A docstring.
    pub(crate) docstring: bool,
}

/// A comment that may belong to the definition below it.
#[derive(Clone, Copy)]
struct Leading {
    /// Where the blank lines before it end in the output.
    at: usize,
    kind: LineKind,
    before: u32,
    /// What stands before it.
    previous: Option<LineFacts>,
    previous_after: u32,
}

/// The state between lines.
pub(crate) struct Blanks {
    stub: bool,
    after_imports: u32,
    previous: Option<LineFacts>,
    lines: u32,
    after: u32,
    definitions: Vec<LineFacts>,
    leading: Option<Leading>,
}

impl Blanks {
    pub(crate) const fn new(stub: bool, after_imports: u32) -> Self {
        Self {
            stub,
            after_imports,
            previous: None,
            lines: 0,
            after: 0,
            definitions: Vec::new(),
            leading: None,
        }
    }

    /// Whether blank lines may yet be added before what is written last.
    pub(crate) const fn is_pending(&self) -> bool {
        self.leading.is_some()
    }

    /// Writes the blank lines before a line with these facts, which had `newlines` in the source.
    pub(crate) fn before(&mut self, line: LineFacts, newlines: u32, form_feed: bool, out: &mut Output<'_>) {
        let allowed = if line.depth > 0 || self.stub { 1 } else { 2 };
        let (before, after) = self.wanted(line, newlines.min(allowed), newlines > 0, out);
        let mut before = before.saturating_sub(self.after);
        let previous = self.previous;
        if previous.is_none() {
            before = 0;
        } else if previous.is_some_and(|previous| previous.docstring && previous.depth == 0)
            && !matches!(line.kind, LineKind::Def | LineKind::Class)
        {
            before = 1;
        }
        for _ in 0..self.after {
            out.push("\n");
        }
        if form_feed && line.depth == 0 && previous.is_some() {
            for _ in 1..before {
                out.push("\n");
            }
            out.push("\x0c\n");
        } else {
            for _ in 0..before {
                out.push("\n");
            }
        }
        if matches!(line.kind, LineKind::Comment | LineKind::Decorator) {
            let fresh = previous.is_none_or(|previous| {
                previous.kind != LineKind::Decorator && (self.leading.is_none() || before > 0)
            });
            if fresh {
                self.leading = Some(Leading {
                    at: out.len(),
                    kind: line.kind,
                    before,
                    previous,
                    previous_after: self.after,
                });
            }
        } else {
            self.leading = None;
        }
        self.after = after;
        self.lines += 1;
        self.previous = Some(line);
    }

    fn wanted(&mut self, line: LineFacts, before: u32, had: bool, out: &mut Output<'_>) -> (u32, u32) {
        let Some(previous) = self.previous else {
            if matches!(line.kind, LineKind::Def | LineKind::Class) {
                self.definitions.push(line);
            }
            return (0, 0);
        };
        let mut before = before;
        let mut left = None;
        while let Some(definition) = self.definitions.last()
            && definition.depth >= line.depth
        {
            left = Some(*definition);
            self.definitions.pop();
        }
        if let Some(definition) = left {
            before = self.after_definition(line, previous, definition, had);
        }
        if matches!(line.kind, LineKind::Def | LineKind::Class | LineKind::Decorator) {
            if line.kind != LineKind::Decorator {
                self.definitions.push(line);
            }
            return self.before_definition(line, previous, before, had, out);
        }
        if previous.kind == LineKind::Import
            && line.kind != LineKind::Import
            && !line.import
            && previous.depth == line.depth
        {
            let kept = if line.depth == 0 { self.after_imports } else { 1 };
            return (before.min(kept).max(1), 0);
        }
        if previous.kind == LineKind::Class && line.docstring {
            return (0, 1);
        }
        if previous.opens_block && line.docstring {
            return (0, 0);
        }
        (before, 0)
    }

    fn after_definition(
        &self,
        line: LineFacts,
        previous: LineFacts,
        definition: LineFacts,
        had: bool,
    ) -> u32 {
        if self.stub {
            if line.depth == 0 || (definition.kind == LineKind::Class && !definition.dummy) {
                return 1;
            }
            return u32::from(had && line.kind != LineKind::Def && previous.kind == LineKind::Def);
        }
        if line.depth > 0 {
            return 1;
        }
        if definition.depth > 0 && line.continues {
            return 1;
        }
        2
    }

    fn before_definition(
        &mut self,
        line: LineFacts,
        previous: LineFacts,
        before: u32,
        had: bool,
        out: &mut Output<'_>,
    ) -> (u32, u32) {
        if previous.kind == LineKind::Decorator {
            return if self.stub && line.kind == LineKind::Class && line.dummy { (0, 1) } else { (0, 0) };
        }
        let opened = matches!(previous.kind, LineKind::Class | LineKind::Def);
        if previous.depth < line.depth && opened {
            return if self.stub { (0, 0) } else { (u32::from(had), 0) };
        }
        let mut leading = None;
        if previous.kind == LineKind::Comment && previous.depth == line.depth && before == 0 {
            match self.leading {
                Some(comment)
                    if comment.before <= 1
                        && comment
                            .previous
                            .is_some_and(|one| one.kind != LineKind::Class && !one.opens_block) =>
                {
                    leading = Some(comment);
                }
                _ => return (0, 0),
            }
        }
        let mut newlines = if self.stub {
            Self::stub_newlines(line, previous, before)
        } else if previous.dummy && previous.kind == LineKind::Def && !had && leading.is_none() {
            0
        } else if line.depth > 0 {
            1
        } else {
            2
        };
        if let Some(comment) = leading {
            // Decorators of a stub have got theirs.
            if self.stub && comment.kind == LineKind::Decorator {
                return (0, 0);
            }
            let wanted = comment.before.max(newlines).saturating_sub(comment.previous_after);
            let missing = wanted.saturating_sub(comment.before) as usize;
            out.insert(comment.at, &"\n\n"[..missing.min(2)]);
            newlines = 0;
        }
        (newlines, 0)
    }

    const fn stub_newlines(line: LineFacts, previous: LineFacts, before: u32) -> u32 {
        if matches!(line.kind, LineKind::Class) || matches!(previous.kind, LineKind::Class) {
            let both = matches!(line.kind, LineKind::Class) && matches!(previous.kind, LineKind::Class);
            let alike = previous.depth == line.depth && previous.dummy && line.dummy;
            let none = previous.depth < line.depth || (both && alike);
            return if none { 0 } else { 1 };
        }
        if previous.depth > line.depth {
            return 1;
        }
        if matches!(previous.kind, LineKind::Def) {
            return 0;
        }
        if line.depth == 0 || before > 0 { 1 } else { 0 }
    }
}
