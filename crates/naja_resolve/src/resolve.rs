//! The universal resolution: the checks before it, the solver, and what comes of it.

use naja_pep::version::release_ranges;
use naja_pep::{PackageName, RequirementSource, Version};

use crate::error::ResolveError;
use crate::explain;
use crate::facts::Facts;
use crate::graph;
use crate::inputs::Inputs;
use crate::resolution::Resolution;
use crate::solution::Solution;
use crate::solve::{Failure, solve};
use crate::universe::Universe;

/// How many steps the solver may make in one resolution. The largest real projects need some thousands.
const MAX_STEPS: u32 = 100_000;

/// How many steps an attempt to find a suggestion may take.
const MAX_SUGGESTION_STEPS: u32 = 10_000;

/// Chooses a version of every package that `inputs` need, for every environment that they admit.
///
/// # Errors
///
/// [`ResolveError::Unsatisfiable`] where no choice satisfies all requirements, with an explanation;
/// [`ResolveError::ImpossiblePython`] and [`ResolveError::UrlRequirement`] for inputs that cannot be solved at all;
/// [`ResolveError::TooComplex`] where the solver takes too many steps; [`ResolveError::Fact`] where a fact can't be found out.
pub fn resolve(inputs: &Inputs, facts: &dyn Facts) -> Result<Resolution, ResolveError> {
    check(inputs)?;
    let universe = Universe::new(inputs, facts, MAX_STEPS);
    prefetch_preferred(&universe);
    let solutions = solve(&universe).map_err(|failure| match failure {
        Failure::NoSolution(fork, grounds) => {
            let version_with = |inputs: &Inputs, name: &PackageName| version_with(inputs, facts, name);
            explain::unsatisfiable(&universe, fork, &grounds, &version_with)
        }
        Failure::Budget => ResolveError::TooComplex,
        Failure::Facts(error) => ResolveError::from(error),
    })?;
    let mut resolution = graph::build(&universe, &merge(solutions))?;
    resolution.runs = universe.runs.get();
    Ok(resolution)
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

fn prefetch_preferred(universe: &Universe<'_>) {
    for (name, versions) in &universe.inputs.preferences.versions {
        for (version, _) in versions {
            universe.facts.prefetch_metadata(name, version);
        }
    }
}

/// The version of `name` in a resolution of other inputs, if it comes soon.
fn version_with(inputs: &Inputs, facts: &dyn Facts, name: &PackageName) -> Option<Version> {
    let universe = Universe::new(inputs, facts, MAX_SUGGESTION_STEPS);
    match solve(&universe) {
        Ok(solutions) => {
            let id = universe.names.borrow().get(name)?;
            solutions.first()?.versions.get(&id).cloned()
        }
        Err(Failure::NoSolution(..) | Failure::Budget | Failure::Facts(_)) => None,
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
