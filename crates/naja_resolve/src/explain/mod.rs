//! Why there is no solution, in the user's own terms: the requirements that contradict each other with their places,
//! what stands between them, and the smallest change that would help.

mod describe;
pub(crate) mod proof;
mod suggest;

use naja_base::Diagnostic;
use naja_pep::version::{Ranges, release_ranges};
use naja_pep::{Marker, Version};

use self::describe::Describe;
use self::proof::Ground;
use crate::error::ResolveError;
use crate::ids::{NameId, Package};
use crate::inputs::InputRequirement;
use crate::universe::Universe;

/// How many sentences an explanation has at most.
const SENTENCES: usize = 8;

/// The explanation of a proof, by what it rests on, that was found in `fork`.
pub(crate) fn unsatisfiable(
    universe: &Universe<'_>,
    fork: Marker,
    grounds: &[Ground],
    version_with: suggest::VersionWith<'_>,
) -> ResolveError {
    let describe = Describe::new(universe, fork);
    let involved = involved(universe, fork, grounds);
    let mut sentences = describe.sentences(grounds);
    let mut diagnostic = Diagnostic::error(headline(universe, &describe, grounds, &involved, &mut sentences));
    let source = involved.iter().find_map(|input| Some(&input.place.as_ref()?.source));
    if let Some(source) = source {
        diagnostic = diagnostic.with_source(source.clone());
        let places = involved.iter().filter_map(|input| input.place.as_ref());
        for (index, place) in places.filter(|place| place.source == *source).enumerate() {
            diagnostic = match index {
                0 => diagnostic.with_label(place.span, "required here"),
                _ => diagnostic.with_context(place.span, "and here"),
            };
        }
    }
    let more = sentences.len().saturating_sub(SENTENCES);
    sentences.truncate(SENTENCES);
    for sentence in sentences {
        diagnostic = diagnostic.with_note(sentence);
    }
    if more > 0 {
        diagnostic = diagnostic.with_note(format!("there are {more} further reasons of this kind"));
    }
    if let Some(environments) = environments(universe, fork) {
        diagnostic = diagnostic.with_note(format!("this is so where {environments}"));
    }
    let help = suggest::smallest_change(universe.inputs, fork, &involved, version_with)
        .or_else(|| describe.prerelease_hint(grounds));
    if let Some(help) = help {
        diagnostic = diagnostic.with_help(help);
    }
    ResolveError::Unsatisfiable(Box::new(diagnostic))
}

/// The project's requirements that the proof rests on, in the order of the project.
fn involved<'a>(universe: &Universe<'a>, fork: Marker, grounds: &[Ground]) -> Vec<&'a InputRequirement> {
    let wanted: Vec<NameId> = grounds
        .iter()
        .filter_map(|ground| match ground {
            Ground::Requires(Package::Root, _, required, _) => required.name(),
            _ => None,
        })
        .collect();
    let inputs = universe.inputs;
    inputs
        .requirements
        .iter()
        .filter(|input| {
            let requirement = &input.requirement;
            let name = universe.names.borrow().get(&requirement.name);
            name.is_some_and(|name| wanted.contains(&name)) && !requirement.marker.is_disjoint(fork)
        })
        .collect()
}

/// The first line. Where one sentence says it all, it becomes the headline.
fn headline(
    universe: &Universe<'_>,
    describe: &Describe<'_>,
    grounds: &[Ground],
    involved: &[&InputRequirement],
    sentences: &mut Vec<String>,
) -> String {
    if let ([only], [_]) = (&sentences[..], involved) {
        let only = only.clone();
        sentences.clear();
        return only;
    }
    match contested(grounds) {
        Some(name) => {
            format!("the requirements on `{}` can't be satisfied together", universe.name(name))
        }
        None => match involved {
            [only] => format!("`{}` can't be satisfied", describe.input(only)),
            _ => "the requirements can't be satisfied together".to_owned(),
        },
    }
}

/// The package on which different requirers disagree, the one furthest from the project first.
fn contested(grounds: &[Ground]) -> Option<NameId> {
    let mut requirers: Vec<(NameId, Vec<Option<NameId>>)> = Vec::new();
    for ground in grounds {
        let Ground::Requires(from, _, to, wanted) = ground else { continue };
        let (Some(to), false) = (to.name(), *wanted == Ranges::full()) else { continue };
        if from.name() == Some(to) {
            continue;
        }
        match requirers.iter_mut().find(|(name, _)| *name == to) {
            Some((_, from_all)) if !from_all.contains(&from.name()) => from_all.push(from.name()),
            Some(_) => {}
            None => requirers.push((to, vec![from.name()])),
        }
    }
    requirers.into_iter().find(|(_, from)| from.len() > 1).map(|(name, _)| name)
}

/// The environments of `fork` in words, unless they are all that the project admits.
fn environments(universe: &Universe<'_>, fork: Marker) -> Option<String> {
    let python: Ranges<Version> = release_ranges(&universe.inputs.requires_python);
    let marker = fork.simplify_python(&python).try_to_string()?;
    Some(format!("`{marker}`"))
}
