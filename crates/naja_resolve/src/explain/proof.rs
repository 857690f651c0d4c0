//! The solver's proof that there is no solution, flattened: what each step rests on, without the steps.
//!
//! A proof is a graph whose depth grows with the number of versions tried, so nothing here recurses on it, and it is
//! taken apart piece by piece rather than dropped.

use std::sync::Arc;

use naja_pep::Version;
use naja_pep::version::Ranges;
use pubgrub::{DerivationTree, External};
use rustc_hash::FxHashSet;

use crate::ids::Package;

/// A proof as the solver gives it.
pub(crate) type Proof = DerivationTree<Package, Ranges<Version>, String>;

/// Something that a proof rests on.
#[derive(Clone, Debug)]
pub(crate) enum Ground {
    /// There is no version to be chosen in the set.
    NoVersions(Package, Ranges<Version>),
    /// Versions in the first set require the other package in the second set.
    Requires(Package, Ranges<Version>, Package, Ranges<Version>),
    /// A version can't be used, for this reason.
    Unusable(Package, Ranges<Version>, String),
}

/// What `proof` rests on, in the order of a walk from its conclusion; consumes it without recursion.
pub(crate) fn grounds(proof: Proof) -> Vec<Ground> {
    let mut grounds = Vec::new();
    let mut seen: FxHashSet<*const Proof> = FxHashSet::default();
    // Shared parts are kept alive here until the walk is over, so that dropping one never drops a chain.
    let mut kept: Vec<Arc<Proof>> = Vec::new();
    let mut stack = vec![Arc::new(proof)];
    while let Some(part) = stack.pop() {
        if !seen.insert(Arc::as_ptr(&part)) {
            continue;
        }
        match &*part {
            DerivationTree::External(external) => grounds.extend(ground(external)),
            DerivationTree::Derived(derived) => {
                stack.push(derived.cause2.clone());
                stack.push(derived.cause1.clone());
            }
        }
        kept.push(part);
    }
    // Parents stand before their causes: taken from the front, each one drops while its causes are still held.
    for part in kept {
        drop(part);
    }
    grounds
}

fn ground(external: &External<Package, Ranges<Version>, String>) -> Option<Ground> {
    match external {
        External::NotRoot(..) => None,
        External::NoVersions(package, set) => Some(Ground::NoVersions(*package, set.clone())),
        External::FromDependencyOf(package, set, required, wanted) => {
            Some(Ground::Requires(*package, set.clone(), *required, wanted.clone()))
        }
        External::Custom(package, set, reason) => {
            Some(Ground::Unusable(*package, set.clone(), reason.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use naja_pep::Version;
    use naja_pep::version::Ranges;
    use pubgrub::{DerivationTree, Derived, External, Map};

    use super::{Ground, Proof, grounds};
    use crate::ids::Package;

    /// A proof of `depth` steps, each resting on the step before and on the same missing version.
    fn chain(depth: usize) -> Proof {
        let leaf = || {
            let set = Ranges::singleton(Version::new([1]));
            DerivationTree::External(External::NoVersions(Package::Root, set))
        };
        (0..depth).fold(leaf(), |proof, _| {
            DerivationTree::Derived(Derived {
                terms: Map::default(),
                shared_id: None,
                cause1: Arc::new(proof),
                cause2: Arc::new(leaf()),
            })
        })
    }

    #[test]
    fn a_long_proof_is_read_and_taken_apart_without_recursion() {
        let found = grounds(chain(100_000));
        assert_eq!(found.len(), 100_001);
        assert!(found.iter().all(|ground| matches!(ground, Ground::NoVersions(Package::Root, _))));
    }
}
