//! What is known about platforms: `sys_platform`, `os_name` and `platform_system` do not contradict each other.
//!
//! Three families are known: Windows (`win32`, `nt`, `Windows`), Linux (`linux`, `posix`, `Linux`) and macOS (`darwin`,
//! `posix`, `Darwin`). That two of these values contradict each other is all that is assumed; other values go with
//! anything. Two markers that differ only where the assumption fails are one marker.

use super::Marker;
use super::algebra::visit;
use super::atom::{Key, Operator, compare};
use super::diagram::Tables;
use super::variable::{TextKey, Variable};

/// A variable and one value of it.
type Fact = (TextKey, &'static str);

const FAMILIES: [[Fact; 3]; 3] = [
    [(TextKey::SysPlatform, "win32"), (TextKey::OsName, "nt"), (TextKey::PlatformSystem, "Windows")],
    [(TextKey::SysPlatform, "linux"), (TextKey::OsName, "posix"), (TextKey::PlatformSystem, "Linux")],
    [(TextKey::SysPlatform, "darwin"), (TextKey::OsName, "posix"), (TextKey::PlatformSystem, "Darwin")],
];

const COUPLED: [TextKey; 3] = [TextKey::SysPlatform, TextKey::OsName, TextKey::PlatformSystem];

impl Tables {
    /// Holds on every platform that can exist.
    pub(crate) fn platforms(&mut self) -> Marker {
        if let Some(known) = self.platforms {
            return known;
        }
        let mut possible = Marker::TRUE;
        for (left, right) in contradictions() {
            let left = self.equals(left);
            let right = self.equals(right);
            let both = self.and(left, right);
            possible = self.and(possible, both.not());
        }
        self.platforms = Some(possible);
        possible
    }

    /// The one way to write the markers that agree with `marker` on every platform that can exist: without the
    /// variables that then make no difference, and with a fixed answer elsewhere.
    pub(crate) fn canonical(&mut self, marker: Marker) -> Marker {
        if let Some(result) = self.canonical.get(&marker) {
            return *result;
        }
        let result = if is_coupled(marker) { self.uncouple(marker) } else { marker };
        if !self.is_exhausted() {
            self.canonical.insert(marker, result);
            self.canonical.insert(marker.not(), result.not());
        }
        result
    }

    fn uncouple(&mut self, marker: Marker) -> Marker {
        let mut possible = self.platforms();
        let mut current = self.and(marker, possible);
        for key in COUPLED {
            let asks = |variable: &Variable| *variable == Variable::Text(key);
            let without = self.exists(current, asks);
            if self.and(without, possible) == current {
                current = without;
                possible = self.exists(possible, asks);
            }
        }
        self.constrain(current, possible)
    }

    fn equals(&mut self, (key, value): Fact) -> Marker {
        compare(self, Key::Text(key), Operator::Equal, value).unwrap_or(Marker::TRUE)
    }
}

/// Whether `marker` asks about more than one of the variables that know of each other.
pub(crate) fn is_coupled(marker: Marker) -> bool {
    let mut asked = 0_u8;
    visit(marker, |node| {
        if let Variable::Text(key) = node.variable {
            asked |= COUPLED.iter().position(|other| *other == key).map_or(0, |bit| 1 << bit);
        }
    });
    asked.count_ones() > 1
}

/// The pairs of values that exclude each other: two variables' values that no family has both of.
fn contradictions() -> Vec<(Fact, Fact)> {
    let mut pairs = Vec::new();
    for left in FAMILIES.iter().flatten() {
        for right in FAMILIES.iter().flatten() {
            let together = FAMILIES.iter().any(|family| family.contains(left) && family.contains(right));
            if left.0 < right.0 && !together && !pairs.contains(&(*left, *right)) {
                pairs.push((*left, *right));
            }
        }
    }
    pairs
}
