//! What folders held under which times, so that one that was not touched is not read.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh3::xxh3_128;

use super::stats::Stat;
use super::table::{Record, Table};
use super::{is_settled, today, write};
use crate::cache_folder;

/// What the folders below one folder held.
#[derive(Debug)]
pub(crate) struct Listings {
    start: PathBuf,
    file: PathBuf,
    table: Table,
    found: Mutex<Vec<Record>>,
}

impl Listings {
    /// Opens the table in `folder` for what lies below `start`.
    pub(crate) fn open(folder: &Path, start: &Path) -> Self {
        let place = xxh3_128(start.as_os_str().as_encoded_bytes());
        let file = folder.join(cache_folder::SOURCE).join(format!("{place:032x}.folders"));
        Self { start: start.to_path_buf(), table: Table::read(&file), file, found: Mutex::default() }
    }

    /// What is noted about the folder at `path`, if it was not touched since, and what it looks like now.
    pub(crate) fn get(&self, path: &Path) -> (Option<&[u8]>, Option<Metadata>) {
        let Ok(metadata) = fs::metadata(path) else { return (None, None) };
        let noted = self.table.get(self.place(path)).and_then(|bytes| bytes.split_at_checked(Stat::LENGTH));
        let valid =
            noted.filter(|(stat, _)| Stat::decode(stat).is_some_and(|stat| stat.same_file(&metadata)));
        (valid.map(|(_, listing)| listing), Some(metadata))
    }

    /// Notes what the folder at `path` held; `metadata` is from before it was read.
    pub(crate) fn note(&self, path: &Path, metadata: &Metadata, listing: &[u8]) {
        if let Some(stat) = Stat::of(metadata, 0)
            && stat.changed().is_none_or(is_settled)
        {
            let mut payload = stat.encode();
            payload.extend_from_slice(listing);
            let record = Record { key: self.place(path), day: today(), payload };
            self.found.lock().unwrap_or_else(PoisonError::into_inner).push(record);
        }
    }

    /// Writes what was found out.
    pub(crate) fn save(&self) {
        let found = std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner));
        write(&self.file, found);
    }

    fn place(&self, path: &Path) -> u128 {
        let relative = path.strip_prefix(&self.start).unwrap_or(path);
        xxh3_128(relative.as_os_str().as_encoded_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use naja_base::atomic;

    use super::{Listings, Record, Stat, today};

    #[test]
    fn a_folder_is_known_until_something_comes_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, tree) = (folder.path().join("cache"), folder.path().join("tree"));
        fs::create_dir(&tree).unwrap();
        let listings = Listings::open(&cache, &tree);
        let (noted, metadata) = listings.get(&tree);
        let metadata = metadata.unwrap();
        assert!(noted.is_none());
        // What was changed just now is not noted: another change might not show.
        listings.note(&tree, &metadata, b"listing");
        listings.save();
        assert!(Listings::open(&cache, &tree).get(&tree).0.is_none());
        let mut payload = Stat::for_test(&metadata, 0).encode();
        payload.extend_from_slice(b"listing");
        listings.found.lock().unwrap().push(Record { key: listings.place(&tree), day: today(), payload });
        listings.save();
        let listings = Listings::open(&cache, &tree);
        assert_eq!(listings.get(&tree).0, Some(&b"listing"[..]));
        atomic::replace(&tree.join("a.py"), b"").unwrap();
        assert!(listings.get(&tree).0.is_none());
    }
}
