//! Whether a line fits, and what keeps it from being joined or split.

use crate::layout::{Run, View};
use crate::leaf::{ADDED, COMMA_AFTER, Kind, Leaf, MULTILINE, NONE, OPERAND, SIDE, SPACE};
use crate::width::columns;

impl Run<'_, '_> {
    /// The columns of a leaf with its blank and added comma.
    #[inline]
    pub(super) fn extent(&self, index: usize, first: bool) -> u32 {
        extent(self.leaf(index), first)
    }

    /// The columns of a leaf's comments with `gap` before each.
    #[inline]
    pub(super) fn comment_width(&self, index: usize, gap: u32) -> u32 {
        if self.line.trailing.is_empty() { 0 } else { self.chain_width(index, gap) }
    }

    fn chain_width(&self, index: usize, gap: u32) -> u32 {
        let mut at = self.leaf(index).comment;
        let mut width = 0;
        while at != NONE {
            let comment = &self.line.trailing[at as usize];
            width += gap + columns(self.texts().comment(comment));
            at = comment.next;
        }
        width
    }

    pub(super) fn fits(&self, view: &View) -> bool {
        self.fits_within(view, self.limit)
    }

    /// Whether the view is one line of at most `limit` columns.
    pub(super) fn fits_within(&self, view: &View, limit: u32) -> bool {
        if Self::has_in(&self.line.standalone, view) {
            return false;
        }
        if Self::has_in(&self.line.multiline, view) {
            return self.multiline_fits(view, limit);
        }
        let leaves = &self.line.leaves[view.lo..view.hi];
        let indent = u32::from(view.indent) * 4;
        if let ([first, ..], [.., last]) = (leaves, leaves)
            && self.line.trailing.is_empty()
        {
            // What has changed since has made lines longer, by at most a column each time.
            let width = indent + last.column + first.width - first.column;
            if width > limit || width as usize + self.buffers.undo.len() <= limit as usize {
                return width <= limit;
            }
        }
        let mut width = indent;
        for (index, leaf) in (view.lo..).zip(leaves) {
            width += extent(leaf, index == view.lo) + self.comment_width(index, 2);
            if width > limit {
                return false;
            }
        }
        true
    }

    fn multiline_fits(&self, view: &View, limit: u32) -> bool {
        let mut width = u32::from(view.indent) * 4;
        let mut comments = 0;
        let mut first_line = true;
        for index in view.lo..view.hi {
            comments += self.comment_width(index, 2);
            let leaf = self.leaf(index);
            if !leaf.has(MULTILINE) {
                width += self.extent(index, index == view.lo);
                continue;
            }
            let text = self.texts().leaf(leaf);
            let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
            width += columns(head) + if index == view.lo { 0 } else { u32::from(leaf.flags & SPACE) };
            if first_line && width > limit {
                return false;
            }
            first_line = false;
            width = columns(rest.rsplit('\n').next().unwrap_or(rest)) + u32::from(leaf.has(COMMA_AFTER));
        }
        width + comments <= limit && self.multiline_may_stay(view)
    }

    /// Whether a multiline string's surroundings let it stay in its line: no element beside it in its brackets.
    fn multiline_may_stay(&self, view: &View) -> bool {
        let mut commas: Vec<u32> = Vec::new();
        let mut string: Option<(usize, u16)> = None;
        let mut level: Option<u16> = None;
        for index in view.lo..view.hi {
            let leaf = self.leaf(index);
            let depth = leaf.depth.saturating_sub(view.base);
            if level.is_none() {
                let mut had = None;
                if usize::from(depth) + 1 > commas.len() {
                    commas.push(0);
                } else if usize::from(depth) + 1 < commas.len() {
                    had = commas.pop();
                }
                if let (Some(had), Some((_, string_depth))) = (had, string)
                    && string_depth == depth + 1
                {
                    level = Some(depth);
                    if had > 0 {
                        return false;
                    }
                }
            }
            if leaf.kind == Kind::Comma && level.is_none_or(|level| depth <= level) {
                let last = index + 1 == view.hi;
                let behind_string = string.is_some_and(|(at, _)| !self.comma_between(at, index, leaf.depth));
                if (view.inside || depth > 0)
                    && !(last && behind_string)
                    && let Some(count) = commas.get_mut(usize::from(depth))
                {
                    *count += 1;
                }
            }
            level = level.map(|level| level.min(depth));
            if leaf.has(MULTILINE) && leaf.has(crate::leaf::TRIPLE) {
                if string.is_some() || leaf.has(OPERAND) {
                    return false;
                }
                string = Some((index, depth));
            }
        }
        string.is_none() || commas.iter().all(|&count| count == 0)
    }

    fn comma_between(&self, from: usize, to: usize, depth: u16) -> bool {
        (from + 1..to).any(|index| self.leaf(index).kind == Kind::Comma && self.leaf(index).depth == depth)
    }

    /// Whether strings side by side carry comments.
    pub(super) fn has_commented_strings(&self, view: &View) -> bool {
        let is_string = |index: usize| self.leaf(index).kind == Kind::String;
        !self.line.trailing.is_empty()
            && (view.lo..view.hi).any(|index| {
                self.leaf(index).comment != NONE
                    && is_string(index)
                    && ((index > view.lo && is_string(index - 1))
                        || (index + 1 < view.hi && is_string(index + 1)))
            })
    }

    /// Whether a comment follows a square bracket that opens.
    pub(super) fn has_comment_behind_bracket(&self, view: &View) -> bool {
        let commented = |leaf: &Leaf| leaf.kind == Kind::OpenBracket && leaf.comment != NONE;
        !self.line.trailing.is_empty() && self.line.leaves[view.lo..view.hi].iter().any(commented)
    }

    fn any_comment(&self, index: usize, test: impl Fn(&str) -> bool) -> bool {
        let mut at = self.leaf(index).comment;
        while at != NONE {
            let comment = &self.line.trailing[at as usize];
            if test(self.texts().comment(comment)) {
                return true;
            }
            at = comment.next;
        }
        false
    }

    /// Whether a `# type: ignore` at the end of what was one line holds it together.
    pub(super) fn has_unsplittable_ignore(&self, view: &View) -> bool {
        if self.line.trailing.is_empty() {
            return false;
        }
        let tail = view.hi.saturating_sub(2).max(view.lo)..view.hi;
        if !tail.clone().any(|index| self.any_comment(index, |text| text.starts_with("# type: ignore"))) {
            return false;
        }
        let own = |index: &usize| !self.leaf(*index).has(ADDED);
        let ends = ((view.lo..view.hi).find(own), (view.lo..view.hi).rev().find(own));
        let (Some(first), Some(last)) = ends else { return false };
        let place = |index: usize| {
            let leaf = self.leaf(index);
            (if leaf.has(SIDE) { leaf.partner } else { leaf.start }) as usize
        };
        self.source.get(place(first)..place(last)).is_none_or(|text| !text.contains('\n'))
    }

    /// Whether a type comment would change its meaning if lines were joined.
    pub(super) fn has_uncollapsable_type_comment(&self, view: &View) -> bool {
        if self.line.trailing.is_empty() {
            return false;
        }
        let last = self.leaf(view.hi - 1);
        let drops = last.kind == Kind::Comma || (last.kind == Kind::CloseParen && last.is_invisible());
        let ignored_from = view.hi - if drops { 2.min(view.hi - view.lo) } else { 1 };
        let mut seen = false;
        for index in view.lo..view.hi {
            let mut at = self.leaf(index).comment;
            while at != NONE {
                let comment = &self.line.trailing[at as usize];
                let text = self.texts().comment(comment);
                let plain = !text.starts_with("# type: ignore") && index < ignored_from;
                if text.starts_with("# type:") && (seen || plain) {
                    return true;
                }
                seen = true;
                at = comment.next;
            }
        }
        false
    }
}

#[inline]
fn extent(leaf: &Leaf, first: bool) -> u32 {
    let blank = if first { 0 } else { u32::from(leaf.flags & SPACE) };
    leaf.width + u32::from(leaf.has(COMMA_AFTER)) + blank
}
