//! Which release of a package is wanted: the policy on prereleases, yanked releases, Pythons and preferences.

use std::cell::RefCell;
use std::ops::Bound;
use std::sync::Arc;

use naja_pep::version::{Ranges, VersionSpecifiers, release_ranges};
use naja_pep::{Marker, Version};

use crate::facts::{Release, Releases, Unusable};
use crate::inputs::ForkStrategy;

/// A lower bound on Python, by its number in [`Pythons`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PythonId(u32);

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
        Ranges::from_range_bounds((self.bounds[python.0 as usize].clone(), Bound::Unbounded))
    }
}

fn lower_bound(requires_python: &VersionSpecifiers) -> Bound<Version> {
    match release_ranges(requires_python).bounding_range() {
        Some((lower, _)) => lower.cloned(),
        // No Python satisfies it; it is a mistake of the publisher that later Pythons don't mend either.
        None => Bound::Excluded(Version::new([u64::MAX])),
    }
}

/// How much of a fork a release serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of its Pythons, and every platform that is required.
    Whole,
    /// Some; the fork can be split into these parts.
    Part(Vec<Marker>),
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
    /// Like any other version.
    Allowed,
    /// Where no stable version is left.
    #[default]
    IfNecessary,
    /// Never.
    Refused,
}

impl Prereleases {
    /// The kinds of versions to look through, one after the other.
    const fn rounds(self) -> &'static [Stability] {
        match self {
            Self::Allowed => &[Stability::Any],
            Self::IfNecessary => &[Stability::Stable, Stability::Prerelease],
            Self::Refused => &[Stability::Stable],
        }
    }
}

/// A kind of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stability {
    Any,
    Stable,
    Prerelease,
}

impl Stability {
    fn includes(self, version: &Version) -> bool {
        match self {
            Self::Any => true,
            Self::Stable => !version.any_prerelease(),
            Self::Prerelease => version.any_prerelease(),
        }
    }
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
    /// The environments that its files can serve.
    coverage: Marker,
    usable: bool,
    yanked: bool,
}

/// The releases of one package as candidates, looked at only as far as needed.
pub(crate) struct Candidates {
    releases: Arc<dyn Releases>,
    versions: RefCell<Vec<Option<Version>>>,
    candidates: RefCell<Vec<Option<Candidate>>>,
}

/// What came of looking for a version.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// This version serves every Python of the fork.
    Version(Version),
    /// A version is wanted that serves only some environments of the fork, which is to be split into these.
    Split(Vec<Marker>),
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
    /// How much of the fork is served by the Pythons above a bound, restricted to what a release's files can serve.
    pub(crate) coverage: &'a dyn Fn(PythonId, Marker) -> Coverage,
    pub(crate) pythons: &'a RefCell<Pythons>,
    pub(crate) strategy: ForkStrategy,
}

impl Candidates {
    pub(crate) fn new(releases: Arc<dyn Releases>) -> Self {
        let count = releases.len();
        Self {
            releases,
            versions: RefCell::new(vec![None; count]),
            candidates: RefCell::new(vec![None; count]),
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

    /// The environments that the files of a version can serve; all of them for an unknown version.
    pub(crate) fn coverage(&self, version: &Version) -> Marker {
        let Some(position) = self.position(version) else { return Marker::TRUE };
        match self.candidates.borrow()[position] {
            Some(candidate) => candidate.coverage,
            None => self.release(position).coverage,
        }
    }

    /// The version to take, and how many better ones were passed over because they serve no environment of the fork.
    pub(crate) fn choose(&self, search: &Search<'_>) -> (Choice, u32) {
        let mut passed_over = 0;
        for stability in search.policy.prereleases.rounds() {
            let choice = self.choose_among(*stability, search, &mut passed_over);
            if !matches!(choice, Choice::Nothing) {
                return (choice, passed_over);
            }
        }
        (Choice::Nothing, passed_over)
    }

    /// The version to take among those of one kind.
    fn choose_among(&self, stability: Stability, search: &Search<'_>, passed_over: &mut u32) -> Choice {
        for version in search.preferences.iter().filter(|version| stability.includes(version)) {
            if search.range.contains(version)
                && let Some(position) = self.position(version)
                && let Some(choice @ Choice::Version(_)) = self.consider(position, version, search)
            {
                *passed_over = 0;
                return choice;
            }
        }
        let mut split = Choice::Nothing;
        for (start, end) in self.windows(search.range, !search.policy.lowest) {
            for step in 0..end - start {
                let position = if search.policy.lowest { start + step } else { end - 1 - step };
                let version = self.version(position);
                if !stability.includes(&version) {
                    continue;
                }
                match self.consider(position, &version, search) {
                    Some(Choice::Nothing) => *passed_over += 1,
                    Some(Choice::Split(parts)) if search.strategy == ForkStrategy::Fewest => {
                        if matches!(split, Choice::Nothing) {
                            split = Choice::Split(parts);
                        }
                    }
                    Some(choice) => return choice,
                    None => {}
                }
            }
        }
        split
    }

    /// Why the release at `position` is rejected, apart from the environments that it serves.
    pub(crate) fn rejection(&self, position: usize, policy: &Policy) -> Option<Rejection> {
        let version = self.version(position);
        let release = self.release(position);
        match release.unusable {
            Some(Unusable::TooNew) => Some(Rejection::TooNew),
            Some(Unusable::NoFiles(reason)) => Some(Rejection::NoFiles(reason)),
            None => match release.yanked {
                Some(reason) if !policy.pinned.contains(&version) => Some(Rejection::Yanked(reason)),
                _ if policy.prereleases == Prereleases::Refused && version.any_prerelease() => {
                    Some(Rejection::Prerelease)
                }
                _ => None,
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

    /// `None` if the release is rejected for itself, `Choice::Nothing` if it serves no environment of the fork.
    fn consider(&self, position: usize, version: &Version, search: &Search<'_>) -> Option<Choice> {
        let candidate = self.candidate(position, search.pythons);
        if !candidate.usable || (candidate.yanked && !search.policy.pinned.contains(version)) {
            return None;
        }
        Some(match (search.coverage)(candidate.python, candidate.coverage) {
            Coverage::Whole => Choice::Version(version.clone()),
            Coverage::Part(parts) => Choice::Split(parts),
            Coverage::Nothing => Choice::Nothing,
        })
    }

    fn candidate(&self, position: usize, pythons: &RefCell<Pythons>) -> Candidate {
        if let Some(candidate) = self.candidates.borrow()[position] {
            return candidate;
        }
        let release = self.releases.release(position);
        let candidate = Candidate {
            python: pythons.borrow_mut().intern(release.requires_python.as_ref()),
            coverage: release.coverage,
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
