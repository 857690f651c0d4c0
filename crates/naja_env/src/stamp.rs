//! The stamp: what an environment looked like when it was last found right, so that the next look costs a few reads.
//!
//! It holds a key, chosen by whoever syncs, for what the environment should hold, and the state of the watched where every
//! installer leaves traces: the folders of distributions and of scripts, `pyvenv.cfg` and the interpreter. A folder whose
//! time is the same has the same entries, unless it was changed again within the clock's grain: until the stamp is older
//! than that, and whenever the time differs, the entries themselves are compared.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::Digest as _;

use crate::environment::{OwnFolder, STAMP, STAMP_NEW};
use crate::error::EnvError;
use crate::file_state::FileState;
use crate::folder::Folder;
use crate::install::LockedEnvironment;
use crate::sha256::Sha256;

/// The first line; the number is the format's version.
const HEAD: &str = "naja-stamp 2";
/// The coarsest clock of a file system in use, in nanoseconds.
const GRAIN: i64 = 2_500_000_000;

/// The stamp of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    key: Sha256,
    exact: bool,
    watched: Vec<WatchedPath>,
}

/// Whether an environment is what its stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// It holds what the key stands for.
    Fresh,
    /// It has to be looked at, for this reason.
    Stale(&'static str),
}

impl Freshness {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_fresh(self) -> bool {
        self == Self::Fresh
    }
}

/// What the environment should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StampKey {
    /// A hash of whatever decides about it: the lock, the chosen groups and extras, options, versions.
    pub digest: [u8; 32],
    /// Whether it may hold nothing else.
    pub exact: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct WatchedPath {
    /// Relative to the environment's root.
    path: String,
    state: FileState,
    /// The hash of a folder's entries.
    entries: Option<Sha256>,
    /// When the state was taken, in nanoseconds since 1970.
    taken: i64,
}

impl Stamp {
    /// Writes the stamp of an environment that holds what `key` stands for.
    ///
    /// # Errors
    /// When a entry can't be looked at or the stamp can't be written.
    pub fn write(environment: &LockedEnvironment<'_>, key: StampKey) -> Result<(), EnvError> {
        let root = environment.root();
        let layout = environment.layout();
        let mut folders = vec![layout.purelib.clone(), layout.scripts.clone()];
        if layout.platlib != layout.purelib {
            folders.push(layout.platlib.clone());
        }
        let python = environment.python();
        let python = python.strip_prefix(root).unwrap_or(&python).to_string_lossy().replace('\\', "/");
        let files = ["pyvenv.cfg".to_owned(), python];
        let all =
            folders.into_iter().map(|path| (path, true)).chain(files.into_iter().map(|path| (path, false)));
        let watched =
            all.map(|(path, is_folder)| WatchedPath::take(root, path, is_folder)).collect::<io::Result<_>>();
        let watched = watched.map_err(EnvError::io("look at", root))?;
        let stamp = Self { key: Sha256(key.digest), exact: key.exact, watched };
        let own = environment.own().folder();
        stamp.store(own).map_err(EnvError::io("write", own.path().join(STAMP)))
    }

    /// Whether the environment at `root` still is what its stamp says, and that is what `key` stands for.
    #[must_use]
    pub fn check(root: &Path, key: StampKey) -> Freshness {
        let own = OwnFolder::find(root).ok();
        let Some((own, stamp)) = own.and_then(|own| Self::read(own.folder()).map(|stamp| (own, stamp)))
        else {
            return Freshness::Stale("it has no stamp");
        };
        if stamp.key != Sha256(key.digest) || (key.exact && !stamp.exact) {
            return Freshness::Stale("it was made for another lock or with other options");
        }
        let mut refreshed = stamp.clone();
        for entry in &mut refreshed.watched {
            let Some(state) = state_of(root, &entry.path) else {
                return Freshness::Stale("a part of it is missing");
            };
            let settled = entry.taken.saturating_sub(entry.state.modified) > GRAIN;
            if state == entry.state && (settled || entry.entries.is_none()) {
                continue;
            }
            let Some(entries) = entry.entries else {
                return Freshness::Stale("its interpreter or its configuration has changed");
            };
            match WatchedPath::take(root, entry.path.clone(), true) {
                Ok(now) if now.entries == Some(entries) => *entry = now,
                _ => return Freshness::Stale("something else was installed or removed"),
            }
        }
        if refreshed != stamp {
            stamp.replace(&refreshed, &own);
        }
        Freshness::Fresh
    }

    /// Writes `refreshed` where `self` is still the stamp and nobody is changing the environment.
    fn replace(&self, refreshed: &Self, own: &OwnFolder) {
        let Some(_guard) = own.try_lock() else { return };
        if Self::read(own.folder()).as_ref() == Some(self) {
            // A stamp that can't be renewed costs time at the next look, and nothing else.
            let _ = refreshed.store(own.folder());
        }
    }

    fn read(own: &Folder) -> Option<Self> {
        let mut text = String::new();
        own.open_file(STAMP).ok()?.read_to_string(&mut text).ok()?;
        Self::parse(&text)
    }

    fn store(&self, own: &Folder) -> io::Result<()> {
        naja_base::failpoint::hit("stamp.write")?;
        // What a killed run has left, or whatever has its name: it is not written to.
        match own.remove_file(STAMP_NEW) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        own.create_file(STAMP_NEW, 0o644)?.write_all(self.to_text().as_bytes())?;
        own.rename(STAMP_NEW, own, STAMP)
    }

    fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n{} {}\n", self.key, self.exact);
        for entry in &self.watched {
            let FileState { size, modified, changed, inode } = entry.state;
            let entries = entry.entries.map_or_else(|| "-".to_owned(), |entries| entries.to_string());
            let (taken, path) = (entry.taken, &entry.path);
            text += &format!("{size} {modified} {changed} {inode} {taken} {entries} {path}\n");
        }
        let sum = Sha256::of(text.as_bytes());
        text + &sum.to_string() + "\n"
    }

    fn parse(text: &str) -> Option<Self> {
        let body_end = text.strip_suffix('\n')?.rfind('\n')? + 1;
        let (body, sum) = text.split_at(body_end);
        if sum.trim_end().parse::<Sha256>().ok()? != Sha256::of(body.as_bytes()) {
            return None;
        }
        let mut lines = body.lines();
        if lines.next()? != HEAD {
            return None;
        }
        let (key, exact) = lines.next()?.split_once(' ')?;
        let watched = lines.map(WatchedPath::parse).collect::<Option<_>>()?;
        Some(Self { key: key.parse().ok()?, exact: exact.parse().ok()?, watched })
    }
}

impl WatchedPath {
    fn take(root: &Path, path: String, is_folder: bool) -> io::Result<Self> {
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        // The state comes first: what changes while the entries are read shows in the time.
        let state = state_of(root, &path).ok_or_else(gone)?;
        let taken = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let entries = if is_folder { Some(entries_of(&root.join(&path))?) } else { None };
        Ok(Self { path, state, entries, taken: i64::try_from(taken).unwrap_or_default() })
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.splitn(7, ' ');
        let size = fields.next()?.parse().ok()?;
        let modified = fields.next()?.parse().ok()?;
        let changed = fields.next()?.parse().ok()?;
        let inode = fields.next()?.parse().ok()?;
        let taken = fields.next()?.parse().ok()?;
        let entries = match fields.next()? {
            "-" => None,
            digits => Some(digits.parse().ok()?),
        };
        let path = fields.next()?.to_owned();
        Some(Self { path, state: FileState { size, modified, changed, inode }, entries, taken })
    }
}

fn state_of(root: &Path, path: &str) -> Option<FileState> {
    Some(FileState::of(&fs::metadata(root.join(path)).ok()?))
}

/// The hash of the names in a folder and of what they stand for. What Python compiles at the first import is nothing new.
fn entries_of(folder: &Path) -> io::Result<Sha256> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "__pycache__" {
            continue;
        }
        #[cfg(unix)]
        let number = std::os::unix::fs::DirEntryExt::ino(&entry);
        #[cfg(not(unix))]
        let number = 0_u64;
        entries.push((name.into_encoded_bytes(), number));
    }
    entries.sort_unstable();
    let mut hasher = sha2::Sha256::new();
    for (name, number) in entries {
        hasher.update(name);
        hasher.update([0]);
        hasher.update(number.to_le_bytes());
    }
    Ok(Sha256(hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use super::{Freshness, Stamp, StampKey};
    use crate::environment::{CreateOptions, Environment, OWN, STAMP};
    use crate::interpreter::tests::interpreter;
    use crate::protected::Protected;

    const KEY: StampKey = StampKey { digest: [7; 32], exact: true };

    fn environment(folder: &tempfile::TempDir) -> Environment {
        let created =
            Environment::create(&folder.path().join("e"), &interpreter(), &CreateOptions::default());
        let environment = created.unwrap().environment;
        write(&environment, KEY);
        environment
    }

    fn write(environment: &Environment, key: StampKey) {
        Stamp::write(&environment.lock(&Protected::new(None)).unwrap(), key).unwrap();
    }

    fn path_in(root: &Path) -> PathBuf {
        root.join(OWN).join(STAMP)
    }

    fn is_fresh(environment: &Environment) -> bool {
        Stamp::check(environment.root(), KEY) == Freshness::Fresh
    }

    #[test]
    fn an_untouched_environment_is_fresh_for_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        assert!(is_fresh(&environment));
        let check = |digest, exact| Stamp::check(environment.root(), StampKey { digest, exact });
        assert_eq!(check([7; 32], false), Freshness::Fresh);
        assert_ne!(check([8; 32], true), Freshness::Fresh);
        write(&environment, StampKey { exact: false, ..KEY });
        assert_ne!(check([7; 32], true), Freshness::Fresh);
    }

    #[test]
    fn foreign_changes_are_noticed_even_with_the_old_time() {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        let site = &environment.site_packages()[0];
        let time = fs::metadata(site).unwrap().modified().unwrap();
        for (entry, name) in [(site.clone(), "foreign-1.0.dist-info"), (environment.scripts(), "foreign")] {
            let time = if entry == *site { time } else { fs::metadata(&entry).unwrap().modified().unwrap() };
            File::create(entry.join(name)).unwrap();
            File::open(&entry).unwrap().set_modified(time).unwrap();
            assert!(!is_fresh(&environment), "{name}");
            fs::remove_file(entry.join(name)).unwrap();
            assert!(is_fresh(&environment), "{name}");
        }
    }

    #[test]
    fn what_python_compiles_changes_nothing_and_the_stamp_learns_the_new_time() {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        let site = &environment.site_packages()[0];
        fs::create_dir(site.join("__pycache__")).unwrap();
        let old = SystemTime::now() - Duration::from_secs(60);
        File::open(site).unwrap().set_modified(old).unwrap();
        let before = fs::read_to_string(path_in(environment.root())).unwrap();
        assert!(is_fresh(&environment));
        let after = fs::read_to_string(path_in(environment.root())).unwrap();
        assert_ne!(before, after);
        assert!(is_fresh(&environment));
    }

    #[test]
    fn a_changed_interpreter_configuration_or_stamp_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        let stamp = fs::read_to_string(path_in(environment.root())).unwrap();
        naja_base::atomic::replace(&path_in(environment.root()), stamp.replace("true", "none").as_bytes())
            .unwrap();
        assert_eq!(Stamp::check(environment.root(), KEY), Freshness::Stale("it has no stamp"));
        naja_base::atomic::replace(&path_in(environment.root()), stamp.as_bytes()).unwrap();
        assert!(is_fresh(&environment));
        naja_base::atomic::replace(&environment.root().join("pyvenv.cfg"), b"home = x\n").unwrap();
        assert!(!is_fresh(&environment));
    }
}
