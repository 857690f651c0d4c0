//! Unpacks a wheel into the store, verifying every file on the way.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use naja_pep::WheelFilename;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use sha2::Digest as _;

use super::manifest::{FileKind, Manifest, StoredFile};
use super::verify::{RecordedFile, WheelInspection};
use crate::archive::{Archive, ArchiveError, Buffers, Entry};
use crate::file_state::FileState;
use crate::quick_hash::{QuickHash, QuickHasher};
use crate::sha256::Sha256;
use crate::wheel::record;

/// What a script's first line starts with when the environment's interpreter belongs there.
const PLACEHOLDER: &[u8] = b"#!python";

/// Unpacks `archive` to the new folder `tree`.
pub(super) fn unpack(
    archive: &Archive,
    filename: &WheelFilename,
    sha256: Sha256,
    tree: &Path,
) -> Result<Manifest, ArchiveError> {
    let wheel = WheelInspection::new(archive, filename)?;
    let kept: Vec<&Entry> =
        archive.entries().iter().filter(|entry| !entry.is_folder && !wheel.is_dropped(&entry.name)).collect();
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    folders.insert(&wheel.dist_info);
    for entry in &kept {
        folders.extend(entry.name.match_indices('/').map(|(at, _)| &entry.name[..at]));
    }
    let folders: Vec<String> = folders.into_iter().map(str::to_owned).collect();
    for folder in &folders {
        fs::create_dir(tree.join(folder))?;
    }
    let target = Target { archive, tree, wheel: &wheel, folders: &folders };
    let files: Result<Vec<StoredFile>, ArchiveError> =
        kept.par_iter().map_init(Buffers::default, |buffers, entry| target.file(entry, buffers)).collect();
    let mut files = files?;
    // Signatures and the like are dropped, but not unverified.
    let dropped = archive.entries().iter().filter(|entry| !entry.is_folder && wheel.is_dropped(&entry.name));
    for entry in dropped {
        target.verify(entry)?;
    }
    let writer =
        DistInfoWriter { tree, dist_info: &wheel.dist_info, folder: target.folder_of(&wheel.dist_info) };
    files.push(writer.write("INSTALLER", b"naja\n")?);
    files.push(writer.write("naja.json", format!("{{\"wheel\":{{\"sha256\":\"{sha256}\"}}}}\n").as_bytes())?);
    let mut manifest = Manifest {
        filename: filename.as_str().to_owned(),
        name: wheel.name.clone(),
        version: wheel.version.clone(),
        dist_info: wheel.dist_info.clone(),
        data: wheel.data.clone(),
        purelib: wheel.purelib,
        entry_points: wheel.entry_points.clone(),
        warnings: wheel.warnings.clone(),
        folders,
        files,
    };
    // A wheel that is installed as it is has the same RECORD everywhere, which can be linked like any other file.
    if manifest.data.is_none() && manifest.entry_points.is_empty() {
        manifest.files.push(writer.write("RECORD", record_of(&manifest).as_bytes())?);
    }
    manifest.files.sort_by(|a, b| (a.folder, &a.name).cmp(&(b.folder, &b.name)));
    Ok(manifest)
}

/// The `RECORD` of a wheel without scripts and data.
fn record_of(manifest: &Manifest) -> String {
    let mut lines: Vec<(String, &StoredFile)> =
        manifest.files.iter().map(|file| (manifest.path(file), file)).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    let mut text = String::new();
    for (path, file) in lines {
        record::write_file(&mut text, &path, file.sha256, file.state.size);
    }
    record::write_bare(&mut text, &format!("{}/RECORD", manifest.dist_info));
    text
}

struct Target<'a> {
    archive: &'a Archive,
    tree: &'a Path,
    wheel: &'a WheelInspection,
    folders: &'a [String],
}

impl Target<'_> {
    fn folder_of(&self, folder: &str) -> u32 {
        let index = self.folders.binary_search_by(|known| known.as_str().cmp(folder));
        let index = index.expect("every folder above a kept entry was collected");
        u32::try_from(index).expect("an archive has at most a few million entries")
    }

    fn file(&self, entry: &Entry, buffers: &mut Buffers) -> Result<StoredFile, ArchiveError> {
        let (folder, name) = entry.name.rsplit_once('/').unwrap_or(("", &entry.name));
        let is_script = self.wheel.is_script(&entry.name);
        let executable = entry.executable || is_script;
        let mut file = create(&self.tree.join(&entry.name), executable)?;
        let mut hashing = Hashing::new(self.wheel.stated(&entry.name));
        let mut start = Vec::new();
        self.archive.read(entry, buffers, &mut |piece| {
            if is_script && start.len() < PLACEHOLDER.len() {
                start.extend_from_slice(&piece[..piece.len().min(PLACEHOLDER.len())]);
            }
            hashing.update(piece);
            file.write_all(piece)
        })?;
        let (sha256, quick_hash) = hashing.finish(self.wheel, entry)?;
        let kind = if is_script && start.starts_with(PLACEHOLDER) {
            FileKind::Script
        } else if executable {
            FileKind::Executable
        } else {
            FileKind::Plain
        };
        let state = FileState::of(&file.metadata()?);
        let folder = self.folder_of(folder);
        Ok(StoredFile { folder, name: name.to_owned(), state, sha256, quick_hash, kind })
    }

    fn verify(&self, entry: &Entry) -> Result<(), ArchiveError> {
        let mut hashing = Hashing::new(self.wheel.stated(&entry.name));
        self.archive.read(entry, &mut Buffers::default(), &mut |piece| {
            hashing.update(piece);
            Ok(())
        })?;
        hashing.finish(self.wheel, entry).map(drop)
    }
}

/// Computes the SHA-256 that the store wants and whatever else `RECORD` states.
struct Hashing<'a> {
    sha256: sha2::Sha256,
    quick: QuickHasher,
    long: Option<record::LongHasher>,
    stated: Option<&'a RecordedFile>,
}

impl<'a> Hashing<'a> {
    fn new(stated: Option<&'a RecordedFile>) -> Self {
        let long = stated.and_then(|stated| record::LongHasher::new(&stated.algorithm));
        Self { sha256: sha2::Sha256::new(), quick: QuickHasher::default(), long, stated }
    }

    fn update(&mut self, piece: &[u8]) {
        self.sha256.update(piece);
        self.quick.update(piece);
        if let Some(long) = &mut self.long {
            long.update(piece);
        }
    }

    fn finish(self, wheel: &WheelInspection, entry: &Entry) -> Result<(Sha256, QuickHash), ArchiveError> {
        let sha256 = Sha256(self.sha256.finalize().into());
        if let Some(stated) = self.stated {
            let found = self.long.map_or_else(|| sha256.to_base64(), record::LongHasher::finish);
            wheel.compare(entry, stated, &found)?;
        }
        Ok((sha256, self.quick.finish()))
    }
}

/// Writes the files that an installer adds to the `.dist-info` folder.
struct DistInfoWriter<'a> {
    tree: &'a Path,
    dist_info: &'a str,
    folder: u32,
}

impl DistInfoWriter<'_> {
    fn write(&self, name: &str, contents: &[u8]) -> io::Result<StoredFile> {
        let mut file = create(&self.tree.join(self.dist_info).join(name), false)?;
        file.write_all(contents)?;
        let state = FileState::of(&file.metadata()?);
        Ok(StoredFile {
            folder: self.folder,
            name: name.to_owned(),
            state,
            sha256: Sha256::of(contents),
            quick_hash: QuickHash::of(contents),
            kind: FileKind::Plain,
        })
    }
}

/// Makes a file that can be written through the returned handle only, so that links to it are safe to share.
fn create(path: &Path, executable: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if executable { 0o555 } else { 0o444 });
    #[cfg(not(unix))]
    let _ = executable;
    options.open(path)
}
