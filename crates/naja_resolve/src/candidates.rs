//! Which release of a package is wanted: the policy on prereleases, yanked releases, Pythons and preferences.

use std::cell::{Cell, RefCell};
use std::ops::Bound;
use std::sync::Arc;

use naja_pep::Version;
use naja_pep::version::{Ranges, VersionSpecifiers, release_ranges};

use crate::facts::{Release, Releases, Unusable};

/// A lower bound on Python, by its number in [`Pythons`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PythonId(u32);

impl PythonId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The lower bounds on Python seen so far. Upper bounds are not looked at: they are guesses about the future, and
/// honouring them would choose ancient releases that lack them.
#[derive(Debug, Default)]
pub(crate) struct Pythons {
    bounds: Vec<Bound<Version>>,
}

impl Pythons {
    pub(crate) fn intern(&mut self, requires_python: Option<&VersionSpecifiers>) -> PythonId {
        let bound = requires_python.map_or(Bound::Unbounded, lower_bound);
        let position = self.bounds.iter().position(|known| *known == bound).unwrap_or_else(|| {
            self.bounds.push(bound);
            self.bounds.len() - 1
        });
        PythonId(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The Pythons at or above the bound.
    pub(crate) fn ranges(&self, python: PythonId) -> Ranges<Version> {
        Ranges::from_range_bounds((self.bounds[python.index()].clone(), Bound::Unbounded))
    }
}

fn lower_bound(requires_python: &VersionSpecifiers) -> Bound<Version> {
    match release_ranges(requires_python).bounding_range() {
        Some((lower, _)) => lower.cloned(),
        // No Python satisfies it; it is a mistake of the publisher that later Pythons don't mend either.
        None => Bound::Excluded(Version::new([u64::MAX])),
    }
}

/// How much of a fork's Pythons a release serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of them.
    Whole,
    /// The later ones.
    Part,
    /// None.
    Nothing,
}

/// What the project's own requirements say about choosing a package's version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Policy {
    /// The choice between prereleases and none.
    pub(crate) prereleases: Prereleases,
    /// Whether the oldest version is wanted.
    pub(crate) lowest: bool,
    /// The versions that the project itself names with `==`, or has locked: they may be yanked.
    pub(crate) pinned: Vec<Version>,
}

/// Whether prereleases of one package may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Prereleases {
    /// Always.
    Allowed,
    /// Where nothing else was ever released.
    #[default]
    IfNecessary,
    /// Never.
    Refused,
}

/// Why a release is passed over, whatever the fork.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    Yanked(String),
    Prerelease,
    TooNew,
    NoFiles(String),
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    python: PythonId,
    usable: bool,
    yanked: bool,
}

/// The releases of one package as candidates, looked at only as far as needed.
pub(crate) struct Candidates {
    releases: Arc<dyn Releases>,
    versions: RefCell<Vec<Option<Version>>>,
    candidates: RefCell<Vec<Option<Candidate>>>,
    any_stable: Cell<Option<bool>>,
}

/// What came of looking for a version.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// This version serves every Python of the fork.
    Version(Version),
    /// This version is wanted, but serves only the Pythons above a bound.
    Fork(PythonId),
    /// There is none.
    Nothing,
}

/// One look for a version.
pub(crate) struct Search<'a> {
    /// Where the version must lie.
    pub(crate) range: &'a Ranges<Version>,
    pub(crate) policy: &'a Policy,
    /// Versions to be taken before all others, best first.
    pub(crate) preferences: &'a [Version],
    /// How much of the fork a bound on Python serves.
    pub(crate) coverage: &'a dyn Fn(PythonId) -> Coverage,
    pub(crate) pythons: &'a RefCell<Pythons>,
}

impl Candidates {
    pub(crate) fn new(releases: Arc<dyn Releases>) -> Self {
        let count = releases.len();
        Self {
            releases,
            versions: RefCell::new(vec![None; count]),
            candidates: RefCell::new(vec![None; count]),
            any_stable: Cell::new(None),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.releases.len()
    }

    pub(crate) fn version(&self, position: usize) -> Version {
        self.versions.borrow_mut()[position].get_or_insert_with(|| self.releases.version(position)).clone()
    }

    pub(crate) fn release(&self, position: usize) -> Release {
        self.releases.release(position)
    }

    /// The version to take, and how many better ones were passed over because of the fork's Pythons.
    pub(crate) fn choose(&self, search: &Search<'_>) -> (Choice, u32) {
        for version in search.preferences {
            if search.range.contains(version)
                && let Some(position) = self.position(version)
                && let Some(choice @ Choice::Version(_)) = self.consider(position, version, search)
            {
                return (choice, 0);
            }
        }
        let mut passed_over = 0;
        for (start, end) in self.windows(search.range, !search.policy.lowest) {
            for step in 0..end - start {
                let position = if search.policy.lowest { start + step } else { end - 1 - step };
                let version = self.version(position);
                match self.consider(position, &version, search) {
                    Some(Choice::Nothing) => passed_over += 1,
                    Some(choice) => return (choice, passed_over),
                    None => {}
                }
            }
        }
        (Choice::Nothing, passed_over)
    }

    /// What speaks against the release at `position`, apart from Python.
    pub(crate) fn rejection(&self, position: usize, policy: &Policy) -> Option<Rejection> {
        let version = self.version(position);
        let release = self.release(position);
        match release.unusable {
            Some(Unusable::TooNew) => Some(Rejection::TooNew),
            Some(Unusable::NoFiles(reason)) => Some(Rejection::NoFiles(reason)),
            None => match release.yanked {
                Some(reason) if !policy.pinned.contains(&version) => Some(Rejection::Yanked(reason)),
                _ => (!self.admits(&version, policy)).then_some(Rejection::Prerelease),
            },
        }
    }

    /// The positions inside `range` as half-open windows, the last first if asked so.
    pub(crate) fn windows(&self, range: &Ranges<Version>, last_first: bool) -> Vec<(usize, usize)> {
        let mut windows: Vec<_> = range
            .iter()
            .map(|(lower, upper)| {
                let start = match lower {
                    Bound::Unbounded => 0,
                    Bound::Included(bound) => self.partition(|version| version < bound),
                    Bound::Excluded(bound) => self.partition(|version| version <= bound),
                };
                let end = match upper {
                    Bound::Unbounded => self.len(),
                    Bound::Included(bound) => self.partition(|version| version <= bound),
                    Bound::Excluded(bound) => self.partition(|version| version < bound),
                };
                (start, end)
            })
            .filter(|(start, end)| start < end)
            .collect();
        if last_first {
            windows.reverse();
        }
        windows
    }

    /// `None` if the release is refused for itself, `Choice::Nothing` if it is refused for its Pythons.
    fn consider(&self, position: usize, version: &Version, search: &Search<'_>) -> Option<Choice> {
        let candidate = self.candidate(position, search.pythons);
        if !candidate.usable
            || (candidate.yanked && !search.policy.pinned.contains(version))
            || !(self.admits(version, search.policy) || search.preferences.contains(version))
        {
            return None;
        }
        Some(match (search.coverage)(candidate.python) {
            Coverage::Whole => Choice::Version(version.clone()),
            Coverage::Part => Choice::Fork(candidate.python),
            Coverage::Nothing => Choice::Nothing,
        })
    }

    fn admits(&self, version: &Version, policy: &Policy) -> bool {
        !version.any_prerelease()
            || match policy.prereleases {
                Prereleases::Allowed => true,
                Prereleases::IfNecessary => !self.any_stable(),
                Prereleases::Refused => false,
            }
    }

    fn any_stable(&self) -> bool {
        self.any_stable.get().unwrap_or_else(|| {
            let any = (0..self.len()).rev().any(|position| !self.version(position).any_prerelease());
            self.any_stable.set(Some(any));
            any
        })
    }

    fn candidate(&self, position: usize, pythons: &RefCell<Pythons>) -> Candidate {
        if let Some(candidate) = self.candidates.borrow()[position] {
            return candidate;
        }
        let release = self.releases.release(position);
        let candidate = Candidate {
            python: pythons.borrow_mut().intern(release.requires_python.as_ref()),
            usable: release.unusable.is_none(),
            yanked: release.yanked.is_some(),
        };
        self.candidates.borrow_mut()[position] = Some(candidate);
        candidate
    }

    fn position(&self, version: &Version) -> Option<usize> {
        let position = self.partition(|other| other < version);
        (position < self.len() && self.version(position) == *version).then_some(position)
    }

    /// How many versions, from the lowest, satisfy `before`, which must hold for a prefix of them.
    fn partition(&self, before: impl Fn(&Version) -> bool) -> usize {
        let (mut start, mut end) = (0, self.len());
        while start < end {
            let middle = start + (end - start) / 2;
            if before(&self.version(middle)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }
}
