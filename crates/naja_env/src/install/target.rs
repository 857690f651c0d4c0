//! Where each file of a wheel goes, and what an installer adds to them.

use naja_base::Diagnostic;
use naja_pep::PackageName;

use crate::direct_url::DirectUrl;
use crate::environment::{Environment, Layout};
use crate::error::EnvError;
use crate::folder::read_regular;
use crate::plan::Wanted;
use crate::relative_path::join;
use crate::sha256::Sha256;
use crate::store::manifest::FileKind;
use crate::store::{StoredFile, StoredWheel};
use crate::wheel::record;

use super::scripts;

/// One wheel with the places of its files, all relative to the environment's root.
#[derive(Debug)]
pub(super) struct InstallTarget<'a> {
    pub(super) name: &'a PackageName,
    pub(super) wheel: &'a StoredWheel,
    /// Which of the environment's site-packages folders it goes to.
    pub(super) site: usize,
    /// The files that are linked, by folder.
    pub(super) groups: Vec<FileGroup<'a>>,
    /// The files that are written, outside the `.dist-info` folder.
    pub(super) written: Vec<GeneratedFile>,
    /// The files that are written to the `.dist-info` folder, `RECORD` first where it is among them.
    pub(super) metadata: Vec<(&'static str, Vec<u8>)>,
}

/// Files of one folder of the wheel.
#[derive(Debug)]
pub(super) struct FileGroup<'a> {
    /// The folder in the wheel.
    pub(super) source: &'a str,
    /// The folder in the environment, or in the staged `.dist-info`.
    pub(super) target: String,
    /// The files to link.
    pub(super) files: Vec<&'a StoredFile>,
    /// Whether `target` is the `.dist-info` folder or lies in it.
    pub(super) staged: bool,
}

/// A file that is made for this environment.
#[derive(Debug)]
pub(super) struct GeneratedFile {
    pub(super) path: String,
    pub(super) contents: Vec<u8>,
    pub(super) executable: bool,
}

impl<'a> InstallTarget<'a> {
    /// Finds the places of the files of `wheel` in `environment`.
    pub(super) fn new(
        environment: &Environment,
        wheel: &'a StoredWheel,
        wanted: &'a Wanted,
    ) -> Result<Self, EnvError> {
        let manifest = &*wheel.manifest;
        let layout = environment.layout();
        let root = if manifest.purelib { &layout.purelib } else { &layout.platlib };
        let site = usize::from(root != &layout.purelib);
        let places = SchemeFolders { layout, root, data: manifest.data.as_deref(), name: &manifest.name };
        let python = environment.python();
        let python = python.to_str().unwrap_or_default();
        let mut target = Self {
            name: &wanted.name,
            wheel,
            site,
            groups: Vec::new(),
            written: Vec::new(),
            metadata: Vec::new(),
        };
        let mut files = manifest.files.iter().peekable();
        for (index, folder) in manifest.folders.iter().enumerate() {
            let mut linked = Vec::new();
            while let Some(file) = files.next_if(|file| file.folder as usize == index) {
                if file.kind == FileKind::Script {
                    let path = join(&layout.scripts, &file.name);
                    let contents = scripts::rewrite(&read_checked(wheel, folder, file)?, python);
                    target.written.push(GeneratedFile { path, contents, executable: true });
                } else {
                    linked.push(file);
                }
            }
            let staged = folder
                .strip_prefix(manifest.dist_info.as_str())
                .filter(|rest| rest.is_empty() || rest.starts_with('/'));
            let group = match staged {
                Some(rest) => FileGroup {
                    source: folder,
                    target: rest.trim_start_matches('/').to_owned(),
                    files: linked,
                    staged: true,
                },
                None => {
                    let Some(place) = places.of(folder) else { continue };
                    FileGroup { source: folder, target: place, files: linked, staged: false }
                }
            };
            target.groups.push(group);
        }
        for point in &manifest.entry_points {
            let suffix = if cfg!(windows) { "-script.py" } else { "" };
            let path = join(&layout.scripts, &format!("{}{suffix}", point.name));
            let contents = scripts::entry_point(point, python).into_bytes();
            target.written.push(GeneratedFile { path, contents, executable: true });
            #[cfg(windows)]
            target.written.push(GeneratedFile {
                path: join(&layout.scripts, &format!("{}.cmd", point.name)),
                contents: scripts::launcher(point),
                executable: true,
            });
        }
        target.add_metadata(root, wanted.direct_url.as_ref());
        Ok(target)
    }

    /// What users should know of the wheel.
    pub(super) fn warnings(&self) -> impl Iterator<Item = Diagnostic> {
        let warnings = self.wheel.manifest.warnings.iter();
        warnings.map(|warning| Diagnostic::warning(format!("`{}`: {warning}", self.name)))
    }

    /// The name under which the `.dist-info` folder is staged.
    pub(super) fn staged_name(&self) -> String {
        format!("{}-{}", self.site, self.wheel.manifest.dist_info)
    }

    /// Every file outside the `.dist-info` folder: its path, and its hash.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, Sha256)> + '_ {
        let linked = self.groups.iter().filter(|group| !group.staged);
        let linked = linked
            .flat_map(|group| group.files.iter().map(|file| (join(&group.target, &file.name), file.sha256)));
        linked.chain(self.written.iter().map(|written| (written.path.clone(), Sha256::of(&written.contents))))
    }

    /// Adds `direct_url.json`, and a `RECORD` where the wheel's own can't be linked.
    fn add_metadata(&mut self, root: &str, direct_url: Option<&DirectUrl>) {
        let manifest = &*self.wheel.manifest;
        let url = direct_url.map(|url| url.to_json().into_bytes());
        let has_record = self.groups.iter().any(|group| {
            group.staged && group.target.is_empty() && group.files.iter().any(|file| file.name == "RECORD")
        });
        if has_record && url.is_none() {
            return;
        }
        for group in self.groups.iter_mut().filter(|group| group.staged && group.target.is_empty()) {
            group.files.retain(|file| file.name != "RECORD");
        }
        let dist_info = join(root, &manifest.dist_info);
        let mut lines: Vec<(String, Sha256, u64)> = Vec::with_capacity(manifest.files.len());
        for group in &self.groups {
            let folder = match (group.staged, group.target.as_str()) {
                (false, target) => target.to_owned(),
                (true, "") => dist_info.clone(),
                (true, below) => join(&dist_info, below),
            };
            for file in &group.files {
                lines.push((relative(root, &join(&folder, &file.name)), file.sha256, file.state.size));
            }
        }
        let mut add = |path: &str, contents: &[u8]| {
            lines.push((relative(root, path), Sha256::of(contents), contents.len() as u64));
        };
        self.written.iter().for_each(|written| add(&written.path, &written.contents));
        if let Some(url) = &url {
            add(&join(&dist_info, "direct_url.json"), url);
        }
        lines.sort();
        let mut text = String::with_capacity(lines.len() * 100);
        for (path, sha256, size) in lines {
            record::write_file(&mut text, &path, sha256, size);
        }
        record::write_bare(&mut text, &relative(root, &join(&dist_info, "RECORD")));
        self.metadata.push(("RECORD", text.into_bytes()));
        self.metadata.extend(url.map(|url| ("direct_url.json", url)));
    }
}

/// The places that the folders of a wheel stand for.
struct SchemeFolders<'a> {
    layout: &'a Layout,
    root: &'a str,
    data: Option<&'a str>,
    name: &'a str,
}

impl SchemeFolders<'_> {
    /// Where `folder` goes; `None` for the `.data` folder itself, which goes nowhere.
    fn of(&self, folder: &str) -> Option<String> {
        let below = self.data.and_then(|data| folder.strip_prefix(data));
        let Some(below) = below.filter(|below| below.is_empty() || below.starts_with('/')) else {
            return Some(join(self.root, folder).trim_end_matches('/').to_owned());
        };
        let (scheme, rest) = below.strip_prefix('/')?.split_once('/').unwrap_or((&below[1..], ""));
        let place = match scheme {
            "purelib" => self.layout.purelib.clone(),
            "platlib" => self.layout.platlib.clone(),
            "scripts" => self.layout.scripts.clone(),
            "headers" => join(&self.layout.headers, self.name),
            _ => String::new(),
        };
        Some(if rest.is_empty() { place } else { join(&place, rest) })
    }
}

/// `path`, relative to the environment's root, as `RECORD` in `site` spells it.
fn relative(site: &str, path: &str) -> String {
    match path.strip_prefix(site).and_then(|rest| rest.strip_prefix('/')) {
        Some(rest) => rest.to_owned(),
        None => "../".repeat(site.split('/').count()) + path,
    }
}

/// Reads a file of the cache and makes sure that it is what was unpacked.
fn read_checked(wheel: &StoredWheel, folder: &str, file: &StoredFile) -> Result<Vec<u8>, EnvError> {
    let path = join(folder, &file.name);
    let changed = || EnvError::CacheChanged { sha256: wheel.sha256, path: path.clone() };
    let contents = read_regular(&wheel.tree.join(&path)).map_err(|_| changed())?;
    if Sha256::of(&contents) == file.sha256 { Ok(contents) } else { Err(changed()) }
}
