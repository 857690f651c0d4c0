//! The order of decisions in one run, and the conflicts that change it.
//!
//! The solver does not say what it has decided and taken back, but it asks anew for the priority of whatever becomes
//! undecided, which is enough to know the decisions exactly.

use std::cmp::Reverse;
use std::rc::Rc;

use naja_pep::version::Ranges;
use naja_pep::{Marker, Version};
use rustc_hash::FxHashMap;

use crate::ids::{NameId, Package};
use crate::universe::Dependencies;

/// How many conflicts between packages it takes to change the order of decisions.
const PATIENCE: u32 = 5;

/// Where a package stands among the others; the greater is decided first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Standing {
    #[default]
    Ordinary,
    /// Others were often refused because of it.
    Late,
    /// It was often refused because of others.
    Early,
    /// Something names its version.
    Pinned,
    Root,
}

/// The state of one run.
#[derive(Debug, Default)]
pub(crate) struct Order {
    standings: FxHashMap<NameId, Standing>,
    met: FxHashMap<NameId, u32>,
    pinned: FxHashMap<NameId, ()>,
    decisions: Vec<(Package, Version)>,
    positions: FxHashMap<Package, usize>,
    /// What is left to the bases that are not decided yet.
    ranges: FxHashMap<NameId, Ranges<Version>>,
    refused: FxHashMap<NameId, u32>,
    blamed: FxHashMap<NameId, u32>,
    tries: FxHashMap<NameId, u32>,
    changed: bool,
}

impl Order {
    pub(crate) fn new(standings: FxHashMap<NameId, Standing>) -> Self {
        Self { standings, ..Self::default() }
    }

    pub(crate) fn into_standings(self) -> FxHashMap<NameId, Standing> {
        self.standings
    }

    pub(crate) fn priority(&self, package: Package) -> (Standing, Reverse<u32>, Reverse<u8>) {
        let Some(name) = package.name() else { return (Standing::Root, Reverse(0), Reverse(0)) };
        let standing = if self.pinned.contains_key(&name) {
            Standing::Pinned
        } else {
            self.standings.get(&name).copied().unwrap_or_default()
        };
        let met = self.met.get(&name).copied().unwrap_or(u32::MAX);
        (standing, Reverse(met), Reverse(package.rank()))
    }

    /// Notes that something requires `name`, with an `==` or not. Returns whether it is the first time.
    pub(crate) fn meet(&mut self, name: NameId, pinned: bool) -> bool {
        if pinned {
            self.pinned.insert(name, ());
        }
        let next = u32::try_from(self.met.len()).unwrap_or(u32::MAX);
        let mut first = false;
        self.met.entry(name).or_insert_with(|| {
            first = true;
            next
        });
        first
    }

    /// Counts how often a version of `name` was looked for.
    pub(crate) fn count_try(&mut self, name: NameId) -> u32 {
        let tries = self.tries.entry(name).or_default();
        *tries += 1;
        *tries
    }

    /// Notes what is left to a package.
    pub(crate) fn narrow(&mut self, package: Package, range: &Ranges<Version>) {
        if let Package::Base(name) = package {
            self.ranges.insert(name, range.clone());
        }
    }

    pub(crate) fn decide(&mut self, package: Package, version: Version) {
        self.positions.insert(package, self.decisions.len());
        self.decisions.push((package, version));
    }

    /// The version that was decided for `package`, as far as it still stands.
    pub(crate) fn decided(&self, package: Package) -> Option<&Version> {
        self.positions.get(&package).map(|position| &self.decisions[*position].1)
    }

    /// Lets `name` be decided before ordinary packages from its next turn on.
    pub(crate) fn move_forward(&mut self, name: NameId) {
        self.standings.insert(name, Standing::Early);
    }

    /// Whether the order has changed in a way that a new run should follow. Forgets it.
    pub(crate) fn take_change(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Notes that `package` is not decided (any more). If it was, the solver has taken that decision back and all later
    /// ones, because the last of them led to a conflict.
    pub(crate) fn reopen(
        &mut self,
        package: Package,
        dependencies: impl Fn(Package, &Version) -> Option<Rc<Dependencies>>,
        relevant: impl Fn(Marker) -> bool,
    ) {
        let Some(position) = self.positions.get(&package).copied() else { return };
        self.record_conflict(dependencies, relevant);
        for (package, _) in self.decisions.drain(position..) {
            self.positions.remove(&package);
        }
    }

    /// Finds out with which earlier decisions the last one is at odds.
    fn record_conflict(
        &mut self,
        dependencies: impl Fn(Package, &Version) -> Option<Rc<Dependencies>>,
        relevant: impl Fn(Marker) -> bool,
    ) {
        let Some(((last, version), earlier)) = self.decisions.split_last() else { return };
        let (Some(refused), false) = (last.name(), matches!(last, Package::Extra(..))) else { return };
        let Some(required) = dependencies(*last, version) else { return };
        let mut culprits: Vec<NameId> = Vec::new();
        for dependency in required.list.iter().filter(|dependency| relevant(dependency.marker)) {
            if let Some(decided) = self.decided(Package::Base(dependency.name)) {
                if !dependency.range.contains(decided) {
                    culprits.push(dependency.name);
                }
                continue;
            }
            let left = self.ranges.get(&dependency.name);
            if !left.is_some_and(|left| left.is_disjoint(&dependency.range)) {
                continue;
            }
            // Not decided yet, but its requirers leave nothing: they are to blame.
            for (requirer, version) in
                earlier.iter().filter(|(package, _)| !matches!(package, Package::Extra(..)))
            {
                let at_odds = dependencies(*requirer, version).is_some_and(|theirs| {
                    theirs.list.iter().any(|other| {
                        other.name == dependency.name
                            && relevant(other.marker)
                            && other.range.is_disjoint(&dependency.range)
                    })
                });
                culprits.extend(requirer.name().filter(|_| at_odds));
            }
        }
        culprits.retain(|culprit| *culprit != refused);
        culprits.sort_unstable();
        culprits.dedup();
        if culprits.is_empty() {
            return;
        }
        for culprit in culprits {
            if bump(&mut self.blamed, culprit) == PATIENCE {
                self.changed |= raise(&mut self.standings, culprit, Standing::Late);
            }
        }
        if bump(&mut self.refused, refused) == PATIENCE {
            self.changed |= raise(&mut self.standings, refused, Standing::Early);
        }
    }
}

fn bump(counts: &mut FxHashMap<NameId, u32>, name: NameId) -> u32 {
    let count = counts.entry(name).or_default();
    *count += 1;
    *count
}

/// Gives `name` a standing unless it has been given one. Returns whether that is a change.
fn raise(standings: &mut FxHashMap<NameId, Standing>, name: NameId, standing: Standing) -> bool {
    if standings.contains_key(&name) {
        return false;
    }
    standings.insert(name, standing);
    true
}
