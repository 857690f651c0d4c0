//! The page of a project, from the first index that has it: from the cache where that is fresh, else from the server.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use naja_pep::PackageName;
use rustc_hash::FxHashMap;
use tokio::sync::OnceCell;
use url::Url;

use crate::archive::Reader;
use crate::cache::{Cache, Kind, Record};
use crate::error::{IndexError, content};
use crate::freshness::Freshness;
use crate::local;
use crate::location::{IndexLayout, IndexUrl};
use crate::options::{Connectivity, IndexOptions};
use crate::page::ProjectPage;
use crate::redacted::Redacted;
use crate::retry::{Attempts, Failure};
use crate::simple::{self, ACCEPT, PageSource};
use crate::time::Timestamp;
use crate::transport::{Transport, header_text, page_headers};

/// A page longer than this is not read.
const MAX_PAGE: u64 = 512 << 20;

/// Finds pages.
pub(crate) struct PageLookup {
    pub(crate) options: Arc<IndexOptions>,
    pub(crate) indexes: Vec<Arc<IndexUrl>>,
    pub(crate) transport: Arc<Transport>,
    pub(crate) cache: Option<Arc<Cache>>,
    /// Problems of pages that were used nevertheless.
    pub(crate) warnings: Mutex<BTreeSet<String>>,
    /// The pages of flat indexes, which list the files of all projects and are fetched once.
    pub(crate) flat: Mutex<FxHashMap<Url, FlatCell>>,
}

/// A flat page, fetched once, with the time until which it is fresh.
pub(crate) type FlatCell = Arc<OnceCell<Result<(Freshness, Arc<Body>), IndexError>>>;

/// The body of a page with what is needed to parse it.
pub(crate) struct Body {
    url: Url,
    content_type: Option<String>,
    bytes: Vec<u8>,
}

/// What one index says about a project.
enum Listing {
    Page(Arc<ProjectPage>),
    Absent,
}

/// What a server responds to the request for a page.
enum PageResponse<P> {
    Page(Freshness, P),
    NotModified(Freshness),
    Absent(Freshness),
}

impl PageLookup {
    /// The page, from the cache or the network.
    pub(crate) async fn find(&self, project: &PackageName) -> Result<Arc<ProjectPage>, IndexError> {
        if let Some(found) = self.find_cached(project) {
            return found;
        }
        for index in &self.indexes {
            if let Listing::Page(page) = self.list(index, project).await? {
                return Ok(page);
            }
        }
        Err(self.not_found(project))
    }

    /// The page on one index.
    pub(crate) async fn find_on(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
    ) -> Result<Arc<ProjectPage>, IndexError> {
        if self.options.connectivity == Connectivity::Offline && index.url.scheme() != "file" {
            let record = self.read_cached(index, project);
            return match record.and_then(|record| to_listing(record, index, project)) {
                Some(Listing::Page(page)) => Ok(page),
                Some(Listing::Absent) => Err(not_found_on(index, project)),
                None => Err(IndexError::Offline { what: format!("the page of `{project}` on {index}") }),
            };
        }
        match self.list(index, project).await? {
            Listing::Page(page) => Ok(page),
            Listing::Absent => Err(not_found_on(index, project)),
        }
    }

    /// The page from the cache alone: `None` where an index must be queried first.
    pub(crate) fn find_cached(&self, project: &PackageName) -> Option<Result<Arc<ProjectPage>, IndexError>> {
        let now = Timestamp::now();
        for index in &self.indexes {
            match self.list_local(index, project) {
                None => {}
                Some(Ok(Listing::Page(page))) => return Some(Ok(page)),
                Some(Ok(Listing::Absent)) => continue,
                Some(Err(error)) => return Some(Err(error)),
            }
            let usable = self.read_cached(index, project).filter(|record| match self.options.connectivity {
                Connectivity::Offline => true,
                Connectivity::Online => record.freshness.is_fresh(now),
                Connectivity::Refresh => false,
            });
            let listing = usable.and_then(|record| to_listing(record, index, project));
            match listing {
                Some(Listing::Page(page)) => return Some(Ok(page)),
                Some(Listing::Absent) => {}
                None if self.options.connectivity == Connectivity::Offline => {
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
        if let Some(listing) = self.list_local(index, project) {
            return listing;
        }
        let cached = self.read_cached(index, project);
        if let Some(record) = cached {
            let is_fresh = record.freshness.is_fresh(Timestamp::now());
            if is_fresh && self.options.connectivity == Connectivity::Online {
                if let Some(listing) = to_listing(record, index, project) {
                    return Ok(listing);
                }
            } else if index.layout == IndexLayout::Simple {
                return self.query(index, project, Some(record)).await;
            }
        }
        match index.layout {
            IndexLayout::Simple => self.query(index, project, None).await,
            IndexLayout::Flat => self.query_flat(index, project).await,
        }
    }

    /// What an index on this machine says; `None` for one elsewhere.
    fn list_local(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
    ) -> Option<Result<Listing, IndexError>> {
        if index.url.scheme() != "file" {
            return None;
        }
        Some(local::page(index, project).and_then(|parsed| match parsed {
            Some(parsed) => self.accept(index, project, &index.page(project), parsed),
            None => Ok(Listing::Absent),
        }))
    }

    /// What the flat index says about `project`. Its page is fetched once, whatever the number of projects.
    async fn query_flat(&self, index: &Arc<IndexUrl>, project: &PackageName) -> Result<Listing, IndexError> {
        let cell = {
            let mut flat = self.flat.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(flat.entry(Url::clone(&index.url)).or_default())
        };
        let (freshness, body) = cell.get_or_init(|| self.fetch_flat(&index.url)).await.clone()?;
        let parsed = parse(project.clone(), index.layout, Arc::clone(&body)).await;
        let parsed = parsed.map_err(|failure| match failure {
            Failure::Final(error) => error,
            Failure::Transfer { cause } => content(&body.url, cause),
            Failure::Status { status, .. } => content(&body.url, status.to_string()),
        })?;
        let payload = if parsed.is_empty { &[] } else { parsed.archive.as_slice() };
        self.keep(index, project, &freshness, payload)?;
        if parsed.is_empty { Ok(Listing::Absent) } else { self.accept(index, project, &body.url, parsed) }
    }

    async fn fetch_flat(&self, url: &Url) -> Result<(Freshness, Arc<Body>), IndexError> {
        let headers = conditional_headers(None);
        let mut attempts = Attempts::new(url, self.options.requests.retries);
        loop {
            match self.request(url, &headers).await {
                Ok(PageResponse::Page(freshness, body)) => return Ok((freshness, Arc::new(body))),
                // The page of a flat index is not that of a project, which may be missing.
                Ok(_) => {
                    let url = Redacted(url).to_string();
                    return Err(IndexError::Status { url, status: 404, attempts: 1 });
                }
                Err(failure) => attempts.again(failure).await?,
            }
        }
    }

    /// The page that was parsed, its warnings noted.
    fn accept(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
        url: &Url,
        parsed: simple::ParsedPage,
    ) -> Result<Listing, IndexError> {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(parsed.warnings);
        let archive = Reader::new(parsed.archive, 0).ok_or_else(|| content(url, "it lists too much"))?;
        Ok(Listing::Page(Arc::new(ProjectPage::new(project.clone(), Arc::clone(index), archive))))
    }

    async fn query(
        &self,
        index: &Arc<IndexUrl>,
        project: &PackageName,
        cached: Option<Record>,
    ) -> Result<Listing, IndexError> {
        let url = index.page(project);
        let headers = conditional_headers(cached.as_ref());
        let mut attempts = Attempts::new(&url, self.options.requests.retries);
        let response = loop {
            match self.request_parsed(&url, &headers, index, project).await {
                Ok(response) => break response,
                Err(failure) => attempts.again(failure).await?,
            }
        };
        match (response, cached) {
            (PageResponse::NotModified(freshness), Some(record)) => {
                let freshness = record.freshness.renewed(freshness);
                self.keep(index, project, &freshness, record.payload())?;
                to_listing(record, index, project).ok_or_else(|| {
                    content(&url, "the cached page is not usable; run it again with `--no-cache`")
                })
            }
            (PageResponse::NotModified(_), None) => {
                Err(content(&url, "the server says that it is not modified, which was not asked"))
            }
            (PageResponse::Page(freshness, parsed), _) => {
                self.keep(index, project, &freshness, &parsed.archive)?;
                self.accept(index, project, &url, parsed)
            }
            (PageResponse::Absent(freshness), _) => {
                self.keep(index, project, &freshness, &[])?;
                Ok(Listing::Absent)
            }
        }
    }

    /// Requests a page once. A page that ends too early fails as a transfer does, so that it is requested again.
    async fn request_parsed(
        &self,
        url: &Url,
        headers: &http::HeaderMap,
        index: &IndexUrl,
        project: &PackageName,
    ) -> Result<PageResponse<simple::ParsedPage>, Failure> {
        Ok(match self.request(url, headers).await? {
            PageResponse::Page(freshness, body) => {
                PageResponse::Page(freshness, parse(project.clone(), index.layout, Arc::new(body)).await?)
            }
            PageResponse::NotModified(freshness) => PageResponse::NotModified(freshness),
            PageResponse::Absent(freshness) => PageResponse::Absent(freshness),
        })
    }

    async fn request(&self, url: &Url, headers: &http::HeaderMap) -> Result<PageResponse<Body>, Failure> {
        let is_conditional = headers.contains_key(IF_NONE_MATCH) || headers.contains_key(IF_MODIFIED_SINCE);
        let response = self.transport.send(url, headers).await?;
        let freshness = Freshness::of(&response.headers, Timestamp::now());
        match response.status.as_u16() {
            200 => {
                let content_type = header_text(&response.headers, &CONTENT_TYPE).map(str::to_owned);
                let url = response.url.clone();
                let bytes = response.body(MAX_PAGE).await?;
                Ok(PageResponse::Page(freshness, Body { url, content_type, bytes }))
            }
            304 if is_conditional => Ok(PageResponse::NotModified(freshness)),
            404 | 410 => Ok(PageResponse::Absent(freshness)),
            status => Err(IndexError::Status { url: Redacted(url).to_string(), status, attempts: 1 }.into()),
        }
    }

    fn read_cached(&self, index: &IndexUrl, project: &PackageName) -> Option<Record> {
        self.cache.as_ref()?.read(Kind::Page, &cache_subject(index, project))
    }

    fn keep(
        &self,
        index: &IndexUrl,
        project: &PackageName,
        freshness: &Freshness,
        payload: &[u8],
    ) -> Result<(), IndexError> {
        match &self.cache {
            Some(cache) if freshness.store => {
                cache.write(Kind::Page, &cache_subject(index, project), freshness, payload)
            }
            _ => Ok(()),
        }
    }
}

fn not_found_on(index: &IndexUrl, project: &PackageName) -> IndexError {
    IndexError::NotFound { name: project.clone(), indexes: vec![index.to_string()] }
}

/// The headers of a request for a page, by which a server can say that the cached one is still right.
fn conditional_headers(cached: Option<&Record>) -> http::HeaderMap {
    let mut headers = page_headers(Some(ACCEPT));
    let Some(record) = cached else { return headers };
    let validators =
        [(IF_NONE_MATCH, &record.freshness.etag), (IF_MODIFIED_SINCE, &record.freshness.last_modified)];
    for (name, validator) in validators {
        if let Some(value) = validator.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
            headers.insert(name, value);
        }
    }
    headers
}

/// Parses a page away from the threads that wait for the network.
async fn parse(
    project: PackageName,
    layout: IndexLayout,
    body: Arc<Body>,
) -> Result<simple::ParsedPage, Failure> {
    let url = body.url.clone();
    let work = move || {
        let source = PageSource { project: &project, url: &body.url, layout };
        simple::parse(source, body.content_type.as_deref(), &body.bytes)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(content(&url, format!("it can't be parsed: {error}")).into()),
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

/// The subject of a page's record. A page that required credentials is kept apart for each user.
fn cache_subject(index: &IndexUrl, project: &PackageName) -> String {
    let user = index.credentials.as_ref().map_or("", |credentials| credentials.username.as_str());
    let layout = if index.layout == IndexLayout::Flat { "\nflat" } else { "" };
    format!("{}\n{user}\n{project}{layout}", index.url)
}
