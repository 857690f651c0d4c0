//! Markers (PEP 508, with the containers of PEP 751): the conditions under which a requirement holds.
//!
//! A marker is kept as a reduced ordered decision diagram, shared by the whole process, so that it is a number: two
//! markers that hold in the same environments are equal, and conjunction, disjunction and negation are cheap. A few
//! facts about platforms are built in: `sys_platform == 'win32' and os_name == 'posix'` is never true.
//!
//! `python_version` is expressed by `python_full_version`. Python versions are compared by their release alone, as
//! installers do: 3.14.0rc2 counts as 3.14.0.

mod algebra;
mod atom;
mod diagram;
mod display;
mod environment;
pub(crate) mod parse;
mod platform;
mod variable;

use std::cell::RefCell;
use std::fmt;
use std::ops::Bound;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use environment::MarkerEnvironment;

use self::algebra::{View, trivial_and, visit};
use self::diagram::{Cuts, node, tables};
use self::variable::{Relation, Variable};
use crate::cursor::Cursor;
use crate::name::{ExtraName, GroupName};
use crate::requirement::ParseError;
use crate::version::{Ranges, Version};

/// A condition on an environment, extras and dependency groups.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Marker(u32);

impl Marker {
    /// Holds everywhere.
    pub const TRUE: Self = Self(0);
    /// Holds nowhere.
    pub const FALSE: Self = Self(1);

    /// Reads a marker by the letter of the standard.
    ///
    /// # Errors
    /// When `text` is not one, nests too deep or is too complex; the error's span points into `text`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::parse(&mut Cursor::new(text), parse::Mode::Strict)
    }

    /// `extra == 'name'`.
    #[must_use]
    pub fn extra(name: &ExtraName) -> Self {
        atom::flag(&mut tables(), &Variable::Extra(name.clone()))
    }

    /// `'name' in extras`.
    #[must_use]
    pub fn in_extras(name: &ExtraName) -> Self {
        atom::flag(&mut tables(), &Variable::InExtras(name.clone()))
    }

    /// `'name' in dependency_groups`.
    #[must_use]
    pub fn in_groups(name: &GroupName) -> Self {
        atom::flag(&mut tables(), &Variable::InGroups(name.clone()))
    }

    /// Holds for the Pythons whose release lies in `ranges`.
    #[must_use]
    pub fn from_python(ranges: &Ranges<Version>) -> Self {
        atom::versions(&mut tables(), &Variable::PythonFullVersion, ranges)
    }

    /// Whether this holds everywhere.
    #[must_use]
    pub fn is_true(self) -> bool {
        self == Self::TRUE
    }

    /// Whether this holds nowhere.
    #[must_use]
    pub fn is_false(self) -> bool {
        self == Self::FALSE
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if let Some(result) = trivial_and(self, other) {
            return result;
        }
        let key = if self.0 <= other.0 { (self, other) } else { (other, self) };
        RECENT.with_borrow_mut(|recent| recent.get_or(key, || tables().and_canonical(self, other)))
    }

    /// One or the other holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// This does not hold.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "`!marker` reads badly in a chain of `and` and `or`")]
    pub fn not(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Whether the diagram of this marker is so large that combining it with others could take long. Those of real projects
    /// have some dozen nodes.
    #[must_use]
    pub fn is_complex(self) -> bool {
        const MAX_NODES: u32 = 3_000;
        let mut nodes = 0_u32;
        visit(self, |_| nodes += 1);
        nodes > MAX_NODES
    }

    /// Whether the two never hold together.
    #[must_use]
    pub fn is_disjoint(self, other: Self) -> bool {
        self.and(other).is_false()
    }

    /// Whether the other holds wherever this does.
    #[must_use]
    pub fn implies(self, other: Self) -> bool {
        self.and(other.not()).is_false()
    }

    /// The simplest marker that agrees with this one for every Python in `ranges`.
    #[must_use]
    pub fn simplify_python(self, ranges: &Ranges<Version>) -> Self {
        let assumed = Self::from_python(ranges);
        if assumed.is_false() {
            return self;
        }
        let mut tables = tables();
        let simple = tables.constrain(self, assumed);
        tables.canonical(simple)
    }

    /// This marker, and a Python in `ranges`: what [`Self::simplify_python`] left out is put back.
    #[must_use]
    pub fn complexify_python(self, ranges: &Ranges<Version>) -> Self {
        self.and(Self::from_python(ranges))
    }

    /// The Pythons for which this can hold, by release.
    #[must_use]
    pub fn python_ranges(self) -> Ranges<Version> {
        let view = View::new(self, &Variable::PythonFullVersion);
        let Some(Cuts::Versions(cuts)) = view.cuts else {
            return if self.is_false() { Ranges::empty() } else { Ranges::full() };
        };
        let mut ranges = Ranges::empty();
        for index in 0..=cuts.len() {
            if view.child(index).is_false() {
                continue;
            }
            let start = index.checked_sub(1).map_or(Bound::Unbounded, |before| {
                let cut = &cuts[before];
                if cut.after {
                    Bound::Excluded(cut.value.clone())
                } else {
                    Bound::Included(cut.value.clone())
                }
            });
            let end = cuts.get(index).map_or(Bound::Unbounded, |cut| {
                if cut.after {
                    Bound::Included(cut.value.clone())
                } else {
                    Bound::Excluded(cut.value.clone())
                }
            });
            ranges = ranges.union(&Ranges::from_range_bounds((start, end)));
        }
        ranges
    }

    /// This marker with the value of some extras known: both `extra == 'x'` and `'x' in extras`.
    #[must_use]
    pub fn restrict_extras(self, value: impl Fn(&ExtraName) -> Option<bool>) -> Self {
        self.restrict(|variable| match variable {
            Variable::Extra(name) | Variable::InExtras(name) => value(name),
            _ => None,
        })
    }

    /// This marker with the value of some `'x' in dependency_groups` known.
    #[must_use]
    pub fn restrict_groups(self, value: impl Fn(&GroupName) -> Option<bool>) -> Self {
        self.restrict(|variable| match variable {
            Variable::InGroups(name) => value(name),
            _ => None,
        })
    }

    /// Holds where this holds under some choice of extras.
    #[must_use]
    pub fn without_extras(self) -> Self {
        let extra = |variable: &Variable| matches!(variable, Variable::Extra(_) | Variable::InExtras(_));
        self.without(extra)
    }

    /// Holds where this holds under some choice of dependency groups.
    #[must_use]
    pub fn without_groups(self) -> Self {
        self.without(|variable| matches!(variable, Variable::InGroups(_)))
    }

    /// The extras that this asks about, sorted.
    #[must_use]
    pub fn extras(self) -> Vec<ExtraName> {
        let mut names = Vec::new();
        visit(self, |node| {
            if let Variable::Extra(name) | Variable::InExtras(name) = &node.variable {
                names.push(name.clone());
            }
        });
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The dependency groups that this asks about, sorted.
    #[must_use]
    pub fn groups(self) -> Vec<GroupName> {
        let mut names = Vec::new();
        visit(self, |node| {
            if let Variable::InGroups(name) = &node.variable {
                names.push(name.clone());
            }
        });
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether this holds in `environment` with those extras and dependency groups active.
    #[must_use]
    pub fn evaluate(
        self,
        environment: &MarkerEnvironment,
        extras: &[ExtraName],
        groups: &[GroupName],
    ) -> bool {
        let mut marker = self;
        while let Some(node) = node(marker) {
            let index = answer(&node.variable, &node.cuts, environment, extras, groups);
            marker = Self(node.children[index].0 ^ (marker.0 & 1));
        }
        marker.is_true()
    }

    /// The marker as text; `None` if it holds everywhere.
    #[must_use]
    pub fn try_to_string(self) -> Option<String> {
        (!self.is_true()).then(|| self.to_string())
    }

    fn restrict(self, value: impl Fn(&Variable) -> Option<bool>) -> Self {
        // The caller's function runs before the tables are locked: it may use markers itself.
        let mut values = rustc_hash::FxHashMap::default();
        visit(self, |node| {
            if let Some(value) = value(&node.variable) {
                values.insert(node.variable.clone(), usize::from(value));
            }
        });
        if values.is_empty() {
            return self;
        }
        let mut tables = tables();
        let restricted = tables.rewrite(self, |tables, node, children| match values.get(&node.variable) {
            Some(value) => children[*value],
            None => tables.node(&node.variable, node.cuts.clone(), children),
        });
        tables.canonical(restricted)
    }

    fn without(self, chosen: impl Fn(&Variable) -> bool) -> Self {
        let mut tables = tables();
        let left = tables.exists(self, chosen);
        tables.canonical(left)
    }
}

impl Default for Marker {
    fn default() -> Self {
        Self::TRUE
    }
}

impl FromStr for Marker {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

/// Canonical: the same for equal markers, whatever was read before. The marker that always holds is the empty text,
/// and the one that never holds `python_version < '0'`.
impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display::render(*self))
    }
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_true() { f.write_str("true") } else { write!(f, "`{self}`") }
    }
}

impl Serialize for Marker {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Marker {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        if text.trim().is_empty() {
            return Ok(Self::TRUE);
        }
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The index of the interval that the environment's value lies in.
fn answer(
    variable: &Variable,
    cuts: &Cuts,
    environment: &MarkerEnvironment,
    extras: &[ExtraName],
    groups: &[GroupName],
) -> usize {
    let version = |cuts: &[diagram::Cut<Version>], value: &Version| {
        cuts.partition_point(|cut| if cut.after { cut.value < *value } else { cut.value <= *value })
    };
    match (variable, cuts) {
        (Variable::PythonFullVersion, Cuts::Versions(cuts)) => version(cuts, &environment.python_release()),
        (Variable::ImplementationVersion, Cuts::Versions(cuts)) => {
            version(cuts, &environment.implementation_release())
        }
        (Variable::Text(key), Cuts::Texts(cuts)) => {
            let value = environment.text(*key);
            cuts.partition_point(|cut| if cut.after { &*cut.value < value } else { &*cut.value <= value })
        }
        (Variable::Related(key, relation, text), _) => {
            usize::from(related(environment.text(*key), *relation, text))
        }
        (Variable::InGroups(name), _) => usize::from(groups.contains(name)),
        (Variable::InExtras(name) | Variable::Extra(name), _) => usize::from(extras.contains(name)),
        (Variable::PythonFullVersion | Variable::ImplementationVersion | Variable::Text(_), _) => 0,
    }
}

fn related(value: &str, relation: Relation, text: &str) -> bool {
    let compare = |holds: fn(&Version, &Version) -> bool| match (value.parse(), text.parse()) {
        (Ok(value), Ok(text)) => holds(&value, &text),
        _ => false,
    };
    match relation {
        Relation::In => text.contains(value),
        Relation::Contains => value.contains(text),
        Relation::AtLeast => compare(|value, text| value >= text),
        Relation::AtMost => compare(|value, text| value <= text),
        Relation::Less => compare(|value, text| value < text),
        Relation::Greater => compare(|value, text| value > text),
    }
}

/// The conjunctions that this thread asked for lately: most are asked for again, and need no lock then.
struct Recent {
    slots: Vec<((Marker, Marker), Marker)>,
}

const RECENT_SLOTS: usize = 2048;

thread_local! {
    static RECENT: RefCell<Recent> = const { RefCell::new(Recent { slots: Vec::new() }) };
}

impl Recent {
    fn get_or(&mut self, key: (Marker, Marker), compute: impl FnOnce() -> Marker) -> Marker {
        if self.slots.is_empty() {
            self.slots = vec![((Marker::TRUE, Marker::TRUE), Marker::TRUE); RECENT_SLOTS];
        }
        let mixed = key.0.0.wrapping_mul(0x9e37_79b1) ^ key.1.0.wrapping_mul(0x85eb_ca77);
        let slot = &mut self.slots[(mixed >> 16) as usize % RECENT_SLOTS];
        if slot.0 != key {
            *slot = (key, compute());
        }
        slot.1
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
