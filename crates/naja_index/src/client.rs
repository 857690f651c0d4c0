//! The client: pages, metadata and files, each fetched once, from the cache where that is allowed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use naja_base::Diagnostic;
use naja_pep::{CoreMetadata, DistFilename, PackageName};
use rustc_hash::FxHashMap;
use tokio::sync::OnceCell;
use url::Url;

use crate::cache::{Cache, Kind};
use crate::direct;
use crate::download::{Download, Downloader, Fetched};
use crate::error::{self, IndexError};
use crate::freshness::Freshness;
use crate::hex;
use crate::hosts::Hosts;
use crate::location::IndexUrl;
use crate::metadata::{self, Source};
use crate::metadata_text;
use crate::options::{Connectivity, IndexOptions};
use crate::page::{FileRef, IndexFile, ProjectPage};
use crate::page_lookup::PageLookup;
use crate::redacted::Redacted;
use crate::transport::Transport;

/// A client of package indexes. Clones share the connections, the cache and what was fetched before.
#[derive(Clone)]
pub struct IndexClient {
    inner: Arc<Inner>,
}

type Cell<T> = Arc<OnceCell<Result<Arc<T>, IndexError>>>;
type Cells<K, T> = Mutex<FxHashMap<K, Cell<T>>>;

struct Inner {
    options: Arc<IndexOptions>,
    transport: Arc<Transport>,
    cache: Option<Arc<Cache>>,
    hosts: Hosts,
    lookup: PageLookup,
    pages: Cells<PackageName, ProjectPage>,
    pinned_pages: Cells<(Arc<IndexUrl>, PackageName), ProjectPage>,
    metadata: Cells<String, CoreMetadata>,
}

/// The distribution at a URL that a requirement names.
#[derive(Clone, Debug)]
pub struct DirectFile {
    /// The parsed name.
    pub filename: DistFilename,
    /// Its hash and size.
    pub fetched: Fetched,
    /// Its metadata.
    pub metadata: Arc<CoreMetadata>,
}

impl IndexClient {
    /// A client; it opens nothing and reads nothing before its first use.
    #[must_use]
    pub fn new(options: IndexOptions) -> Self {
        let options = Arc::new(options);
        let cache = options.cache_dir.as_deref().map(|folder| Arc::new(Cache::new(folder)));
        let transport = Arc::new(Transport::new(Arc::clone(&options)));
        let lookup = PageLookup {
            options: Arc::clone(&options),
            indexes: options.indexes.iter().cloned().map(Arc::new).collect(),
            transport: Arc::clone(&transport),
            cache: cache.clone(),
            warnings: Mutex::default(),
            flat: Mutex::default(),
        };
        let hosts = Hosts::new(cache.clone());
        let inner = Inner {
            options,
            transport,
            cache,
            hosts,
            lookup,
            pages: Mutex::default(),
            pinned_pages: Mutex::default(),
            metadata: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The page of `project` on the first index that has it.
    ///
    /// # Errors
    /// [`IndexError::NotFound`] where no index has it, and whatever keeps an index from being queried.
    pub async fn page(&self, project: &PackageName) -> Result<Arc<ProjectPage>, IndexError> {
        let inner = &self.inner;
        let cell = entry(&inner.pages, project);
        cell.get_or_init(|| inner.lookup.find(project)).await.clone()
    }

    /// The page of `project` on `index` alone, which should be among [`IndexOptions::explicit`]: of a project that is
    /// pinned to it.
    ///
    /// # Errors
    /// As [`Self::page`].
    pub async fn page_on(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
    ) -> Result<Arc<ProjectPage>, IndexError> {
        let inner = &self.inner;
        let cell = entry(&inner.pinned_pages, &(Arc::clone(index), project.clone()));
        cell.get_or_init(|| inner.lookup.find_on(index, project)).await.clone()
    }

    /// The page, where it is known without the network; `None` where the network is needed. It blocks for no longer
    /// than reading a file takes.
    #[must_use]
    pub fn cached_page(&self, project: &PackageName) -> Option<Result<Arc<ProjectPage>, IndexError>> {
        let inner = &self.inner;
        let cell = entry(&inner.pages, project);
        if let Some(known) = cell.get() {
            return Some(known.clone());
        }
        let found = inner.lookup.find_cached(project)?;
        // Another thread may have found it meanwhile, which is as good.
        let _ = cell.set(found);
        cell.get().cloned()
    }

    /// Fetches the pages of `projects`, all at the same time, as far as the concurrency allows. Start it as a task as soon
    /// as the names are known, for example from a lock: [`Self::page`] then waits for what is already on its way. Errors
    /// are reported there.
    pub async fn prefetch_pages(&self, projects: impl IntoIterator<Item = PackageName>) {
        let mut tasks = tokio::task::JoinSet::new();
        for project in projects {
            let client = self.clone();
            tasks.spawn(async move { drop(client.page(&project).await) });
        }
        while tasks.join_next().await.is_some() {}
    }

    /// The metadata of a file: PEP 658, else by range requests, else from the whole file.
    ///
    /// # Errors
    /// [`IndexError::NeedsBuild`] for a source distribution whose metadata is not static, [`IndexError::Metadata`] for
    /// metadata that is not usable, and whatever goes wrong in fetching it.
    pub async fn metadata(&self, file: FileRef<'_>) -> Result<Arc<CoreMetadata>, IndexError> {
        let key = metadata_key(file.sha256(), || file.url_text());
        let cell = entry(&self.inner.metadata, &key);
        if let Some(known) = cell.get() {
            return known.clone();
        }
        let file = file.to_owned().ok_or_else(|| damaged(file.name()))?;
        cell.get_or_init(|| self.inner.find_metadata(&key, &file)).await.clone()
    }

    /// Like [`Self::metadata`], for a file that comes from elsewhere than a page.
    ///
    /// # Errors
    /// As [`Self::metadata`].
    pub async fn file_metadata(&self, file: &IndexFile) -> Result<Arc<CoreMetadata>, IndexError> {
        let sha256 = file.hashes.get("sha256").and_then(|digest| hex::decode_32(digest));
        let key = metadata_key(sha256, || file.url.to_string());
        let cell = entry(&self.inner.metadata, &key);
        cell.get_or_init(|| self.inner.find_metadata(&key, file)).await.clone()
    }

    /// The metadata, where it is known without the network; `None` where the network is needed.
    #[must_use]
    pub fn cached_metadata(&self, file: FileRef<'_>) -> Option<Result<Arc<CoreMetadata>, IndexError>> {
        let key = metadata_key(file.sha256(), || file.url_text());
        let cell = entry(&self.inner.metadata, &key);
        if let Some(known) = cell.get() {
            return Some(known.clone());
        }
        let is_local = file.url_text().starts_with("file:");
        let found = match self.inner.read_metadata(&key, file.project()) {
            _ if is_local && file.sha256().is_none() => return None,
            Some(metadata) => Ok(metadata),
            None if is_local => return None,
            None if self.inner.is_offline() => Err(missing_metadata(file.name())),
            None => return None,
        };
        let _ = cell.set(found);
        cell.get().cloned()
    }

    /// Downloads a file to `destination`, which appears only when its size and hashes are verified, and when a wheel has
    /// the metadata that was served for it. The folder must exist. Breaks are resumed.
    ///
    /// # Errors
    /// [`IndexError::Hash`], [`IndexError::Size`] and [`IndexError::MetadataMismatch`] for the wrong file, and whatever
    /// goes wrong in fetching it; nothing is left at `destination` then.
    pub async fn fetch(&self, download: Download<'_>, destination: &Path) -> Result<Fetched, IndexError> {
        let check = |path: &Path| self.inner.check_metadata(download, path);
        self.inner.online_downloader(download)?.fetch(download, destination, check).await
    }

    /// Downloads a file for its sha256 and its size alone, comparing the hashes that are given: what a lock needs of a
    /// file for which the index gives no [`strong_hash`](crate::strong_hash).
    ///
    /// # Errors
    /// As [`Self::fetch`].
    pub async fn hash(&self, download: Download<'_>) -> Result<Fetched, IndexError> {
        let scratch = self.inner.cache.as_ref().and_then(|cache| cache.scratch().ok());
        let scratch = scratch.unwrap_or_else(std::env::temp_dir);
        self.inner.online_downloader(download)?.hash(download, &scratch).await
    }

    /// Downloads the distribution at a URL that a requirement names, for its hash, its size and its metadata. A hash in the
    /// URL's fragment (`#sha256=…`) is compared.
    ///
    /// # Errors
    /// [`IndexError::Config`] where the URL does not end in the name of a wheel or a source distribution, else as
    /// [`Self::fetch`] and [`Self::metadata`].
    pub async fn direct_file(&self, url: &Url) -> Result<DirectFile, IndexError> {
        let file = direct::parse(url)?;
        let scratch = self.inner.cache.as_ref().and_then(|cache| cache.scratch().ok());
        let folder = match scratch {
            Some(scratch) => tempfile::tempdir_in(scratch),
            None => tempfile::tempdir(),
        };
        let folder = folder.map_err(|error| error::io(&std::env::temp_dir(), &error))?;
        let path = folder.path().join("file");
        let download = Download { url: &file.url, hashes: &file.hashes, size: None, progress: None };
        let fetched = self.inner.online_downloader(download)?.fetch(download, &path, |_| Ok(())).await?;
        let metadata = metadata::check(&file, &metadata::of_file(&path, &file)?)?;
        Ok(DirectFile { filename: file.filename, fetched, metadata: Arc::new(metadata) })
    }

    /// The indexes, in the order in which they are queried.
    #[must_use]
    pub fn indexes(&self) -> &[Arc<IndexUrl>] {
        &self.inner.lookup.indexes
    }

    /// Warnings about responses that were used although something was wrong with them, and about a netrc file that other users
    /// can read; each once.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<Diagnostic> {
        let warnings = &self.inner.lookup.warnings;
        let taken = std::mem::take(&mut *warnings.lock().unwrap_or_else(PoisonError::into_inner));
        let credentials = self.inner.transport.take_warning();
        taken.into_iter().chain(credentials).map(Diagnostic::warning).collect()
    }

    /// The projects whose pages list files that are skipped, with a line about these files, among the pages seen so far.
    #[must_use]
    pub fn skipped_files(&self) -> Vec<(PackageName, String)> {
        let pages = self.inner.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = pages.values().filter_map(|cell| cell.get()?.as_ref().ok());
        let mut skipped: Vec<_> =
            pages.filter_map(|page| Some((page.name().clone(), page.skipped_summary()?))).collect();
        skipped.sort();
        skipped
    }
}

impl std::fmt::Debug for IndexClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexClient").field("indexes", &self.indexes()).finish_non_exhaustive()
    }
}

impl Inner {
    fn is_offline(&self) -> bool {
        self.options.connectivity == Connectivity::Offline
    }

    fn downloader(&self) -> Downloader<'_> {
        Downloader {
            transport: &self.transport,
            retries: self.options.requests.retries,
            limit: self.options.requests.max_download,
        }
    }

    fn online_downloader(&self, download: Download<'_>) -> Result<Downloader<'_>, IndexError> {
        if self.is_offline() && download.url.scheme() != "file" {
            return Err(IndexError::Offline { what: Redacted(download.url).to_string() });
        }
        Ok(self.downloader())
    }

    async fn find_metadata(&self, key: &str, file: &IndexFile) -> Result<Arc<CoreMetadata>, IndexError> {
        // A file on this machine that no hash identifies may be another one at any time.
        let is_local = file.url.scheme() == "file";
        let is_cached = !is_local || file.hashes.contains_key("sha256");
        if is_cached && let Some(metadata) = self.read_metadata(key, file.filename.name()) {
            return Ok(metadata);
        }
        if self.is_offline() && !is_local {
            return Err(missing_metadata(&file.name));
        }
        let bytes = metadata::get(Source { downloader: self.downloader(), hosts: &self.hosts }, file).await?;
        let parsed = metadata::check(file, &bytes)?;
        if let Some(cache) = self.cache.as_ref().filter(|_| is_cached) {
            let trimmed = metadata_text::trim(&bytes);
            cache.write(Kind::Metadata, key, &Freshness::immutable(), &trimmed)?;
        }
        Ok(Arc::new(parsed))
    }

    /// Metadata from the cache. It was checked before it was written; where a rule has become stricter since, or another
    /// project has the very same file, it is fetched again.
    fn read_metadata(&self, key: &str, project: &PackageName) -> Option<Arc<CoreMetadata>> {
        let record = self.cache.as_ref()?.read(Kind::Metadata, key)?;
        let metadata = CoreMetadata::parse(record.payload()).ok()?;
        (&metadata.name == project).then(|| Arc::new(metadata))
    }

    /// Compares the METADATA of the wheel at `path` with what was served for it, where that is known. Served metadata that
    /// differs is forgotten, so that the next resolution sees it if it is corrected.
    fn check_metadata(&self, download: Download<'_>, path: &Path) -> Result<(), IndexError> {
        let name = download.url.path().rsplit('/').next().unwrap_or_default();
        let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        if !name.ends_with(".whl") {
            return Ok(());
        }
        let digest = download.hashes.get("sha256").map(|digest| digest.to_ascii_lowercase());
        // A file without a hash on its page is known by its URL, also after its hash was computed.
        for key in digest.into_iter().chain([download.url.to_string()]) {
            let Some(served) = self.known_metadata(&key) else { continue };
            let Ok(wheel) = metadata::of_wheel(path) else {
                // Whoever unpacks the wheel refuses it, for a reason that says more.
                return Ok(());
            };
            if let Err(error) = metadata_text::require_same(&name, &served, &wheel) {
                self.metadata.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
                if let Some(cache) = &self.cache {
                    cache.remove(Kind::Metadata, &key);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// The metadata that was fetched or cached under `key`.
    fn known_metadata(&self, key: &str) -> Option<Arc<CoreMetadata>> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).get(key).map(Arc::clone);
        if let Some(known) = known.and_then(|cell| cell.get()?.clone().ok()) {
            return Some(known);
        }
        let record = self.cache.as_ref()?.read(Kind::Metadata, key)?;
        CoreMetadata::parse(record.payload()).ok().map(Arc::new)
    }
}

/// The key of a file's metadata: its hash, else its URL.
fn metadata_key(sha256: Option<[u8; 32]>, url: impl FnOnce() -> String) -> String {
    sha256.map_or_else(url, |digest| hex::encode(&digest))
}

fn missing_metadata(file: &str) -> IndexError {
    IndexError::Offline { what: format!("the metadata of `{file}`") }
}

fn damaged(file: &str) -> IndexError {
    IndexError::Metadata { file: file.to_owned(), problem: "the page that lists it is damaged".to_owned() }
}

fn entry<K: Clone + Eq + std::hash::Hash, T>(map: &Cells<K, T>, key: &K) -> Cell<T> {
    let mut map = map.lock().unwrap_or_else(PoisonError::into_inner);
    match map.get(key) {
        Some(cell) => Arc::clone(cell),
        None => Arc::clone(map.entry(key.clone()).or_default()),
    }
}
