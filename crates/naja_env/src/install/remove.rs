//! Removes distributions: the files that their `RECORD` lists, what Python compiled of them, and emptied folders.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};

use rustc_hash::{FxHashMap, FxHashSet};

use super::REMOVING;
use super::locked::LockedEnvironment;
use crate::environment::{Environment, OWN};
use crate::error::EnvError;
use crate::folder::{EntryKind, Folder};
use crate::installed::{InstalledDistribution, InstalledKind};
use crate::kept_files::Keeper;
use crate::owned_files::OwnedFiles;
use crate::relative_path::join;
use crate::removal::remove_listed;
use crate::wheel::entry_points::check_name;
use crate::wheel::record;
use crate::wheel::record_path::resolve;

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
    keeper: &mut Keeper<'_>,
) -> Result<(), EnvError> {
    if old.is_empty() {
        return Ok(());
    }
    let owned = OwnedFiles::of(environment, kept)?;
    let removing = environment.own().make_folder(REMOVING)?;
    let mut renamed = Vec::with_capacity(old.len());
    for distribution in old.iter().filter(|distribution| is_there(distribution)) {
        let failed = || EnvError::io("remove", &distribution.path);
        naja_base::failpoint::hit("remove.rename").map_err(failed())?;
        let name = distribution.path.file_name().unwrap_or_default();
        let new_name = format!("{}-{}", distribution.site, name.to_string_lossy());
        let site = environment.folder().descend(environment.layout().site(distribution.site));
        site.and_then(|site| site.rename(name, &removing, &new_name)).map_err(failed())?;
        renamed.push(new_name);
    }
    for name in renamed {
        naja_base::failpoint::hit("remove.files").map_err(EnvError::io("remove", removing.path()))?;
        finish_removal(environment, &removing, name.as_ref(), &owned, keeper)?;
    }
    Ok(())
}

/// Removes the files that the `.dist-info` folder `name` in `transition` lists, and then the folder. The name starts with
/// the index of the site-packages folder that the list is relative to.
pub(super) fn finish_removal(
    environment: &LockedEnvironment<'_>,
    transition: &Folder,
    name: &OsStr,
    owned: &OwnedFiles,
    keeper: &mut Keeper<'_>,
) -> Result<(), EnvError> {
    let shown = transition.path().join(name);
    let failed = || EnvError::io("remove", &shown);
    let dist_info = transition.folder(name).map_err(failed())?;
    let lines = read_list(&dist_info).map_err(EnvError::io("read", shown.join("RECORD")))?;
    let name = name.to_string_lossy();
    let (index, own_name) = name.split_once('-').unwrap_or(("0", &name));
    let site = environment.layout().site(usize::from(index == "1"));
    let own_path = join(site, own_name);
    let remover = Remover::new(environment);
    let mut listed = FxHashSet::default();
    let mut folders = BTreeSet::new();
    let mut modules: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
    for line in &lines {
        let Some(path) = resolve(environment.root(), site, &line.path) else { continue };
        if let Some(inside) = path.strip_prefix(&own_path).and_then(|rest| rest.strip_prefix('/')) {
            listed.insert(inside.to_owned());
            continue;
        }
        if owned.get(&path).is_some() || remover.is_part_of_environment(&path) {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        // A run that was killed here may have removed the folder and not yet the one above.
        folders.insert(folder.to_owned());
        remover.remove_file(folder, name)?;
        if let Some(stem) = name.strip_suffix(".py") {
            modules.entry(folder.to_owned()).or_default().insert(stem.to_owned());
        }
    }
    for (folder, stems) in &modules {
        remover.remove_compiled(folder, stems)?;
        folders.insert(join(folder, "__pycache__"));
    }
    remover.remove_emptied(folders);
    remove_listed(&dist_info, &own_path, &|inside| listed.contains(inside), keeper).map_err(failed())?;
    transition.remove_folder(&*name).map_err(failed())
}

/// The lines of the `RECORD` in `dist_info`. A list that was cut off while it was written lists nothing that exists yet, but
/// its last line could be the start of another path.
fn read_list(dist_info: &Folder) -> io::Result<Vec<record::Line>> {
    let mut text = String::new();
    match dist_info.open_file("RECORD") {
        Ok(mut file) => file.read_to_string(&mut text)?,
        // It was killed before it had one, or after it was gone: there is nothing left to remove.
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error),
    };
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    Ok(record::parse(whole).unwrap_or_default())
}

struct Remover<'a> {
    environment: &'a Environment,
    root: &'a Folder,
    /// The folders that stay, however empty.
    permanent: FxHashSet<String>,
    /// The folder that a file was last removed from: most lists go folder by folder.
    last: RefCell<Option<(String, Folder)>>,
}

impl<'a> Remover<'a> {
    fn new(environment: &'a LockedEnvironment<'_>) -> Self {
        let layout = environment.layout();
        let mut permanent = FxHashSet::from_iter([String::new()]);
        for folder in [&layout.purelib, &layout.platlib, &layout.scripts] {
            permanent.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
            permanent.insert(folder.clone());
        }
        Self { environment, root: environment.folder(), permanent, last: RefCell::default() }
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

    /// The folder at `path`; `None` where it is not there, or behind a link, through which nothing is removed.
    fn folder(&self, path: &str) -> Option<Folder> {
        self.root.descend(path).ok()
    }

    fn remove_file(&self, folder: &str, name: &str) -> Result<(), EnvError> {
        let mut last = self.last.borrow_mut();
        let folder = match &*last {
            Some((path, open)) if path == folder => open,
            _ => {
                let Some(open) = self.folder(folder) else { return Ok(()) };
                &last.insert((folder.to_owned(), open)).1
            }
        };
        match folder.remove_file(name) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            // A folder that is where a file was listed is nobody's to remove.
            Err(_) if folder.kind(name).is_ok_and(|kind| kind == Some(EntryKind::Folder)) => Ok(()),
            Err(error) => Err(EnvError::io("remove", folder.path().join(name))(error)),
        }
    }

    /// Removes what Python compiled of the modules `stems` in `folder`.
    fn remove_compiled(&self, folder: &str, stems: &FxHashSet<String>) -> Result<(), EnvError> {
        let cache = join(folder, "__pycache__");
        let entries = self.folder(&cache).and_then(|folder| folder.entries().ok()).unwrap_or_default();
        for entry in entries {
            let Some(name) = entry.name.to_str() else { continue };
            if name.ends_with(".pyc") && name.split_once('.').is_some_and(|(stem, _)| stems.contains(stem)) {
                self.remove_file(&cache, name)?;
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
        for path in all.iter().rev().filter(|folder| !self.permanent.contains(*folder)) {
            let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
            if let Some(above) = self.folder(above) {
                // One that holds something else stays.
                let _ = above.remove_folder(name);
            }
        }
    }
}
