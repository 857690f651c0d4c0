//! Lays a logical line out: as it is if it fits, else broken at its brackets and operators.
//!
//! A line under work is a [`View`], a range of leaves: breaking a line makes narrower views and copies nothing.

mod delimiter;
mod fit;
mod power;
mod rhs;

use crate::layout::rhs::Walk;
use crate::leaf::{ADDED, COMMA_AFTER, Kind, Leaf, MAGIC, NONE, SPACE};
use crate::line::{LineKind, LogicalLine, Texts};
use crate::output::{Output, indentation};
use crate::target::Targets;

/// Which leaves of a view take part in the accounting of brackets and delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tracked {
    /// None: the tail of a split.
    No,
    /// Those in matching brackets: the head of a split.
    Matched,
    /// All.
    All,
}

/// A range of the leaves that is a line of its own.
#[derive(Clone, Copy, Debug)]
struct View {
    lo: usize,
    hi: usize,
    indent: u16,
    /// The depth of brackets that is treated as none.
    base: u16,
    /// Whether it is what stood inside brackets.
    inside: bool,
    /// Whether it has to be exploded.
    forced: bool,
    tracked: Tracked,
}

/// What is asked of the lines that came out of a view.
#[derive(Clone, Copy)]
struct Verdict {
    /// Whether the first one fits.
    first: bool,
    /// Whether all fit.
    all: bool,
}

/// No way was found to split.
struct CannotSplit;

/// A change of a leaf that a rejected attempt takes back.
struct Undo {
    leaf: usize,
    old: Leaf,
}

/// Settings and buffers of layout.
pub(crate) struct Layout<'a> {
    limit: u32,
    magic_commas: bool,
    pub(crate) targets: Targets<'a>,
    buffers: Buffers,
}

/// Memory for layout that is used again from line to line, and from file to file.
#[derive(Default)]
pub(crate) struct Buffers {
    undo: Vec<Undo>,
    /// A line that is put together from leaves.
    text: String,
    walk: Walk,
    /// How many splits are being made inside of each other.
    nesting: u32,
    /// Whether there were too many of them.
    too_complex: bool,
    /// How many leaves were looked at, for tests of how the work grows.
    #[cfg(debug_assertions)]
    pub(crate) visits: std::cell::Cell<u64>,
}

/// One run over one logical line.
struct Run<'r, 'a> {
    line: &'r mut LogicalLine,
    source: &'r str,
    out: &'r mut Output<'a>,
    buffers: &'r mut Buffers,
    limit: u32,
    magic_commas: bool,
    targets: &'r mut Targets<'a>,
}

/// How many splits of a line may be nested, each of which takes some of the stack.
const MAX_NESTING: u32 = 10_000;

/// A line that needs more nested splits than [`MAX_NESTING`].
pub(crate) struct TooComplex;

impl<'a> Layout<'a> {
    pub(crate) const fn new(limit: u32, magic_commas: bool, targets: Targets<'a>, buffers: Buffers) -> Self {
        Self { limit, magic_commas, targets, buffers }
    }

    /// The memory, for the next file.
    pub(crate) fn into_buffers(self) -> Buffers {
        self.buffers
    }

    /// Writes the line.
    ///
    /// # Errors
    /// When the line needs too many nested splits; what is written then is of no use.
    pub(crate) fn write(
        &mut self,
        line: &mut LogicalLine,
        source: &str,
        indent: u16,
        out: &mut Output<'a>,
    ) -> Result<(), TooComplex> {
        let lead = line.leaves.first().map_or(0, |leaf| u32::from(leaf.flags & SPACE));
        let width = u32::from(indent) * 4 + line.width - lead;
        let hi = line.leaves.len();
        let may_stay = match line.leaves.as_slice() {
            [only] if only.kind == Kind::Comment => true,
            _ => width <= self.limit && line.is_plain() && line.powers.is_empty(),
        };
        if may_stay && let Some(range) = line.in_source(0, hi) {
            out.line(indent, range);
            return Ok(());
        }
        let view = View { lo: 0, hi, indent, base: 0, inside: false, forced: false, tracked: Tracked::All };
        let mut run = Run {
            line,
            source,
            out,
            buffers: &mut self.buffers,
            limit: self.limit,
            magic_commas: self.magic_commas,
            targets: &mut self.targets,
        };
        if width - run.hugged_columns(&view) <= run.limit && run.line.is_plain() {
            run.emit(&view);
        } else {
            run.transform(view, false);
        }
        self.buffers.undo.clear();
        self.buffers.walk.clear();
        if std::mem::take(&mut self.buffers.too_complex) { Err(TooComplex) } else { Ok(()) }
    }
}

impl Run<'_, '_> {
    fn leaf(&self, index: usize) -> &Leaf {
        #[cfg(debug_assertions)]
        self.buffers.visits.update(|visits| visits + 1);
        &self.line.leaves[index]
    }

    fn texts(&self) -> Texts<'_> {
        self.line.texts(self.source)
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut Leaf)) {
        let old = self.line.leaves[index];
        self.buffers.undo.push(Undo { leaf: index, old });
        change(&mut self.line.leaves[index]);
    }

    fn take_back(&mut self, mark: usize) {
        while self.buffers.undo.len() > mark {
            if let Some(undo) = self.buffers.undo.pop() {
                self.line.leaves[undo.leaf] = undo.old;
            }
        }
    }

    /// Writes the view as one line.
    fn emit(&mut self, view: &View) {
        if self.line.trailing.is_empty()
            && !self.has_powers(view)
            && !self.has_changed(view)
            && let Some(range) = self.line.in_source(view.lo, view.hi)
        {
            self.out.line(view.indent, range);
        } else {
            self.emit_leaves(view);
        }
    }

    /// Whether layout has added a comma or shown a bracket in the view.
    fn has_changed(&self, view: &View) -> bool {
        let is_new = |leaf: &Leaf| leaf.has(COMMA_AFTER) || (leaf.has(ADDED) && !leaf.is_invisible());
        !self.buffers.undo.is_empty() && self.line.leaves[view.lo..view.hi].iter().any(is_new)
    }

    fn emit_leaves(&mut self, view: &View) {
        let texts = Texts { source: self.source, side: &self.line.side };
        let leaves = &self.line.leaves[view.lo..view.hi];
        let powers = self.has_powers(view);
        self.buffers.text.clear();
        self.buffers.text.push_str(&indentation(view.indent));
        for (index, leaf) in leaves.iter().enumerate() {
            let hugged = powers && self.is_hugged(view, view.lo + index);
            if leaf.has(SPACE) && index > 0 && !hugged {
                self.buffers.text.push(' ');
            }
            self.buffers.text.push_str(texts.leaf(leaf));
            if leaf.has(COMMA_AFTER) {
                self.buffers.text.push(',');
            }
        }
        for leaf in leaves {
            let mut at = leaf.comment;
            while at != NONE {
                let comment = &self.line.trailing[at as usize];
                self.buffers.text.push_str("  ");
                self.buffers.text.push_str(texts.comment(comment));
                at = comment.next;
            }
        }
        while self.buffers.text.ends_with(' ') {
            self.buffers.text.pop();
        }
        self.buffers.text.push('\n');
        self.out.push(&self.buffers.text);
    }

    /// Whether a magic trailing comma in the view forbids one line.
    fn magic(&self, view: &View) -> bool {
        let from = self.line.magic.partition_point(|&index| (index as usize) < view.lo);
        let mut inside =
            self.line.magic[from..].iter().map(|&index| index as usize).take_while(|&index| index < view.hi);
        match view.tracked {
            Tracked::No => false,
            Tracked::Matched => inside.any(|index| self.leaf(index).partner as usize >= view.lo),
            Tracked::All => inside.next().is_some(),
        }
    }

    #[inline]
    fn has_in(list: &[u32], view: &View) -> bool {
        !list.is_empty() && Self::has_any_in(list, view)
    }

    fn has_any_in(list: &[u32], view: &View) -> bool {
        let from = list.partition_point(|&index| (index as usize) < view.lo);
        list.get(from).is_some_and(|&index| (index as usize) < view.hi)
    }

    fn is_definition(&self, view: &View) -> bool {
        view.lo == 0 && self.line.kind == LineKind::Def
    }

    fn is_import(&self, view: &View) -> bool {
        view.lo == 0 && self.line.kind == LineKind::Import
    }

    /// Whether the view has invisible brackets.
    fn has_invisible(&self, view: &View) -> bool {
        if view.tracked == Tracked::No {
            return false;
        }
        let from = self.line.invisible.partition_point(|&index| (index as usize) < view.lo);
        let inside = self.line.invisible[from..].iter().map(|&index| index as usize);
        inside.take_while(|&index| index < view.hi).any(|index| self.leaf(index).is_invisible())
    }

    /// Whether an invisible bracket of the view was shown since the undo list had the length `mark`.
    fn has_shown(&self, view: &View, mark: usize) -> bool {
        let shown = |undo: &Undo| {
            (view.lo..view.hi).contains(&undo.leaf)
                && undo.old.is_invisible()
                && !self.leaf(undo.leaf).is_invisible()
        };
        self.buffers.undo[mark..].iter().any(shown)
    }

    /// Splits the view until its lines fit, or as far as it goes.
    fn transform(&mut self, view: View, force: bool) -> Verdict {
        if self.buffers.nesting == MAX_NESTING {
            self.buffers.too_complex = true;
            return Verdict { first: true, all: true };
        }
        self.buffers.nesting += 1;
        let verdict = self.transform_view(view, force);
        self.buffers.nesting -= 1;
        verdict
    }

    #[expect(clippy::nonminimal_bool, reason = "each condition is one rule of the style")]
    fn transform_view(&mut self, view: View, force: bool) -> Verdict {
        let standalone = Self::has_in(&self.line.standalone, &view);
        let fits = self.fits_within(&view, self.limit + self.hugged_columns(&view));
        let lone_comment = view.hi - view.lo == 1 && self.leaf(view.lo).kind == Kind::Comment;
        let keep = lone_comment
            || (!view.forced
                && !self.magic(&view)
                && (fits || self.has_unsplittable_ignore(&view))
                && !(view.inside && standalone)
                && !self.has_uncollapsable_type_comment(&view)
                && !self.has_commented_strings(&view));
        if !keep {
            if self.splits_left(&view) {
                if let Ok(verdict) = self.left_hand_split(&view, force) {
                    return verdict;
                }
            } else if let Some(verdict) = self.split(&view, force, standalone) {
                return verdict;
            }
        }
        self.emit(&view);
        let held = || self.has_uncollapsable_type_comment(&view) || self.has_unsplittable_ignore(&view);
        Verdict { first: fits || held(), all: fits }
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "two facts of the view that the caller knows")]
    fn split(&mut self, view: &View, force: bool, standalone: bool) -> Option<Verdict> {
        if view.inside {
            if let Ok(verdict) = self.delimiter_split(view, force) {
                return Some(verdict);
            }
            if standalone && let Ok(verdict) = self.standalone_split(view, force) {
                return Some(verdict);
            }
        }
        self.with_second_opinion(view, force).ok()
    }

    /// Whether the line is a definition whose parameters are split first.
    fn splits_left(&self, view: &View) -> bool {
        if !self.is_definition(view) {
            return false;
        }
        let Some(close) = self.parameter_close(view) else { return false };
        let behind =
            self.line.magic.iter().any(|&index| index as usize > close && (index as usize) < view.hi);
        let within = self.line.magic.iter().any(|&index| (index as usize) <= close);
        !behind || within
    }

    fn parameter_close(&self, view: &View) -> Option<usize> {
        let open = (view.lo..view.hi).find(|&index| {
            let leaf = self.leaf(index);
            leaf.kind == Kind::OpenParen && leaf.depth == view.base
        })?;
        Some(self.leaf(open).partner as usize).filter(|&close| close < view.hi)
    }

    /// The first pair of a definition that holds something: its parameters, else its result, else its type parameters.
    fn definition_bracket(&self, view: &View) -> Option<usize> {
        let first = |kind: Kind| {
            (view.lo..view.hi).find(|&index| {
                let leaf = self.leaf(index);
                let partner = leaf.partner as usize;
                leaf.kind == kind && leaf.depth == view.base && partner > index + 1 && partner < view.hi
            })
        };
        first(Kind::OpenParen).or_else(|| first(Kind::OpenBracket))
    }

    fn with_second_opinion(&mut self, view: &View, force: bool) -> Result<Verdict, CannotSplit> {
        let had_invisible = self.has_invisible(view);
        let (mark, undo_mark) = (self.out.mark(), self.buffers.undo.len());
        let verdict = self.right_hand(view, force)?;
        let settled = force
            || !had_invisible
            || verdict.first
            || self.has_shown(view, undo_mark)
            || Self::has_in(&self.line.multiline, view)
            || Self::has_in(&self.line.standalone, view)
            || self.has_comment_behind_bracket(view);
        // The second way is taken only where all of its lines fit.
        if settled || self.has_too_wide_leaf(view) {
            return Ok(verdict);
        }
        let first = self.out.take_back(mark);
        self.take_back(undo_mark);
        let second = self.right_hand(view, true);
        self.take_back(undo_mark);
        match second {
            Ok(second) if second.all => Ok(second),
            Ok(_) => {
                self.out.take_back(mark);
                self.out.put_back(first);
                Ok(verdict)
            }
            Err(error) => {
                self.out.take_back(mark);
                Err(error)
            }
        }
    }

    /// Whether a leaf, with the bracket that must follow it in its line, is wider than any line of the view may be.
    fn has_too_wide_leaf(&self, view: &View) -> bool {
        let columns = self.limit.saturating_sub(u32::from(view.indent) * 4);
        (view.lo..view.hi).any(|index| {
            let is_bound = |next: usize| {
                let next = self.leaf(next);
                next.kind.is_opening() && !next.is_invisible() && !next.has(SPACE) && next.priority == 0
            };
            let bracket = index + 1 < view.hi && self.leaf(index).kind == Kind::Name && is_bound(index + 1);
            self.leaf(index).width + u32::from(bracket) > columns
        })
    }

    /// Whether the last leaf of the view is a comma, an added one included.
    fn ends_with_comma(&self, view: &View) -> bool {
        let last = self.leaf(view.hi - 1);
        last.kind == Kind::Comma || last.has(COMMA_AFTER)
    }

    fn has_magic_before(&self, close: usize) -> bool {
        self.leaf(close).has(MAGIC)
    }
}
