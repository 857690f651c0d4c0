//! Splitting what stands inside brackets at its weakest bonds, one element a line.

use crate::layout::{CannotSplit, Run, Undo, Verdict, View};
use crate::leaf::{COMMA_AFTER, ENDS_VARIABLES, Kind, NONE, OPENS_VARIABLES, STAR_CALL, STAR_DEF, priority};

/// The delimiters of a view.
#[derive(Clone, Copy, Default)]
pub(super) struct Delimiters {
    /// The weakest bond; 0 if there is none.
    pub(super) max: u8,
    /// How many there are of it.
    pub(super) count: usize,
}

impl Run<'_, '_> {
    /// The priority of a break behind leaf `index`.
    fn break_behind(&self, view: &View, index: usize) -> u8 {
        let leaf = self.leaf(index);
        if leaf.depth == view.base && (leaf.kind == Kind::Comma || leaf.has(COMMA_AFTER)) {
            return priority::COMMA;
        }
        if index + 1 < view.hi && self.leaf(index + 1).depth == view.base {
            self.leaf(index + 1).priority
        } else {
            0
        }
    }

    /// The delimiters outside nested brackets; with `but_last`, a trailing comma does not count.
    pub(super) fn delimiters(&self, view: &View, but_last: bool) -> Delimiters {
        let leaves = &self.line.leaves[..view.hi];
        let mut found = Delimiters::default();
        let mut index = view.lo;
        while let Some(mut leaf) = leaves.get(index) {
            if leaf.kind.is_opening()
                && let Some(close) = leaves.get(leaf.partner as usize)
            {
                index = leaf.partner as usize;
                leaf = close;
            }
            index += 1;
            let next = leaves.get(index);
            let level = if leaf.depth == view.base && (leaf.kind == Kind::Comma || leaf.has(COMMA_AFTER)) {
                if but_last && next.is_none() { 0 } else { priority::COMMA }
            } else {
                next.filter(|next| next.depth == view.base).map_or(0, |next| next.priority)
            };
            if level > found.max {
                found = Delimiters { max: level, count: 1 };
            } else if level > 0 && level == found.max {
                found.count += 1;
            }
        }
        found
    }

    pub(super) fn delimiter_split(&mut self, view: &View, force: bool) -> Result<Verdict, CannotSplit> {
        let found = self.delimiters(view, true);
        if found.max == 0 || (found.max == priority::DOT && found.count == 1) {
            return Err(CannotSplit);
        }
        if found.max == priority::COMMA {
            self.add_trailing_comma(view);
        }
        self.cut(view, force, found.max)
    }

    fn add_trailing_comma(&mut self, view: &View) {
        let Some(last) = (view.lo..view.hi).rev().find(|&index| self.leaf(index).kind != Kind::Comment)
        else {
            return;
        };
        if self.leaf(last).kind == Kind::Comma || self.leaf(last).has(COMMA_AFTER) {
            return;
        }
        let has = |flag: u16| {
            (view.lo..view.hi).any(|index| self.leaf(index).depth == view.base && self.leaf(index).has(flag))
        };
        let (in_call, in_definition) = (has(STAR_CALL), has(STAR_DEF));
        if (!in_call || self.targets.at_least(5)) && (!in_definition || self.targets.at_least(6)) {
            self.change(last, |leaf| leaf.flags |= COMMA_AFTER);
        }
    }

    pub(super) fn standalone_split(&mut self, view: &View, force: bool) -> Result<Verdict, CannotSplit> {
        self.cut(view, force, u8::MAX)
    }

    /// Cuts the view behind each delimiter and around comments of their own.
    fn cut(&mut self, view: &View, force: bool, delimiter: u8) -> Result<Verdict, CannotSplit> {
        let mut verdict: Option<Verdict> = None;
        let mut start = view.lo;
        let mut index = view.lo;
        let carries = !matches!(delimiter, priority::COMMA | priority::STRING | u8::MAX);
        // Variables of a comprehension or a `lambda` that are open in the line: comments between them are lines too.
        let mut variables = 0_u32;
        while index < view.hi {
            let leaf = *self.leaf(index);
            let own_line = leaf.kind == Kind::Comment && (leaf.depth == view.base || variables > 0);
            if own_line && start < index {
                self.part(view, start..index, force, &mut verdict)?;
                start = index;
                variables = 0;
            }
            if leaf.has(OPENS_VARIABLES) {
                variables += 1;
            } else if leaf.has(ENDS_VARIABLES) {
                variables = variables.saturating_sub(1);
            }
            let close = leaf.partner as usize;
            if variables == 0
                && leaf.kind.is_opening()
                && close < view.hi
                && !self.has_standalone(index, close)
            {
                index = close;
            }
            let breaks = self.break_behind(view, index) == delimiter;
            if breaks && carries && index + 1 < view.hi {
                self.carry_comments(index);
            }
            if breaks || own_line {
                self.part(view, start..index + 1, force, &mut verdict)?;
                start = index + 1;
                variables = 0;
            }
            index += 1;
        }
        if start < view.hi {
            self.part(view, start..view.hi, force, &mut verdict)?;
        }
        verdict.ok_or(CannotSplit)
    }

    /// Whether a comment on its own line is between two brackets.
    fn has_standalone(&self, open: usize, close: usize) -> bool {
        let from = self.line.standalone.partition_point(|&index| (index as usize) < open);
        self.line.standalone.get(from).is_some_and(|&index| (index as usize) < close)
    }

    /// A comment after an operator stays in the line that ends before it.
    fn carry_comments(&mut self, index: usize) {
        let first = self.leaf(index + 1).comment;
        if first == NONE {
            return;
        }
        let old = *self.leaf(index);
        self.buffers.undo.push(Undo { leaf: index, old });
        self.change(index + 1, |leaf| leaf.comment = NONE);
        self.line.chain(index as u32, first);
    }

    fn part(
        &mut self,
        view: &View,
        range: std::ops::Range<usize>,
        force: bool,
        verdict: &mut Option<Verdict>,
    ) -> Result<(), CannotSplit> {
        if range.start == view.lo && range.end == view.hi {
            return Err(CannotSplit);
        }
        let part = self.transform(View { lo: range.start, hi: range.end, forced: false, ..*view }, force);
        *verdict = Some(match *verdict {
            None => part,
            Some(before) => Verdict { first: before.first, all: before.all && part.all },
        });
        Ok(())
    }
}
