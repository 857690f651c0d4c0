//! Splitting a line at the last (or, in a definition, the first) pair of brackets that serves.

use crate::layout::{CannotSplit, Run, Tracked, Verdict, View};
use crate::leaf::{
    ADDED, ANNOTATION, ATOM, COMMA_AFTER, INVISIBLE, Kind, MULTILINE, NONE, SUBSCRIPT, TRIPLE, priority,
};
use crate::line::LineKind;

/// A split at a pair of brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Split {
    open: usize,
    close: usize,
}

/// What the pairs of a walk depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct WalkKey {
    hi: usize,
    indent: u16,
    first: Split,
}

/// The pairs that were considered one after the other, the last one being the choice.
#[derive(Default)]
pub(super) struct Walk {
    /// For which views it holds; `None` if for none.
    key: Option<WalkKey>,
    pairs: Vec<Split>,
}

impl Walk {
    /// Forgets the pairs of another line.
    pub(super) fn clear(&mut self) {
        self.key = None;
        self.pairs.clear();
    }
}

impl Run<'_, '_> {
    fn head(view: &View, split: Split) -> View {
        View { hi: split.open + 1, inside: false, forced: false, tracked: Tracked::Matched, ..*view }
    }

    fn body(&self, view: &View, split: Split) -> View {
        let mut body = View {
            lo: split.open + 1,
            hi: split.close,
            indent: view.indent + 1,
            base: self.leaf(split.open).depth + 1,
            inside: true,
            forced: false,
            tracked: Tracked::All,
        };
        body.forced = self.explodes(&body, split.open);
        body
    }

    fn tail(view: &View, split: Split) -> View {
        View { lo: split.close, inside: false, forced: false, tracked: Tracked::Matched, ..*view }
    }

    fn explodes(&self, body: &View, open: usize) -> bool {
        let trailing = self.ends_with_comma(body);
        ((self.magic_commas && trailing) || self.leaf(open).has(ATOM))
            && self.delimiters(body, trailing).max == priority::COMMA
    }

    /// The last pair before leaf `end` that is not empty and whose closing bracket is not in `omit`, which is sorted.
    fn pair_before(&self, view: &View, end: usize, omit: &[usize]) -> Option<Split> {
        let mut index = end;
        while index > view.lo {
            index -= 1;
            let leaf = self.leaf(index);
            if leaf.kind.is_closing() && omit.binary_search(&index).is_err() {
                let open = leaf.partner as usize;
                if open < view.lo || open >= index {
                    return None;
                }
                if open + 1 < index {
                    return Some(Split { open, close: index });
                }
                index = open;
            }
        }
        None
    }

    pub(super) fn right_hand(&mut self, view: &View, force: bool) -> Result<Verdict, CannotSplit> {
        let split = self.choose(view, force)?;
        Ok(self.finish(view, split, force))
    }

    fn finish(&mut self, view: &View, split: Split, force: bool) -> Verdict {
        self.add_comma(view, split);
        let body = self.body(view, split);
        let head = self.transform(Self::head(view, split), force);
        let body = self.transform(body, force);
        let tail = self.transform(Self::tail(view, split), force);
        Verdict { first: head.first, all: head.all && body.all && tail.all }
    }

    /// A lone parameter or imported name gets a comma when its brackets are split.
    fn add_comma(&mut self, view: &View, split: Split) {
        // A comma in a subscript or in parentheses that group would make a tuple.
        let definition =
            self.is_definition(view) && !self.leaf(split.open).has(INVISIBLE | ADDED | SUBSCRIPT | ATOM);
        let body = split.open + 1..split.close;
        let lone = definition
            && !body
                .clone()
                .any(|index| self.leaf(index).kind == Kind::Comma && !self.leaf(index).has(ANNOTATION));
        if !(lone || self.is_import(view)) {
            return;
        }
        if let Some(last) = body.rev().find(|&index| self.leaf(index).kind != Kind::Comment)
            && self.leaf(last).kind != Kind::Comma
            && !self.leaf(last).has(COMMA_AFTER)
        {
            self.change(last, |leaf| leaf.flags |= COMMA_AFTER);
        }
    }

    /// Tries ever more of the trailing brackets as part of the tail.
    fn choose(&mut self, view: &View, force: bool) -> Result<Split, CannotSplit> {
        let mut omit: Vec<usize> = Vec::new();
        if !self.magic(view)
            && let Some(split) = self.attempt_fitting(view, force, &omit)?
        {
            return Ok(split);
        }
        let mut length = u32::from(view.indent) * 4;
        let (mut opening, mut closing): (Option<usize>, Option<usize>) = (None, None);
        let mut inner: Vec<usize> = Vec::new();
        let mut index = view.hi;
        while index > view.lo {
            index -= 1;
            length += self.extent(index, index == view.lo) + self.comment_width(index, 0);
            let leaf = *self.leaf(index);
            if leaf.has(MULTILINE)
                || length > self.limit
                || leaf.comment != NONE
                || leaf.kind == Kind::Comment
            {
                break;
            }
            if let Some(open) = opening {
                if index == open {
                    opening = None;
                } else if leaf.kind.is_closing() {
                    if self.has_magic_before(index) {
                        break;
                    }
                    inner.push(index);
                }
                continue;
            }
            if !leaf.kind.is_closing() {
                continue;
            }
            if index > view.lo && self.leaf(index - 1).kind.is_opening() {
                inner.push(index);
                continue;
            }
            if let Some(close) = closing {
                omit.push(close);
                omit.append(&mut inner);
                omit.sort_unstable();
                if let Some(split) = self.attempt_fitting(view, force, &omit)? {
                    return Ok(split);
                }
            }
            if self.has_magic_before(index) {
                break;
            }
            if !self.leaf(index).is_invisible() {
                opening = Some(leaf.partner as usize);
                closing = Some(index);
            }
        }
        self.attempt(view, force, &[])
    }

    fn attempt_fitting(
        &mut self,
        view: &View,
        force: bool,
        omit: &[usize],
    ) -> Result<Option<Split>, CannotSplit> {
        let split = self.attempt(view, force, omit)?;
        let head = Self::head(view, split);
        // The comment after a square bracket does not count.
        let aside = if self.leaf(split.open).kind == Kind::OpenBracket {
            self.comment_width(split.open, 2)
        } else {
            0
        };
        // Black does not look at comments on lines of their own once a bracket is part of the tail.
        let blind = !omit.is_empty() && Self::has_in(&self.line.standalone, &head);
        Ok((blind || self.fits_within(&head, self.limit + aside)).then_some(split))
    }

    fn attempt(&mut self, view: &View, force: bool, omit: &[usize]) -> Result<Split, CannotSplit> {
        let split = self.pair_before(view, view.hi, omit).ok_or(CannotSplit)?;
        self.settle(view, split, force, omit)
    }

    /// Chooses between the invisible brackets at `first`, which are shown if they are taken, and the pairs that follow when
    /// they are left out: those inside of them, then those to the left.
    ///
    /// The tail of a split visits the same pairs again, so the walk is kept, and pairs whose head is always too long are
    /// passed over. That makes a chain of targets linear.
    fn settle(
        &mut self,
        view: &View,
        first: Split,
        force: bool,
        omit: &[usize],
    ) -> Result<Split, CannotSplit> {
        let mut walk = std::mem::take(&mut self.buffers.walk);
        let key = WalkKey { hi: view.hi, indent: view.indent, first };
        let same = !force && omit.is_empty() && walk.key == Some(key);
        let known = if same { self.certain_steps(view, &walk.pairs) } else { 0 };
        walk.pairs.truncate(known + 1);
        if !same || walk.pairs.is_empty() {
            walk.pairs.clear();
            walk.pairs.push(first);
        }
        walk.key = (!force && omit.is_empty()).then_some(key);
        let result = loop {
            let split = walk.pairs[walk.pairs.len() - 1];
            if !self.can_leave_out(view, split, force) {
                break Ok(split);
            }
            match self.pair_before(view, split.close, omit) {
                None => break self.last_resort(view, &walk.pairs),
                Some(inner) if self.prefers_inner(view, inner, split) => {
                    if inner.open >= split.open {
                        walk.key = None;
                    }
                    walk.pairs.push(inner);
                }
                Some(_) => break Ok(split),
            }
        };
        self.buffers.walk = walk;
        if let Ok(split) = result {
            self.show(split);
        }
        result
    }

    /// How many pairs of an earlier walk, which went to the left, this view leaves out as well: their heads are too long.
    fn certain_steps(&self, view: &View, pairs: &[Split]) -> usize {
        let too_long = |split: &Split| {
            split.open > view.lo && !self.fits_within(&Self::head(view, *split), self.limit.saturating_sub(1))
        };
        // The last one that is too long leads to the one after it, which must be in the view.
        let count = pairs.partition_point(too_long);
        if pairs.get(count).is_some_and(|next| next.open >= view.lo) {
            count
        } else {
            count.saturating_sub(1)
        }
    }

    /// Whether invisible brackets may be left out, so that other pairs are tried.
    fn can_leave_out(&self, view: &View, split: Split, force: bool) -> bool {
        let (open, close) = (self.leaf(split.open), self.leaf(split.close));
        // A comment after the opening one needs them.
        !force
            && open.is_invisible()
            && close.is_invisible()
            && open.comment == NONE
            && !self.is_import(view)
            && self.can_omit(view, &self.body(view, split))
    }

    /// The pair to split at when there is none after the last of `pairs`: the last that may be shown.
    fn last_resort(&self, view: &View, pairs: &[Split]) -> Result<Split, CannotSplit> {
        let is_equal = |index: &usize| self.leaf(*index).kind == Kind::Equal;
        let is_chain = (view.lo..view.hi).filter(is_equal).nth(1).is_some();
        let is_case = view.lo == 0 && self.line.kind == LineKind::Case;
        let may_show = |split: &&Split| {
            is_chain || is_case || !self.must_not_show(view, **split, &self.body(view, **split))
        };
        pairs.iter().rev().find(may_show).copied().ok_or(CannotSplit)
    }

    /// Makes invisible brackets visible.
    fn show(&mut self, split: Split) {
        for index in [split.open, split.close] {
            if self.leaf(index).is_invisible() {
                self.change(index, |leaf| {
                    leaf.flags = (leaf.flags & !INVISIBLE) | ADDED;
                    leaf.width = 1;
                });
            }
        }
    }

    fn must_not_show(&self, view: &View, split: Split, body: &View) -> bool {
        if self.is_definition(view) {
            return false;
        }
        (!self.can_be_split(body) && !self.fits(body))
            || Self::has_in(&self.line.multiline, &Self::head(view, split))
            || Self::has_in(&self.line.multiline, &Self::tail(view, split))
    }

    fn can_be_split(&self, view: &View) -> bool {
        if view.hi - view.lo < 2 {
            // An ellipsis is three leaves to Black.
            return view.hi > view.lo && self.texts().leaf(self.leaf(view.lo)) == "...";
        }
        if self.leaf(view.lo).kind != Kind::String || self.leaf(view.lo + 1).kind != Kind::Dot {
            return true;
        }
        let (mut calls, mut dots) = (0, 0);
        let mut next = self.leaf(view.hi - 1).kind;
        for index in (view.lo..view.hi - 1).rev() {
            let kind = self.leaf(index).kind;
            if kind.is_opening() {
                if !next.is_closing() {
                    return false;
                }
                calls += 1;
            } else if kind == Kind::Dot {
                dots += 1;
            } else if kind == Kind::Name {
                if !(next == Kind::Dot || next.is_opening()) {
                    return false;
                }
            } else if !kind.is_closing() {
                return false;
            }
            if dots > 1 && calls > 1 {
                return false;
            }
            next = kind;
        }
        true
    }

    /// Whether the invisible brackets around `body` are not needed.
    fn can_omit(&self, view: &View, body: &View) -> bool {
        if self.has_bare_comment(body) {
            return false;
        }
        let found = self.delimiters(body, false);
        if found.max == 0 {
            return true;
        }
        let with = view.lo == 0 && self.line.kind == LineKind::With;
        if found.count > 1 || (with && found.max == priority::COMMA) {
            return false;
        }
        if found.max == priority::DOT {
            return true;
        }
        let (first, last) = (self.leaf(body.lo), self.leaf(body.hi - 1));
        let second_closes = body.hi - body.lo > 1 && self.leaf(body.lo + 1).kind.is_closing();
        if first.kind.is_opening() && !second_closes && self.can_omit_opening(body) {
            return true;
        }
        if self.ends_with_comma(body) || body.hi - body.lo < 2 {
            return false;
        }
        let subscript = last.kind == Kind::CloseBracket && last.has(SUBSCRIPT);
        if !last.kind.is_closing() || subscript || self.leaf(body.hi - 2).kind.is_opening() {
            return false;
        }
        first.has(MULTILINE) && first.has(TRIPLE) || self.can_omit_closing(body)
    }

    /// Whether a comment on its own line stands outside all visible brackets: it needs the optional ones.
    fn has_bare_comment(&self, body: &View) -> bool {
        if !Self::has_in(&self.line.standalone, body) {
            return false;
        }
        let mut index = body.lo;
        while index < body.hi {
            let leaf = self.leaf(index);
            if leaf.kind == Kind::Comment {
                return true;
            }
            if leaf.kind.is_opening() && !leaf.is_invisible() && (leaf.partner as usize) < body.hi {
                index = leaf.partner as usize;
            }
            index += 1;
        }
        false
    }

    fn can_omit_opening(&self, body: &View) -> bool {
        let close = self.leaf(body.lo).partner as usize;
        let mut remainder = false;
        let mut length = u32::from(body.indent) * 4;
        for index in body.lo..body.hi {
            if self.leaf(index).has(MULTILINE) {
                return false;
            }
            remainder |= index == close;
            if remainder {
                length += self.extent(index, index == body.lo) + self.comment_width(index, 0);
                if length > self.limit {
                    return false;
                }
                if self.leaf(index).kind.is_opening() {
                    remainder = false;
                }
            }
        }
        true
    }

    fn can_omit_closing(&self, body: &View) -> bool {
        let open = self.leaf(body.hi - 1).partner as usize;
        let mut length = u32::from(body.indent) * 4;
        let mut others = false;
        for index in body.lo..body.hi {
            if self.leaf(index).has(MULTILINE) {
                return false;
            }
            length += self.extent(index, index == body.lo) + self.comment_width(index, 0);
            if index == open {
                return others || length <= self.limit;
            }
            others |= self.leaf(index).kind.is_opening();
        }
        false
    }

    /// Whether the split inside the invisible brackets is better than the one at them.
    fn prefers_inner(&self, view: &View, inner: Split, split: Split) -> bool {
        let head = Self::head(view, split);
        let behind_equal = split.open > view.lo && self.leaf(split.open - 1).kind == Kind::Equal;
        if !behind_equal
            || !(view.lo..split.open).any(|index| self.leaf(index).kind.is_bracket())
            || !self.fits_within(&head, self.limit.saturating_sub(1))
            || self.magic(&head)
        {
            return true;
        }
        if [Self::head(view, inner), self.body(view, inner), Self::tail(view, inner)]
            .iter()
            .any(|part| self.has_unsplittable_ignore(part))
        {
            return true;
        }
        let is_equal = |index: &usize| self.leaf(*index).kind == Kind::Equal;
        let is_chain = (view.lo..split.open).filter(is_equal).nth(1).is_some();
        if is_chain && (inner.open..split.open).any(|index| is_equal(&index)) {
            // As many targets as possible stay in the first line.
            return false;
        }
        for index in (view.lo..=inner.open).rev() {
            let kind = self.leaf(index).kind;
            if kind == Kind::Equal {
                break;
            }
            if kind.is_closing() {
                return true;
            }
        }
        (view.lo..=inner.open).any(|index| self.leaf(index).kind == Kind::Equal)
            && self.fits(&Self::head(view, inner))
    }

    /// Splits a definition at its parameters.
    pub(super) fn left_hand_split(&mut self, view: &View, force: bool) -> Result<Verdict, CannotSplit> {
        let open = self.definition_bracket(view).ok_or(CannotSplit)?;
        let close = self.leaf(open).partner as usize;
        self.show(Split { open, close });
        Ok(self.finish(view, Split { open, close }, force))
    }
}
