//! When one answer for all environments will not do: splitting the environments of a fork.
//!
//! A fork is split where a wanted version serves only its later Pythons, so that each Python gets its newest, and
//! where one version's requirements ask for the same package differently under markers that exclude each other.

use std::cmp::Ordering;
use std::ops::Bound;

use naja_pep::version::Ranges;
use naja_pep::{Marker, Version};

use crate::universe::Dependency;

/// The parts of `fork` at and above the Pythons in `wanted`, and below; the higher first.
pub(crate) fn split_python(fork: Marker, wanted: &Ranges<Version>) -> Vec<Marker> {
    let marker = Marker::from_python(wanted);
    [fork.and(marker), fork.and(marker.not())].into_iter().filter(|part| !part.is_false()).collect()
}

/// The parts of `fork` that `dependencies`, all of one version and ordered by name, must be solved in. One part where
/// no split is needed.
pub(crate) fn split_requirements(fork: Marker, dependencies: &[&Dependency]) -> Vec<Marker> {
    let mut parts = vec![fork];
    for same_name in dependencies.chunk_by(|a, b| a.name == b.name) {
        if !excludes(fork, same_name) {
            continue;
        }
        for dependency in same_name {
            let marker = dependency.marker;
            parts = parts
                .into_iter()
                .flat_map(|part| [part.and(marker), part.and(marker.not())])
                .filter(|part| !part.is_false())
                .collect();
        }
    }
    order(&mut parts);
    parts
}

/// Sorts forks into the order in which they are to be solved: later Pythons first, so that the newest versions are
/// tried before older ones become preferences.
pub(crate) fn order(forks: &mut [Marker]) {
    let mut keyed: Vec<_> = forks.iter().map(|fork| (fork.python_ranges(), *fork)).collect();
    keyed.sort_by(|(a, _), (b, _)| compare_starts(b, a));
    for (slot, (_, fork)) in forks.iter_mut().zip(keyed) {
        *slot = fork;
    }
}

/// Whether two of the requirements on one package differ in the versions that they admit and never hold together.
fn excludes(fork: Marker, same_name: &[&Dependency]) -> bool {
    same_name.iter().enumerate().any(|(index, first)| {
        same_name[index + 1..]
            .iter()
            .any(|second| first.range != second.range && first.marker.and(fork).is_disjoint(second.marker))
    })
}

fn compare_starts(a: &Ranges<Version>, b: &Ranges<Version>) -> Ordering {
    fn start(ranges: &Ranges<Version>) -> (u8, Option<&Version>, bool) {
        match ranges.bounding_range() {
            Some((Bound::Included(version), _)) => (1, Some(version), false),
            Some((Bound::Excluded(version), _)) => (1, Some(version), true),
            Some((Bound::Unbounded, _)) | None => (0, None, false),
        }
    }
    start(a).cmp(&start(b))
}
