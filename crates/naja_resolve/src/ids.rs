//! Names as small numbers, and the packages that the solver sees.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

/// A distribution's name within one resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameId(u32);

/// An extra's name within one resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ExtraId(u32);

impl From<u32> for NameId {
    fn from(id: u32) -> Self {
        Self(id)
    }
}

impl From<u32> for ExtraId {
    fn from(id: u32) -> Self {
        Self(id)
    }
}

impl From<NameId> for u32 {
    fn from(id: NameId) -> Self {
        id.0
    }
}

impl From<ExtraId> for u32 {
    fn from(id: ExtraId) -> Self {
        id.0
    }
}

/// What the solver chooses versions for.
///
/// An extra is two packages of its own. [`Package::Extra`] only says that the base and [`Package::Features`] have its
/// version, which needs no metadata; the latter brings the extra's requirements. So a version of the extra that
/// disagrees with the base is refused without asking for its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Package {
    /// The project with all its extras and groups.
    Root,
    /// A distribution.
    Base(NameId),
    /// A distribution with an extra.
    Extra(NameId, ExtraId),
    /// What the extra of a distribution requires beyond the distribution itself.
    Features(NameId, ExtraId),
}

impl Package {
    /// The distribution's name, unless it is the project.
    pub(crate) const fn name(self) -> Option<NameId> {
        match self {
            Self::Root => None,
            Self::Base(name) | Self::Extra(name, _) | Self::Features(name, _) => Some(name),
        }
    }

    /// The order of decisions among the packages of one name.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Root => 0,
            Self::Base(_) => 1,
            Self::Extra(..) => 2,
            Self::Features(..) => 3,
        }
    }
}

/// For the solver's own messages, which nobody sees.
impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Gives each distinct value a number, in the order of first use.
#[derive(Debug)]
pub(crate) struct Interner<T, I> {
    ids: HashMap<T, I>,
    values: Vec<T>,
}

impl<T, I> Default for Interner<T, I> {
    fn default() -> Self {
        Self { ids: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash, I: Copy + From<u32> + Into<u32>> Interner<T, I> {
    /// The number of `value`.
    pub(crate) fn intern(&mut self, value: &T) -> I {
        if let Some(id) = self.ids.get(value) {
            return *id;
        }
        let id = I::from(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        self.ids.insert(value.clone(), id);
        self.values.push(value.clone());
        id
    }

    /// The number of `value`, if it was interned.
    pub(crate) fn get(&self, value: &T) -> Option<I> {
        self.ids.get(value).copied()
    }

    /// The value of that number.
    pub(crate) fn value(&self, id: I) -> &T {
        let id: u32 = id.into();
        &self.values[id as usize]
    }
}
