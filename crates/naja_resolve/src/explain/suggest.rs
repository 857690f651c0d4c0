//! The smallest change that would make a resolution succeed, found by trying.

use naja_pep::version::VersionSpecifiers;
use naja_pep::{Marker, PackageName, RequirementSource, Version};

use super::describe::admitted;
use crate::inputs::{InputRequirement, Inputs};

/// Finds the version of a package in a resolution of changed inputs, if there is one.
pub(crate) type VersionWith<'a> = &'a dyn Fn(&Inputs, &PackageName) -> Option<Version>;

/// How many requirements are tried at most.
const TRIES: usize = 6;

/// Which one of `involved`, without its bounds, would let the rest be resolved in `fork`.
pub(super) fn smallest_change(
    inputs: &Inputs,
    fork: Marker,
    involved: &[&InputRequirement],
    version_with: VersionWith<'_>,
) -> Option<String> {
    // The later a requirement is written, the likelier it is the one just added.
    involved.iter().rev().take(TRIES).find_map(|input| try_without_bounds(inputs, fork, input, version_with))
}

fn try_without_bounds(
    inputs: &Inputs,
    fork: Marker,
    freed: &InputRequirement,
    version_with: VersionWith<'_>,
) -> Option<String> {
    if admitted(&freed.requirement) == naja_pep::version::Ranges::full() {
        return None;
    }
    let mut changed = inputs.clone();
    changed.environments = vec![fork];
    for input in &mut changed.requirements {
        if input.requirement.name == freed.requirement.name && input.scope == freed.scope {
            input.requirement.source = RequirementSource::Specifiers(VersionSpecifiers::default());
        }
    }
    let name = &freed.requirement.name;
    let version = version_with(&changed, name)?;
    let mut text = freed.requirement.clone();
    text.marker = Marker::TRUE;
    Some(format!("with `{name}=={version}` instead of `{text}`, the requirements could be resolved"))
}
