//! The difference between what is installed and what is requested.

use std::collections::BTreeMap;

use naja_pep::PackageName;
use naja_pep::version::Version;

use crate::direct_url::DirectUrl;
use crate::installed::{InstalledDistribution, InstalledKind};
use crate::sha256::Sha256;

/// A distribution that should be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// The hash of the wheel to install. What naja installed from another wheel is replaced; where none is given, the
    /// version alone counts.
    pub sha256: Option<Sha256>,
    /// Where it comes from, where that is no index.
    pub direct_url: Option<DirectUrl>,
}

/// A distribution to install in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What has to go first: mostly one, several where an environment is in disorder.
    pub old: Vec<InstalledDistribution>,
    /// What is to be installed.
    pub new: Wanted,
}

/// What has to change so that an environment holds what is requested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is to be installed and was not there, by name.
    pub install: Vec<Wanted>,
    /// What is to be installed in the place of something else, by name.
    pub replace: Vec<Replacement>,
    /// What is to be removed, by name.
    pub remove: Vec<InstalledDistribution>,
    /// What is there and stays, by name.
    pub keep: Vec<InstalledDistribution>,
}

impl Plan {
    /// Compares `installed` with `requested`, in which each name appears once. What is not wanted is removed where the plan is
    /// `exact`, and else stays.
    #[must_use]
    pub fn new(installed: Vec<InstalledDistribution>, wanted: Vec<Wanted>, exact: bool) -> Self {
        let mut by_name: BTreeMap<PackageName, Vec<InstalledDistribution>> = BTreeMap::new();
        for distribution in installed {
            by_name.entry(distribution.name.clone()).or_default().push(distribution);
        }
        let mut plan = Self::default();
        let wanted: BTreeMap<PackageName, Wanted> =
            wanted.into_iter().map(|wanted| (wanted.name.clone(), wanted)).collect();
        for (name, new) in wanted {
            let old = by_name.remove(&name).unwrap_or_default();
            match &old[..] {
                [] => plan.install.push(new),
                [only] if new.is_satisfied_by(only) => plan.keep.extend(old),
                _ => plan.replace.push(Replacement { old, new }),
            }
        }
        let rest = by_name.into_values().flatten();
        if exact {
            plan.remove.extend(rest);
        } else {
            plan.keep.extend(rest);
            plan.keep.sort_by(|a, b| a.name.cmp(&b.name));
        }
        plan
    }

    /// Installs those of the distributions that would stay and that `chosen` picks again, from what `wanted` says of them: as
    /// where their files were changed.
    pub fn reinstall(&mut self, wanted: &[Wanted], mut chosen: impl FnMut(&InstalledDistribution) -> bool) {
        for distribution in std::mem::take(&mut self.keep) {
            match wanted.iter().find(|wanted| wanted.name == distribution.name) {
                Some(new) if chosen(&distribution) => {
                    self.replace.push(Replacement { old: vec![distribution], new: new.clone() });
                }
                _ => self.keep.push(distribution),
            }
        }
        self.replace.sort_by(|a, b| a.new.name.cmp(&b.new.name));
    }

    /// The plan that removes those of `installed` that `unwanted` chooses, and does nothing else.
    #[must_use]
    pub fn removing(
        installed: Vec<InstalledDistribution>,
        unwanted: impl FnMut(&InstalledDistribution) -> bool,
    ) -> Self {
        let (remove, keep) = installed.into_iter().partition(unwanted);
        Self { remove, keep, ..Self::default() }
    }

    /// Everything that is to be installed, by name within the new and within the replacing.
    pub fn new_distributions(&self) -> impl Iterator<Item = &Wanted> {
        self.install.iter().chain(self.replace.iter().map(|replacement| &replacement.new))
    }

    /// Everything that is to go.
    pub(crate) fn old_distributions(&self) -> impl Iterator<Item = &InstalledDistribution> {
        self.replace.iter().flat_map(|replacement| &replacement.old).chain(&self.remove)
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.install.is_empty() && self.replace.is_empty() && self.remove.is_empty()
    }
}

impl Wanted {
    /// Whether `installed` is what is wanted. What another tool installed from an index is taken by its version, as it
    /// doesn't say from which file it came.
    #[must_use]
    pub fn is_satisfied_by(&self, installed: &InstalledDistribution) -> bool {
        installed.kind == InstalledKind::DistInfo
            && installed.version == self.version
            && installed.direct_url == self.direct_url
            && match (self.sha256, installed.sha256) {
                (Some(wanted), Some(installed)) => wanted == installed,
                _ => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use naja_pep::PackageName;

    use super::{Plan, Replacement, Wanted};
    use crate::direct_url::DirectUrl;
    use crate::installed::{InstalledDistribution, InstalledKind};
    use crate::sha256::Sha256;

    fn installed(text: &str, hash: Option<&str>) -> InstalledDistribution {
        let (name, version) = text.split_once('-').unwrap();
        InstalledDistribution {
            name: PackageName::new(name).unwrap(),
            version: version.parse().unwrap(),
            path: format!("{text}.dist-info").into(),
            site: 0,
            kind: InstalledKind::DistInfo,
            installer: None,
            sha256: hash.map(|hash| Sha256::of(hash.as_bytes())),
            direct_url: None,
        }
    }

    fn wanted(text: &str, hash: &str) -> Wanted {
        let installed = installed(text, Some(hash));
        Wanted {
            name: installed.name,
            version: installed.version,
            sha256: installed.sha256,
            direct_url: None,
        }
    }

    fn check(exact: bool, expected: &Expect) {
        let present = vec![
            installed("a-1", Some("a")),
            installed("b-1", Some("other wheel")),
            installed("c-1", None),
            installed("d-1", Some("d")),
            installed("e-1", Some("e")),
            installed("e-2", Some("e")),
        ];
        let asked = vec![
            wanted("e-2", "e"),
            wanted("c-1", "c"),
            wanted("b-1", "b"),
            wanted("a-1", "a"),
            wanted("f-1", "f"),
        ];
        let plan = Plan::new(present, asked, exact);
        let shown =
            |distribution: &InstalledDistribution| format!("{}-{}", distribution.name, distribution.version);
        let mut out = String::new();
        plan.install.iter().for_each(|new| out += &format!("+ {}-{}\n", new.name, new.version));
        for Replacement { old, new } in &plan.replace {
            let old: Vec<_> = old.iter().map(shown).collect();
            out += &format!("{} -> {}-{}\n", old.join(", "), new.name, new.version);
        }
        plan.remove.iter().for_each(|removed| out += &format!("- {}\n", shown(removed)));
        plan.keep.iter().for_each(|kept| out += &format!("= {}\n", shown(kept)));
        expected.assert_eq(&out);
        assert!(!plan.is_empty());
    }

    #[test]
    fn distinguishes_new_changed_kept_and_unwanted_distributions() {
        check(
            true,
            &expect![[r#"
                + f-1
                b-1 -> b-1
                e-1, e-2 -> e-2
                - d-1
                = a-1
                = c-1
            "#]],
        );
        check(
            false,
            &expect![[r#"
                + f-1
                b-1 -> b-1
                e-1, e-2 -> e-2
                = a-1
                = c-1
                = d-1
            "#]],
        );
    }

    #[test]
    fn what_is_there_already_leaves_nothing_to_do() {
        let plan = Plan::new(vec![installed("a-1", Some("a"))], vec![wanted("a-1", "a")], true);
        assert!(plan.is_empty());
        let plan = Plan::removing(plan.keep, |distribution| distribution.name.as_str() == "a");
        assert!(!plan.is_empty() && plan.keep.is_empty());
    }

    #[test]
    fn what_is_chosen_is_installed_again() {
        let present = vec![installed("a-1", Some("a")), installed("b-1", Some("b")), installed("c-1", None)];
        let asked = [wanted("a-1", "a"), wanted("b-1", "b")];
        let mut plan = Plan::new(present, asked.to_vec(), false);
        plan.reinstall(&asked, |distribution| distribution.name.as_str() != "a");
        let names: Vec<_> = plan.replace.iter().map(|replacement| replacement.new.name.as_str()).collect();
        let kept: Vec<_> = plan.keep.iter().map(|kept| kept.name.as_str()).collect();
        assert_eq!((names, kept), (vec!["b"], vec!["a", "c"]));
    }

    #[test]
    fn another_origin_is_another_distribution() {
        let mut asked = wanted("a-1", "a");
        asked.direct_url = Some(DirectUrl::archive("https://example.org/a.whl".into(), BTreeMap::new()));
        assert!(!asked.is_satisfied_by(&installed("a-1", Some("a"))));
        asked.direct_url = None;
        assert!(asked.is_satisfied_by(&installed("a-1.0", Some("a"))));
    }
}
