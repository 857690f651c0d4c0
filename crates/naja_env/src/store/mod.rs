//! The store of unpacked wheels in the cache: each wheel is unpacked and verified once, and then only linked from.
//!
//! `<cache>/wheels-v1/<first two digits>/<sha256>/` holds `tree/`, the wheel's files, read-only, and `manifest`. A wheel
//! is unpacked in `<cache>/wheels-v1/unpacking/` and renamed into place, so that it is there whole or not at all. Nothing
//! is synced: the manifest's checksum and each file's state tell what a power cut has left, and all of it can be made
//! again.

mod audit;
pub(crate) mod manifest;
mod unpack;
mod verify;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

use naja_pep::WheelFilename;

pub use manifest::{FileKind, Manifest, StoredFile};

use crate::archive::{Archive, ArchiveError, Limits};
use crate::error::EnvError;
use crate::folder::read_regular;
use crate::scratch::ScratchFolder;
use crate::sha256::Sha256;

/// The name of the store's folder; the number is the format's version.
const FOLDER: &str = "wheels-v1";
/// Where wheels are unpacked before they are renamed into place.
const UNPACKING: &str = "unpacking";

/// The unpacked wheels of one cache.
#[derive(Debug)]
pub struct WheelStore {
    root: PathBuf,
    limits: Limits,
    collected: Once,
}

/// A wheel in the store.
#[derive(Clone, Debug)]
pub struct StoredWheel {
    /// The hash of the archive it came from.
    pub sha256: Sha256,
    /// What it holds.
    pub manifest: Arc<Manifest>,
    /// The folder with its files.
    pub(crate) tree: PathBuf,
}

impl WheelStore {
    /// The store in the cache folder `cache`, which need not exist yet.
    #[must_use]
    pub fn new(cache: &Path) -> Self {
        Self::with_limits(cache, Limits::default())
    }

    /// The store in `cache` that refuses wheels beyond `limits`.
    #[must_use]
    pub fn with_limits(cache: &Path, limits: Limits) -> Self {
        Self { root: cache.join(FOLDER), limits, collected: Once::new() }
    }

    /// The wheel with this hash, where it is in the store and its manifest is sound.
    #[must_use]
    pub fn get(&self, sha256: Sha256) -> Option<StoredWheel> {
        let home = self.home(sha256);
        let bytes = read_regular(&home.join("manifest")).ok()?;
        let manifest = Arc::new(Manifest::decode(&bytes)?);
        Some(StoredWheel { sha256, manifest, tree: home.join("tree") })
    }

    /// Whether the wheel with this hash is in the store.
    #[must_use]
    pub fn contains(&self, sha256: Sha256) -> bool {
        self.get(sha256).is_some()
    }

    /// Unpacks and verifies `archive`, whose hash the caller has verified to be `sha256`.
    ///
    /// Several threads and processes may add one wheel at once; the first to be done wins.
    ///
    /// # Errors
    /// [`EnvError::Wheel`] when the wheel is refused, [`EnvError::Io`] when a file can't be read or written. The store
    /// then holds what it held before.
    pub fn add(&self, archive: &Path, name: &WheelFilename, sha256: Sha256) -> Result<StoredWheel, EnvError> {
        if let Some(stored) = self.get(sha256).filter(|stored| stored.manifest.filename == name.as_str()) {
            return Ok(stored);
        }
        let unpacking = self.root.join(UNPACKING);
        self.collected.call_once(|| ScratchFolder::collect(&unpacking));
        let scratch = ScratchFolder::new(&unpacking).map_err(EnvError::io("unpack to", &unpacking))?;
        let failed = |error| match error {
            ArchiveError::Problem(problem) => EnvError::Wheel { file: file_name(archive), problem },
            ArchiveError::Io(source) => {
                EnvError::Io { action: "unpack", path: archive.to_path_buf(), source }
            }
        };
        let opened = Archive::open(archive, &self.limits).map_err(failed)?;
        let tree = scratch.path().join("tree");
        let manifest = unpack::unpack(&opened, name, sha256, &tree).map_err(failed)?;
        let list = scratch.path().join("manifest");
        naja_base::failpoint::hit("store.manifest")
            .and_then(|()| write_new(&list, &manifest.encode()))
            .map_err(EnvError::io("write", &list))?;
        let home = self.home(sha256);
        if self.settle(&scratch, &home, name).map_err(EnvError::io("write", &home))? {
            return Ok(StoredWheel { sha256, manifest: Arc::new(manifest), tree: home.join("tree") });
        }
        let taken = || io::Error::other("another process has removed it again");
        self.get(sha256).ok_or_else(|| EnvError::io("read", &home)(taken()))
    }

    /// Forgets the wheel with this hash, as when its files were found changed.
    ///
    /// # Errors
    /// When its folder can't be removed.
    pub fn remove(&self, sha256: Sha256) -> Result<(), EnvError> {
        let home = self.home(sha256);
        let unpacking = self.root.join(UNPACKING);
        let removed = || -> io::Result<()> {
            // Renamed first, so that nobody finds it half removed.
            let scratch = ScratchFolder::new(&unpacking)?;
            match fs::rename(&home, scratch.path().join("removed")) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        };
        removed().map_err(EnvError::io("remove", &home))
    }

    /// Removes what killed runs have left.
    pub fn collect(&self) {
        ScratchFolder::collect(&self.root.join(UNPACKING));
    }

    fn home(&self, sha256: Sha256) -> PathBuf {
        let digits = sha256.to_string();
        self.root.join(&digits[..2]).join(digits)
    }

    /// Renames the unpacked wheel to `home`, in place of whatever is there and is not that wheel; false where another process
    /// was faster.
    fn settle(&self, scratch: &ScratchFolder, home: &Path, name: &WheelFilename) -> io::Result<bool> {
        fs::create_dir_all(home.parent().unwrap_or(&self.root))?;
        naja_base::failpoint::hit("store.rename")?;
        for _ in 0..3 {
            let Err(error) = fs::rename(scratch.path(), home) else { return Ok(true) };
            if fs::symlink_metadata(home).is_err() {
                return Err(error);
            }
            let there = read_regular(&home.join("manifest")).ok().and_then(|bytes| Manifest::decode(&bytes));
            if there.is_some_and(|manifest| manifest.filename == name.as_str()) {
                return Ok(false);
            }
            let aside = ScratchFolder::new(&self.root.join(UNPACKING))?;
            fs::rename(home, aside.path().join("removed"))?;
        }
        Err(io::Error::other("another process keeps replacing it"))
    }
}

/// The name of the archive without the folders before it, for messages.
fn file_name(archive: &Path) -> String {
    archive.file_name().unwrap_or(archive.as_os_str()).to_string_lossy().into_owned()
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::File::create_new(path)?.write_all(bytes)
}
