//! Empties an environment of what installers and naja itself put there; everything else is kept.
//!
//! What belongs to a distribution is what its `RECORD` lists, and what Python compiled of it. The `.dist-info` folders go
//! last, and in each `RECORD` last, so that a run that is killed on the way can be repeated.

use std::io::{self, Read as _};

use rustc_hash::FxHashSet;

use super::{CREATING, LOCK, OWN, STAMP, STAMP_NEW};
use crate::folder::{EntryKind, Folder, FolderEntry};
use crate::kept_files::{KEPT, Keeper, KeptFiles};
use crate::pyvenv_cfg::PYVENV_CFG;
use crate::relative_path::join;
use crate::removal::remove_listed;
use crate::wheel::entry_points::{is_activation_name, is_interpreter_name};
use crate::wheel::record;
use crate::wheel::record_path::resolve;

/// The folders in `.naja` that hold `.dist-info` folders of distributions in transition.
const TRANSITIONS: [&str; 2] = ["staging", "removing"];
/// The largest `RECORD` that is read.
const MAX_RECORD: u64 = 256 << 20;

/// Empties the environment `root`, whose folder of naja's own files is `own`; the caller holds its lock.
///
/// Files that no installer put there are moved to [`KEPT`] in `own`, which stays, as the lock does.
pub(super) fn clear(root: &Folder, own: &Folder) -> io::Result<Option<KeptFiles>> {
    let sites = find_sites(root)?;
    let mut sweep = Sweep { root, owned: Owned::default(), sites, keeper: Keeper::new(own) };
    sweep.read_records(own)?;
    sweep.sweep(root, "")?;
    sweep.remove_distributions()?;
    sweep.remove_own(own)?;
    Ok(sweep.keeper.finish())
}

/// The site-packages folders, whichever interpreter the environment was made of.
fn find_sites(root: &Folder) -> io::Result<Vec<String>> {
    const NAME: &str = "site-packages";
    let mut sites = Vec::new();
    for library in ["lib", "lib64", "Lib"] {
        let Ok(folder) = root.folder(library) else { continue };
        if folder.folder(NAME).is_ok() {
            sites.push(join(library, NAME));
        }
        for entry in folder.entries()? {
            if let Some(name) = entry.name.to_str()
                && entry.kind == EntryKind::Folder
                && folder.folder(name).is_ok_and(|folder| folder.folder(NAME).is_ok())
            {
                sites.push(join(&join(library, name), NAME));
            }
        }
    }
    Ok(sites)
}

/// The files of distributions and the folders that hold them, relative to the environment.
#[derive(Default)]
struct Owned {
    files: FxHashSet<String>,
    folders: FxHashSet<String>,
}

impl Owned {
    fn add(&mut self, path: String) {
        self.add_folders_above(&path);
        self.files.insert(path);
    }

    fn add_folders_above(&mut self, path: &str) {
        for (at, _) in path.match_indices('/') {
            if !self.folders.contains(&path[..at]) {
                self.folders.insert(path[..at].to_owned());
            }
        }
    }
}

struct Sweep<'a> {
    root: &'a Folder,
    owned: Owned,
    sites: Vec<String>,
    keeper: Keeper<'a>,
}

impl Sweep<'_> {
    /// Notes what belongs to distributions.
    fn read_records(&mut self, own: &Folder) -> io::Result<()> {
        for site in self.sites.clone() {
            self.owned.add(join(&site, "_virtualenv.py"));
            self.owned.add(join(&site, "_virtualenv.pth"));
            let folder = self.root.descend(&site)?;
            for entry in folder.entries()?.iter().filter(|entry| is_dist_info(entry)) {
                let lines = read_record(&folder.folder(&entry.name)?);
                self.add_lines(&site, &lines);
                if !lines.is_empty() {
                    self.owned.add(join(&join(&site, &entry.name.to_string_lossy()), "RECORD"));
                }
            }
        }
        for transition in TRANSITIONS {
            let Ok(folder) = own.folder(transition) else { continue };
            for entry in folder.entries()?.iter().filter(|entry| entry.kind == EntryKind::Folder) {
                let lines = read_record(&folder.folder(&entry.name)?);
                // Which of the site-packages folders it was for is known to its own interpreter only.
                self.sites.clone().iter().for_each(|site| self.add_lines(site, &lines));
            }
        }
        for folder in ["bin", "Scripts", "lib", "lib64", "Lib", "include"] {
            self.owned.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn add_lines(&mut self, site: &str, lines: &[record::Line]) {
        let root = self.root.path();
        lines.iter().filter_map(|line| resolve(root, site, &line.path)).for_each(|path| self.owned.add(path));
    }

    /// Removes or keeps everything in `folder`, which is at `path`, but the `.dist-info` folders.
    fn sweep(&mut self, folder: &Folder, path: &str) -> io::Result<()> {
        for entry in folder.entries()? {
            let Some(name) = entry.name.to_str() else {
                self.keeper.keep(folder, &entry.name, &join(path, &entry.name.to_string_lossy()))?;
                continue;
            };
            let inside = join(path, name);
            if entry.kind != EntryKind::Folder {
                if self.owned.files.contains(&inside)
                    || self.is_made_with_environment(folder, path, &entry)?
                {
                    naja_base::failpoint::hit("environment.clear")?;
                    folder.remove_file(name)?;
                } else {
                    self.keeper.keep(folder, &entry.name, &inside)?;
                }
                continue;
            }
            if inside == OWN || (is_dist_info(&entry) && self.is_owned_distribution(path, name)) {
                continue;
            }
            if self.owned.folders.contains(&inside) {
                self.sweep(&folder.folder(name)?, &inside)?;
                // Folders that hold `.dist-info` folders are emptied later.
                let _ = folder.remove_folder(name);
            } else if name == "__pycache__" {
                self.sweep_compiled(&folder.folder(name)?, path)?;
                folder.remove_folder(name)?;
            } else if folder.remove_folder(name).is_err() {
                self.keeper.keep(folder, &entry.name, &inside)?;
            }
        }
        Ok(())
    }

    fn is_owned_distribution(&self, path: &str, name: &str) -> bool {
        self.sites.iter().any(|site| site == path)
            && self.owned.files.contains(&join(&join(path, name), "RECORD"))
    }

    /// Removes what Python compiled of owned modules in the folder at `path`, and keeps the rest of its `__pycache__`.
    fn sweep_compiled(&mut self, cache: &Folder, path: &str) -> io::Result<()> {
        for entry in cache.entries()? {
            let name = entry.name.to_string_lossy();
            let module = name.split_once('.').filter(|(_, rest)| rest.contains("pyc")).map(|(stem, _)| stem);
            let is_owned =
                module.is_some_and(|stem| self.owned.files.contains(&join(path, &format!("{stem}.py"))));
            if is_owned && entry.kind != EntryKind::Folder {
                cache.remove_file(&entry.name)?;
            } else {
                let inside = join(&join(path, "__pycache__"), &name);
                self.keeper.keep(cache, &entry.name, &inside)?;
            }
        }
        Ok(())
    }

    /// Removes the `.dist-info` folders of distributions whose files are gone, and the folders that held them.
    fn remove_distributions(&mut self) -> io::Result<()> {
        for site in self.sites.clone() {
            let Ok(folder) = self.root.descend(&site) else { continue };
            for entry in folder.entries()?.iter().filter(|entry| is_dist_info(entry)) {
                let path = join(&site, &entry.name.to_string_lossy());
                let dist_info = folder.folder(&entry.name)?;
                naja_base::failpoint::hit("environment.clear")?;
                naja_base::failpoint::hit("environment.clear")?;
                let files = &self.owned.files;
                let is_listed = |inside: &str| files.contains(&join(&path, inside));
                remove_listed(&dist_info, &path, &is_listed, &mut self.keeper)?;
                folder.remove_folder(&entry.name)?;
            }
            let mut emptied = site.as_str();
            while let Some((above, name)) = emptied.rsplit_once('/') {
                let _ = self.root.descend(above).and_then(|above| above.remove_folder(name));
                emptied = above;
            }
            let _ = self.root.remove_folder(emptied);
        }
        Ok(())
    }

    /// Removes naja's own files but those that guard this run.
    fn remove_own(&mut self, own: &Folder) -> io::Result<()> {
        for entry in own.entries()? {
            let name = entry.name.to_string_lossy();
            let inside = join(OWN, &name);
            match (&*name, entry.kind) {
                (LOCK | CREATING | KEPT, _) => {}
                (STAMP | STAMP_NEW | PYVENV_CFG, EntryKind::File | EntryKind::Link) => {
                    own.remove_file(&entry.name)?;
                }
                (transition, EntryKind::Folder) if TRANSITIONS.contains(&transition) => {
                    let folder = own.folder(&entry.name)?;
                    for entry in folder.entries()? {
                        let inside = join(&inside, &entry.name.to_string_lossy());
                        if entry.kind == EntryKind::Folder {
                            remove_transition(&folder.folder(&entry.name)?, &inside, &mut self.keeper)?;
                            folder.remove_folder(&entry.name)?;
                        } else {
                            self.keeper.keep(&folder, &entry.name, &inside)?;
                        }
                    }
                    own.remove_folder(&entry.name)?;
                }
                _ => self.keeper.keep(own, &entry.name, &inside)?,
            }
        }
        Ok(())
    }

    /// Whether `entry` of `folder` is one that `venv`, virtualenv, uv or naja makes with an environment.
    fn is_made_with_environment(&self, folder: &Folder, path: &str, entry: &FolderEntry) -> io::Result<bool> {
        let Some(name) = entry.name.to_str() else { return Ok(false) };
        let starts = |start: &[u8]| Ok::<bool, io::Error>(head(folder, name)?.starts_with(start));
        match (path, name, entry.kind) {
            ("", PYVENV_CFG, EntryKind::File | EntryKind::Link) => Ok(true),
            ("", "lib64", EntryKind::Link) => Ok(folder.read_link(name)?.as_os_str() == "lib"),
            ("", "CACHEDIR.TAG", EntryKind::File) => starts(b"Signature: 8a477f597d28d172789f06886806bc55"),
            ("", ".lock", EntryKind::File) => Ok(head(folder, name)?.is_empty()),
            // Every tool writes one that ignores everything, some with a comment above.
            ("", ".gitignore", EntryKind::File) => {
                let text = String::from_utf8_lossy(&head(folder, name)?).to_ascii_lowercase();
                Ok(text.lines().all(|line| line.starts_with("# created by ") || ["", "*"].contains(&line)))
            }
            ("bin" | "Scripts", _, EntryKind::Link) => Ok(is_interpreter_name(name)),
            ("bin" | "Scripts", _, EntryKind::File) if is_interpreter_name(name) => {
                // A script in its place was written by somebody.
                Ok(!head(folder, name)?.starts_with(b"#!"))
            }
            ("bin" | "Scripts", _, EntryKind::File) => {
                Ok(is_activation_name(name) || name == "activate_this.py" || name == "pydoc.bat")
            }
            _ => Ok(false),
        }
    }
}

fn is_dist_info(entry: &FolderEntry) -> bool {
    entry.kind == EntryKind::Folder && entry.name.to_str().is_some_and(|name| name.ends_with(".dist-info"))
}

/// The lines of a distribution's `RECORD`; none where it can't be read.
fn read_record(dist_info: &Folder) -> Vec<record::Line> {
    let mut text = String::new();
    match dist_info.open_file("RECORD").and_then(|file| file.take(MAX_RECORD).read_to_string(&mut text)) {
        Ok(_) => record::parse(&text).unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// Removes what a `.dist-info` folder in transition lists of itself.
fn remove_transition(folder: &Folder, path: &str, keeper: &mut Keeper<'_>) -> io::Result<()> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let dist_info = name.split_once('-').map_or(name, |(_, dist_info)| dist_info);
    let listed: FxHashSet<String> = read_record(folder)
        .into_iter()
        .filter_map(|line| Some(line.path.strip_prefix(dist_info)?.strip_prefix('/')?.to_owned()))
        .collect();
    remove_listed(folder, path, &|inside| listed.contains(inside), keeper)
}

/// The start of a small file, enough to recognise it.
fn head(folder: &Folder, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    folder.open_file(name)?.take(4096).read_to_end(&mut bytes)?;
    Ok(bytes)
}
