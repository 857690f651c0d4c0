//! What was found out about files before, so that it need not be found out again.
//!
//! What is said about a file depends on its bytes, on a few facts about its path, on the settings and on naja's version. A
//! result is kept under a digest of these, so that a fresh checkout, in which every time stamp is new, still finds it. A
//! second table remembers which bytes a file had under which size, times and inode, so that a file that was not touched is not even
//! opened. Both are files with a checksum: what is damaged counts as empty.
//!
//! A run writes the tables anew, atomically, if it found out anything, and drops what was not asked for in weeks. Of two runs at
//! once one may lose what it found out, which costs time later and nothing else.

mod listings;
mod stats;
mod table;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_128;

pub(crate) use listings::Listings;
use stats::Stat;
use table::{Record, Table};

use crate::cache_folder;

/// How many days a result is kept without being asked for.
const KEPT_DAYS: u32 = 30;
/// After how many days without being noted a result's use is noted again.
const NOTED_DAYS: u32 = 3;
/// A file that was changed so shortly before it was looked at may change again without its times telling.
const SETTLED: Duration = Duration::from_secs(2);

/// Results for the files below one folder, under one set of settings.
#[derive(Debug)]
pub(crate) struct Cache {
    root: PathBuf,
    files: [PathBuf; 2],
    results: Table,
    stats: Table,
    found: Mutex<Found>,
}

/// What a run found out.
#[derive(Debug, Default)]
struct Found {
    results: Vec<Record>,
    stats: Vec<Record>,
}

/// A digest of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content(u128);

/// What a result depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u128);

impl Content {
    /// The digest of `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// What a result on these bytes depends on, given the facts about the file's path that count.
    pub(crate) fn with(self, facts: &[u8]) -> Key {
        let mut bytes = self.0.to_le_bytes().to_vec();
        bytes.extend_from_slice(facts);
        Key(xxh3_128(&bytes))
    }
}

impl Cache {
    /// Opens the tables in `folder` for the files below `root`. `settings` is all that results depend on beside the files.
    pub(crate) fn open(folder: &Path, root: &Path, settings: &[u8]) -> Self {
        let folder = folder.join(cache_folder::SOURCE);
        let settings = xxh3_128(settings);
        let place = xxh3_128(root.as_os_str().as_encoded_bytes());
        let results = folder.join(format!("{settings:032x}.verdicts"));
        let stats = folder.join(format!("{place:032x}.stats"));
        Self {
            root: root.to_path_buf(),
            results: Table::read(&results),
            stats: Table::read(&stats),
            files: [results, stats],
            found: Mutex::default(),
        }
    }

    /// What the file at `path` holds, if it has not changed since that was noted.
    pub(crate) fn content(&self, path: &Path, metadata: &fs::Metadata) -> Option<Content> {
        let noted = Stat::decode(self.stats.get(self.place(path))?)?;
        (noted.same_file(metadata)).then_some(Content(noted.content))
    }

    /// Notes what the file at `path` held when it had this metadata.
    pub(crate) fn note_content(&self, path: &Path, metadata: &fs::Metadata, content: Content) {
        if let Some(stat) = Stat::of(metadata, content.0)
            && stat.changed().is_none_or(is_settled)
        {
            let record = Record { key: self.place(path), day: today(), payload: stat.encode() };
            self.found().stats.push(record);
        }
    }

    /// The result noted under `key`.
    pub(crate) fn result(&self, key: Key) -> Option<&[u8]> {
        let (payload, day) = self.results.get_with_day(key.0)?;
        if day + NOTED_DAYS < today() {
            self.note_result(key, payload.to_vec());
        }
        Some(payload)
    }

    /// Notes a result.
    pub(crate) fn note_result(&self, key: Key, payload: Vec<u8>) {
        self.found().results.push(Record { key: key.0, day: today(), payload });
    }

    /// Writes what was found out. That it can't be written is no failure: the next run has more to do.
    pub(crate) fn save(&self) {
        let found = std::mem::take(&mut *self.found());
        for (path, records) in self.files.iter().zip([found.results, found.stats]) {
            write(path, records);
        }
    }

    fn place(&self, path: &Path) -> u128 {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        xxh3_128(relative.as_os_str().as_encoded_bytes())
    }

    fn found(&self) -> std::sync::MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The day, counted from some day long ago.
fn today() -> u32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u32::try_from(since.as_secs() / 86_400).unwrap_or(0)
}

/// Whether what was changed at `time` would show another change by another time.
fn is_settled(time: SystemTime) -> bool {
    time.elapsed().is_ok_and(|age| age > SETTLED)
}

/// Adds `records` to the table at `path`.
fn write(path: &Path, records: Vec<Record>) {
    let Some(folder) = path.parent().filter(|_| !records.is_empty()) else { return };
    if fs::create_dir_all(folder).is_err() {
        return;
    }
    // Another run may have written since it was read.
    let bytes = Table::read(path).with(records, today().saturating_sub(KEPT_DAYS));
    if replace(folder, path, &bytes).is_ok() {
        prune(folder);
    }
}

/// Replaces a table. Nothing is lost when the machine fails, so nothing is synced.
fn replace(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".naja-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Removes tables that nothing was written to for long: settings and folders come and go.
fn prune(folder: &Path) {
    let kept = Duration::from_secs(u64::from(KEPT_DAYS) * 86_400);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        if modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > kept)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Cache, Content, SETTLED};
    use crate::cache_folder;

    fn settled(path: &std::path::Path) -> fs::Metadata {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::now() - SETTLED * 10).unwrap();
        fs::metadata(path).unwrap()
    }

    #[test]
    fn results_outlive_the_place_and_its_times() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), folder.path(), b"settings");
        let content = Content::of(b"x = 1\n");
        let key = content.with(b"module");
        assert_eq!(cache.result(key), None);
        cache.note_result(key, b"fine".to_vec());
        cache.note_result(content.with(b"stub"), Vec::new());
        cache.save();
        let elsewhere = Cache::open(folder.path(), &folder.path().join("other"), b"settings");
        assert_eq!(elsewhere.result(key), Some(&b"fine"[..]));
        assert_eq!(elsewhere.result(content.with(b"stub")), Some(&b""[..]));
        assert_eq!(elsewhere.result(Content::of(b"x = 2\n").with(b"module")), None);
        assert_eq!(Cache::open(folder.path(), folder.path(), b"others").result(key), None);
    }

    #[test]
    fn fault_73_damaged_tables_count_as_empty() {
        let folder = tempfile::tempdir().unwrap();
        let key = Content::of(b"x").with(b"");
        let cache = Cache::open(folder.path(), folder.path(), b"");
        cache.note_result(key, b"fine".to_vec());
        cache.save();
        let file =
            fs::read_dir(folder.path().join(cache_folder::SOURCE)).unwrap().next().unwrap().unwrap().path();
        let bytes = fs::read(&file).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            naja_base::atomic::replace(&file, &damaged).unwrap();
            assert_eq!(Cache::open(folder.path(), folder.path(), b"").result(key), None, "byte {at}");
            naja_base::atomic::replace(&file, &bytes[..at]).unwrap();
            assert_eq!(Cache::open(folder.path(), folder.path(), b"").result(key), None, "{at} bytes");
        }
        naja_base::atomic::replace(&file, &bytes).unwrap();
        assert!(Cache::open(folder.path(), folder.path(), b"").result(key).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn fault_119_a_pipe_or_folder_in_the_place_of_a_table_is_an_empty_table() {
        let folder = tempfile::tempdir().unwrap();
        let key = Content::of(b"x").with(b"");
        let files = Cache::open(folder.path(), folder.path(), b"").files;
        fs::create_dir_all(files[0].parent().unwrap()).unwrap();
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &files[0], rustix::fs::FileType::Fifo, mode, 0).unwrap();
        fs::create_dir(&files[1]).unwrap();
        let cache = Cache::open(folder.path(), folder.path(), b"");
        assert_eq!(cache.result(key), None);
        cache.note_result(key, b"fine".to_vec());
        cache.save();
        assert_eq!(Cache::open(folder.path(), folder.path(), b"").result(key), Some(&b"fine"[..]));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_whose_stamps_are_the_same_is_known_unless_it_was_just_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        naja_base::atomic::replace(&path, b"x").unwrap();
        let content = Content::of(b"x");
        let metadata = settled(&path);
        let cache = Cache::open(folder.path(), folder.path(), b"");
        // The change of its time stamp is itself a change of just now.
        cache.note_content(&path, &metadata, content);
        assert!(cache.found().stats.is_empty());
        let settled = super::Stat::for_test(&metadata, content.0);
        let record =
            super::Record { key: cache.place(&path), day: super::today(), payload: settled.encode() };
        cache.found().stats.push(record);
        cache.save();
        let cache = Cache::open(folder.path(), folder.path(), b"");
        assert_eq!(cache.content(&path, &metadata), Some(content));
        naja_base::atomic::replace(&path, b"y").unwrap();
        assert_eq!(cache.content(&path, &fs::metadata(&path).unwrap()), None);
    }
}
