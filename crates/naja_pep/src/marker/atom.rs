//! One comparison of a marker as a decision diagram.

use std::ops::Bound;
use std::sync::Arc;

use super::Marker;
use super::diagram::{Cut, Cuts, Tables};
use super::variable::{Relation, TextKey, Variable};
use crate::name::{ExtraName, GroupName};
use crate::version::{
    Operator as VersionOperator, Ranges, Version, VersionPattern, VersionSpecifier, release,
    release_specifier_ranges,
};

/// What a marker may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    PythonVersion,
    PythonFullVersion,
    ImplementationVersion,
    Text(TextKey),
    Extra,
    Extras,
    DependencyGroups,
}

impl Key {
    /// The variable called `name`, the dotted spellings of PEP 345 included.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "python_version" => Self::PythonVersion,
            "python_full_version" => Self::PythonFullVersion,
            "implementation_version" => Self::ImplementationVersion,
            "extra" => Self::Extra,
            "extras" => Self::Extras,
            "dependency_groups" => Self::DependencyGroups,
            "os_name" | "os.name" => Self::Text(TextKey::OsName),
            "sys_platform" | "sys.platform" => Self::Text(TextKey::SysPlatform),
            "platform_system" => Self::Text(TextKey::PlatformSystem),
            "platform_machine" | "platform.machine" => Self::Text(TextKey::PlatformMachine),
            "platform_version" | "platform.version" => Self::Text(TextKey::PlatformVersion),
            "platform_release" => Self::Text(TextKey::PlatformRelease),
            "implementation_name" => Self::Text(TextKey::ImplementationName),
            "platform_python_implementation" | "platform.python_implementation" | "python_implementation" => {
                Self::Text(TextKey::PlatformPythonImplementation)
            }
            _ => return None,
        })
    }
}

/// How the two sides of a comparison relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Compatible,
    In,
    NotIn,
}

impl Operator {
    /// The operator that says the same with the sides exchanged; `in` has none.
    pub(crate) fn flip(self) -> Option<Self> {
        Some(match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::Compatible | Self::In | Self::NotIn => return None,
        })
    }
}

/// Why a comparison means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nonsense {
    /// The text is not a version, or not one that the operator can take.
    NotAVersion,
    /// The variable doesn't know the operator.
    Operator,
    /// The text is not a name.
    NotAName,
}

/// `key operator 'value'`.
pub(crate) fn compare(
    tables: &mut Tables,
    key: Key,
    operator: Operator,
    value: &str,
) -> Result<Marker, Nonsense> {
    match key {
        Key::PythonVersion => {
            let ranges = version_ranges(operator, value, |ranges| python_version(&ranges))?;
            Ok(versions(tables, &Variable::PythonFullVersion, &ranges))
        }
        Key::PythonFullVersion => {
            let ranges = version_ranges(operator, value, |ranges| ranges)?;
            Ok(versions(tables, &Variable::PythonFullVersion, &ranges))
        }
        Key::ImplementationVersion => {
            let ranges = version_ranges(operator, value, |ranges| ranges)?;
            Ok(versions(tables, &Variable::ImplementationVersion, &ranges))
        }
        Key::Text(key) => text(tables, key, operator, value),
        Key::Extra => {
            let extra = ExtraName::new(value).map_err(|_| Nonsense::NotAName)?;
            let marker = flag(tables, &Variable::Extra(extra));
            match operator {
                Operator::Equal => Ok(marker),
                Operator::NotEqual => Ok(marker.not()),
                _ => Err(Nonsense::Operator),
            }
        }
        Key::Extras | Key::DependencyGroups => Err(Nonsense::Operator),
    }
}

/// `'value' in key`.
pub(crate) fn contained(tables: &mut Tables, value: &str, key: Key) -> Result<Marker, Nonsense> {
    let variable = match key {
        Key::Extras => Variable::InExtras(ExtraName::new(value).map_err(|_| Nonsense::NotAName)?),
        Key::DependencyGroups => Variable::InGroups(GroupName::new(value).map_err(|_| Nonsense::NotAName)?),
        Key::Text(key) => Variable::Related(key, Relation::Contains, Arc::from(value)),
        _ => return Err(Nonsense::Operator),
    };
    Ok(flag(tables, &variable))
}

/// The marker that asks a yes-or-no question and nothing else.
pub(crate) fn flag(tables: &mut Tables, variable: &Variable) -> Marker {
    tables.node(variable, Cuts::Flag, vec![Marker::FALSE, Marker::TRUE])
}

/// The marker that holds where the version of `variable`, reduced to its release, lies in `ranges`.
pub(crate) fn versions(tables: &mut Tables, variable: &Variable, ranges: &Ranges<Version>) -> Marker {
    let ranges = released(ranges);
    let least = Version::new([0, 0]);
    let mut cuts = Vec::new();
    let mut children = vec![Marker::FALSE];
    for (start, end) in ranges.iter() {
        match start {
            Bound::Included(version) if *version <= least => children = vec![Marker::TRUE],
            Bound::Unbounded => children = vec![Marker::TRUE],
            Bound::Included(version) => {
                cuts.push(Cut::before(version.clone()));
                children.push(Marker::TRUE);
            }
            Bound::Excluded(version) => {
                cuts.push(Cut::after(version.clone()));
                children.push(Marker::TRUE);
            }
        }
        match end {
            Bound::Unbounded => {}
            Bound::Excluded(version) if *version <= least => children = vec![Marker::FALSE],
            Bound::Included(version) => {
                cuts.push(Cut::after(version.clone()));
                children.push(Marker::FALSE);
            }
            Bound::Excluded(version) => {
                cuts.push(Cut::before(version.clone()));
                children.push(Marker::FALSE);
            }
        }
    }
    tables.node(variable, Cuts::Versions(cuts.into_boxed_slice()), children)
}

/// `ranges` with every bound reduced to its release.
pub(crate) fn released(ranges: &Ranges<Version>) -> Ranges<Version> {
    let bound = |bound: &Bound<Version>| match bound {
        Bound::Included(version) => Bound::Included(release(version)),
        Bound::Excluded(version) => Bound::Excluded(release(version)),
        Bound::Unbounded => Bound::Unbounded,
    };
    let mut all = Ranges::empty();
    for (start, end) in ranges.iter() {
        let end = match end {
            // The standard's `==1.0` ends where the first post-release begins, which is after 1.0 among releases.
            Bound::Excluded(version) if version.is_post() => Bound::Included(release(version)),
            _ => bound(end),
        };
        all = all.union(&Ranges::from_range_bounds((bound(start), end)));
    }
    all
}

/// The versions that `operator value` admits; `in` and `not in` take a list that spaces, commas or bars separate.
fn version_ranges(
    operator: Operator,
    value: &str,
    map: impl Fn(Ranges<Version>) -> Ranges<Version>,
) -> Result<Ranges<Version>, Nonsense> {
    let operator = match operator {
        Operator::Equal => VersionOperator::Equal,
        Operator::NotEqual => VersionOperator::NotEqual,
        Operator::Less => VersionOperator::LessThan,
        Operator::LessEqual => VersionOperator::LessThanEqual,
        Operator::Greater => VersionOperator::GreaterThan,
        Operator::GreaterEqual => VersionOperator::GreaterThanEqual,
        Operator::Compatible => VersionOperator::TildeEqual,
        Operator::In | Operator::NotIn => {
            let mut any = Ranges::empty();
            for part in value.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|')) {
                if !part.is_empty() {
                    any = any.union(&map(one_version(VersionOperator::Equal, part)?));
                }
            }
            return Ok(if operator == Operator::NotIn { any.complement() } else { any });
        }
    };
    // Both sides of a negation are mapped alike, so that `!=` stays the opposite of `==`.
    if operator == VersionOperator::NotEqual {
        return Ok(map(one_version(VersionOperator::Equal, value)?).complement());
    }
    Ok(map(one_version(operator, value)?))
}

fn one_version(operator: VersionOperator, value: &str) -> Result<Ranges<Version>, Nonsense> {
    let pattern: VersionPattern = value.trim().parse().map_err(|_| Nonsense::NotAVersion)?;
    let specifier = VersionSpecifier::from_pattern(operator, pattern).map_err(|_| Nonsense::NotAVersion)?;
    Ok(release_specifier_ranges(&specifier))
}

/// The full versions whose first two segments lie in `ranges`.
fn python_version(ranges: &Ranges<Version>) -> Ranges<Version> {
    let short = |version: &Version| version.release().len() <= 2;
    let next = |version: &Version| {
        let minor = version.release().get(1).copied().unwrap_or(0);
        Version::new([version.release()[0], minor.saturating_add(1)])
    };
    let mut all = Ranges::empty();
    for (start, end) in ranges.iter() {
        let start = match start {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Included(version) if short(version) => Bound::Included(version.clone()),
            Bound::Included(version) | Bound::Excluded(version) => Bound::Included(next(version)),
        };
        let end = match end {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Excluded(version) if short(version) => Bound::Excluded(version.clone()),
            Bound::Included(version) | Bound::Excluded(version) => Bound::Excluded(next(version)),
        };
        all = all.union(&Ranges::from_range_bounds((start, end)));
    }
    all
}

fn text(tables: &mut Tables, key: TextKey, operator: Operator, value: &str) -> Result<Marker, Nonsense> {
    let numeric = matches!(key, TextKey::PlatformRelease | TextKey::PlatformVersion)
        && value.parse::<Version>().is_ok();
    let mut related = |relation| flag(tables, &Variable::Related(key, relation, Arc::from(value)));
    Ok(match operator {
        Operator::In => related(Relation::In),
        Operator::NotIn => related(Relation::In).not(),
        Operator::GreaterEqual if numeric => related(Relation::AtLeast),
        Operator::Less if numeric => related(Relation::Less),
        Operator::LessEqual if numeric => related(Relation::AtMost),
        Operator::Greater if numeric => related(Relation::Greater),
        Operator::Compatible => {
            // `~= 20.4` says at least 20.4 and below 21.
            let version: Version = value.parse().map_err(|_| Nonsense::Operator)?;
            let [kept @ .., _] = version.release() else { return Err(Nonsense::Operator) };
            let [rest @ .., last] = kept else { return Err(Nonsense::Operator) };
            let end = Version::new(rest.iter().copied().chain([last.saturating_add(1)])).to_string();
            let least = related(Relation::AtLeast);
            let below = flag(tables, &Variable::Related(key, Relation::Less, Arc::from(end)));
            tables.and(least, below)
        }
        Operator::Equal => texts(tables, key, &[Cut::before(value), Cut::after(value)]),
        Operator::NotEqual => texts(tables, key, &[Cut::before(value), Cut::after(value)]).not(),
        // Texts that are no versions have no order, so that an ordered comparison is true of equal ones at most.
        Operator::Less | Operator::Greater => Marker::FALSE,
        Operator::LessEqual | Operator::GreaterEqual => {
            texts(tables, key, &[Cut::before(value), Cut::after(value)])
        }
    })
}

/// The marker that is false up to the first cut and changes at each. No text comes before the empty one.
fn texts(tables: &mut Tables, key: TextKey, cuts: &[Cut<&str>]) -> Marker {
    let mut children = vec![Marker::FALSE, Marker::TRUE, Marker::FALSE];
    children.truncate(cuts.len() + 1);
    let mut cuts: Vec<_> =
        cuts.iter().map(|cut| Cut { value: Box::from(cut.value), after: cut.after }).collect();
    if cuts.first().is_some_and(|cut: &Cut<Box<str>>| cut.value.is_empty() && !cut.after) {
        cuts.remove(0);
        children.remove(0);
    }
    tables.node(&Variable::Text(key), Cuts::Texts(cuts.into_boxed_slice()), children)
}
