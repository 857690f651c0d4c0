//! Wheels from a lock to the store: downloaded, verified, unpacked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use naja_base::Diagnostic;
use naja_env::{Interpreter, ScratchFolder, Sha256, StoredWheel, WheelStore};
use naja_index::Download;
use naja_pep::PackageName;
use naja_pep::pylock::{File, Pylock, SelectError};
use url::Url;

use super::Session;
use super::locked_wheel::{LockedWheel, has_strong_hash, verify_local};
use super::network::Network;
use crate::printer::{DIM, count, elapsed, styled};

/// Downloads, verifies and unpacks all of `wheels` into the store, several at once.
pub(crate) fn fetch_all(
    session: &Session<'_>,
    store: &WheelStore,
    wheels: &[&LockedWheel],
) -> anyhow::Result<Vec<(PackageName, StoredWheel)>> {
    if wheels.is_empty() {
        return Ok(Vec::new());
    }
    let start = Instant::now();
    let network = session.network(false)?;
    let folder = create_download_folder(session)?;
    let bar = session.context.printer.progress("downloading", wheels.len() as u64);
    let fetched: anyhow::Result<Vec<_>> = network.runtime()?.block_on(async {
        let tasks = wheels.iter().map(|wheel| async {
            let stored = fetch_one(session, network, store, wheel, folder.path()).await?;
            bar.inc(1);
            bar.set_message(wheel.wanted.name.to_string());
            anyhow::Ok((wheel.wanted.name.clone(), stored))
        });
        stream::iter(tasks).buffer_unordered(session.packaging.requests.concurrency).try_collect().await
    });
    bar.finish_and_clear();
    network.report_warnings(&session.context.printer);
    let fetched = fetched?;
    let packages = count(fetched.len(), "package");
    let time = styled(DIM, format_args!("in {}", elapsed(start.elapsed())));
    session.context.printer.say(format!("Downloaded {packages} {time}"));
    Ok(fetched)
}

/// Downloads the files of `lock` for which the index gives no strong hash, and locks the sha256 that is computed.
pub(crate) fn compute_missing_hashes(
    session: &Session<'_>,
    network: &Network,
    lock: &mut Pylock,
) -> anyhow::Result<()> {
    let files =
        lock.packages.iter_mut().flat_map(|package| package.sdist.iter_mut().chain(&mut package.wheels));
    let unverifiable: Vec<&mut File> =
        files.filter(|file| !has_strong_hash(file) && file.url.is_some()).collect();
    if unverifiable.is_empty() {
        return Ok(());
    }
    let bar = session.context.printer.progress("hashing", unverifiable.len() as u64);
    let fetched: anyhow::Result<Vec<_>> = network.runtime()?.block_on(async {
        let tasks = unverifiable.iter().map(|file| {
            let (url, hashes, size, bar) = (file_url(file), &file.hashes, file.size, &bar);
            async move {
                let url = url?;
                let download = Download { url: &url, hashes, size, progress: None };
                let fetched = network.client_for(&url).hash(download).await?;
                bar.inc(1);
                anyhow::Ok(fetched)
            }
        });
        stream::iter(tasks).buffered(session.packaging.requests.concurrency).try_collect().await
    });
    bar.finish_and_clear();
    for (file, fetched) in unverifiable.into_iter().zip(fetched?) {
        // A weak hash would only invite another tool to rely on it.
        file.hashes = BTreeMap::from([("sha256".to_owned(), fetched.sha256)]);
        file.size = Some(fetched.size);
    }
    Ok(())
}

/// A folder for downloads, gone with the value. Those of killed runs are removed.
fn create_download_folder(session: &Session<'_>) -> anyhow::Result<ScratchFolder> {
    let downloads = session.cache().join("downloads-v1");
    ScratchFolder::collect(&downloads);
    let folder = ScratchFolder::new(&downloads);
    folder.with_context(|| format!("can't write to `{}`", downloads.display()))
}

fn file_url(file: &File) -> anyhow::Result<Url> {
    let text = file.url.as_deref().unwrap_or_default();
    Url::parse(text).map_err(|error| {
        Diagnostic::error(format!("the URL of `{}` is not valid: {error}", file.name)).into()
    })
}

async fn fetch_one(
    session: &Session<'_>,
    network: &Network,
    store: &WheelStore,
    wheel: &LockedWheel,
    folder: &Path,
) -> anyhow::Result<StoredWheel> {
    let file = &wheel.file;
    let is_downloaded = file.url.is_some();
    let (archive, sha256) = if is_downloaded {
        let archive = folder.join(wheel.filename.as_str());
        let sha256 = download(network, file, &archive).await?;
        (archive, sha256)
    } else {
        let archive = session.project()?.root.join(file.path.as_deref().unwrap_or(&file.name));
        let sha256 = verify_local(&archive, &file.hashes)?;
        (archive, sha256)
    };
    // Unpacking keeps a core busy, which must not delay the other downloads.
    let stored = tokio::task::block_in_place(|| store.add(&archive, &wheel.filename, sha256))?;
    if is_downloaded {
        let _ = fs::remove_file(&archive);
    }
    Ok(stored)
}

async fn download(network: &Network, file: &File, archive: &Path) -> anyhow::Result<Sha256> {
    let url = file_url(file)?;
    let download = Download { url: &url, hashes: &file.hashes, size: file.size, progress: None };
    let fetched = network.client_for(&url).fetch(download, archive).await?;
    fetched.sha256.parse().map_err(|_| Diagnostic::error("a hash was not computed").into())
}

/// Why the lock can't be installed, and what to do about it.
pub(crate) fn unselectable(error: &SelectError, interpreter: &Interpreter) -> Diagnostic {
    let diagnostic = Diagnostic::error(error.to_string());
    match error {
        SelectError::NeedsBuild { name, .. } => {
            diagnostic.with_note("building source distributions is not supported yet").with_help(format!(
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
