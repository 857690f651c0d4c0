//! What is checked of a wheel before its files are unpacked: the identity, the folders, `RECORD`, the scripts.

use naja_pep::version::Version;
use naja_pep::{PackageName, WheelFilename};
use rustc_hash::FxHashMap;

use crate::archive::{Archive, ArchiveError, Entry};
use crate::wheel::entry_points::{self, EntryPoint, EntryPointsError};
use crate::wheel::record::{self, same_digest};
use crate::wheel::wheel_file::WheelFile;
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

/// `METADATA` holds the project's description and `RECORD` a line a file; anything larger is not what it says.
const MAX_TEXT: u64 = 256 << 20;

/// What a wheel says of itself, compared with its file name and its entries.
#[derive(Debug)]
pub(super) struct WheelInspection {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) dist_info: String,
    pub(super) data: Option<String>,
    pub(super) purelib: bool,
    pub(super) entry_points: Vec<EntryPoint>,
    pub(super) warnings: Vec<String>,
    stated: FxHashMap<String, RecordedFile>,
}

/// What `RECORD` states of a file.
#[derive(Debug)]
pub(super) struct RecordedFile {
    pub(super) algorithm: String,
    digest: String,
    size: Option<u64>,
}

impl WheelInspection {
    /// Checks everything but the files' contents.
    pub(super) fn new(archive: &Archive, filename: &WheelFilename) -> Result<Self, ArchiveError> {
        let dist_info = find_dist_info(archive, filename)?;
        let reader = Reader { archive, dist_info: &dist_info };
        let wheel_file = WheelFile::parse(&reader.required("WHEEL")?)
            .map_err(|reason| reader.problem(WheelProblemKind::Metadata, "WHEEL", reason))?;
        let (name, version) = identity(&reader.required("METADATA")?, filename)
            .map_err(|reason| reader.problem(WheelProblemKind::Identity, "METADATA", reason))?;
        let entry_points = match reader.optional("entry_points.txt")? {
            Some(text) => entry_points::parse(&text).map_err(|error| match error {
                EntryPointsError::Name(problem) => problem,
                EntryPointsError::Line(number, reason) => {
                    let detail = format!("{reason} (line {number})");
                    reader.problem(WheelProblemKind::Metadata, "entry_points.txt", detail)
                }
            })?,
            None => Vec::new(),
        };
        let mut inspection = Self {
            name,
            version,
            data: find_data(archive, &dist_info),
            dist_info: dist_info.clone(),
            purelib: wheel_file.purelib,
            entry_points,
            warnings: Vec::new(),
            stated: FxHashMap::default(),
        };
        if wheel_file.version.1 > 0 {
            let (major, minor) = wheel_file.version;
            inspection
                .warnings
                .push(format!("it uses version {major}.{minor} of the wheel format, and 1.0 is known here"));
        }
        inspection.check_places(archive)?;
        inspection.read_record(archive, &reader.required("RECORD")?)?;
        Ok(inspection)
    }

    /// Whether the file at `path` is not installed: an installer writes these itself, or they sign the wheel's RECORD.
    pub(super) fn is_dropped(&self, path: &str) -> bool {
        const DROPPED: [&str; 7] =
            ["RECORD", "RECORD.jws", "RECORD.p7s", "INSTALLER", "REQUESTED", "direct_url.json", "naja.json"];
        path.strip_prefix(self.dist_info.as_str())
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|name| DROPPED.contains(&name))
    }

    /// Whether the file at `path` goes to the folder for scripts.
    pub(super) fn is_script(&self, path: &str) -> bool {
        self.in_data(path).is_some_and(|rest| rest.starts_with("scripts/"))
    }

    /// What `RECORD` states of the file at `path`.
    pub(super) fn stated(&self, path: &str) -> Option<&RecordedFile> {
        self.stated.get(path)
    }

    /// Compares what `RECORD` states of `entry` with its digest, given in base64.
    pub(super) fn compare(
        &self,
        entry: &Entry,
        stated: &RecordedFile,
        found: &str,
    ) -> Result<(), WheelProblem> {
        let wrong = |detail: String| Err(WheelProblem::at(WheelProblemKind::RecordHash, &entry.name, detail));
        if !same_digest(&stated.digest, found) {
            return wrong(format!(
                "`RECORD` states the {} {}, but it has {found}",
                stated.algorithm, stated.digest
            ));
        }
        match stated.size {
            Some(size) if size != entry.size => {
                wrong(format!("`RECORD` states {size} bytes, but it has {}", entry.size))
            }
            _ => Ok(()),
        }
    }

    /// The rest of `path` below the `.data` folder.
    fn in_data<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.data.as_deref()?)?.strip_prefix('/')
    }

    fn check_places(&mut self, archive: &Archive) -> Result<(), WheelProblem> {
        for entry in archive.entries().iter().filter(|entry| !entry.is_folder) {
            let path = entry.name.as_str();
            let (installed, through_data) = match self.in_data(path) {
                None => (path, false),
                Some(rest) => {
                    let (scheme, rest) = rest.split_once('/').unwrap_or((rest, ""));
                    check_data(path, scheme, rest)?;
                    match scheme {
                        "purelib" | "platlib" => (rest, true),
                        // The folders for modules lie below the environment's root, where such files go.
                        "data" => match below_site_packages(rest) {
                            Some(below) => (below, true),
                            None => continue,
                        },
                        _ => continue,
                    }
                }
            };
            let (top, is_file) = installed.split_once('/').map_or((installed, true), |(top, _)| (top, false));
            if through_data && is_metadata_name(top) {
                let detail = "it would be the metadata of another distribution";
                return Err(WheelProblem::at(WheelProblemKind::DistInfo, path, detail));
            }
            if runs_at_start(top, is_file) {
                self.warnings
                    .push(format!("it installs `{installed}`, which Python executes at every start"));
            }
        }
        Ok(())
    }

    fn read_record(&mut self, archive: &Archive, text: &str) -> Result<(), WheelProblem> {
        let path = format!("{}/RECORD", self.dist_info);
        let lines = record::parse(text).map_err(|(line, reason)| {
            WheelProblem::at(WheelProblemKind::BadRecord, &path, format!("{reason} (line {line})"))
        })?;
        if lines.is_empty() {
            return Err(WheelProblem::at(WheelProblemKind::BadRecord, &path, "it is empty"));
        }
        let mut unlisted: FxHashMap<&str, ()> = archive
            .entries()
            .iter()
            .filter(|entry| !entry.is_folder)
            .map(|entry| (entry.name.as_str(), ()))
            .collect();
        for line in lines {
            if crate::archive::check_path(&line.path)
                .is_err_and(|problem| problem.kind == WheelProblemKind::Traversal)
            {
                return Err(WheelProblem::at(
                    WheelProblemKind::Traversal,
                    &line.path,
                    "`RECORD` lists a path outside the wheel",
                ));
            }
            if unlisted.remove(line.path.as_str()).is_none() {
                let detail = if self.stated.contains_key(&line.path) || line.path == path {
                    "`RECORD` lists it twice"
                } else {
                    "`RECORD` lists it, but it is not in the wheel"
                };
                return Err(WheelProblem::at(WheelProblemKind::RecordMismatch, &line.path, detail));
            }
            if line.path == path || is_signature(&line.path, &path) {
                continue;
            }
            let Some((algorithm, digest)) = line.hash else {
                return Err(WheelProblem::at(
                    WheelProblemKind::RecordHash,
                    &line.path,
                    "`RECORD` states no hash of it",
                ));
            };
            if algorithm != "sha256" && record::LongHasher::new(&algorithm).is_none() {
                let detail = format!("`RECORD` states a hash by `{algorithm}`, which is not accepted");
                return Err(WheelProblem::at(WheelProblemKind::RecordHash, &line.path, detail));
            }
            self.stated.insert(line.path, RecordedFile { algorithm, digest, size: line.size });
        }
        match unlisted.keys().filter(|unlisted| !is_signature(unlisted, &path) && **unlisted != path).min() {
            Some(unlisted) => {
                Err(WheelProblem::at(WheelProblemKind::RecordMismatch, unlisted, "`RECORD` does not list it"))
            }
            None => Ok(()),
        }
    }
}

/// The signatures of `RECORD`, which it can't list.
fn is_signature(path: &str, record: &str) -> bool {
    path.strip_prefix(record).is_some_and(|rest| rest == ".jws" || rest == ".p7s")
}

/// Reads the texts of the `.dist-info` folder.
struct Reader<'a> {
    archive: &'a Archive,
    dist_info: &'a str,
}

impl Reader<'_> {
    fn problem(&self, kind: WheelProblemKind, name: &str, detail: impl Into<String>) -> WheelProblem {
        WheelProblem::at(kind, &format!("{}/{name}", self.dist_info), detail)
    }

    fn optional(&self, name: &str) -> Result<Option<String>, ArchiveError> {
        let path = format!("{}/{name}", self.dist_info);
        let Some(entry) = self.archive.entries().iter().find(|entry| entry.name == path && !entry.is_folder)
        else {
            return Ok(None);
        };
        let bytes = self.archive.read_whole(entry, MAX_TEXT)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            // A description in another encoding is no reason to refuse; a list of files is.
            Err(error) if name == "METADATA" => {
                Ok(Some(String::from_utf8_lossy(error.as_bytes()).into_owned()))
            }
            Err(_) => Err(self.problem(WheelProblemKind::Metadata, name, "it is not UTF-8").into()),
        }
    }

    fn required(&self, name: &str) -> Result<String, ArchiveError> {
        self.optional(name)?.ok_or_else(|| {
            let kind =
                if name == "RECORD" { WheelProblemKind::BadRecord } else { WheelProblemKind::Metadata };
            WheelProblem::new(kind, format!("it has no `{}/{name}`", self.dist_info)).into()
        })
    }
}

/// The one `.dist-info` folder, whose name must be that of the file.
fn find_dist_info(archive: &Archive, filename: &WheelFilename) -> Result<String, WheelProblem> {
    let mut found: Vec<&str> = archive
        .entries()
        .iter()
        .map(|entry| entry.name.split_once('/').map_or(entry.name.as_str(), |(top, _)| top))
        .filter(|top| top.ends_with(".dist-info"))
        .collect();
    found.sort_unstable();
    found.dedup();
    let [folder] = found[..] else {
        let detail = match found.first() {
            None => "it has no `.dist-info` folder".to_owned(),
            Some(_) => format!("it has several `.dist-info` folders: `{}`", found.join("`, `")),
        };
        return Err(WheelProblem::new(WheelProblemKind::DistInfo, detail));
    };
    let stem = folder.strip_suffix(".dist-info").unwrap_or(folder);
    let (name, version) = stem.rsplit_once('-').unwrap_or((stem, ""));
    same_identity(name, version, filename)
        .map_err(|reason| WheelProblem::at(WheelProblemKind::Identity, folder, reason))?;
    Ok(folder.to_owned())
}

/// The `.data` folder that belongs to `dist_info`, whatever its spelling.
fn find_data(archive: &Archive, dist_info: &str) -> Option<String> {
    let stem = dist_info.strip_suffix(".dist-info")?.to_ascii_lowercase();
    archive.entries().iter().find_map(|entry| {
        let (top, _) = entry.name.split_once('/')?;
        let is_it = top.strip_suffix(".data").is_some_and(|top| top.to_ascii_lowercase() == stem);
        is_it.then(|| top.to_owned())
    })
}

/// Name and version from the head of `METADATA`.
fn identity(text: &str, filename: &WheelFilename) -> Result<(String, String), String> {
    let (mut name, mut version) = (None, None);
    for line in text.lines().take_while(|line| !line.is_empty()) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let place = match key.trim() {
            key if key.eq_ignore_ascii_case("Name") => &mut name,
            key if key.eq_ignore_ascii_case("Version") => &mut version,
            _ => continue,
        };
        place.get_or_insert_with(|| value.trim().to_owned());
    }
    let name = name.ok_or("it has no `Name`")?;
    let version = version.ok_or("it has no `Version`")?;
    same_identity(&name, &version, filename)?;
    let version = version.parse::<Version>().map_or(version, |version| version.to_string());
    Ok((name, version))
}

fn same_identity(name: &str, version: &str, filename: &WheelFilename) -> Result<(), String> {
    if PackageName::new(name).ok().as_ref() != Some(&filename.name) {
        return Err(format!("the file is named for `{}`, but this is `{name}`", filename.name));
    }
    let parsed = version.parse::<Version>().or_else(|_| version.replace('_', "-").parse::<Version>());
    if parsed.ok().as_ref() != Some(&filename.version) {
        return Err(format!("the file is named for version {}, but this is `{version}`", filename.version));
    }
    Ok(())
}

/// Checks a file of the `.data` folder, which goes to `scheme` as `rest`.
fn check_data(path: &str, scheme: &str, rest: &str) -> Result<(), WheelProblem> {
    match scheme {
        "purelib" | "platlib" | "headers" if !rest.is_empty() => Ok(()),
        "scripts" => entry_points::check_name(rest).map_err(|problem| problem.of(path)),
        "data" if !rest.is_empty() => check_prefix(path, rest),
        _ => {
            Err(WheelProblem::at(WheelProblemKind::Script, path, "there is no such place in an environment"))
        }
    }
}

/// What follows the last `site-packages` folder in `path`, however it is spelled.
fn below_site_packages(path: &str) -> Option<&str> {
    let mut below = None;
    for (at, _) in path.match_indices('/') {
        let above = &path[..at];
        let name = above.rsplit_once('/').map_or(above, |(_, name)| name);
        if name.eq_ignore_ascii_case("site-packages") {
            below = Some(&path[at + 1..]);
        }
    }
    below
}

/// Whether Python treats a file or folder of this name among modules as the metadata of a distribution.
fn is_metadata_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".dist-info", ".egg-info", ".egg-link"].iter().any(|suffix| lower.ends_with(suffix))
}

/// Whether Python's `site` module executes what has this name among modules: path files with `import` lines, and the two
/// modules that it imports.
fn runs_at_start(name: &str, is_file: bool) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    (is_file && name.ends_with(".pth"))
        || (["sitecustomize", "usercustomize"].contains(&stem) && (!is_file || name != stem))
}

/// Checks a file that goes below the environment's root, where the environment's own files lie.
fn check_prefix(path: &str, rest: &str) -> Result<(), WheelProblem> {
    let lower = rest.to_ascii_lowercase();
    let (top, below) = lower.split_once('/').unwrap_or((&lower, ""));
    let own = match top {
        "pyvenv.cfg" | "lib64" | ".naja" | ".gitignore" => true,
        "bin" | "scripts" if !below.is_empty() && !below.contains('/') => {
            entry_points::check_name(below).is_err()
        }
        "bin" | "scripts" | "lib" | "include" => below.is_empty(),
        _ => false,
    };
    if own {
        return Err(WheelProblem::at(
            WheelProblemKind::Environment,
            path,
            "it would replace a part of the environment itself",
        ));
    }
    Ok(())
}
