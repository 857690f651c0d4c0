//! The universal resolution: solving fork after fork, with the answers of earlier forks as preferences for later ones.

use naja_pep::version::release_ranges;
use naja_pep::{Marker, RequirementSource, Version};
use pubgrub::PubGrubError;
use rustc_hash::FxHashMap;

use crate::error::ResolveError;
use crate::explain;
use crate::explain::proof::Proof;
use crate::facts::{FactError, Facts};
use crate::graph;
use crate::ids::{NameId, Package};
use crate::inputs::Inputs;
use crate::order::Standing;
use crate::provider::{Run, Stop};
use crate::resolution::Resolution;
use crate::universe::Universe;

/// The versions that serve one fork.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    /// The environments.
    pub(crate) fork: Marker,
    /// The version of each package.
    pub(crate) versions: FxHashMap<NameId, Version>,
}

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
    /// They can't be, in this fork; the proof.
    NoSolution(Marker, Box<Proof>),
    /// The facts gave out.
    Facts(FactError),
}

/// Chooses a version of every package that `inputs` need, for every environment that they admit.
///
/// # Errors
///
/// [`ResolveError::Unsatisfiable`] where no choice satisfies all requirements, with an explanation;
/// [`ResolveError::ImpossiblePython`] and [`ResolveError::UrlRequirement`] for inputs that cannot be solved at all;
/// [`ResolveError::Fact`] where the facts gave out.
pub fn resolve(inputs: &Inputs, facts: &dyn Facts) -> Result<Resolution, ResolveError> {
    check(inputs)?;
    let universe = Universe::new(inputs, facts);
    prefetch_preferred(&universe);
    let solutions = solve(&universe).map_err(|failure| match failure {
        Failure::NoSolution(fork, proof) => explain::unsatisfiable(&universe, fork, *proof),
        Failure::Facts(error) => ResolveError::from(error),
    })?;
    let mut resolution = graph::build(&universe, &merge(solutions))?;
    resolution.runs = universe.runs.get();
    Ok(resolution)
}

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
                return Ok(Outcome::Solved(Solution { fork, versions }));
            }
            Err(PubGrubError::NoSolution(proof)) => {
                return Err(Failure::NoSolution(fork, Box::new(proof)));
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
            Stop::Split(parts) => {
                let parts =
                    parts.into_iter().map(|fork| Pending { fork, standings: standings.clone() }).collect();
                return Ok(Outcome::Split(parts));
            }
            Stop::Facts(error) => return Err(Failure::Facts(error)),
        }
    }
}

fn check(inputs: &Inputs) -> Result<(), ResolveError> {
    if release_ranges(&inputs.requires_python).is_empty() {
        return Err(ResolveError::ImpossiblePython {
            requires_python: inputs.requires_python.clone(),
            place: inputs.requires_python_place.clone(),
        });
    }
    let url = inputs
        .requirements
        .iter()
        .find(|input| matches!(input.requirement.source, RequirementSource::Url(_)));
    match url {
        Some(input) => Err(ResolveError::UrlRequirement(Box::new(input.clone()))),
        None => Ok(()),
    }
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

fn prefetch_preferred(universe: &Universe<'_>) {
    for (name, versions) in &universe.inputs.preferences.versions {
        for (version, _) in versions {
            universe.facts.prefetch_metadata(name, version);
        }
    }
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

/// Joins forks that came to the same versions.
fn merge(solutions: Vec<Solution>) -> Vec<Solution> {
    let mut merged: Vec<Solution> = Vec::new();
    for solution in solutions {
        let same = merged.iter_mut().find(|known| {
            solution
                .versions
                .iter()
                .all(|(name, version)| known.versions.get(name).is_none_or(|other| other == version))
        });
        match same {
            Some(known) => {
                known.fork = known.fork.or(solution.fork);
                known.versions.extend(solution.versions);
            }
            None => merged.push(solution),
        }
    }
    merged
}
