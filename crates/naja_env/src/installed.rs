//! What is installed in an environment, whoever installed it
//! (<https://packaging.python.org/specifications/recording-installed-packages/>).

use std::fs;
use std::path::{Path, PathBuf};

use naja_pep::PackageName;
use naja_pep::version::Version;

use crate::direct_url::DirectUrl;
use crate::environment::Environment;
use crate::error::EnvError;
use crate::folder::{read_regular, read_regular_text};
use crate::sha256::Sha256;

/// A distribution in an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledDistribution {
    /// Its name.
    pub name: PackageName,
    /// Its version.
    pub version: Version,
    /// The folder or file that stands for it.
    pub path: PathBuf,
    /// The folder among [`Environment::site_packages`] that holds it.
    pub site: usize,
    /// In what form it is there.
    pub kind: InstalledKind,
    /// What installed it, where that is recorded.
    pub installer: Option<String>,
    /// The hash of the wheel, where naja installed it.
    pub sha256: Option<Sha256>,
    /// Where it came from, where that was no index.
    pub direct_url: Option<DirectUrl>,
}

/// The form in which a distribution is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstalledKind {
    /// A `.dist-info` folder, as every installer makes them today.
    DistInfo,
    /// An `.egg-info` or `.egg-link`, which doesn't say what belongs to the distribution.
    Legacy,
}

impl Environment {
    /// The distributions that are installed, by name.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn installed(&self) -> Result<Vec<InstalledDistribution>, EnvError> {
        let mut found = Vec::new();
        for (site, folder) in self.site_packages().iter().enumerate() {
            let entries = fs::read_dir(folder).map_err(EnvError::io("read", folder))?;
            for entry in entries {
                let entry = entry.map_err(EnvError::io("read", folder))?;
                let Ok(file_name) = entry.file_name().into_string() else { continue };
                found.extend(read_entry(folder, site, &file_name));
            }
        }
        found.sort_by(|a, b| (&a.name, &a.version, &a.path).cmp(&(&b.name, &b.version, &b.path)));
        Ok(found)
    }
}

fn read_entry(folder: &Path, site: usize, file_name: &str) -> Option<InstalledDistribution> {
    // pip puts aside with `~` what it is about to remove.
    if file_name.starts_with(['~', '.']) {
        return None;
    }
    let path = folder.join(file_name);
    let (stem, extension) = file_name.rsplit_once('.')?;
    let (kind, metadata) = match extension {
        "dist-info" => (InstalledKind::DistInfo, path.join("METADATA")),
        "egg-info" if path.is_dir() => (InstalledKind::Legacy, path.join("PKG-INFO")),
        "egg-info" => (InstalledKind::Legacy, path.clone()),
        "egg-link" => (InstalledKind::Legacy, PathBuf::new()),
        _ => return None,
    };
    // Without metadata it is a leftover, to Python too.
    if kind == InstalledKind::DistInfo && !metadata.is_file() {
        return None;
    }
    let (name, version) = identity(stem, kind).or_else(|| identity_in(&metadata)).or_else(|| {
        // An `.egg-link` names no version.
        Some((PackageName::new(stem).ok()?, Version::new([0])))
    })?;
    let mut installed = InstalledDistribution {
        name,
        version,
        path,
        site,
        kind,
        installer: None,
        sha256: None,
        direct_url: None,
    };
    if kind == InstalledKind::DistInfo {
        installed.read_details();
    }
    Some(installed)
}

impl InstalledDistribution {
    fn read_details(&mut self) {
        let read = |name: &str| read_regular_text(&self.path.join(name)).ok();
        let installer = read("INSTALLER").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let sha256 = read("naja.json").and_then(|text| {
            let json: serde_json::Value = serde_json::from_str(&text).ok()?;
            json.get("wheel")?.get("sha256")?.as_str()?.parse().ok()
        });
        let direct_url = read("direct_url.json").and_then(|text| DirectUrl::parse(&text));
        (self.installer, self.sha256, self.direct_url) = (installer, sha256, direct_url);
    }
}

/// Name and version from the name of a `.dist-info` folder: `name-version`.
fn identity(stem: &str, kind: InstalledKind) -> Option<(PackageName, Version)> {
    if kind == InstalledKind::Legacy {
        return None;
    }
    let (name, version) = stem.rsplit_once('-')?;
    Some((PackageName::new(name).ok()?, version.parse().ok()?))
}

/// Name and version from the head of a metadata file.
fn identity_in(path: &Path) -> Option<(PackageName, Version)> {
    let text = String::from_utf8_lossy(&read_regular(path).ok()?).into_owned();
    let value = |key: &str| {
        text.lines().take_while(|line| !line.is_empty()).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(key).then(|| value.trim())
        })
    };
    Some((PackageName::new(value("Name")?).ok()?, value("Version")?.parse().ok()?))
}
