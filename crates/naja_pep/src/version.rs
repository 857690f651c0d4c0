//! Versions and specifiers (PEP 440), and the sets of versions that a solver computes with.
//!
//! Two readings of a specifier are in use:
//!
//! - [`ranges`] is the standard's: `==1.0` and `<=1.0` admit `1.0+local`, `<1.0` no prerelease of 1.0, `>1.0` no
//!   post-release and no local version of 1.0. Whether prereleases are wanted at all is the solver's decision.
//! - [`release_ranges`] compares release segments alone and is for Python versions: an interpreter 3.14.0rc2 satisfies
//!   `>=3.14`, as every installer has it.

use std::ops::Bound;

pub use pep440_rs::{
    LocalSegment, Operator, Prerelease, PrereleaseKind, Version, VersionParseError, VersionPattern,
    VersionSpecifier, VersionSpecifiers,
};
pub use version_ranges::Ranges;

/// The versions that all of `specifiers` admit.
#[must_use]
pub fn ranges(specifiers: &VersionSpecifiers) -> Ranges<Version> {
    intersection(specifiers, specifier_ranges)
}

/// The versions that one specifier admits, by the standard.
#[must_use]
pub fn specifier_ranges(specifier: &VersionSpecifier) -> Ranges<Version> {
    let version = specifier.version();
    match specifier.operator() {
        Operator::Equal => equal(version),
        Operator::NotEqual => equal(version).complement(),
        Operator::ExactEqual => Ranges::singleton(version.clone()),
        Operator::EqualStar => prefix(version),
        Operator::NotEqualStar => prefix(version).complement(),
        Operator::TildeEqual => compatible(version),
        Operator::GreaterThanEqual => Ranges::higher_than(version.clone()),
        Operator::LessThanEqual => {
            let (_, end) = after(version);
            Ranges::from_range_bounds((Bound::Unbounded, end))
        }
        Operator::LessThan if version.any_prerelease() => Ranges::strictly_lower_than(version.clone()),
        Operator::LessThan if version.is_post() => {
            Ranges::strictly_lower_than(version.clone().with_dev(Some(0)))
        }
        Operator::LessThan => Ranges::strictly_lower_than(version.clone().with_min(Some(0))),
        Operator::GreaterThan if version.is_dev() || version.is_post() => {
            let (start, _) = after(version);
            Ranges::from_range_bounds((start, Bound::Unbounded))
        }
        Operator::GreaterThan => {
            Ranges::strictly_higher_than(version.clone().without_local().with_max(Some(0)))
        }
    }
}

/// The versions that all of `specifiers` admit when only release segments count.
#[must_use]
pub fn release_ranges(specifiers: &VersionSpecifiers) -> Ranges<Version> {
    intersection(specifiers, release_specifier_ranges)
}

/// The versions that one specifier admits when only release segments count. The bounds are plain releases without
/// trailing zeros beyond the second segment.
#[must_use]
pub fn release_specifier_ranges(specifier: &VersionSpecifier) -> Ranges<Version> {
    let version = release(specifier.version());
    match specifier.operator() {
        Operator::Equal | Operator::ExactEqual => Ranges::singleton(version),
        Operator::NotEqual => Ranges::singleton(version).complement(),
        Operator::LessThan => Ranges::strictly_lower_than(version),
        Operator::LessThanEqual => Ranges::lower_than(version),
        Operator::GreaterThan => Ranges::strictly_higher_than(version),
        Operator::GreaterThanEqual => Ranges::higher_than(version),
        Operator::EqualStar => release_prefix(version, specifier.version().release()),
        Operator::NotEqualStar => release_prefix(version, specifier.version().release()).complement(),
        Operator::TildeEqual => {
            let segments = specifier.version().release();
            release_prefix(version, &segments[..segments.len().saturating_sub(1).max(1)])
        }
    }
}

/// `version` reduced to its release: no epoch, suffix or local part, and no trailing zeros beyond the second segment.
#[must_use]
pub fn release(version: &Version) -> Version {
    let mut segments = version.release();
    while let [rest @ .., 0] = segments
        && rest.len() >= 2
    {
        segments = rest;
    }
    match segments {
        [single] => Version::new([*single, 0]),
        _ => Version::new(segments.iter().copied()),
    }
}

fn intersection(
    specifiers: &VersionSpecifiers,
    each: impl Fn(&VersionSpecifier) -> Ranges<Version>,
) -> Ranges<Version> {
    let mut all = specifiers.iter().map(each);
    let Some(first) = all.next() else { return Ranges::full() };
    all.fold(first, |set, next| set.intersection(&next))
}

/// `==V`: with a local part that very version, else V and every local version of it.
fn equal(version: &Version) -> Ranges<Version> {
    if version.is_local() {
        return Ranges::singleton(version.clone());
    }
    let (_, end) = after(version);
    Ranges::from_range_bounds((Bound::Included(version.clone()), end))
}

/// The version whose local versions, and it itself, are what lies between `start` and `end`, if there is one: `==V`
/// written as a range.
pub(crate) fn exactly<'a>(start: &'a Bound<Version>, end: &Bound<Version>) -> Option<&'a Version> {
    match (start, end) {
        (Bound::Included(start), Bound::Included(end)) if start == end => Some(start),
        (Bound::Included(start), end) if !start.is_local() && after(start).1 == *end => Some(start),
        _ => None,
    }
}

/// The V of the `==V.*` that admits what lies between `start` and `end`, if there is one.
pub(crate) fn prefixed(start: &Bound<Version>, end: &Bound<Version>) -> Option<Version> {
    let (Bound::Included(start), Bound::Excluded(end)) = (start, end) else { return None };
    let next = Version::new(increment(start.release())?).with_epoch(start.epoch());
    let matches = start.min().is_some() && end.min().is_some() && *end == next.with_min(Some(0));
    matches.then(|| start.clone().with_min(None))
}

/// The place just after V and its local versions, as the start and as the end of a range: the least development
/// release that can follow. At the end of the number space V's own place has to do.
fn after(version: &Version) -> (Bound<Version>, Bound<Version>) {
    let base = version.clone().without_local();
    let next = if let Some(dev) = base.dev() {
        dev.checked_add(1).map(|dev| base.clone().with_dev(Some(dev)))
    } else if let Some(post) = base.post() {
        post.checked_add(1).map(|post| base.clone().with_post(Some(post)).with_dev(Some(0)))
    } else {
        Some(base.clone().with_post(Some(0)).with_dev(Some(0)))
    };
    match next {
        Some(next) => (Bound::Included(next.clone()), Bound::Excluded(next)),
        None => (Bound::Excluded(base.clone()), Bound::Included(base)),
    }
}

/// `==V.*`, which the grammar allows for a plain release only.
fn prefix(version: &Version) -> Ranges<Version> {
    let start = version.only_release().with_epoch(version.epoch());
    let end = increment(start.release()).map(|end| Version::new(end).with_epoch(version.epoch()));
    let start = start.with_min(Some(0));
    match end {
        Some(end) => Ranges::from_range_bounds(start..end.with_min(Some(0))),
        None => Ranges::higher_than(start),
    }
}

/// `~=V.N`: at least V.N, and within V.
fn compatible(version: &Version) -> Ranges<Version> {
    let release = version.release();
    let kept = &release[..release.len().saturating_sub(1).max(1)];
    let within = prefix(&Version::new(kept.iter().copied()).with_epoch(version.epoch()));
    Ranges::higher_than(version.clone()).intersection(&within)
}

fn release_prefix(from: Version, segments: &[u64]) -> Ranges<Version> {
    match increment(segments) {
        Some(end) => Ranges::from_range_bounds(from..release(&Version::new(end))),
        None => Ranges::higher_than(from),
    }
}

/// The segments that follow every version beginning with `segments`.
fn increment(segments: &[u64]) -> Option<Vec<u64>> {
    let mut next = segments.to_vec();
    let last = next.last_mut()?;
    *last = last.checked_add(1)?;
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::{Ranges, Version, VersionSpecifiers, ranges, release_ranges};

    const VERSIONS: &str = "0.9 1.dev0 1.0a1 1.0a1+l 1.0a1.post0.dev0 1.0a1.post1 1.0a2 1.0rc1 1.0 1.0+a 1.0.post0.dev0 \
                            1.0.post0 1.0.post0+l 1.0.post1.dev0 1.0.post1 1.1.dev0 1.1a1 1.1 2.0 1!0.1";

    fn check(specifiers: &str, expected: &str) {
        let set = ranges(&specifiers.parse().unwrap());
        let admitted: Vec<&str> =
            VERSIONS.split_whitespace().filter(|version| set.contains(&version.parse().unwrap())).collect();
        assert_eq!(admitted.join(" "), expected, "{specifiers}");
    }

    #[test]
    fn local_versions_count_as_the_version_they_are_of() {
        check("==1.0", "1.0 1.0+a");
        check("==1.0+a", "1.0+a");
        check("==1.0a1", "1.0a1 1.0a1+l");
        check("==1.0.post0", "1.0.post0 1.0.post0+l");
        check("<=1.0a1", "0.9 1.dev0 1.0a1 1.0a1+l");
    }

    #[test]
    fn exclusive_bounds_leave_out_what_belongs_to_the_version() {
        check("<1.0", "0.9");
        check("<1.0a1", "0.9 1.dev0");
        check("<1.0.post1,>=1.0", "1.0 1.0+a 1.0.post0.dev0 1.0.post0 1.0.post0+l");
        check(">1.0", "1.1.dev0 1.1a1 1.1 2.0 1!0.1");
        check(">1.0.post0", "1.0.post1.dev0 1.0.post1 1.1.dev0 1.1a1 1.1 2.0 1!0.1");
        check(">1.0rc1,<1.1", "1.0 1.0+a 1.0.post0.dev0 1.0.post0 1.0.post0+l 1.0.post1.dev0 1.0.post1");
        check(">1.dev0,<=1.0a1", "1.0a1 1.0a1+l");
    }

    #[test]
    fn prefixes_take_prereleases_in() {
        check("==1.1.*", "1.1.dev0 1.1a1 1.1");
        check("~=1.1", "1.1");
        check(
            "~=1.0a2",
            "1.0a2 1.0rc1 1.0 1.0+a 1.0.post0.dev0 1.0.post0 1.0.post0+l 1.0.post1.dev0 1.0.post1 1.1.dev0 1.1a1 1.1",
        );
        check("!=1.*", "0.9 2.0 1!0.1");
        check("==1!0.*", "1!0.1");
    }

    #[test]
    fn python_versions_are_compared_by_their_release() {
        let admits = |specifiers: &str, version: &str| {
            let specifiers: VersionSpecifiers = specifiers.parse().unwrap();
            release_ranges(&specifiers).contains(&super::release(&version.parse::<Version>().unwrap()))
        };
        assert!(admits(">=3.14", "3.14.0rc2"));
        assert!(!admits("<3.14", "3.14.0rc2"));
        assert!(admits(">3.13", "3.13.1"));
        assert!(!admits("<=3.13", "3.13.1"));
        assert!(admits("==3.13.*,!=3.13.1", "3.13.2"));
        assert!(admits("~=3.8", "3.14.0") && !admits("~=3.8.0", "3.9.0"));
        assert_eq!(release_ranges(&VersionSpecifiers::empty()), Ranges::full());
        assert_eq!(release_ranges(&">=3.8.0".parse().unwrap()), release_ranges(&">=3.8".parse().unwrap()));
    }

    #[test]
    fn the_ends_of_the_number_space_do_not_overflow() {
        let most = u64::MAX;
        for specifier in [
            format!("=={most}.*"),
            format!("~=1.{most}.0"),
            format!("==1.post{most}"),
            format!("<=1.dev{most}"),
        ] {
            let Ok(specifiers) = specifier.parse() else { continue };
            assert!(!ranges(&specifiers).is_empty(), "{specifier}");
            let _ = release_ranges(&specifiers);
        }
    }
}
