//! Splitting a line at the last (or, in a definition, the first) pair of brackets that serves.

use crate::layout::{CannotSplit, Run, Tracked, Verdict, View};
use crate::leaf::{
    ADDED, ANNOTATION, ATOM, COMMA_AFTER, INVISIBLE, Kind, MULTILINE, NONE, SUBSCRIPT, TRIPLE, priority,
};
use crate::line::LineKind;

/// A split at a pair of brackets.
#[derive(Clone, Copy)]
struct Split {
    open: usize,
    close: usize,
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

    /// The last pair that is not omitted.
    fn last_pair(&self, view: &View, omit: &[usize]) -> Option<Split> {
        let mut index = view.hi;
        while index > view.lo {
            index -= 1;
            let leaf = self.leaf(index);
            if leaf.kind.is_closing() && !omit.contains(&index) {
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
            if leaf.has(MULTILINE) || length > self.limit || leaf.comment != NONE {
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
        // The comment behind a square bracket does not count.
        let aside = if self.leaf(split.open).kind == Kind::OpenBracket {
            self.comment_width(split.open, 2)
        } else {
            0
        };
        Ok(self.fits_within(&head, self.limit + aside).then_some(split))
    }

    fn attempt(&mut self, view: &View, force: bool, omit: &[usize]) -> Result<Split, CannotSplit> {
        let split = self.last_pair(view, omit).ok_or(CannotSplit)?;
        self.settle(view, split, force, &mut omit.to_vec())
    }

    /// Decides whether invisible brackets are shown, or what stands in them is split instead.
    fn settle(
        &mut self,
        view: &View,
        split: Split,
        force: bool,
        omit: &mut Vec<usize>,
    ) -> Result<Split, CannotSplit> {
        let optional = self.leaf(split.open).is_invisible() && self.leaf(split.close).is_invisible();
        let body = self.body(view, split);
        // A comment behind the opening one needs them.
        let commented = self.leaf(split.open).comment != NONE;
        if !force && optional && !commented && !self.is_import(view) && self.can_omit(view, &body) {
            omit.push(split.close);
            let tried = match self.last_pair(view, omit) {
                None => Err(CannotSplit),
                Some(inner) if self.prefers_inner(view, inner, split) => {
                    self.settle(view, inner, force, omit).map(Some)
                }
                Some(_) => Ok(None),
            };
            match tried {
                Ok(Some(inner)) => return Ok(inner),
                Ok(None) => {}
                Err(error) => {
                    let equals =
                        (view.lo..view.hi).filter(|&index| self.leaf(index).kind == Kind::Equal).count();
                    if equals <= 1 && self.must_not_show(view, split, &body) {
                        return Err(error);
                    }
                }
            }
        }
        self.show(split);
        Ok(split)
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
            return false;
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
        let equals = |split: Split| {
            (view.lo..split.open).filter(|&index| self.leaf(index).kind == Kind::Equal).count()
        };
        if equals(split) > 1 && equals(split) > equals(inner) {
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
