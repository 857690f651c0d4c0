//! Which files of an environment belong to distributions, as their `RECORD` files list them.

use std::io;

use rustc_hash::FxHashMap;

use crate::environment::Environment;
use crate::error::EnvError;
use crate::folder::read_regular_text;
use crate::installed::InstalledDistribution;
use crate::sha256::Sha256;
use crate::wheel::record;
use crate::wheel::record_path::resolve;

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
                    owned.insert(path, Owner { distribution: index, sha256: line.sha256() });
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
