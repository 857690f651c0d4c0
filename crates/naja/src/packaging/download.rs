//! Wheels from a lock to the store: downloaded, verified, unpacked.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use naja_base::Diagnostic;
use naja_env::{Interpreter, Sha256, StoredWheel, Wanted, WheelStore};
use naja_index::Download;
use naja_pep::pylock::{Artifact, File, Pylock, SelectError, Selected};
use naja_pep::{PackageName, WheelFilename};
use tempfile::TempDir;
use url::Url;

use super::Session;
use super::network::Network;
use crate::printer::{DIM, count, elapsed, styled};

/// A wanted distribution and the wheel that it comes from.
pub(crate) struct Source {
    /// The distribution.
    pub(crate) wanted: Wanted,
    filename: WheelFilename,
    file: File,
}

impl Source {
    /// What `selected` comes from, which must be a wheel.
    pub(crate) fn new(selected: &Selected<'_>) -> anyhow::Result<Self> {
        let name = &selected.package.name;
        let Artifact::Wheel { file, filename } = &selected.artifact else {
            return Err(Diagnostic::error(format!(
                "`{name}` is locked to a source, which can't be installed yet"
            ))
            .with_help("lock it to a released wheel instead")
            .into());
        };
        let sha256 = match file.hashes.get("sha256") {
            None => None,
            Some(text) => Some(text.parse::<Sha256>().map_err(|_| {
                Diagnostic::error(format!("the sha256 of `{}` in the lock is not a hash", file.name))
                    .with_help("restore the lock from version control, or delete it and run `naja lock`")
            })?),
        };
        let wanted =
            Wanted { name: name.clone(), version: filename.version.clone(), sha256, direct_url: None };
        Ok(Self { wanted, filename: (**filename).clone(), file: (*file).clone() })
    }
}

/// Gets all of `sources` into the store, several at once.
pub(crate) fn all(
    session: &Session<'_>,
    store: &WheelStore,
    sources: &[&Source],
) -> anyhow::Result<Vec<(PackageName, StoredWheel)>> {
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let start = Instant::now();
    let network = Network::new(session, false)?;
    let folder = scratch(session)?;
    let bar = session.context.printer.progress("downloading", sources.len() as u64);
    let fetched: anyhow::Result<Vec<_>> = network.runtime().block_on(async {
        let tasks = sources.iter().map(|source| async {
            let wheel = one(session, &network, store, source, folder.path()).await?;
            bar.inc(1);
            bar.set_message(source.wanted.name.to_string());
            anyhow::Ok((source.wanted.name.clone(), wheel))
        });
        stream::iter(tasks).buffer_unordered(session.packaging.concurrent_downloads).try_collect().await
    });
    bar.finish_and_clear();
    network.tell_warnings(session);
    let fetched = fetched?;
    let packages = count(fetched.len(), "package");
    let time = styled(DIM, format_args!("in {}", elapsed(start.elapsed())));
    session.context.printer.say(format!("downloaded {packages} {time}"));
    Ok(fetched)
}

/// Downloads the files of `lock` for which the index gives no hash, and notes the hash that they have today.
pub(crate) fn hash_unhashed(
    session: &Session<'_>,
    network: &Network,
    lock: &mut Pylock,
) -> anyhow::Result<()> {
    let files =
        lock.packages.iter_mut().flat_map(|package| package.sdist.iter_mut().chain(&mut package.wheels));
    let unhashed: Vec<&mut File> =
        files.filter(|file| file.hashes.is_empty() && file.url.is_some()).collect();
    if unhashed.is_empty() {
        return Ok(());
    }
    let folder = scratch(session)?;
    let bar = session.context.printer.progress("hashing", unhashed.len() as u64);
    for file in unhashed {
        let url = file_url(file)?;
        let download = Download { url: &url, hashes: &file.hashes, size: file.size, progress: None };
        let path = folder.path().join(&file.name);
        let fetched = network.runtime().block_on(network.client.fetch(download, &path))?;
        let _ = fs::remove_file(&path);
        file.hashes.insert("sha256".to_owned(), fetched.sha256);
        file.size = Some(fetched.size);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// A folder for downloads, gone with the value.
fn scratch(session: &Session<'_>) -> anyhow::Result<TempDir> {
    let downloads = session.cache().join("downloads-v1");
    fs::create_dir_all(&downloads).with_context(|| format!("`{}` can't be made", downloads.display()))?;
    let folder = tempfile::Builder::new().prefix("sync-").tempdir_in(&downloads);
    folder.with_context(|| format!("`{}` can't be written", downloads.display()))
}

fn file_url(file: &File) -> anyhow::Result<Url> {
    let text = file.url.as_deref().unwrap_or_default();
    Url::parse(text).map_err(|error| {
        Diagnostic::error(format!("the URL of `{}` is not valid: {error}", file.name)).into()
    })
}

async fn one(
    session: &Session<'_>,
    network: &Network,
    store: &WheelStore,
    source: &Source,
    folder: &Path,
) -> anyhow::Result<StoredWheel> {
    let is_ours = source.file.url.is_some();
    let (archive, sha256) = if is_ours {
        let archive = folder.join(&source.file.name);
        let sha256 = fetch(network, source, &archive).await?;
        (archive, sha256)
    } else {
        let path = source.file.path.as_deref().unwrap_or(&source.file.name);
        let archive = session.project()?.root.join(path);
        let sha256 = verified(&archive, &source.file.hashes)?;
        (archive, sha256)
    };
    // Unpacking keeps a core busy, which the other downloads shall not feel.
    let wheel = tokio::task::block_in_place(|| store.add(&archive, &source.filename, sha256))?;
    if is_ours {
        let _ = fs::remove_file(&archive);
    }
    Ok(wheel)
}

async fn fetch(network: &Network, source: &Source, archive: &Path) -> anyhow::Result<Sha256> {
    let url = file_url(&source.file)?;
    let download =
        Download { url: &url, hashes: &source.file.hashes, size: source.file.size, progress: None };
    let fetched = network.client.fetch(download, archive).await?;
    fetched.sha256.parse().map_err(|_| Diagnostic::error("a hash was not computed").into())
}

/// The sha256 of a file on this machine, after its hashes were compared.
fn verified(path: &PathBuf, hashes: &BTreeMap<String, String>) -> anyhow::Result<Sha256> {
    let bytes = fs::read(path).with_context(|| format!("`{}` can't be read", path.display()))?;
    let actual = Sha256::of(&bytes);
    if let Some(expected) = hashes.get("sha256")
        && *expected != actual.to_string()
    {
        return Err(Diagnostic::error(format!("`{}` is not the file that was locked", path.display()))
            .with_note(format!("its sha256 is `{actual}`, where the lock says `{expected}`"))
            .into());
    }
    Ok(actual)
}

/// Why the lock can't be installed, with the way out.
pub(crate) fn unselectable(error: &SelectError, interpreter: &Interpreter) -> Diagnostic {
    let diagnostic = Diagnostic::error(error.to_string());
    match error {
        SelectError::NeedsBuild { name, .. } => {
            diagnostic.with_note("building source distributions is not there yet").with_help(format!(
                "choose a version of `{name}` that has a wheel for {interpreter}, or another Python"
            ))
        }
        SelectError::NoWheel { wheels, name, .. } => {
            diagnostic.with_note(format!("its wheels: {}", wheels.join(", "))).with_help(format!(
                "choose a version of `{name}` that has a wheel for {interpreter}, or another Python"
            ))
        }
        SelectError::Python { .. } | SelectError::PackagePython { .. } => {
            diagnostic.with_help("name another interpreter with `--python`")
        }
        SelectError::Environment => {
            diagnostic.with_help("add this platform to `environments` and run `naja lock`")
        }
        _ => diagnostic.with_help("run `naja lock`"),
    }
}
