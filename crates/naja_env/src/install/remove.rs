//! Removes distributions: the files that their `RECORD` lists, what Python compiled of them, and emptied folders.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{REMOVING, make_folder};
use crate::environment::{Environment, LockedEnvironment, OWN};
use crate::error::EnvError;
use crate::installed::{InstalledDistribution, InstalledKind};
use crate::sha256::Sha256;
use crate::store::manifest::join;
use crate::wheel::entry_points::check_name;
use crate::wheel::record;

/// Refuses what can't be removed, before anything is.
pub(super) fn check(old: &[&InstalledDistribution]) -> Result<(), EnvError> {
    // What an earlier attempt at the same plan removed is gone already.
    for distribution in old.iter().filter(|distribution| is_there(distribution)) {
        let refuse = |reason: &str| {
            Err(EnvError::Unremovable { name: distribution.name.to_string(), reason: reason.to_owned() })
        };
        if distribution.kind == InstalledKind::Legacy {
            return refuse("it was installed in an old way that records no files");
        }
        if !distribution.path.join("RECORD").is_file() {
            return refuse("its `RECORD` is missing");
        }
    }
    Ok(())
}

fn is_there(distribution: &InstalledDistribution) -> bool {
    fs::symlink_metadata(&distribution.path).is_ok()
}

/// Removes `old`, but no file that one of `kept` owns too.
pub(super) fn remove(
    environment: &LockedEnvironment<'_>,
    old: &[&InstalledDistribution],
    kept: &[InstalledDistribution],
) -> Result<(), EnvError> {
    if old.is_empty() {
        return Ok(());
    }
    let owned = Owned::by(environment, kept)?;
    let removing = environment.root().join(OWN).join(REMOVING);
    make_folder(&removing)?;
    let mut tombs = Vec::with_capacity(old.len());
    for distribution in old.iter().filter(|distribution| is_there(distribution)) {
        naja_base::failpoint::hit("remove.rename").map_err(EnvError::io("remove", &distribution.path))?;
        let name = distribution.path.file_name().unwrap_or_default().to_string_lossy();
        let tomb = removing.join(format!("{}-{name}", distribution.site));
        fs::rename(&distribution.path, &tomb).map_err(EnvError::io("remove", &distribution.path))?;
        tombs.push(tomb);
    }
    for tomb in tombs {
        naja_base::failpoint::hit("remove.files").map_err(EnvError::io("remove", &tomb))?;
        bury(environment, &tomb, &owned)?;
    }
    Ok(())
}

/// Removes the files that the `.dist-info` folder `tomb` lists, and then the folder. Its name starts with the index of
/// the site-packages folder that the list is relative to.
pub(super) fn bury(environment: &Environment, tomb: &Path, owned: &Owned) -> Result<(), EnvError> {
    let name = tomb.file_name().unwrap_or_default().to_string_lossy();
    let layout = environment.layout();
    let site = if name.starts_with("1-") { &layout.platlib } else { &layout.purelib };
    let text = match fs::read_to_string(tomb.join("RECORD")) {
        Ok(text) => text,
        // It was killed before it had one, or after it was gone: there is nothing left to remove.
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(EnvError::io("read", tomb.join("RECORD"))(error)),
    };
    // A list that was cut off while it was written lists nothing that exists yet, but its last line could be the start
    // of another path.
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    let lines = record::parse(whole).unwrap_or_default();
    let remover = Remover::new(environment);
    let mut folders = BTreeSet::new();
    let mut modules: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
    for line in &lines {
        let Some(path) = resolve(environment.root(), site, &line.path) else { continue };
        if owned.get(&path).is_some() || remover.is_part_of_environment(&path) {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        // A run that was killed here may have removed the folder and not yet the one above.
        folders.insert(folder.to_owned());
        if !remover.stays_inside(folder) {
            continue;
        }
        remover.remove_file(&path)?;
        if let Some(stem) = name.strip_suffix(".py") {
            modules.entry(folder.to_owned()).or_default().insert(stem.to_owned());
        }
    }
    for (folder, stems) in &modules {
        remover.remove_compiled(folder, stems)?;
        folders.insert(join(folder, "__pycache__"));
    }
    remover.remove_emptied(folders);
    fs::remove_dir_all(tomb).map_err(EnvError::io("remove", tomb))
}

/// The path of a line of `RECORD`, relative to the environment's root; `None` where it lies outside.
fn resolve(root: &Path, site: &str, line: &str) -> Option<String> {
    if line.contains(['\\', '\0']) && !cfg!(windows) {
        return None;
    }
    let inside = match Path::new(line).strip_prefix(root) {
        Ok(rest) => rest.to_str()?.to_owned(),
        Err(_) if Path::new(line).is_absolute() => return None,
        Err(_) => join(site, line),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in inside.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

struct Remover<'a> {
    environment: &'a Environment,
    root: PathBuf,
    /// The folders that stay, however empty.
    lasting: FxHashSet<String>,
    /// Whether folders that were looked at lie inside the environment.
    inside: std::cell::RefCell<FxHashMap<String, bool>>,
}

impl<'a> Remover<'a> {
    fn new(environment: &'a Environment) -> Self {
        let layout = environment.layout();
        let mut lasting = FxHashSet::from_iter([String::new()]);
        for folder in [&layout.purelib, &layout.platlib, &layout.scripts] {
            lasting.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
            lasting.insert(folder.clone());
        }
        let root = fs::canonicalize(environment.root()).unwrap_or_else(|_| environment.root().to_path_buf());
        Self { environment, root, lasting, inside: std::cell::RefCell::default() }
    }

    /// Whether `folder` really lies in the environment, however many links lead there.
    fn stays_inside(&self, folder: &str) -> bool {
        if let Some(known) = self.inside.borrow().get(folder) {
            return *known;
        }
        let real = fs::canonicalize(self.environment.root().join(folder));
        let inside = real.is_ok_and(|real| real.starts_with(&self.root));
        self.inside.borrow_mut().insert(folder.to_owned(), inside);
        inside
    }

    /// Whether `path` is a file that makes the environment one, whatever a `RECORD` says.
    fn is_part_of_environment(&self, path: &str) -> bool {
        let scripts = &self.environment.layout().scripts;
        let below = |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        match path {
            "pyvenv.cfg" | ".gitignore" | "lib64" => true,
            _ if below(OWN).is_some() => true,
            _ => below(scripts).is_some_and(|name| !name.contains('/') && check_name(name).is_err()),
        }
    }

    fn remove_file(&self, path: &str) -> Result<(), EnvError> {
        let path = self.environment.root().join(path);
        match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            // A folder that stands where a file was listed is nobody's to remove.
            Err(_) if path.is_dir() => Ok(()),
            Err(error) => Err(EnvError::io("remove", &path)(error)),
        }
    }

    /// Removes what Python compiled of the modules `stems` in `folder`.
    fn remove_compiled(&self, folder: &str, stems: &FxHashSet<String>) -> Result<(), EnvError> {
        let cache = join(folder, "__pycache__");
        if !self.stays_inside(&cache) {
            return Ok(());
        }
        let Ok(entries) = fs::read_dir(self.environment.root().join(&cache)) else { return Ok(()) };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            if name.ends_with(".pyc") && name.split_once('.').is_some_and(|(stem, _)| stems.contains(stem)) {
                self.remove_file(&join(&cache, &name))?;
            }
        }
        Ok(())
    }

    /// Removes the folders that are empty now, and those above them.
    fn remove_emptied(&self, folders: BTreeSet<String>) {
        let mut all: BTreeSet<String> = folders;
        let above: Vec<String> = all
            .iter()
            .flat_map(|folder| folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()))
            .collect();
        all.extend(above);
        // The longest first: a folder comes before the one that holds it.
        for folder in all.iter().rev().filter(|folder| !self.lasting.contains(*folder)) {
            if self.stays_inside(folder) {
                // One that holds something else stays.
                let _ = fs::remove_dir(self.environment.root().join(folder));
            }
        }
    }
}

/// The files that distributions own, by path relative to the environment's root.
#[derive(Debug, Default)]
pub(super) struct Owned(FxHashMap<String, Owner>);

/// Who owns a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    /// The index of the distribution.
    pub(super) distribution: usize,
    /// The hash that its `RECORD` states.
    pub(super) sha256: Option<Sha256>,
}

impl Owned {
    /// The files of `distributions`.
    pub(super) fn by(
        environment: &Environment,
        distributions: &[InstalledDistribution],
    ) -> Result<Self, EnvError> {
        let layout = environment.layout();
        let mut owned = FxHashMap::default();
        for (index, distribution) in distributions.iter().enumerate() {
            let path = distribution.path.join("RECORD");
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
                {
                    continue;
                }
                Err(error) => return Err(EnvError::io("read", &path)(error)),
            };
            let site = if distribution.site == 0 { &layout.purelib } else { &layout.platlib };
            for line in record::parse(&text).unwrap_or_default() {
                if let Some(path) = resolve(environment.root(), site, &line.path) {
                    owned.insert(path, Owner { distribution: index, sha256: digest(&line) });
                }
            }
        }
        Ok(Self(owned))
    }

    /// The owner of the file at `path`.
    pub(super) fn get(&self, path: &str) -> Option<Owner> {
        self.0.get(path).copied()
    }
}

fn digest(line: &record::Line) -> Option<Sha256> {
    let (algorithm, digest) = line.hash.as_ref()?;
    if algorithm != "sha256" {
        return None;
    }
    Some(Sha256(URL_SAFE_NO_PAD.decode(digest.trim_end_matches('=')).ok()?.try_into().ok()?))
}
