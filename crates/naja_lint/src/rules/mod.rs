//! All rules, by group.

pub(crate) mod bugbear;
pub(crate) mod comprehensions;
pub(crate) mod debugger;
pub mod internal;
pub(crate) mod isort;
pub(crate) mod pie;
pub(crate) mod pycodestyle;
pub(crate) mod pyflakes;
pub(crate) mod pylint;
pub(crate) mod pyupgrade;
pub(crate) mod ruff;
mod set;

pub use pycodestyle::io_error;
pub use set::RuleSet;

use crate::rule::Rule;

/// Every group's rules, each in the order of its codes.
static GROUPS: &[&[&Rule]] = &[
    bugbear::RULES,
    comprehensions::RULES,
    pycodestyle::RULES,
    pyflakes::RULES,
    isort::RULES,
    pie::RULES,
    pylint::RULES,
    ruff::RULES,
    debugger::RULES,
    pyupgrade::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The rule with this code or name.
#[must_use]
pub fn find(text: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == text || rule.name == text)
}

/// The rule on directives that silence nothing.
pub(crate) fn unused_noqa() -> &'static Rule {
    &ruff::unused_noqa::RULE
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn names_and_codes_are_told_once() {
        let mut seen = BTreeSet::new();
        for rule in super::all() {
            assert!(seen.insert(rule.name), "{} stands twice", rule.name);
            assert!(seen.insert(rule.code), "{} stands twice", rule.code);
        }
    }

    #[test]
    fn every_page_belongs_to_a_rule_and_every_rule_has_its_own() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let mut pages = BTreeSet::new();
        for group in std::fs::read_dir(folder).expect("the rules' folder") {
            let group = group.expect("an entry").path();
            if !group.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(group).expect("a group's folder") {
                let file = file.expect("an entry").path();
                if file.extension().is_some_and(|extension| extension == "md") {
                    pages.insert(std::fs::read_to_string(file).expect("a page"));
                }
            }
        }
        let rules: BTreeSet<String> = super::all().map(|rule| rule.page.to_owned()).collect();
        assert!(pages == rules, "{} pages, {} rules", pages.len(), rules.len());
    }
}
