//! Solving fork after fork, with the versions of earlier forks as preferences for later ones.

use naja_pep::version::release_ranges;
use naja_pep::{Marker, Version};
use pubgrub::PubGrubError;
use rustc_hash::FxHashMap;

use crate::explain::proof::{self, Ground};
use crate::facts::FactError;
use crate::fork;
use crate::graph;
use crate::ids::{NameId, Package};
use crate::inputs::Inputs;
use crate::order::Standing;
use crate::provider::{Run, Stop};
use crate::solution::Solution;
use crate::universe::Universe;

/// A fork that is still to be solved.
struct Pending {
    fork: Marker,
    standings: FxHashMap<NameId, Standing>,
}

enum Outcome {
    Solved(Solution),
    Split(Vec<Pending>),
}

/// Why there are no solutions.
pub(crate) enum Failure {
    /// This fork has none; what the proof rests on.
    NoSolution(Marker, Vec<Ground>),
    /// It takes more steps, or more forks, than a resolution may.
    Budget,
    /// A fact can't be found out.
    Facts(FactError),
}

/// How many forks a resolution may solve. Real ones stay below fifty.
const MAX_FORKS: usize = 1_000;

/// Solves every fork. The solutions come in the order in which they were found.
pub(crate) fn solve(universe: &Universe<'_>) -> Result<Vec<Solution>, Failure> {
    let mut preferences: FxHashMap<NameId, Vec<Version>> = FxHashMap::default();
    let mut solutions: Vec<Solution> = Vec::new();
    let mut pending: Vec<Pending> = start_forks(universe.inputs)
        .into_iter()
        .rev()
        .map(|fork| Pending { fork, standings: FxHashMap::default() })
        .collect();
    while let Some(Pending { fork, standings }) = pending.pop() {
        let preferred = preferred_in(universe, fork, &preferences);
        match solve_fork(universe, fork, &preferred, standings)? {
            Outcome::Solved(solution) => {
                remember(&solution, &mut preferences);
                solutions.push(solution);
            }
            Outcome::Split(parts) if solutions.len() + pending.len() + parts.len() > MAX_FORKS => {
                return Err(Failure::Budget);
            }
            Outcome::Split(parts) => pending.extend(parts.into_iter().rev()),
        }
    }
    Ok(solutions)
}

/// Runs the solver in `fork` until the order of decisions doesn't change any more.
fn solve_fork(
    universe: &Universe<'_>,
    fork: Marker,
    preferences: &FxHashMap<NameId, Vec<Version>>,
    mut standings: FxHashMap<NameId, Standing>,
) -> Result<Outcome, Failure> {
    loop {
        universe.runs.set(universe.runs.get() + 1);
        let run = Run::new(universe, fork, preferences, standings);
        let stop = match pubgrub::resolve(&run, Package::Root, Version::new([0])) {
            Ok(selected) => {
                let versions = selected
                    .into_iter()
                    .filter_map(|(package, version)| match package {
                        Package::Base(name) => Some((name, version)),
                        Package::Root | Package::Extra(..) | Package::Features(..) => None,
                    })
                    .collect();
                let solution = Solution { fork, versions };
                return match unserved(universe, &solution).map_err(Failure::Facts)? {
                    Some(marker) => {
                        let parts = vec![fork.and(marker), fork.and(marker.not())];
                        Ok(Outcome::Split(pending(parts, &run.into_standings())))
                    }
                    None => Ok(Outcome::Solved(solution)),
                };
            }
            Err(PubGrubError::NoSolution(proof)) => {
                let grounds = proof::grounds(proof);
                let Some(parts) = split_on_failure(universe, fork, &grounds) else {
                    return Err(Failure::NoSolution(fork, grounds));
                };
                let standings = run.into_standings();
                return Ok(Outcome::Split(pending(parts, &standings)));
            }
            Err(
                PubGrubError::ErrorChoosingVersion { source, .. }
                | PubGrubError::ErrorRetrievingDependencies { source, .. }
                | PubGrubError::ErrorInShouldCancel(source),
            ) => source,
        };
        standings = run.into_standings();
        match stop {
            Stop::Reorder => {}
            Stop::Split(parts) => return Ok(Outcome::Split(pending(parts, &standings))),
            Stop::Budget => return Err(Failure::Budget),
            Stop::Facts(error) => return Err(Failure::Facts(error)),
        }
    }
}

fn pending(parts: Vec<Marker>, standings: &FxHashMap<NameId, Standing>) -> Vec<Pending> {
    parts.into_iter().map(|fork| Pending { fork, standings: standings.clone() }).collect()
}

/// The parts of `fork` to be solved one by one although it has no solution as a whole: the proof rests on a requirement
/// that only holds in one of them. The solver knows one version for all of a fork, so that a requirement binds it
/// everywhere.
fn split_on_failure(universe: &Universe<'_>, fork: Marker, grounds: &[Ground]) -> Option<Vec<Marker>> {
    for ground in grounds {
        let Ground::Requires(from, versions, to, _) = ground else { continue };
        let Some(to) = to.name() else { continue };
        let known = universe.known_versions(*from);
        for version in known.iter().filter(|version| versions.contains(version)) {
            let Ok(dependencies) = universe.dependencies(*from, version) else { continue };
            for dependency in dependencies.list.iter().filter(|dependency| dependency.name == to) {
                let inside = fork.and(dependency.marker);
                if !inside.is_false() && inside != fork {
                    let mut parts = vec![inside, fork.and(dependency.marker.not())];
                    fork::order(&mut parts);
                    return Some(parts);
                }
            }
        }
    }
    None
}

/// Where a distribution is needed whose chosen version has no file for any environment there. In that part of the fork,
/// the version is out of the question.
fn unserved(universe: &Universe<'_>, solution: &Solution) -> Result<Option<Marker>, FactError> {
    let mut partial: Vec<(NameId, Marker)> = Vec::new();
    for (name, version) in &solution.versions {
        let coverage = universe.candidates(*name)?.coverage(version);
        if !coverage.is_true() {
            partial.push((*name, coverage));
        }
    }
    if partial.is_empty() {
        return Ok(None);
    }
    partial.sort_unstable_by_key(|(name, _)| *name);
    let needed = graph::reached(universe, solution, &|_| Marker::TRUE)?;
    let needed = |name: NameId| needed.get(&(name, None)).copied().unwrap_or(Marker::FALSE);
    let unserved = partial.into_iter().find(|(name, coverage)| {
        let needed = needed(*name);
        !needed.is_false() && needed.is_disjoint(*coverage)
    });
    Ok(unserved.map(|(name, _)| needed(name)))
}

/// The environments to serve, each one a fork; split as an earlier resolution split them, where one is given.
fn start_forks(inputs: &Inputs) -> Vec<Marker> {
    let python = Marker::from_python(&release_ranges(&inputs.requires_python));
    let mut forks: Vec<Marker> = if inputs.environments.is_empty() {
        vec![python]
    } else {
        let mut rest = python;
        inputs
            .environments
            .iter()
            .map(|environment| {
                let part = rest.and(*environment);
                rest = rest.and(environment.not());
                part
            })
            .collect()
    };
    if !inputs.preferences.forks.is_empty() {
        let mut earlier = inputs.preferences.forks.clone();
        let covered = earlier.iter().fold(Marker::FALSE, |all, fork| all.or(*fork));
        earlier.push(covered.not());
        forks = forks.iter().flat_map(|fork| earlier.iter().map(|part| fork.and(*part))).collect();
    }
    forks.retain(|fork| !fork.is_false());
    forks
}

/// The versions to be taken first in `fork`: those locked for it, then those of earlier forks, then those locked for
/// other environments.
fn preferred_in(
    universe: &Universe<'_>,
    fork: Marker,
    earlier: &FxHashMap<NameId, Vec<Version>>,
) -> FxHashMap<NameId, Vec<Version>> {
    let mut preferred = earlier.clone();
    for (name, versions) in &universe.inputs.preferences.versions {
        let name = universe.names.borrow_mut().intern(name);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            versions.iter().partition(|(_, marker)| !marker.is_disjoint(fork));
        let own = preferred.entry(name).or_default();
        let mut all: Vec<Version> = here.into_iter().map(|(version, _)| version.clone()).collect();
        all.append(own);
        all.extend(elsewhere.into_iter().map(|(version, _)| version.clone()));
        *own = all;
    }
    preferred
}

/// Adds the versions of `solution` to what later forks prefer.
fn remember(solution: &Solution, preferences: &mut FxHashMap<NameId, Vec<Version>>) {
    for (name, version) in &solution.versions {
        let known = preferences.entry(*name).or_default();
        if !known.contains(version) {
            known.push(version.clone());
        }
    }
}
