//! Sets of rules.

use crate::rule::Rule;

/// A set of rules, in the order of the list of all rules.
#[derive(Clone, Debug, Default)]
pub struct RuleSet(Vec<&'static Rule>);

impl FromIterator<&'static Rule> for RuleSet {
    fn from_iter<T: IntoIterator<Item = &'static Rule>>(rules: T) -> Self {
        Self(rules.into_iter().collect())
    }
}

impl RuleSet {
    /// The rules that are on when nobody chooses.
    #[must_use]
    pub fn defaults() -> Self {
        Self::of(|rule| rule.category.is_default())
    }

    /// The rules that `wanted` picks.
    #[must_use]
    pub fn of(wanted: impl FnMut(&&'static Rule) -> bool) -> Self {
        Self(super::all().filter(wanted).collect())
    }

    /// Its rules.
    pub fn iter(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        self.0.iter().copied()
    }

    /// Whether `rule` is in it.
    #[must_use]
    pub fn contains(&self, rule: &Rule) -> bool {
        self.0.iter().any(|own| std::ptr::eq(*own, rule))
    }

    /// Whether it is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
