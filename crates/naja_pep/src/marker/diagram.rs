//! The decision diagrams behind markers: reduced, ordered, and shared by the whole process.
//!
//! A node asks one variable and has a child for each interval of its values. Intervals are given by the cuts between
//! them: a cut lies just before or just after a value. Equal functions are equal nodes, so that a marker is a number:
//! twice the node's index, plus one where the function is the node's complement. The first child of a node is never a
//! complement; that makes the representation unique and negation free.
//!
//! Nodes are never freed: there are few distinct ones, and a marker can so be `Copy` and be read without a lock.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::Marker;
use super::variable::Variable;
use crate::version::Version;

/// A border between two intervals: just before `value`, or just after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cut<T> {
    pub(crate) value: T,
    pub(crate) after: bool,
}

impl<T> Cut<T> {
    pub(crate) fn before(value: T) -> Self {
        Self { value, after: false }
    }

    pub(crate) fn after(value: T) -> Self {
        Self { value, after: true }
    }
}

/// The ascending cuts of a node, by what its variable's values are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cuts {
    /// Versions reduced to releases.
    Versions(Box<[Cut<Version>]>),
    /// Texts in code point order.
    Texts(Box<[Cut<Box<str>>]>),
    /// No, then yes: two children without a value between them.
    Flag,
}

/// One question, and what follows from each answer.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    pub(crate) variable: Variable,
    pub(crate) cuts: Cuts,
    /// One more than there are cuts, neighbours distinct.
    pub(crate) children: Box<[Marker]>,
}

const CHUNKS: usize = 26;
const FIRST_CHUNK: usize = 64;

type Chunk = Box<[OnceLock<&'static Node>]>;

/// Every node by its index, in chunks of doubling size that never move.
static NODES: [OnceLock<Chunk>; CHUNKS] = [const { OnceLock::new() }; CHUNKS];

static TABLES: OnceLock<Mutex<Tables>> = OnceLock::new();

/// What finds a node or the result of an operation again.
pub(crate) struct Tables {
    unique: FxHashMap<&'static Node, u32>,
    pub(super) conjunctions: FxHashMap<(Marker, Marker), Marker>,
    pub(super) canonical: FxHashMap<Marker, Marker>,
    pub(super) platforms: Option<Marker>,
    /// How much work may still be done; without a limit except while a marker is read.
    work: u64,
}

/// The node that `marker`, which must not be a constant, starts from.
pub(crate) fn node(marker: Marker) -> Option<&'static Node> {
    let index = (marker.0 >> 1) as usize;
    let (chunk, slot) = place(index.checked_sub(1)?);
    NODES.get(chunk)?.get()?.get(slot)?.get().copied()
}

/// The tables, for as long as the guard lives. No marker operation of another kind may run on this thread meanwhile.
pub(crate) fn tables() -> MutexGuard<'static, Tables> {
    let tables = TABLES.get_or_init(|| {
        Mutex::new(Tables {
            unique: FxHashMap::default(),
            conjunctions: FxHashMap::default(),
            canonical: FxHashMap::default(),
            platforms: None,
            work: u64::MAX,
        })
    });
    tables.lock().unwrap_or_else(PoisonError::into_inner)
}

fn place(index: usize) -> (usize, usize) {
    let chunk = (index / FIRST_CHUNK + 1).ilog2() as usize;
    (chunk, index - FIRST_CHUNK * ((1 << chunk) - 1))
}

impl Tables {
    /// Allows that much work from here on: one unit for each interval of an operation.
    pub(crate) fn limit_work(&mut self, work: u64) {
        self.work = work;
    }

    /// Does some work. Returns whether it is still allowed; without a limit it always is.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        if self.work != u64::MAX {
            self.work = self.work.saturating_sub(work as u64);
        }
        !self.is_exhausted()
    }

    /// Whether more work was asked for than was allowed, so that results since then are wrong.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.work == 0
    }

    /// The function that asks `variable` and goes on with the child of the interval.
    pub(crate) fn node(&mut self, variable: &Variable, cuts: Cuts, children: Vec<Marker>) -> Marker {
        let (cuts, mut children) = reduce(cuts, children);
        let first = *children.first().expect("a variable has at least one interval");
        if children.len() == 1 {
            return first;
        }
        let flip = first.0 & 1;
        if flip == 1 {
            for child in &mut children {
                child.0 ^= 1;
            }
        }
        let node = Node { variable: variable.clone(), cuts, children: children.into_boxed_slice() };
        let index = match self.unique.get(&node) {
            Some(index) => *index,
            None => self.insert(node),
        };
        Marker((index << 1) | flip)
    }

    fn insert(&mut self, node: Node) -> u32 {
        let at = self.unique.len();
        let node: &'static Node = Box::leak(Box::new(node));
        let (chunk, slot) = place(at);
        let chunk = NODES[chunk].get_or_init(|| (0..FIRST_CHUNK << chunk).map(|_| OnceLock::new()).collect());
        let _ = chunk[slot].set(node);
        let index = u32::try_from(at + 1).expect("the chunks hold fewer than 2³² nodes");
        self.unique.insert(node, index);
        index
    }
}

/// Joins neighbouring intervals that lead to the same child.
fn reduce(cuts: Cuts, children: Vec<Marker>) -> (Cuts, Vec<Marker>) {
    if children.windows(2).all(|pair| pair[0] != pair[1]) {
        return (cuts, children);
    }
    let keep: Vec<bool> = children.windows(2).map(|pair| pair[0] != pair[1]).collect();
    let mut reduced = children;
    reduced.dedup();
    let cuts = match cuts {
        Cuts::Versions(cuts) => Cuts::Versions(retain(cuts, &keep)),
        Cuts::Texts(cuts) => Cuts::Texts(retain(cuts, &keep)),
        Cuts::Flag => Cuts::Flag,
    };
    (cuts, reduced)
}

fn retain<T>(cuts: Box<[Cut<T>]>, keep: &[bool]) -> Box<[Cut<T>]> {
    cuts.into_vec().into_iter().zip(keep).filter_map(|(cut, keep)| keep.then_some(cut)).collect()
}

/// For each interval of the common refinement of two nodes' cuts: its place in the one and in the other.
pub(crate) struct Merged {
    pub(crate) cuts: Cuts,
    pub(crate) places: Vec<(usize, usize)>,
}

/// The common refinement of two nodes' cuts, which must be of one kind.
pub(crate) fn merge(left: &Cuts, right: &Cuts) -> Merged {
    match (left, right) {
        (Cuts::Versions(left), Cuts::Versions(right)) => {
            let (cuts, places) = merge_cuts(left, right);
            Merged { cuts: Cuts::Versions(cuts), places }
        }
        (Cuts::Texts(left), Cuts::Texts(right)) => {
            let (cuts, places) = merge_cuts(left, right);
            Merged { cuts: Cuts::Texts(cuts), places }
        }
        _ => Merged { cuts: Cuts::Flag, places: vec![(0, 0), (1, 1)] },
    }
}

type MergedCuts<T> = (Box<[Cut<T>]>, Vec<(usize, usize)>);

fn merge_cuts<T: Ord + Clone>(left: &[Cut<T>], right: &[Cut<T>]) -> MergedCuts<T> {
    let mut cuts = Vec::with_capacity(left.len() + right.len());
    let mut places = Vec::with_capacity(left.len() + right.len() + 1);
    let (mut i, mut j) = (0, 0);
    places.push((0, 0));
    loop {
        let cut = match (left.get(i), right.get(j)) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => {
                i += 1;
                j += 1;
                a
            }
            (Some(a), Some(b)) if a < b => {
                i += 1;
                a
            }
            (_, Some(b)) => {
                j += 1;
                b
            }
            (Some(a), None) => {
                i += 1;
                a
            }
        };
        cuts.push(cut.clone());
        places.push((i, j));
    }
    (cuts.into_boxed_slice(), places)
}
