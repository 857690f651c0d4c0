//! What changed between two sets of versions, in lines for people.

use std::collections::{BTreeMap, BTreeSet};

use naja_pep::pylock::Pylock;
use naja_pep::{PackageName, Version};

use crate::printer::{DONE, GONE, NAME, Printer, styled};

/// The versions that each package has; a lock may have several of one.
pub(crate) type Versions = BTreeMap<PackageName, BTreeSet<Version>>;

/// The versions in a lock.
pub(crate) fn versions(lock: &Pylock) -> Versions {
    let mut versions = Versions::new();
    for package in &lock.packages {
        versions.entry(package.name.clone()).or_default().extend(package.version.clone());
    }
    versions
}

/// The packages that were added, removed or updated.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes(Vec<Change>);

#[derive(Debug, PartialEq, Eq)]
struct Change {
    name: PackageName,
    before: BTreeSet<Version>,
    after: BTreeSet<Version>,
}

impl Changes {
    /// The changes from `before` to `after`, by name.
    pub(crate) fn between(before: &Versions, after: &Versions) -> Self {
        let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let of = |versions: &Versions, name: &PackageName| versions.get(name).cloned().unwrap_or_default();
        let change = |name: &PackageName| Change {
            name: name.clone(),
            before: of(before, name),
            after: of(after, name),
        };
        Self(names.into_iter().map(change).filter(|change| change.before != change.after).collect())
    }

    /// Prints each on a line: `Added name v1.0`, `Removed name v1.0`, `Updated name v1.0 -> v1.1`.
    pub(crate) fn say(&self, printer: &Printer) {
        for change in &self.0 {
            let (verb, versions) = match (change.before.is_empty(), change.after.is_empty()) {
                (true, _) => (styled(DONE, "Added"), list(&change.after)),
                (_, true) => (styled(GONE, "Removed"), list(&change.before)),
                _ => {
                    (styled(DONE, "Updated"), format!("{} -> {}", list(&change.before), list(&change.after)))
                }
            };
            printer.say(format!("{verb} {} {versions}", styled(NAME, &change.name)));
        }
    }
}

fn list(versions: &BTreeSet<Version>) -> String {
    versions.iter().map(|version| format!("v{version}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Changes, Versions};

    fn versions(list: &[(&str, &str)]) -> Versions {
        let mut versions = Versions::new();
        for (name, version) in list {
            let name = naja_pep::PackageName::new(name).unwrap();
            versions.entry(name).or_default().insert(version.parse().unwrap());
        }
        versions
    }

    #[test]
    fn unchanged_versions_are_not_listed() {
        let before = versions(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = versions(&[("a", "1"), ("b", "2"), ("d", "1")]);
        let changes = Changes::between(&before, &after);
        let names: Vec<_> = changes.0.iter().map(|change| change.name.as_str()).collect();
        assert_eq!(names, ["b", "c", "d"]);
        assert_eq!(Changes::between(&after, &after), Changes::default());
    }
}
