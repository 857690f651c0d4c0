//! Maps and sets whose keys come from a file: seeded at random, so that nobody can prepare keys that collide, and faster than the
//! standard library's.

use foldhash::fast::RandomState;

/// A map from keys that come from a file.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set of keys that come from a file.
pub type HashSet<K> = std::collections::HashSet<K, RandomState>;
