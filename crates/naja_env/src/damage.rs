//! What became of installed files: those that are gone, or no long what was installed.

use std::io::{self, Read as _};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::environment::Environment;
use crate::error::EnvError;
use crate::folder::{EntryKind, Folder, read_regular_text};
use crate::installed::{InstalledDistribution, InstalledKind};
use crate::sha256::Sha256;
use crate::wheel::record;
use crate::wheel::record_path::resolve;

/// How closely installed files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thoroughness {
    /// Whether they are there and have their sizes: one look at each file's properties.
    Sizes,
    /// Whether they have their contents too: each file is read.
    Contents,
}

/// A distribution of which files are gone or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedDistribution {
    /// The distribution.
    pub distribution: InstalledDistribution,
    /// The files, in the order of its `RECORD`; empty where `RECORD` itself is gone or can't be read.
    pub files: Vec<DamagedFile>,
}

/// A file that is not what was installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedFile {
    /// Its path, relative to the environment.
    pub path: String,
    /// What became of it.
    pub damage: Damage,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is gone.
    Missing,
    /// It has other contents.
    Changed,
    /// A link, a folder or something else that is no file is in its place.
    NotAFile,
}

impl Environment {
    /// The distributions of which files are gone or changed, by name. What other tools installed without a `RECORD` can't be
    /// checked and is passed over.
    ///
    /// # Errors
    /// When a folder or file can't be read.
    pub fn find_damage(&self, thoroughness: Thoroughness) -> Result<Vec<DamagedDistribution>, EnvError> {
        let root = Folder::open(self.root()).map_err(EnvError::io("open", self.root()))?;
        let installed = self.installed()?;
        let looked: Vec<Option<DamagedDistribution>> = installed
            .par_iter()
            .filter(|distribution| distribution.kind == InstalledKind::DistInfo)
            .map(|distribution| self.look_at(&root, distribution, thoroughness))
            .collect::<Result<_, _>>()?;
        Ok(looked.into_iter().flatten().collect())
    }

    fn look_at(
        &self,
        root: &Folder,
        distribution: &InstalledDistribution,
        thoroughness: Thoroughness,
    ) -> Result<Option<DamagedDistribution>, EnvError> {
        let list = distribution.path.join("RECORD");
        let damaged = |files| Some(DamagedDistribution { distribution: distribution.clone(), files });
        let text = match read_regular_text(&list) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && distribution.sha256.is_none() => {
                return Ok(None);
            }
            Err(_) => return Ok(damaged(Vec::new())),
        };
        let Ok(lines) = record::parse(&text) else { return Ok(damaged(Vec::new())) };
        let site = self.layout().site(distribution.site);
        let mut files = Vec::new();
        let mut open: Option<(String, Option<Folder>)> = None;
        for line in &lines {
            let Some(path) = resolve(self.root(), site, &line.path) else { continue };
            let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
            if open.as_ref().is_none_or(|(known, _)| known != above) {
                open = Some((above.to_owned(), root.descend(above).ok()));
            }
            let folder = open.as_ref().and_then(|(_, folder)| folder.as_ref());
            let found = look_at_file(folder, name, line, thoroughness);
            if let Some(damage) = found.map_err(EnvError::io("read", self.root().join(&path)))? {
                files.push(DamagedFile { path, damage });
            }
        }
        Ok(if files.is_empty() { None } else { damaged(files) })
    }
}

/// What is wrong with the file `name` of `folder`, which is `None` where it is not there.
fn look_at_file(
    folder: Option<&Folder>,
    name: &str,
    line: &record::Line,
    thoroughness: Thoroughness,
) -> io::Result<Option<Damage>> {
    let kind = folder.map(|folder| folder.kind(name)).transpose()?.flatten();
    let (Some(folder), Some(kind)) = (folder, kind) else {
        // Python makes these again, and tools list them without a hash.
        let is_compiled = line.hash.is_none() && name.ends_with(".pyc");
        return Ok((!is_compiled).then_some(Damage::Missing));
    };
    if kind != EntryKind::File {
        return Ok(Some(Damage::NotAFile));
    }
    if line.size.is_some_and(|size| folder.state(name).is_ok_and(|state| state.size != size)) {
        return Ok(Some(Damage::Changed));
    }
    match &line.hash {
        Some((algorithm, digest)) if thoroughness == Thoroughness::Contents => {
            let found = digest_of(folder, name, algorithm)?;
            let differs = found.is_some_and(|found| !record::same_digest(digest, &found));
            Ok(differs.then_some(Damage::Changed))
        }
        _ => Ok(None),
    }
}

/// The digest of a file as `RECORD` spells it; `None` for an algorithm that is not known.
fn digest_of(folder: &Folder, name: &str, algorithm: &str) -> io::Result<Option<String>> {
    let mut file = folder.open_file(name)?;
    if algorithm == "sha256" {
        return Ok(Some(Sha256::of_reader(file)?.to_base64()));
    }
    let Some(mut hasher) = record::LongHasher::new(algorithm) else { return Ok(None) };
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Some(hasher.finish())),
            length => hasher.update(&buffer[..length]),
        }
    }
}
