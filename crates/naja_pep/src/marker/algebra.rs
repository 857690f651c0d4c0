//! Operations on decision diagrams. None of them recurses: a diagram can be as deep as a marker has variables.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Marker;
use super::diagram::{Cuts, Node, Tables, merge, node};
use super::variable::Variable;

/// How many remembered conjunctions are kept before they are forgotten.
const REMEMBERED: usize = 1 << 20;

/// A marker seen from one variable: the variable's intervals and the function on each.
pub(crate) struct View {
    pub(crate) cuts: Option<&'static Cuts>,
    node: Option<&'static Node>,
    marker: Marker,
}

impl View {
    /// `marker` seen from `variable`, which must not come after the one it asks first.
    pub(crate) fn new(marker: Marker, variable: &Variable) -> Self {
        let node = node(marker).filter(|node| node.variable == *variable);
        Self { cuts: node.map(|node| &node.cuts), node, marker }
    }

    /// The function on the interval of that index.
    pub(crate) fn child(&self, index: usize) -> Marker {
        match self.node {
            Some(node) => Marker(node.children[index].0 ^ (self.marker.0 & 1)),
            None => self.marker,
        }
    }
}

/// The intervals of `variable` on which both markers are constant in it, and the pair of functions on each.
pub(crate) fn pieces(left: Marker, right: Marker, variable: &Variable) -> (Cuts, Vec<(Marker, Marker)>) {
    let (a, b) = (View::new(left, variable), View::new(right, variable));
    match (a.cuts, b.cuts) {
        (Some(x), Some(y)) => {
            let merged = merge(x, y);
            let pairs = merged.places.iter().map(|&(i, j)| (a.child(i), b.child(j))).collect();
            (merged.cuts, pairs)
        }
        (Some(cuts), None) | (None, Some(cuts)) => {
            let count = match cuts {
                Cuts::Versions(cuts) => cuts.len() + 1,
                Cuts::Texts(cuts) => cuts.len() + 1,
                Cuts::Flag => 2,
            };
            (cuts.clone(), (0..count).map(|index| (a.child(index), b.child(index))).collect())
        }
        (None, None) => unreachable!("one of the two asks the variable"),
    }
}

/// The variable that the two ask first; `None` if both are constant.
pub(crate) fn first_variable(left: Marker, right: Marker) -> Option<&'static Variable> {
    match (node(left), node(right)) {
        (Some(a), Some(b)) => Some((&a.variable).min(&b.variable)),
        (Some(a), None) | (None, Some(a)) => Some(&a.variable),
        (None, None) => None,
    }
}

/// Computes the value of `root`, whose computation asks for the values of other keys, with an explicit stack.
///
/// `step` either gives the value, or pushes at least one key without a value onto the stack and gives nothing; it is
/// then asked again. Keys must not depend on themselves.
pub(crate) fn solve<K: Clone + Eq + Hash, V: Clone>(
    root: K,
    known: &mut FxHashMap<K, V>,
    mut step: impl FnMut(&K, &FxHashMap<K, V>, &mut Vec<K>) -> Option<V>,
) -> V {
    let mut stack = vec![root.clone()];
    while let Some(key) = stack.last().cloned() {
        if known.contains_key(&key) {
            stack.pop();
            continue;
        }
        if let Some(value) = step(&key, known, &mut stack) {
            known.insert(key, value);
            stack.pop();
        }
    }
    known.get(&root).cloned().expect("the root leaves the stack only when its value is known")
}

/// What a conjunction is without looking into the diagrams.
#[inline]
pub(crate) fn trivial_and(left: Marker, right: Marker) -> Option<Marker> {
    if left == Marker::FALSE || right == Marker::FALSE || left.0 ^ right.0 == 1 {
        Some(Marker::FALSE)
    } else if left == Marker::TRUE || left == right {
        Some(right)
    } else if right == Marker::TRUE {
        Some(left)
    } else {
        None
    }
}

impl Tables {
    /// Both, as functions of independent variables.
    pub(crate) fn and(&mut self, left: Marker, right: Marker) -> Marker {
        if let Some(result) = trivial_and(left, right) {
            return result;
        }
        let key = ordered(left, right);
        if let Some(result) = self.conjunctions.get(&key) {
            return *result;
        }
        let mut known = std::mem::take(&mut self.conjunctions);
        if known.len() > REMEMBERED {
            known.clear();
        }
        let result = solve(key, &mut known, |&(a, b), known, stack| self.and_step(a, b, known, stack));
        self.conjunctions = known;
        if self.is_exhausted() {
            self.conjunctions.clear();
        }
        result
    }

    /// Either.
    pub(crate) fn or(&mut self, left: Marker, right: Marker) -> Marker {
        self.and(left.not(), right.not()).not()
    }

    fn and_step(
        &mut self,
        left: Marker,
        right: Marker,
        known: &FxHashMap<(Marker, Marker), Marker>,
        stack: &mut Vec<(Marker, Marker)>,
    ) -> Option<Marker> {
        let variable = first_variable(left, right).expect("a conjunction with a constant is trivial");
        let (cuts, pairs) = pieces(left, right, variable);
        if !self.spend(pairs.len()) {
            return Some(Marker::FALSE);
        }
        let asked = stack.len();
        let mut children = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            if let Some(result) = trivial_and(a, b) {
                children.push(result);
            } else if let Some(result) = known.get(&ordered(a, b)) {
                children.push(*result);
            } else {
                stack.push(ordered(a, b));
            }
        }
        (stack.len() == asked).then(|| self.node(variable, cuts, children))
    }

    /// The conjunction as [`Tables::canonical`] writes it.
    pub(crate) fn and_canonical(&mut self, left: Marker, right: Marker) -> Marker {
        let raw = self.and(left, right);
        self.canonical(raw)
    }

    /// Holds where `marker` holds for some answer to the questions that `chosen` picks.
    pub(crate) fn exists(&mut self, marker: Marker, chosen: impl Fn(&Variable) -> bool) -> Marker {
        self.rewrite(marker, |tables, node, children| {
            if chosen(&node.variable) {
                children.into_iter().fold(Marker::FALSE, |any, child| tables.or(any, child))
            } else {
                tables.node(&node.variable, node.cuts.clone(), children)
            }
        })
    }

    /// A function that agrees with `marker` wherever `care` holds, and depends on nothing else: where it does not hold,
    /// the answer is that of a neighbouring interval. `care` must hold somewhere.
    pub(crate) fn constrain(&mut self, marker: Marker, care: Marker) -> Marker {
        let mut known = FxHashMap::default();
        solve((marker, care), &mut known, |&(marker, care), known, stack| {
            if care == Marker::TRUE || node(marker).is_none() {
                return Some(marker);
            }
            let variable = first_variable(marker, care).expect("one of the two is not constant");
            let (cuts, pairs) = pieces(marker, care, variable);
            let asked = stack.len();
            stack.extend(pairs.iter().filter(|pair| pair.1 != Marker::FALSE && !known.contains_key(pair)));
            if stack.len() > asked {
                return None;
            }
            let answers: Vec<_> = pairs.iter().map(|pair| known.get(pair).copied()).collect();
            let mut last = answers
                .iter()
                .find_map(|answer| *answer)
                .expect("`care` holds somewhere, so one interval counts");
            let children = answers.into_iter().map(|answer| {
                last = answer.unwrap_or(last);
                last
            });
            Some(self.node(variable, cuts, children.collect()))
        })
    }

    /// `marker` with each node replaced by what `change` makes of its variable and rewritten children.
    pub(crate) fn rewrite(
        &mut self,
        marker: Marker,
        mut change: impl FnMut(&mut Self, &'static Node, Vec<Marker>) -> Marker,
    ) -> Marker {
        let mut known = FxHashMap::from_iter([(Marker::TRUE, Marker::TRUE), (Marker::FALSE, Marker::FALSE)]);
        solve(marker, &mut known, |&marker, known, stack| {
            let Some(node) = node(marker) else { return Some(marker) };
            let view = View::new(marker, &node.variable);
            let asked = stack.len();
            let mut children = Vec::with_capacity(node.children.len());
            for index in 0..node.children.len() {
                let child = view.child(index);
                match known.get(&child) {
                    Some(result) => children.push(*result),
                    None => stack.push(child),
                }
            }
            (stack.len() == asked).then(|| change(self, node, children))
        })
    }
}

fn ordered(left: Marker, right: Marker) -> (Marker, Marker) {
    if left.0 <= right.0 { (left, right) } else { (right, left) }
}

/// Calls `visit` once with each node that `marker` reaches.
pub(crate) fn visit(marker: Marker, mut visit: impl FnMut(&'static Node)) {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut stack = vec![marker];
    while let Some(marker) = stack.pop() {
        if let Some(node) = node(marker)
            && seen.insert(marker.0 >> 1)
        {
            visit(node);
            stack.extend(node.children.iter());
        }
    }
}
