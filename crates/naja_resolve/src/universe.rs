//! What is known in one resolution, shared by all its forks: numbered names, candidates, and the dependencies of each
//! version read once.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use naja_pep::version::{Operator, Ranges, VersionSpecifiers, ranges};
use naja_pep::{ExtraName, Marker, PackageName, Requirement, RequirementSource, Version};
use rustc_hash::FxHashMap;

use crate::candidates::{Candidates, Policy, Prereleases, PythonId, Pythons};
use crate::facts::{FactError, Facts, PackageMetadata};
use crate::ids::{ExtraId, Interner, NameId, Package};
use crate::inputs::{Inputs, PrereleaseMode, ResolutionMode};

/// A fact that was asked for, or why there is none.
type Known<T> = Result<Rc<T>, FactError>;

/// The facts of one resolution.
pub(crate) struct Universe<'a> {
    pub(crate) inputs: &'a Inputs,
    pub(crate) facts: &'a dyn Facts,
    pub(crate) names: RefCell<Interner<PackageName, NameId>>,
    pub(crate) extras: RefCell<Interner<ExtraName, ExtraId>>,
    pub(crate) pythons: RefCell<Pythons>,
    /// How many times the solver was run.
    pub(crate) runs: Cell<u32>,
    /// How many steps the solver may still make.
    steps: Cell<u32>,
    candidates: RefCell<FxHashMap<NameId, Known<Candidates>>>,
    policies: FxHashMap<NameId, Rc<Policy>>,
    fallback: Rc<Policy>,
    dependencies: RefCell<FxHashMap<(Package, Version), Known<Dependencies>>>,
    bounds: BoundsByName,
}

/// Constraints and overrides by the name that they are about.
struct BoundsByName {
    constraints: HashMap<PackageName, Vec<Requirement>>,
    overrides: HashMap<PackageName, Vec<Requirement>>,
}

/// What a version requires.
#[derive(Debug, Default)]
pub(crate) struct Dependencies {
    /// Ordered by name; the entries of one name stand together, in the order of the metadata.
    pub(crate) list: Vec<Dependency>,
    /// The Pythons that the metadata asks for.
    pub(crate) python: Option<PythonId>,
}

/// One requirement as the solver sees it.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    pub(crate) name: NameId,
    pub(crate) extras: Vec<ExtraId>,
    pub(crate) marker: Marker,
    pub(crate) range: Rc<Ranges<Version>>,
    /// Whether it names one version with `==`.
    pub(crate) pinned: bool,
    /// The position in [`Inputs::requirements`], for the project's own.
    pub(crate) input: Option<usize>,
}

impl<'a> Universe<'a> {
    pub(crate) fn new(inputs: &'a Inputs, facts: &'a dyn Facts, steps: u32) -> Self {
        let group = |requirements: &[Requirement]| {
            let mut by_name: HashMap<PackageName, Vec<Requirement>> = HashMap::new();
            for requirement in requirements {
                by_name.entry(requirement.name.clone()).or_default().push(requirement.clone());
            }
            by_name
        };
        let mut universe = Self {
            inputs,
            facts,
            names: RefCell::default(),
            extras: RefCell::default(),
            pythons: RefCell::default(),
            runs: Cell::new(0),
            steps: Cell::new(steps),
            candidates: RefCell::default(),
            policies: FxHashMap::default(),
            fallback: Rc::default(),
            dependencies: RefCell::default(),
            bounds: BoundsByName {
                constraints: group(
                    &[inputs.bounds.constraints.as_slice(), &inputs.bounds.run_constraints].concat(),
                ),
                overrides: group(&inputs.bounds.overrides),
            },
        };
        universe.set_policies();
        universe
    }

    /// Counts a step of the solver. Returns whether it may be made.
    pub(crate) fn take_step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    pub(crate) fn name(&self, id: NameId) -> PackageName {
        self.names.borrow().value(id).clone()
    }

    pub(crate) fn extra(&self, id: ExtraId) -> ExtraName {
        self.extras.borrow().value(id).clone()
    }

    pub(crate) fn policy(&self, name: NameId) -> &Rc<Policy> {
        self.policies.get(&name).unwrap_or(&self.fallback)
    }

    /// The releases of `name`; blocks until they are known.
    pub(crate) fn candidates(&self, name: NameId) -> Result<Rc<Candidates>, FactError> {
        if let Some(known) = self.candidates.borrow().get(&name) {
            return known.clone();
        }
        let found = self.facts.releases(&self.name(name)).map(|releases| Rc::new(Candidates::new(releases)));
        self.candidates.borrow_mut().insert(name, found.clone());
        found
    }

    /// What `package` requires in that version; blocks until it is known.
    pub(crate) fn dependencies(
        &self,
        package: Package,
        version: &Version,
    ) -> Result<Rc<Dependencies>, FactError> {
        let key = (package, version.clone());
        if let Some(known) = self.dependencies.borrow().get(&key) {
            return known.clone();
        }
        let found = match package {
            Package::Root => Ok(Rc::new(self.root_dependencies())),
            Package::Base(name) | Package::Extra(name, _) | Package::Features(name, _) => self
                .facts
                .metadata(&self.name(name), version)
                .and_then(|metadata| self.read(package, &metadata))
                .map(Rc::new),
        };
        self.dependencies.borrow_mut().insert(key, found.clone());
        found
    }

    /// The versions of `package` whose requirements were looked at, ascending.
    pub(crate) fn known_versions(&self, package: Package) -> Vec<Version> {
        let known = self.dependencies.borrow();
        let mut versions: Vec<Version> =
            known.keys().filter(|(other, _)| *other == package).map(|(_, version)| version.clone()).collect();
        versions.sort();
        versions
    }

    /// The project's requirements: its own by name, then each extra's, then each group's.
    fn root_dependencies(&self) -> Dependencies {
        let inputs = self.inputs;
        let mut order: Vec<usize> = (0..inputs.requirements.len()).collect();
        order.sort_by_key(|index| {
            let input = &inputs.requirements[*index];
            (&input.scope, &input.requirement.name)
        });
        let mut dependencies = Dependencies::default();
        for index in order {
            let requirement = &inputs.requirements[index].requirement;
            if inputs.project.as_ref() != Some(&requirement.name) {
                self.push(requirement, requirement.marker, Some(index), &mut dependencies.list);
            }
        }
        dependencies
    }

    fn read(&self, package: Package, metadata: &PackageMetadata) -> Result<Dependencies, FactError> {
        let mut dependencies = Dependencies {
            python: metadata
                .requires_python
                .as_ref()
                .map(|requires_python| self.pythons.borrow_mut().intern(Some(requires_python))),
            ..Dependencies::default()
        };
        let extra = match package {
            Package::Features(_, extra) | Package::Extra(_, extra) => Some(self.extra(extra)),
            Package::Root | Package::Base(_) => None,
        };
        for requirement in &metadata.requires_dist {
            let marker = match &extra {
                None => requirement.marker.restrict_extras(|_| Some(false)),
                Some(extra) => added_by_extra(requirement.marker, extra),
            };
            if marker.is_false() {
                continue;
            }
            if let RequirementSource::Url(_) = requirement.source
                && !self.bounds.overrides.contains_key(&requirement.name)
                && !self.inputs.bounds.exclusions.contains(&requirement.name)
            {
                return Err(FactError::Unusable(format!("it requires `{}` from a URL", requirement.name)));
            }
            self.push(requirement, marker, None, &mut dependencies.list);
        }
        let names = self.names.borrow();
        dependencies.list.sort_by(|a, b| names.value(a.name).cmp(names.value(b.name)));
        Ok(dependencies)
    }

    /// Adds `requirement` under `marker`, with what constraints and overrides make of it.
    fn push(
        &self,
        requirement: &Requirement,
        marker: Marker,
        input: Option<usize>,
        list: &mut Vec<Dependency>,
    ) {
        if self.inputs.bounds.exclusions.contains(&requirement.name) {
            return;
        }
        if let Some(overrides) = self.bounds.overrides.get(&requirement.name) {
            for replacement in overrides {
                let marker = marker.and(replacement.marker);
                let extras = [requirement.extras.as_slice(), &replacement.extras].concat();
                self.push_one(replacement, &extras, marker, input, list);
            }
            return;
        }
        let first = list.len();
        self.push_one(requirement, &requirement.extras, marker, input, list);
        for constraint in self.bounds.constraints.get(&requirement.name).into_iter().flatten() {
            constrain(constraint, first, list);
        }
    }

    fn push_one(
        &self,
        requirement: &Requirement,
        extras: &[ExtraName],
        marker: Marker,
        input: Option<usize>,
        list: &mut Vec<Dependency>,
    ) {
        if marker.is_false() {
            return;
        }
        let (range, pinned) = match &requirement.source {
            RequirementSource::Specifiers(specifiers) => (ranges(specifiers), is_pin(specifiers)),
            RequirementSource::Url(_) => (Ranges::full(), false),
        };
        let mut known = self.extras.borrow_mut();
        list.push(Dependency {
            name: self.names.borrow_mut().intern(&requirement.name),
            extras: extras.iter().map(|extra| known.intern(extra)).collect(),
            marker,
            range: Rc::new(range),
            pinned,
            input,
        });
    }

    fn set_policies(&mut self) {
        let inputs = self.inputs;
        let mode = |name: Option<&PackageName>| {
            let own = name.and_then(|name| inputs.options.prerelease_packages.get(name));
            own.copied().unwrap_or(inputs.options.prerelease)
        };
        let prereleases = |mode| match mode {
            PrereleaseMode::Allow => Prereleases::Allowed,
            PrereleaseMode::IfNecessary => Prereleases::IfNecessary,
            PrereleaseMode::Explicit | PrereleaseMode::Disallow => Prereleases::Refused,
        };
        let base = Policy {
            prereleases: prereleases(inputs.options.prerelease),
            lowest: inputs.options.resolution == ResolutionMode::Lowest,
            pinned: Vec::new(),
        };
        let of = |name: &PackageName| Policy { prereleases: prereleases(mode(Some(name))), ..base.clone() };
        let mut policies: HashMap<PackageName, Policy> = HashMap::new();
        for name in inputs.options.prerelease_packages.keys() {
            policies.insert(name.clone(), of(name));
        }
        let direct = inputs.requirements.iter().map(|input| (&input.requirement, true));
        let constraints = inputs.bounds.constraints.iter().chain(&inputs.bounds.run_constraints);
        let bounds = constraints.chain(&inputs.bounds.overrides).map(|bound| (bound, false));
        for (requirement, direct) in direct.chain(bounds) {
            let policy = policies.entry(requirement.name.clone()).or_insert_with(|| of(&requirement.name));
            if direct && inputs.options.resolution == ResolutionMode::LowestDirect {
                policy.lowest = true;
            }
            for specifier in requirement.specifiers().into_iter().flat_map(|all| all.iter()) {
                let is_explicit = mode(Some(&requirement.name)) == PrereleaseMode::Explicit;
                if is_explicit && specifier.version().any_prerelease() {
                    policy.prereleases = Prereleases::IfNecessary;
                }
                if matches!(specifier.operator(), Operator::Equal | Operator::ExactEqual) {
                    policy.pinned.push(specifier.version().clone());
                }
            }
        }
        for (name, preferred) in &inputs.preferences.versions {
            let policy = policies.entry(name.clone()).or_insert_with(|| of(name));
            policy.pinned.extend(preferred.iter().map(|(version, _)| version.clone()));
        }
        let mut names = self.names.borrow_mut();
        // The numbering must not depend on the order in which a hash map yields its keys.
        let mut policies: Vec<_> = policies.into_iter().collect();
        policies.sort_by(|a, b| a.0.cmp(&b.0));
        self.policies =
            policies.into_iter().map(|(name, policy)| (names.intern(&name), Rc::new(policy))).collect();
        self.fallback = Rc::new(base);
    }
}

/// The part of `marker` that holds with `extra` and doesn't without any.
pub(crate) fn added_by_extra(marker: Marker, extra: &ExtraName) -> Marker {
    let with = marker.restrict_extras(|other| Some(other == extra));
    if with.is_false() {
        return with;
    }
    let without = marker.restrict_extras(|_| Some(false));
    if without.is_false() { with } else { with.and(without.not()) }
}

/// Narrows the entries from `first` on to `constraint` where its marker holds.
fn constrain(constraint: &Requirement, first: usize, list: &mut Vec<Dependency>) {
    let Some(specifiers) = constraint.specifiers() else { return };
    let bound = ranges(specifiers);
    let pin = is_pin(specifiers);
    for index in first..list.len() {
        let inside = list[index].marker.and(constraint.marker);
        if inside.is_false() {
            continue;
        }
        let outside = list[index].marker.and(constraint.marker.not());
        if !outside.is_false() {
            list.push(Dependency { marker: outside, ..list[index].clone() });
        }
        let dependency = &mut list[index];
        dependency.marker = inside;
        dependency.range = Rc::new(dependency.range.intersection(&bound));
        dependency.pinned |= pin;
    }
}

fn is_pin(specifiers: &VersionSpecifiers) -> bool {
    let mut specifiers = specifiers.iter();
    matches!(
        (specifiers.next(), specifiers.next()),
        (Some(only), None) if matches!(only.operator(), Operator::Equal | Operator::ExactEqual)
    )
}
