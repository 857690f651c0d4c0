//! From the solutions of the forks to one graph: which version requires which, and where each one is needed.
//!
//! A package is needed where a path of requirements from the project holds. That is a least fixed point over markers,
//! computed by a work list: a node is looked at again when its marker has grown.

use std::collections::{BTreeMap, VecDeque};

use naja_base::Diagnostic;
use naja_pep::version::{Ranges, release_ranges};
use naja_pep::{ExtraName, Marker, Version};
use rustc_hash::FxHashMap;

use crate::error::ResolveError;
use crate::facts::FactError;
use crate::gates::Gates;
use crate::ids::{ExtraId, NameId, Package};
use crate::resolution::{Edge, Resolution, ResolvedPackage};
use crate::solution::Solution;
use crate::universe::{Dependency, Universe};

/// A distribution, or one of its extras, within one fork.
pub(crate) type Node = (NameId, Option<ExtraId>);

/// A requirement within the graph: from which part of which version, to which version with which extras.
type EdgeKey = ((NameId, Version), Option<ExtraId>, (NameId, Version), Vec<ExtraId>);

#[derive(Default)]
struct Builder {
    reached: FxHashMap<(NameId, Version), Marker>,
    edges: FxHashMap<EdgeKey, Marker>,
    unknown_extras: BTreeMap<(NameId, ExtraId), Version>,
}

/// Where each distribution, and each of its extras, is needed in one fork: a walk from the project along the requirements
/// that the chosen versions have. `gate` narrows the project's own.
pub(crate) fn reached(
    universe: &Universe<'_>,
    solution: &Solution,
    gate: &dyn Fn(&Dependency) -> Marker,
) -> Result<FxHashMap<Node, Marker>, FactError> {
    let mut markers: FxHashMap<Node, Marker> = FxHashMap::default();
    let mut queue: VecDeque<Node> = VecDeque::new();
    let root = universe.dependencies(Package::Root, &Version::new([0]))?;
    for dependency in &root.list {
        let marker = dependency.marker.and(solution.fork).and(gate(dependency));
        reach(dependency, marker, &mut markers, &mut queue);
    }
    while let Some(node) = queue.pop_front() {
        let (name, extra) = node;
        let Some(version) = solution.versions.get(&name) else { continue };
        let here = markers[&node];
        if extra.is_some() {
            grow((name, None), here, &mut markers, &mut queue);
        }
        let required = universe.dependencies(package(name, extra), version)?;
        for dependency in &required.list {
            let marker = here.and(dependency.marker);
            if marker.is_complex() {
                let name = universe.name(dependency.name);
                let message =
                    format!("the markers under which `{name}` is required are too complex together");
                return Err(FactError::Fatal(Box::new(Diagnostic::error(message))));
            }
            reach(dependency, marker, &mut markers, &mut queue);
        }
    }
    Ok(markers)
}

/// The solver's package that has the requirements of a distribution, or of one of its extras.
fn package(name: NameId, extra: Option<ExtraId>) -> Package {
    match extra {
        None => Package::Base(name),
        Some(extra) => Package::Features(name, extra),
    }
}

/// Joins `solutions` into one resolution.
pub(crate) fn build(universe: &Universe<'_>, solutions: &[Solution]) -> Result<Resolution, ResolveError> {
    let gates = Gates::new(universe);
    let mut builder = Builder::default();
    for solution in solutions {
        builder.walk(universe, &gates, solution, solutions.len() > 1)?;
    }
    let python = release_ranges(&universe.inputs.requires_python);
    let mut resolution = builder.finish(universe, &python);
    resolution.warnings.splice(0..0, gates.warnings);
    if solutions.len() > 1 {
        resolution.forks = solutions.iter().map(|solution| solution.fork.simplify_python(&python)).collect();
    }
    Ok(resolution)
}

impl Builder {
    /// Adds the versions and the requirements of one fork.
    fn walk(
        &mut self,
        universe: &Universe<'_>,
        gates: &Gates,
        solution: &Solution,
        forked: bool,
    ) -> Result<(), ResolveError> {
        let gate = |dependency: &Dependency| {
            dependency.input.map_or(Marker::TRUE, |input| gates.of(universe, input))
        };
        let markers = reached(universe, solution, &gate).map_err(ResolveError::from)?;
        for (&(name, extra), &here) in &markers {
            let Some(version) = solution.versions.get(&name) else { continue };
            if let Some(extra) = extra {
                self.note_extra(universe, name, extra, version)?;
            } else {
                let all = self.reached.entry((name, version.clone())).or_insert(Marker::FALSE);
                *all = all.or(here);
            }
            let required =
                universe.dependencies(package(name, extra), version).map_err(ResolveError::from)?;
            for dependency in &required.list {
                let Some(theirs) = solution.versions.get(&dependency.name) else { continue };
                if here.is_disjoint(dependency.marker) {
                    continue;
                }
                let key = (
                    (name, version.clone()),
                    extra,
                    (dependency.name, theirs.clone()),
                    dependency.extras.clone(),
                );
                let holds = if forked { dependency.marker.and(solution.fork) } else { dependency.marker };
                let edge = self.edges.entry(key).or_insert(Marker::FALSE);
                *edge = edge.or(holds);
            }
        }
        Ok(())
    }

    fn note_extra(
        &mut self,
        universe: &Universe<'_>,
        name: NameId,
        extra: ExtraId,
        version: &Version,
    ) -> Result<(), ResolveError> {
        let metadata = universe.facts.metadata(&universe.name(name), version).map_err(ResolveError::from)?;
        if !metadata.provides_extra.contains(&universe.extra(extra)) {
            self.unknown_extras.insert((name, extra), version.clone());
        }
        Ok(())
    }

    fn finish(self, universe: &Universe<'_>, python: &Ranges<Version>) -> Resolution {
        let mut keys: Vec<_> = self.reached.iter().filter(|(_, marker)| !marker.is_false()).collect();
        let names = universe.names.borrow();
        keys.sort_by(|((a, va), _), ((b, vb), _)| (names.value(*a), va).cmp(&(names.value(*b), vb)));
        let positions: FxHashMap<&(NameId, Version), usize> =
            keys.iter().enumerate().map(|(position, (key, _))| (*key, position)).collect();
        let mut packages: Vec<ResolvedPackage> = keys
            .iter()
            .map(|((name, version), marker)| ResolvedPackage {
                name: names.value(*name).clone(),
                version: version.clone(),
                marker: marker.simplify_python(python),
                dependencies: Vec::new(),
            })
            .collect();
        let extras = universe.extras.borrow();
        for ((from, from_extra, to, wanted), marker) in &self.edges {
            let (Some(from), Some(to)) = (positions.get(from), positions.get(to)) else { continue };
            packages[*from].dependencies.push(Edge {
                to: *to,
                from_extra: from_extra.map(|extra| extras.value(extra).clone()),
                extras: wanted.iter().map(|extra| extras.value(*extra).clone()).collect(),
                marker: marker.simplify_python(python),
            });
        }
        for package in &mut packages {
            package
                .dependencies
                .sort_by(|a, b| (a.to, &a.from_extra, &a.extras).cmp(&(b.to, &b.from_extra, &b.extras)));
        }
        let mut warnings: Vec<_> = self
            .unknown_extras
            .iter()
            .map(|((name, extra), version)| unknown_extra(names.value(*name), version, extras.value(*extra)))
            .collect();
        warnings.sort_by(|a, b| a.message.cmp(&b.message));
        Resolution { forks: Vec::new(), packages, warnings, runs: 0 }
    }
}

fn unknown_extra(name: &naja_pep::PackageName, version: &Version, extra: &ExtraName) -> Diagnostic {
    Diagnostic::warning(format!("`{name}` {version} has no extra `{extra}`"))
}

fn reach(
    dependency: &Dependency,
    marker: Marker,
    markers: &mut FxHashMap<Node, Marker>,
    queue: &mut VecDeque<Node>,
) {
    grow((dependency.name, None), marker, markers, queue);
    for extra in &dependency.extras {
        grow((dependency.name, Some(*extra)), marker, markers, queue);
    }
}

/// Adds `marker` to where `node` is needed.
fn grow(node: Node, marker: Marker, markers: &mut FxHashMap<Node, Marker>, queue: &mut VecDeque<Node>) {
    if marker.is_false() {
        return;
    }
    let known = markers.entry(node).or_insert(Marker::FALSE);
    let all = known.or(marker);
    if all != *known {
        *known = all;
        if !queue.contains(&node) {
            queue.push_back(node);
        }
    }
}
