//! Which files of an environment belong to distributions, as their `RECORD` files list them.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustc_hash::FxHashMap;

use crate::environment::Environment;
use crate::error::EnvError;
use crate::folder::read_regular_text;
use crate::installed::InstalledDistribution;
use crate::sha256::Sha256;
use crate::store::manifest::join;
use crate::wheel::record;

/// The files that distributions own, by path relative to the environment's root.
#[derive(Debug, Default)]
pub(crate) struct OwnedFiles(FxHashMap<String, Owner>);

/// The distribution that owns a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    /// The index of the distribution.
    pub(crate) distribution: usize,
    /// The hash that its `RECORD` states.
    pub(crate) sha256: Option<Sha256>,
}

impl OwnedFiles {
    /// The files of `distributions`.
    pub(crate) fn of(
        environment: &Environment,
        distributions: &[InstalledDistribution],
    ) -> Result<Self, EnvError> {
        let mut owned = FxHashMap::default();
        for (index, distribution) in distributions.iter().enumerate() {
            let path = distribution.path.join("RECORD");
            let text = match read_regular_text(&path) {
                Ok(text) => text,
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
                {
                    continue;
                }
                Err(error) => return Err(EnvError::io("read", &path)(error)),
            };
            let site = environment.layout().site(distribution.site);
            for line in record::parse(&text).unwrap_or_default() {
                if let Some(path) = resolve(environment.root(), site, &line.path) {
                    owned.insert(path, Owner { distribution: index, sha256: digest(&line) });
                }
            }
        }
        Ok(Self(owned))
    }

    /// The owner of the file at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<Owner> {
        self.0.get(path).copied()
    }

    /// Every file with its owner.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Owner)> {
        self.0.iter().map(|(path, owner)| (path.as_str(), *owner))
    }
}

/// The path of a line of the `RECORD` in the folder `site`, relative to the environment's `root`; `None` where it lies
/// outside.
pub(crate) fn resolve(root: &Path, site: &str, line: &str) -> Option<String> {
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

/// The SHA-256 that a line states.
pub(crate) fn digest(line: &record::Line) -> Option<Sha256> {
    let (algorithm, digest) = line.hash.as_ref()?;
    if algorithm != "sha256" {
        return None;
    }
    Some(Sha256(URL_SAFE_NO_PAD.decode(digest.trim_end_matches('=')).ok()?.try_into().ok()?))
}
