//! Whether a lock answers a project, found out without a resolution.

use std::collections::BTreeSet;

use naja_pep::pylock::{DependencyRef, Pylock};
use naja_pep::{Marker, RequirementSource};

use super::record::{self, Entry};
use crate::gates::{DEFAULT_GROUP, is_gated};
use crate::inputs::Inputs;

/// Whether a lock answers a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// It does.
    Fresh,
    /// It does not; the reason in a few words.
    Stale(String),
}

/// Compares what `lock` records with `inputs`, and looks whether it holds together: each requirement of the project is met by
/// a locked version, and what a locked package depends on is locked too.
#[must_use]
pub fn freshness(lock: &Pylock, inputs: &Inputs) -> Freshness {
    match difference(lock, inputs).or_else(|| gap(lock, inputs)) {
        Some(reason) => Freshness::Stale(reason),
        None => Freshness::Fresh,
    }
}

/// The first input that is not the recorded one.
fn difference(lock: &Pylock, inputs: &Inputs) -> Option<String> {
    let requires_python = lock.requires_python.as_ref().map(ToString::to_string).unwrap_or_default();
    if requires_python != inputs.requires_python.to_string() {
        return Some("`requires-python` has changed".to_owned());
    }
    if lock.extras.iter().collect::<BTreeSet<_>>() != inputs.extras.iter().collect() {
        return Some("the extras have changed".to_owned());
    }
    let own = lock.dependency_groups.iter().filter(|group| !lock.default_groups.contains(group));
    if own.collect::<BTreeSet<_>>() != inputs.groups.iter().collect()
        || lock.default_groups.iter().any(|group| group.as_str() == DEFAULT_GROUP) != is_gated(inputs)
    {
        return Some("the dependency groups have changed".to_owned());
    }
    let texts = |markers: &[Marker]| markers.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    if texts(&lock.environments) != texts(&inputs.environments) {
        return Some("`environments` has changed".to_owned());
    }
    record::entries(inputs).into_iter().find_map(|(key, now)| {
        let recorded = record::read(&lock.tool_naja, key, &now);
        (recorded != now).then(|| described(key, &recorded, &now))
    })
}

fn described(key: &str, recorded: &Entry, now: &Entry) -> String {
    let (Entry::Lines(recorded), Entry::Lines(now)) = (recorded, now) else {
        return format!("`{key}` has changed");
    };
    let new = now.iter().find(|line| !recorded.contains(line)).map(|line| format!("`{line}` is new"));
    let gone = recorded.iter().find(|line| !now.contains(line)).map(|line| format!("`{line}` is gone"));
    new.or(gone).unwrap_or_else(|| format!("`{key}` has changed"))
}

/// Where the lock does not hold together, as after a merge by hand.
fn gap(lock: &Pylock, inputs: &Inputs) -> Option<String> {
    for input in &inputs.requirements {
        let requirement = &input.requirement;
        let is_own = Some(&requirement.name) == inputs.project.as_ref();
        let is_replaced = inputs.bounds.exclusions.contains(&requirement.name)
            || inputs.bounds.overrides.iter().any(|other| other.name == requirement.name);
        let python = Marker::from_python(&naja_pep::version::release_ranges(&inputs.requires_python));
        if is_own || is_replaced || requirement.marker.is_disjoint(python) {
            continue;
        }
        let meets = |version: &naja_pep::Version| match &requirement.source {
            RequirementSource::Specifiers(specifiers) => specifiers.contains(version),
            RequirementSource::Url(_) => true,
        };
        let mut locked = lock.packages.iter().filter(|package| package.name == requirement.name);
        if !locked.any(|package| package.version.as_ref().is_none_or(meets)) {
            return Some(format!("no locked version meets `{requirement}`"));
        }
    }
    let names: BTreeSet<_> =
        lock.packages.iter().map(|package| (&package.name, package.version.as_ref())).collect();
    let is_locked = |dependency: &DependencyRef| match &dependency.version {
        Some(version) => names.contains(&(&dependency.name, Some(version))),
        None => lock.packages.iter().any(|package| package.name == dependency.name),
    };
    let mut dependencies = lock.packages.iter().flat_map(|package| &package.dependencies);
    dependencies
        .find(|dependency| !is_locked(dependency))
        .map(|dependency| format!("`{}` is depended on and not locked", dependency.name))
}
