//! Blanks around `**`: none where both operands are simple, as far as a line shows it.
//!
//! Whether a line can be split is judged with the blanks; whether it fits as it is, without them.

use crate::layout::{Run, View};
use crate::leaf::Kind;

impl Run<'_, '_> {
    /// Whether the view holds a `**`.
    pub(super) fn has_powers(&self, view: &View) -> bool {
        !self.line.powers.is_empty() && Self::has_in(&self.line.powers, view)
    }

    /// How many blanks around `**` the view loses.
    pub(super) fn hugged_columns(&self, view: &View) -> u32 {
        if self.line.powers.is_empty() {
            return 0;
        }
        let inside = |index: &usize| (view.lo..view.hi).contains(index);
        let powers = self.line.powers.iter().map(|&index| index as usize).filter(inside);
        powers.filter(|&index| self.hugs(view, index)).count() as u32 * 2
    }

    /// Whether the leaf is such a `**` or follows one.
    pub(super) fn is_hugged(&self, view: &View, index: usize) -> bool {
        let power = |index: usize| self.line.powers.binary_search(&(index as u32)).is_ok();
        (power(index) && self.hugs(view, index))
            || (index > view.lo && power(index - 1) && self.hugs(view, index - 1))
    }

    fn hugs(&self, view: &View, index: usize) -> bool {
        index > view.lo
            && index + 1 < view.hi
            && self.simple_before(view, index - 1)
            && self.simple_behind(view, index + 1)
    }

    /// Whether a name or number ends at `index` that is no attribute of a call or an element.
    fn simple_before(&self, view: &View, index: usize) -> bool {
        if !matches!(self.leaf(index).kind, Kind::Name | Kind::Number) {
            return false;
        }
        if self.leaf(index).kind == Kind::Number
            || index < view.lo + 2
            || self.leaf(index - 1).kind != Kind::Dot
        {
            return true;
        }
        !matches!(self.leaf(index - 2).kind, Kind::CloseParen | Kind::CloseBracket)
    }

    /// Whether a name, number or attribute starts at `index`, perhaps with a sign, and no bracket follows.
    fn simple_behind(&self, view: &View, index: usize) -> bool {
        let mut index = index;
        if self.is_sign(index) && index + 1 < view.hi {
            index += 1;
        }
        if !matches!(self.leaf(index).kind, Kind::Name | Kind::Number) {
            return false;
        }
        while index < view.hi {
            let leaf = self.leaf(index);
            match leaf.kind {
                Kind::OpenParen | Kind::OpenBracket => return false,
                Kind::Name if self.texts().leaf(leaf) == "for" => return true,
                Kind::Name | Kind::Dot => {}
                _ => return true,
            }
            index += 1;
        }
        true
    }

    fn is_sign(&self, index: usize) -> bool {
        let leaf = self.leaf(index);
        leaf.kind == Kind::Operator && matches!(self.texts().leaf(leaf), "-" | "+" | "~")
    }
}
