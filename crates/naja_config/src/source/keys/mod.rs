//! The table of the settings for source code. Where ruff has the same setting, it has the same name.

mod flake8;
mod isort;
mod key;
mod lint;
mod plugins;
mod project;

pub use key::{SourceKey, SourceKind, SourceRole};

const TABLES: [&[SourceKey]; 5] = [flake8::KEYS, isort::KEYS, lint::KEYS, plugins::KEYS, project::KEYS];

const COUNT: usize = {
    let (mut count, mut table) = (0, 0);
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    count
};

static MERGED: [SourceKey; COUNT] = merge();

/// Every setting for source code, by name.
pub static SOURCE_KEYS: &[SourceKey] = &MERGED;

/// The rows of all tables, by name.
const fn merge() -> [SourceKey; COUNT] {
    let mut all = [TABLES[0][0]; COUNT];
    let mut taken = [0; TABLES.len()];
    let mut count = 0;
    while count < COUNT {
        let (mut first, mut table) = (TABLES.len(), 0);
        while table < TABLES.len() {
            if taken[table] < TABLES[table].len()
                && (first == TABLES.len()
                    || is_before(TABLES[table][taken[table]].name, TABLES[first][taken[first]].name))
            {
                first = table;
            }
            table += 1;
        }
        all[count] = TABLES[first][taken[first]];
        taken[first] += 1;
        count += 1;
    }
    all
}

const fn is_before(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() {
        if one[index] != other[index] {
            return one[index] < other[index];
        }
        index += 1;
    }
    one.len() < other.len()
}

/// The setting for source code called `name`.
#[must_use]
pub fn find_source(name: &str) -> Option<&'static SourceKey> {
    SOURCE_KEYS.binary_search_by(|key| key.name.cmp(name)).ok().map(|index| &SOURCE_KEYS[index])
}

/// The settings with this role, by name.
pub fn source_keys_for(role: SourceRole) -> impl Iterator<Item = &'static SourceKey> {
    SOURCE_KEYS.iter().filter(move |key| key.role == role)
}

/// Whether `name` is a table that holds settings, as `lint.isort`.
pub(crate) fn is_table(name: &str) -> bool {
    let is_inside = |key: &SourceKey| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    SOURCE_KEYS.iter().any(is_inside)
}

/// Whether `name` in naja's own tables belongs to the settings for source code.
pub(crate) fn is_source(name: &str) -> bool {
    name == "extend" || find_source(name).is_some() || is_table(name)
}

#[cfg(test)]
mod tests {
    use super::{SOURCE_KEYS, find_source, is_table};

    #[test]
    fn keys_are_sorted_and_described() {
        for pair in SOURCE_KEYS.windows(2) {
            assert!(pair[0].name < pair[1].name, "{} comes before {}", pair[0].name, pair[1].name);
        }
        for key in SOURCE_KEYS {
            assert!(key.summary.ends_with('.'), "{}", key.name);
            assert!(crate::find(key.name).is_none(), "{} is a setting of packaging too", key.name);
        }
        assert_eq!(
            find_source("lint.select").map(super::SourceKey::variable).as_deref(),
            Some("NAJA_LINT_SELECT")
        );
        assert!(is_table("lint.isort") && is_table("lint") && !is_table("lint.select"));
    }
}
