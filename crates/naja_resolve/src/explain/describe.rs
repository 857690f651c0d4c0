//! The grounds of a proof as sentences about releases.

use std::fmt::Write as _;

use naja_pep::version::{Ranges, ranges, release_ranges};
use naja_pep::{Marker, Requirement, Version};

use super::proof::Ground;
use crate::candidates::{Candidates, Rejection};
use crate::facts::FactError;
use crate::ids::{NameId, Package};
use crate::inputs::InputRequirement;
use crate::universe::Universe;

/// How many tags of a release are listed at most.
const TAGS: usize = 4;

/// Describes grounds found in one fork.
pub(super) struct Describe<'a> {
    universe: &'a Universe<'a>,
    fork: Marker,
}

/// The requirements of one package on another, taken together.
struct Requires {
    from: Package,
    to: NameId,
    versions: Ranges<Version>,
    /// The sets of versions of the other package, each once.
    wanted: Vec<Ranges<Version>>,
}

/// How the releases of a set are out of the question.
#[derive(Default)]
struct Tally {
    versions: Vec<Version>,
    python: Vec<Version>,
    tags: Vec<Version>,
    yanked: Vec<(Version, String)>,
    prereleases: Vec<Version>,
    too_new: usize,
    unusable: Vec<(Version, String)>,
}

impl<'a> Describe<'a> {
    pub(super) fn new(universe: &'a Universe<'a>, fork: Marker) -> Self {
        Self { universe, fork }
    }

    /// One sentence for each thing that the proof rests on, from the project outwards.
    pub(super) fn sentences(&self, grounds: &[Ground]) -> Vec<String> {
        let mut requires: Vec<Requires> = Vec::new();
        for ground in grounds {
            let Ground::Requires(from, versions, to, wanted) = ground else { continue };
            let Some(to) = to.name() else { continue };
            if from.name() == Some(to) || matches!(from, Package::Root | Package::Extra(..)) {
                continue;
            }
            match requires.iter_mut().find(|known| known.from == *from && known.to == to) {
                Some(known) => {
                    known.versions = known.versions.union(versions);
                    if !known.wanted.contains(wanted) {
                        known.wanted.push(wanted.clone());
                    }
                }
                None => requires.push(Requires {
                    from: *from,
                    to,
                    versions: versions.clone(),
                    wanted: vec![wanted.clone()],
                }),
            }
        }
        let mut sentences: Vec<String> =
            requires.iter().filter_map(|requires| self.requires(requires)).collect();
        sentences.extend(self.no_versions(grounds));
        sentences.extend(self.unusable(grounds));
        sentences
    }

    /// A requirement of the project as the user would know it.
    pub(super) fn input(&self, input: &InputRequirement) -> String {
        input.requirement.to_string()
    }

    /// Says that prereleases exist where nothing else does.
    pub(super) fn prerelease_hint(&self, grounds: &[Ground]) -> Option<String> {
        grounds.iter().find_map(|ground| {
            let Ground::NoVersions(Package::Base(name), set) = ground else { return None };
            let candidates = self.universe.candidates(*name).ok()?;
            let tally = self.tally(*name, &candidates, set);
            let newest = tally.prereleases.last()?;
            let name = self.universe.name(*name);
            Some(format!(
                "only prereleases satisfy the requirements, such as `{name}=={newest}`: allow them with `--prerelease if-necessary`"
            ))
        })
    }

    fn requires(&self, requires: &Requires) -> Option<String> {
        let name = requires.from.name()?;
        let known = self.universe.known_versions(requires.from);
        let version = known.iter().rev().find(|version| requires.versions.contains(version))?;
        let text = self.requirement(requires.from, version, requires.to)?;
        let candidates = self.universe.candidates(name).ok()?;
        let versions = self.versions(&candidates, &requires.versions);
        let subject = self.package(requires.from);
        Some(match (&versions[..], &requires.wanted[..]) {
            ([] | [_], _) => format!("`{subject}` {version} requires `{text}`"),
            ([first, .., last], [_]) => format!("`{subject}` {first} to {last} require `{text}`"),
            ([first, .., last], _) => format!(
                "`{subject}` {first} to {last} each require other versions of `{}`; {version} requires `{text}`",
                self.universe.name(requires.to)
            ),
        })
    }

    /// The requirement of `version` on `to` in the publisher's words.
    fn requirement(&self, package: Package, version: &Version, to: NameId) -> Option<Requirement> {
        let metadata = self.universe.facts.metadata(&self.universe.name(package.name()?), version).ok()?;
        let to = self.universe.name(to);
        let found = metadata.requires_dist.iter().find(|requirement| {
            requirement.name == to && !requirement.marker.without_extras().is_disjoint(self.fork)
        })?;
        let mut found = found.clone();
        found.marker = Marker::TRUE;
        Some(found)
    }

    fn no_versions(&self, grounds: &[Ground]) -> Vec<String> {
        let mut sets: Vec<(NameId, Ranges<Version>)> = Vec::new();
        for ground in grounds {
            let Ground::NoVersions(Package::Base(name), set) = ground else { continue };
            match sets.iter_mut().find(|(known, _)| known == name) {
                Some((_, all)) => *all = all.union(set),
                None => sets.push((*name, set.clone())),
            }
        }
        sets.iter().filter_map(|(name, set)| self.no_version(*name, set, grounds)).collect()
    }

    fn no_version(&self, id: NameId, set: &Ranges<Version>, grounds: &[Ground]) -> Option<String> {
        let name = self.universe.name(id);
        let candidates = match self.universe.candidates(id) {
            Ok(candidates) => candidates,
            Err(FactError::NotFound) => return Some(format!("`{name}` was not found on the index")),
            Err(error) => return Some(format!("`{name}` can't be used: {error}")),
        };
        if candidates.len() == 0 {
            return Some(format!("`{name}` has no release"));
        }
        let tally = self.tally(id, &candidates, set);
        let mut reasons: Vec<String> = Vec::new();
        if let Some(newest) = tally.python.last() {
            let release = self.release_of(&candidates, newest)?;
            let wanted = release.requires_python.map(|wanted| wanted.to_string()).unwrap_or_default();
            reasons.push(match tally.python.len() {
                1 => format!("{newest} needs Python {wanted}"),
                many => format!("{many} versions up to {newest} need a later Python ({newest}: {wanted})"),
            });
        }
        if let Some(newest) = tally.tags.last() {
            reasons.push(self.no_wheel(id, newest, tally.tags.len()));
        }
        if let Some((version, reason)) = tally.yanked.last() {
            let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            reasons.push(match tally.yanked.len() {
                1 => format!("{version} was yanked{why}"),
                many => format!("{many} versions were yanked, {version} among them{why}"),
            });
        }
        if let Some(newest) = tally.prereleases.last() {
            reasons.push(match tally.prereleases.len() {
                1 => format!("{newest} is a prerelease"),
                many => format!("{many} versions up to {newest} are prereleases"),
            });
        }
        if tally.too_new > 0 {
            reasons.push(format!("{} are newer than `exclude-newer` allows", tally.too_new));
        }
        if let Some((version, reason)) = tally.unusable.last() {
            reasons.push(match tally.unusable.len() {
                1 => format!("{version} can't be used ({reason})"),
                many => format!("{many} versions up to {version} can't be used ({reason})"),
            });
        }
        if !reasons.is_empty() {
            return Some(format!("of `{name}`, {}", reasons.join("; ")));
        }
        // That there is nothing beside the releases that are there goes without saying.
        let asks_in_vain = |ground: &Ground| match ground {
            Ground::Requires(_, _, to, wanted) => {
                to.name() == Some(id) && positions(&candidates, wanted).next().is_none()
            }
            _ => false,
        };
        if !tally.versions.is_empty() || !grounds.iter().any(asks_in_vain) {
            return None;
        }
        let newest = candidates.version(candidates.len() - 1);
        Some(match self.asked(id) {
            Some(asked) => format!("no version of `{name}` satisfies `{asked}`; the newest is {newest}"),
            None => format!("no version of `{name}` is in the range asked for; the newest is {newest}"),
        })
    }

    /// That `count` versions up to `newest` have no wheel for the fork.
    fn no_wheel(&self, id: NameId, newest: &Version, count: usize) -> String {
        let mut tags = self.universe.facts.tags(&self.universe.name(id), newest);
        let more = tags.len().saturating_sub(TAGS);
        tags.truncate(TAGS);
        let mut list = tags.join("`, `");
        if !list.is_empty() {
            list = format!(", only for `{list}`");
        }
        if more > 0 {
            let _ = write!(list, " and {more} more");
        }
        match count {
            1 => format!("{newest} has no source distribution and no wheel for this environment{list}"),
            many => format!(
                "{many} versions have no source distribution and no wheel for this environment; {newest} has some{list}"
            ),
        }
    }

    fn unusable(&self, grounds: &[Ground]) -> Vec<String> {
        let mut by_package: Vec<(Package, &str, Vec<Version>)> = Vec::new();
        for ground in grounds {
            let Ground::Unusable(package, set, reason) = ground else { continue };
            let Some(version) = set.as_singleton() else { continue };
            match by_package.iter_mut().find(|known| known.0 == *package && known.1 == *reason) {
                Some((_, _, versions)) => versions.push(version.clone()),
                None => by_package.push((*package, reason, vec![version.clone()])),
            }
        }
        by_package
            .into_iter()
            .map(|(package, reason, mut versions)| {
                versions.sort();
                let subject = self.package(package);
                match &versions[..] {
                    [first, .., last] => format!("`{subject}` {first} to {last} can't be used: {reason}"),
                    _ => format!("`{subject}` {} can't be used: {reason}", versions[0]),
                }
            })
            .collect()
    }

    /// What the project asks of `name`, if it does.
    fn asked(&self, name: NameId) -> Option<String> {
        let name = self.universe.name(name);
        let mut asked = self.universe.inputs.requirements.iter().filter(|input| {
            input.requirement.name == name && !input.requirement.marker.is_disjoint(self.fork)
        });
        let first = asked.next()?;
        asked.next().is_none().then(|| {
            let mut plain = first.requirement.clone();
            plain.marker = Marker::TRUE;
            plain.to_string()
        })
    }

    fn tally(&self, name: NameId, candidates: &Candidates, set: &Ranges<Version>) -> Tally {
        let policy = self.universe.policy(name);
        let python = self.fork.python_ranges();
        let mut tally = Tally::default();
        for position in positions(candidates, set) {
            let version = candidates.version(position);
            match candidates.rejection(position, policy) {
                Some(Rejection::Yanked(reason)) => tally.yanked.push((version, reason)),
                Some(Rejection::Prerelease) => tally.prereleases.push(version),
                Some(Rejection::TooNew) => tally.too_new += 1,
                Some(Rejection::NoFiles(reason)) => tally.unusable.push((version, reason)),
                None if needs_later_python(candidates, position, &python) => tally.python.push(version),
                None if !self.has_file(candidates, position) => tally.tags.push(version),
                None => tally.versions.push(version),
            }
        }
        tally
    }

    /// Whether a file of the release can serve some environment of the fork, and each that is required.
    fn has_file(&self, candidates: &Candidates, position: usize) -> bool {
        let coverage = candidates.release(position).coverage;
        let serves = |marker: Marker| marker.is_false() || !marker.is_disjoint(coverage);
        let required = &self.universe.inputs.required_environments;
        serves(self.fork) && required.iter().all(|required| serves(self.fork.and(*required)))
    }

    fn release_of(&self, candidates: &Candidates, version: &Version) -> Option<crate::facts::Release> {
        let only = Ranges::singleton(version.clone());
        positions(candidates, &only).next().map(|position| candidates.release(position))
    }

    fn versions(&self, candidates: &Candidates, set: &Ranges<Version>) -> Vec<Version> {
        positions(candidates, set).map(|position| candidates.version(position)).collect()
    }

    /// The package as a user writes it.
    fn package(&self, package: Package) -> String {
        let mut text = String::new();
        if let Some(name) = package.name() {
            text.push_str(self.universe.name(name).as_str());
        }
        if let Package::Extra(_, extra) | Package::Features(_, extra) = package {
            let _ = write!(text, "[{}]", self.universe.extra(extra));
        }
        text
    }
}

fn positions(candidates: &Candidates, set: &Ranges<Version>) -> impl Iterator<Item = usize> {
    candidates.windows(set, false).into_iter().flat_map(|(start, end)| start..end)
}

/// Whether the release asks for later Pythons than `python` has.
fn needs_later_python(candidates: &Candidates, position: usize, python: &Ranges<Version>) -> bool {
    let Some(wanted) = candidates.release(position).requires_python else { return false };
    let served = release_ranges(&wanted);
    let Some((lower, _)) = served.bounding_range() else { return true };
    let served = Ranges::from_range_bounds((lower.cloned(), std::ops::Bound::Unbounded));
    python.is_disjoint(&served)
}

/// The versions that a requirement admits; all of them for a URL.
pub(super) fn admitted(requirement: &Requirement) -> Ranges<Version> {
    requirement.specifiers().map_or_else(Ranges::full, ranges)
}
