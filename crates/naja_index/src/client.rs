//! The client: pages, metadata and files, each asked for once, from the cache where that may be.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use naja_base::Diagnostic;
use naja_pep::{CoreMetadata, PackageName};
use rustc_hash::FxHashMap;
use tokio::sync::OnceCell;
use url::Url;

use crate::archive::Reader;
use crate::cache::{Cache, Kind, Record};
use crate::download::{self, Download, Fetched};
use crate::error::{IndexError, content};
use crate::freshness::Freshness;
use crate::hex;
use crate::hosts::Hosts;
use crate::location::{IndexUrl, Shown};
use crate::metadata::{self, Source};
use crate::options::{Connectivity, IndexOptions};
use crate::page::{FileRef, IndexFile, ProjectPage};
use crate::retry::{Attempts, Failure};
use crate::simple::{self, ACCEPT};
use crate::time::Timestamp;
use crate::transport::{Transport, header_text, page_headers};

/// Asks indexes. Clones share the connections, the cache and what was asked before.
#[derive(Clone)]
pub struct IndexClient {
    inner: Arc<Inner>,
}

type Cell<T> = Arc<OnceCell<Result<Arc<T>, IndexError>>>;

struct Inner {
    options: Arc<IndexOptions>,
    indexes: Vec<Arc<IndexUrl>>,
    transport: Transport,
    cache: Option<Arc<Cache>>,
    hosts: Hosts,
    pages: Mutex<FxHashMap<PackageName, Cell<ProjectPage>>>,
    metadata: Mutex<FxHashMap<String, Cell<CoreMetadata>>>,
    warnings: Mutex<BTreeSet<String>>,
}

/// What one index says about a project.
enum Listing {
    Page(Arc<ProjectPage>),
    Absent,
}

impl IndexClient {
    /// A client; it opens nothing and reads nothing until it is asked.
    #[must_use]
    pub fn new(options: IndexOptions) -> Self {
        let options = Arc::new(options);
        let cache = options.cache_dir.as_deref().map(|folder| Arc::new(Cache::new(folder)));
        let inner = Inner {
            indexes: options.indexes.iter().cloned().map(Arc::new).collect(),
            transport: Transport::new(Arc::clone(&options)),
            hosts: Hosts::new(cache.clone()),
            cache,
            pages: Mutex::default(),
            metadata: Mutex::default(),
            warnings: Mutex::default(),
            options,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The page of `project` on the first index that has it.
    ///
    /// # Errors
    /// [`IndexError::NotFound`] where no index has it, and whatever keeps an index from being asked.
    pub async fn page(&self, project: &PackageName) -> Result<Arc<ProjectPage>, IndexError> {
        let inner = &self.inner;
        let cell = entry(&inner.pages, project);
        cell.get_or_init(|| inner.find_page(project)).await.clone()
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
        let found = inner.find_cached_page(project)?;
        // Another thread may have found it meanwhile, which is as good.
        let _ = cell.set(found);
        cell.get().cloned()
    }

    /// The metadata of a file: PEP 658, else by range requests, else from the whole file.
    ///
    /// # Errors
    /// [`IndexError::NeedsBuild`] for a source distribution whose metadata is not static, [`IndexError::Metadata`] for
    /// what can't be used, and whatever goes wrong in getting it.
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
        let found = match self.inner.read_metadata(&key, file.project()) {
            Some(metadata) => Ok(metadata),
            None if self.inner.is_offline() => Err(missing_metadata(file.name())),
            None => return None,
        };
        let _ = cell.set(found);
        cell.get().cloned()
    }

    /// Downloads a file to `destination`, which appears only when its size and hashes are verified. The folder must be
    /// there. Breaks are resumed.
    ///
    /// # Errors
    /// [`IndexError::Hash`] and [`IndexError::Size`] for the wrong file, and whatever goes wrong in getting it; nothing
    /// is left at `destination` then.
    pub async fn fetch(&self, download: Download<'_>, destination: &Path) -> Result<Fetched, IndexError> {
        if self.inner.is_offline() {
            return Err(IndexError::Offline { what: Shown(download.url).to_string() });
        }
        download::fetch(&self.inner.transport, self.inner.options.retries, download, destination).await
    }

    /// The indexes, in the order in which they are asked.
    #[must_use]
    pub fn indexes(&self) -> &[Arc<IndexUrl>] {
        &self.inner.indexes
    }

    /// What is to be said about answers that were used although something was wrong with them; each once.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<Diagnostic> {
        let taken = std::mem::take(&mut *self.inner.warnings.lock().unwrap_or_else(PoisonError::into_inner));
        taken.into_iter().map(Diagnostic::warning).collect()
    }
}

impl std::fmt::Debug for IndexClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexClient").field("indexes", &self.inner.indexes).finish_non_exhaustive()
    }
}

impl Inner {
    fn is_offline(&self) -> bool {
        self.options.connectivity == Connectivity::Offline
    }

    async fn find_page(&self, project: &PackageName) -> Result<Arc<ProjectPage>, IndexError> {
        if let Some(found) = self.find_cached_page(project) {
            return found;
        }
        for index in &self.indexes {
            if let Listing::Page(page) = self.list(index, project).await? {
                return Ok(page);
            }
        }
        Err(self.not_found(project))
    }

    /// The page from the cache alone: `None` where some index must be asked first.
    fn find_cached_page(&self, project: &PackageName) -> Option<Result<Arc<ProjectPage>, IndexError>> {
        let now = Timestamp::now();
        for index in &self.indexes {
            let usable = self.read_page(index, project).filter(|record| match self.options.connectivity {
                Connectivity::Offline => true,
                Connectivity::Online => record.freshness.is_fresh(now),
                Connectivity::Refresh => false,
            });
            let listing = usable.and_then(|record| to_listing(record, index, project));
            match listing {
                Some(Listing::Page(page)) => return Some(Ok(page)),
                Some(Listing::Absent) => {}
                None if self.is_offline() => {
                    return Some(Err(IndexError::Offline {
                        what: format!("the page of `{project}` on {index}"),
                    }));
                }
                None => return None,
            }
        }
        Some(Err(self.not_found(project)))
    }

    fn not_found(&self, project: &PackageName) -> IndexError {
        let indexes = self.indexes.iter().map(ToString::to_string).collect();
        IndexError::NotFound { name: project.clone(), indexes }
    }

    /// What `index` says about `project`, from the cache where it is fresh, else from the server.
    async fn list(&self, index: &Arc<IndexUrl>, project: &PackageName) -> Result<Listing, IndexError> {
        let kept = self.read_page(index, project);
        if let Some(record) = kept {
            let is_fresh = record.freshness.is_fresh(Timestamp::now());
            if is_fresh && self.options.connectivity == Connectivity::Online {
                if let Some(listing) = to_listing(record, index, project) {
                    return Ok(listing);
                }
                return self.ask(index, project, None).await;
            }
            return self.ask(index, project, Some(record)).await;
        }
        self.ask(index, project, None).await
    }

    async fn ask(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
        kept: Option<Record>,
    ) -> Result<Listing, IndexError> {
        let url = index.page(project);
        let mut headers = page_headers(Some(ACCEPT));
        if let Some(record) = &kept {
            let validators = [
                (IF_NONE_MATCH, &record.freshness.etag),
                (IF_MODIFIED_SINCE, &record.freshness.last_modified),
            ];
            for (name, validator) in validators {
                if let Some(value) = validator.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
                    headers.insert(name, value);
                }
            }
        }
        let mut attempts = Attempts::new(&url, self.options.retries);
        let (status, answer_headers, answer_url, body) = loop {
            match self.get(&url, &headers).await {
                Ok(answer) => break answer,
                Err(failure) => attempts.again(failure).await?,
            }
        };
        let freshness = Freshness::of(&answer_headers, Timestamp::now());
        match (status, kept) {
            (304, Some(record)) => {
                let freshness = record.freshness.renewed(freshness);
                self.keep_page(index, project, &freshness, record.payload())?;
                match to_listing(record, index, project) {
                    Some(listing) => Ok(listing),
                    None => Err(content(&url, "the kept page can't be used; run it again with `--no-cache`")),
                }
            }
            (200, _) => {
                let kind = header_text(&answer_headers, &CONTENT_TYPE).map(str::to_owned);
                let parsed = parse(project.clone(), answer_url, kind, body).await?;
                self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(parsed.warnings);
                self.keep_page(index, project, &freshness, &parsed.archive)?;
                match Reader::new(parsed.archive, 0) {
                    Some(archive) => Ok(Listing::Page(Arc::new(ProjectPage::new(
                        project.clone(),
                        Arc::clone(index),
                        archive,
                    )))),
                    None => Err(content(&url, "it is too long")),
                }
            }
            (404 | 410, _) => {
                self.keep_page(index, project, &freshness, &[])?;
                Ok(Listing::Absent)
            }
            (status, _) => Err(IndexError::Status { url: Shown(&url).to_string(), status, attempts: 1 }),
        }
    }

    async fn get(
        &self,
        url: &Url,
        headers: &http::HeaderMap,
    ) -> Result<(u16, http::HeaderMap, Url, Vec<u8>), Failure> {
        let answer = self.transport.send(url, headers).await?;
        let (status, headers, url) = (answer.status.as_u16(), answer.headers.clone(), answer.url.clone());
        let body = if status == 200 { answer.body().await? } else { Vec::new() };
        Ok((status, headers, url, body))
    }

    fn read_page(&self, index: &IndexUrl, project: &PackageName) -> Option<Record> {
        self.cache.as_ref()?.read(Kind::Page, &page_subject(index, project))
    }

    fn keep_page(
        &self,
        index: &IndexUrl,
        project: &PackageName,
        freshness: &Freshness,
        payload: &[u8],
    ) -> Result<(), IndexError> {
        match &self.cache {
            Some(cache) if freshness.store => {
                cache.write(Kind::Page, &page_subject(index, project), freshness, payload)
            }
            _ => Ok(()),
        }
    }

    async fn find_metadata(&self, key: &str, file: &IndexFile) -> Result<Arc<CoreMetadata>, IndexError> {
        if let Some(metadata) = self.read_metadata(key, file.filename.name()) {
            return Ok(metadata);
        }
        if self.is_offline() {
            return Err(missing_metadata(&file.name));
        }
        let source = Source { transport: &self.transport, hosts: &self.hosts, retries: self.options.retries };
        let bytes = metadata::get(source, file).await?;
        let parsed = metadata::check(file, &bytes)?;
        if let Some(cache) = &self.cache {
            cache.write(Kind::Metadata, key, &Freshness::immutable(), &metadata::trim(&bytes))?;
        }
        Ok(Arc::new(parsed))
    }

    /// Metadata from the cache. It was checked when it was kept; a rule that has become stricter since, or another
    /// project with the very same file, makes it be asked for again.
    fn read_metadata(&self, key: &str, project: &PackageName) -> Option<Arc<CoreMetadata>> {
        let record = self.cache.as_ref()?.read(Kind::Metadata, key)?;
        let metadata = CoreMetadata::parse(record.payload()).ok()?;
        (&metadata.name == project).then(|| Arc::new(metadata))
    }
}

/// Parses a page away from the threads that wait for the network.
async fn parse(
    project: PackageName,
    url: Url,
    content_type: Option<String>,
    body: Vec<u8>,
) -> Result<simple::ParsedPage, IndexError> {
    let shown = Shown(&url).to_string();
    let work = move || simple::parse(&project, &url, content_type.as_deref(), &body);
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => {
            Err(IndexError::Content { url: shown, problem: format!("it can't be parsed: {error}") })
        }
    }
}

/// What a record says; `None` where it does not fit its own tables.
fn to_listing(record: Record, index: &Arc<IndexUrl>, project: &PackageName) -> Option<Listing> {
    if record.payload().is_empty() {
        return Some(Listing::Absent);
    }
    let archive = Reader::new(record.bytes, record.start)?;
    Some(Listing::Page(Arc::new(ProjectPage::new(project.clone(), Arc::clone(index), archive))))
}

/// The subject of a page's record. A page that credentials were needed for is kept apart for each user.
fn page_subject(index: &IndexUrl, project: &PackageName) -> String {
    let user = index.credentials.as_ref().map_or("", |credentials| credentials.username.as_str());
    format!("{}\n{user}\n{project}", index.url)
}

/// By which a file's metadata is known: its hash, else where it is.
fn metadata_key(sha256: Option<[u8; 32]>, url: impl FnOnce() -> String) -> String {
    sha256.map_or_else(url, |digest| hex::encode(&digest))
}

fn missing_metadata(file: &str) -> IndexError {
    IndexError::Offline { what: format!("the metadata of `{file}`") }
}

fn damaged(file: &str) -> IndexError {
    IndexError::Metadata { file: file.to_owned(), problem: "the page that lists it is damaged".to_owned() }
}

fn entry<K: Clone + Eq + std::hash::Hash, T>(map: &Mutex<FxHashMap<K, Cell<T>>>, key: &K) -> Cell<T> {
    let mut map = map.lock().unwrap_or_else(PoisonError::into_inner);
    match map.get(key) {
        Some(cell) => Arc::clone(cell),
        None => Arc::clone(map.entry(key.clone()).or_default()),
    }
}
