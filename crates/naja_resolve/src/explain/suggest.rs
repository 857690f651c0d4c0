//! The smallest change that would make a resolution succeed, found by trying.

use naja_pep::version::VersionSpecifiers;
use naja_pep::{Marker, RequirementSource};

use super::describe::admitted;
use super::proof::discard;
use crate::inputs::{InputRequirement, Inputs};
use crate::solve::{Failure, solve};
use crate::universe::Universe;

/// How many requirements are tried at most.
const TRIES: usize = 6;

/// Which one of `involved`, freed of its bounds, would let the rest be resolved in `fork`.
pub(super) fn smallest_change(
    universe: &Universe<'_>,
    fork: Marker,
    involved: &[&InputRequirement],
) -> Option<String> {
    if involved.len() < 2 && universe.inputs.requirements.len() < 2 && involved.is_empty() {
        return None;
    }
    // The later a requirement stands, the likelier it is the one just added.
    involved
        .iter()
        .rev()
        .take(TRIES)
        .find_map(|input| try_without_bounds(universe.inputs, universe, fork, input))
}

fn try_without_bounds(
    inputs: &Inputs,
    universe: &Universe<'_>,
    fork: Marker,
    freed: &InputRequirement,
) -> Option<String> {
    let before = admitted(&freed.requirement);
    if before == naja_pep::version::Ranges::full() {
        return None;
    }
    let mut changed = inputs.clone();
    changed.environments = vec![fork];
    for input in &mut changed.requirements {
        if input.requirement.name == freed.requirement.name && input.scope == freed.scope {
            input.requirement.source = RequirementSource::Specifiers(VersionSpecifiers::default());
        }
    }
    let second = Universe::new(&changed, universe.facts);
    let solutions = match solve(&second) {
        Ok(solutions) => solutions,
        Err(Failure::NoSolution(_, proof)) => {
            discard(*proof);
            return None;
        }
        Err(Failure::Facts(_)) => return None,
    };
    let name = &freed.requirement.name;
    let id = second.names.borrow().get(name)?;
    let version = solutions.first()?.versions.get(&id)?;
    let mut text = freed.requirement.clone();
    text.marker = Marker::TRUE;
    Some(format!("`{text}` stands in the way: with `{name}=={version}`, the rest can be resolved"))
}
