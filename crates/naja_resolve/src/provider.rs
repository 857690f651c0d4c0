//! One run of the solver, in one fork: which package is decided next, in which version, and what that version brings.
//!
//! Packages are decided breadth first from the project, in the order of names; those with an `==` first. Two packages
//! that conflict again and again are moved forward, the one that was decided later before the one that was decided
//! earlier, and the run starts anew: otherwise every version of the later one would be tried in vain.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::fmt;
use std::ops::Bound;
use std::rc::Rc;

use naja_pep::version::Ranges;
use naja_pep::{Marker, Version};
use pubgrub::{Dependencies as Answer, DependencyProvider, PackageResolutionStatistics};
use rustc_hash::FxHashMap;

use crate::candidates::{Candidates, Choice, Coverage, PythonId, Search};
use crate::facts::FactError;
use crate::fork::{split_python, split_requirements};
use crate::ids::{NameId, Package};
use crate::order::{Order, Standing};
use crate::universe::{Dependencies, Dependency, Universe};

/// How many conflicts a package may have before the order of decisions is changed for it.
const PATIENCE: u32 = 5;

/// Why a run ended without a solution or a proof that there is none.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The fork must be split into these parts, to be solved in this order.
    Split(Vec<Marker>),
    /// The order of decisions has changed.
    Reorder,
    /// The resolution took more steps than it may.
    Budget,
    /// A fact can't be found out.
    Facts(FactError),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Split(parts) => write!(f, "the fork is split into {}", parts.len()),
            Self::Reorder => f.write_str("the order of decisions has changed"),
            Self::Budget => f.write_str("the resolution takes too many steps"),
            Self::Facts(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for Stop {}

/// One run.
pub(crate) struct Run<'a> {
    pub(crate) universe: &'a Universe<'a>,
    /// The environments that the solution must serve.
    pub(crate) fork: Marker,
    /// Their Pythons.
    python: Ranges<Version>,
    /// Versions to be taken before all others, by name.
    preferences: &'a FxHashMap<NameId, Vec<Version>>,
    coverage: RefCell<FxHashMap<(PythonId, Marker), Coverage>>,
    relevant: RefCell<FxHashMap<Marker, bool>>,
    order: RefCell<Order>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        universe: &'a Universe<'a>,
        fork: Marker,
        preferences: &'a FxHashMap<NameId, Vec<Version>>,
        standings: FxHashMap<NameId, Standing>,
    ) -> Self {
        Self {
            universe,
            fork,
            python: fork.python_ranges(),
            preferences,
            coverage: RefCell::default(),
            relevant: RefCell::default(),
            order: RefCell::new(Order::new(standings)),
        }
    }

    /// The places that packages have been given among the others.
    pub(crate) fn into_standings(self) -> FxHashMap<NameId, Standing> {
        self.order.into_inner().into_standings()
    }

    /// How much of the fork a release serves that asks for the Pythons above a bound, and whose files serve `tags`.
    ///
    /// A release need not serve every platform, as hardly any does: only the Pythons that it leaves out at the lower end,
    /// and the environments that are required, split a fork.
    pub(crate) fn coverage(&self, python: PythonId, tags: Marker) -> Coverage {
        let known = self.coverage.borrow().get(&(python, tags)).cloned();
        known.unwrap_or_else(|| {
            let coverage = self.find_coverage(python, tags);
            self.coverage.borrow_mut().insert((python, tags), coverage.clone());
            coverage
        })
    }

    fn find_coverage(&self, python: PythonId, tags: Marker) -> Coverage {
        let wanted = self.universe.pythons.borrow().ranges(python);
        if self.python.is_disjoint(&wanted) {
            return Coverage::Nothing;
        }
        if tags.is_true() {
            return match self.python.subset_of(&wanted) {
                true => Coverage::Whole,
                false => Coverage::Part(split_python(self.fork, &wanted)),
            };
        }
        let served = self.fork.and(tags).and(Marker::from_python(&wanted));
        if served.is_false() {
            return Coverage::Nothing;
        }
        let Some((lower, _)) = served.python_ranges().bounding_range().map(|(low, _)| (low.cloned(), ()))
        else {
            return Coverage::Nothing;
        };
        let above = Ranges::from_range_bounds((lower, Bound::Unbounded));
        if !self.python.subset_of(&above) {
            return Coverage::Part(split_python(self.fork, &above));
        }
        for required in &self.universe.inputs.required_environments {
            let here = self.fork.and(*required);
            if here.is_false() || !here.is_disjoint(tags) {
                continue;
            }
            if here == self.fork {
                return Coverage::Nothing;
            }
            return Coverage::Part(vec![here, self.fork.and(required.not())]);
        }
        Coverage::Whole
    }

    /// Whether a requirement under `marker` can matter in this fork.
    pub(crate) fn is_relevant(&self, marker: Marker) -> bool {
        marker.is_true()
            || *self.relevant.borrow_mut().entry(marker).or_insert_with(|| !marker.is_disjoint(self.fork))
    }

    fn choose(
        &self,
        name: NameId,
        range: &Ranges<Version>,
    ) -> Result<Option<(Version, Rc<Candidates>)>, Stop> {
        let candidates = match self.universe.candidates(name) {
            Ok(candidates) => candidates,
            Err(error @ FactError::Fatal(_)) => return Err(Stop::Facts(error)),
            Err(FactError::NotFound | FactError::Unusable(_)) => return Ok(None),
        };
        let (choice, passed_over) = candidates.choose(&Search {
            range,
            policy: self.universe.policy(name),
            preferences: self.preferences.get(&name).map_or(&[], Vec::as_slice),
            coverage: &|python, tags| self.coverage(python, tags),
            pythons: &self.universe.pythons,
            strategy: self.universe.inputs.options.fork_strategy,
        });
        if passed_over >= PATIENCE {
            self.order.borrow_mut().move_forward(name);
        }
        match choice {
            Choice::Version(version) => Ok(Some((version, candidates))),
            Choice::Split(parts) => Err(Stop::Split(parts)),
            Choice::Nothing => Ok(None),
        }
    }

    /// The version for a proxy: the base's, where the solver still allows it.
    fn choose_like_base(&self, name: NameId, range: &Ranges<Version>) -> Result<Option<Version>, Stop> {
        if let Some(version) = self.order.borrow().decided(Package::Base(name))
            && range.contains(version)
        {
            return Ok(Some(version.clone()));
        }
        Ok(self.choose(name, range)?.map(|(version, _)| version))
    }

    /// Tells the facts which metadata a long search will probably need.
    fn prefetch_more(&self, name: NameId, chosen: &Version, candidates: &Candidates, tries: u32) {
        let count = match tries {
            5 => 5,
            10 => 10,
            20 => 20,
            tries if tries >= 40 && tries.is_multiple_of(40) => 50,
            _ => return,
        };
        let name = self.universe.name(name);
        let below = Ranges::strictly_lower_than(chosen.clone());
        let positions =
            candidates.windows(&below, true).into_iter().flat_map(|(start, end)| (start..end).rev());
        for position in positions.take(count) {
            self.universe.facts.prefetch_metadata(&name, &candidates.version(position));
        }
    }

    /// What `dependencies` mean to the solver in this fork.
    fn constraints(
        &self,
        package: Package,
        version: &Version,
        dependencies: &Dependencies,
    ) -> Result<Answer<Package, Ranges<Version>, String>, Stop> {
        if let Some(python) = dependencies.python {
            match self.coverage(python, Marker::TRUE) {
                Coverage::Whole => {}
                Coverage::Part(parts) => return Err(Stop::Split(parts)),
                Coverage::Nothing => {
                    return Ok(Answer::Unavailable("its metadata asks for a later Python".to_owned()));
                }
            }
        }
        let relevant: Vec<&Dependency> =
            dependencies.list.iter().filter(|dependency| self.is_relevant(dependency.marker)).collect();
        let parts = split_requirements(self.fork, &relevant);
        if parts.len() > 1 {
            return Err(Stop::Split(parts));
        }
        let mut constraints = Vec::with_capacity(relevant.len());
        let mut order = self.order.borrow_mut();
        for same_name in relevant.chunk_by(|a, b| a.name == b.name) {
            let name = same_name[0].name;
            let pinned = same_name.iter().any(|dependency| dependency.pinned);
            if order.meet(name, pinned) {
                let likely = &same_name[0].range;
                self.universe.facts.prefetch_releases(&self.universe.name(name), likely);
            }
            if package.name() == Some(name) {
                if same_name.iter().any(|dependency| !dependency.range.contains(version)) {
                    let reason = "it requires another version of itself".to_owned();
                    return Ok(Answer::Unavailable(reason));
                }
            } else {
                push_ranges(Package::Base(name), same_name, &mut constraints);
            }
            for extra in same_name.iter().flat_map(|dependency| &dependency.extras) {
                let extra = Package::Extra(name, *extra);
                if extra != package && !constraints.iter().any(|(known, _)| *known == extra) {
                    constraints.push((extra, Ranges::full()));
                }
            }
        }
        Ok(Answer::Available(constraints.into_iter().collect()))
    }
}

/// Adds the ranges of requirements on one package, joined where they can hold together. Where they can't, each one
/// stays, so that an explanation can name both.
fn push_ranges(package: Package, same_name: &[&Dependency], list: &mut Vec<(Package, Ranges<Version>)>) {
    let (first, rest) = (&same_name[0].range, &same_name[1..]);
    if rest.iter().all(|dependency| dependency.range == *first) {
        list.push((package, (**first).clone()));
        return;
    }
    let joined = rest.iter().fold((**first).clone(), |joined, next| joined.intersection(&next.range));
    if joined.is_empty() {
        list.extend(same_name.iter().map(|dependency| (package, (*dependency.range).clone())));
    } else {
        list.push((package, joined));
    }
}

impl DependencyProvider for Run<'_> {
    type P = Package;
    type V = Version;
    type VS = Ranges<Version>;
    type Priority = (Standing, Reverse<u32>, Reverse<u8>);
    type M = String;
    type Err = Stop;

    fn prioritize(
        &self,
        package: &Package,
        range: &Ranges<Version>,
        _statistics: &PackageResolutionStatistics,
    ) -> Self::Priority {
        let mut order = self.order.borrow_mut();
        order.reopen(
            *package,
            |package, version| self.universe.dependencies(package, version).ok(),
            |marker| self.is_relevant(marker),
        );
        order.narrow(*package, range);
        order.priority(*package)
    }

    fn choose_version(&self, package: &Package, range: &Ranges<Version>) -> Result<Option<Version>, Stop> {
        let chosen = match *package {
            Package::Root => Some(Version::new([0])),
            Package::Base(name) => match self.choose(name, range)? {
                Some((version, candidates)) => {
                    let tries = self.order.borrow_mut().count_try(name);
                    self.prefetch_more(name, &version, &candidates, tries);
                    Some(version)
                }
                None => None,
            },
            Package::Extra(name, _) | Package::Features(name, _) => self.choose_like_base(name, range)?,
        };
        if let Some(version) = &chosen {
            self.order.borrow_mut().decide(*package, version.clone());
        }
        Ok(chosen)
    }

    fn get_dependencies(
        &self,
        package: &Package,
        version: &Version,
    ) -> Result<Answer<Package, Ranges<Version>, String>, Stop> {
        if let Package::Extra(name, extra) = *package {
            let same = Ranges::singleton(version.clone());
            let both = [(Package::Base(name), same.clone()), (Package::Features(name, extra), same)];
            return Ok(Answer::Available(both.into_iter().collect()));
        }
        match self.universe.dependencies(*package, version) {
            Ok(dependencies) => self.constraints(*package, version, &dependencies),
            Err(error @ FactError::Fatal(_)) => Err(Stop::Facts(error)),
            Err(error) => Ok(Answer::Unavailable(error.to_string())),
        }
    }

    fn should_cancel(&self) -> Result<(), Stop> {
        if !self.universe.take_step() {
            return Err(Stop::Budget);
        }
        if self.order.borrow_mut().take_change() { Err(Stop::Reorder) } else { Ok(()) }
    }
}
