//! The page of a project, from the first index that has it: from the cache where that is fresh, else from the server.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use naja_pep::PackageName;
use url::Url;

use crate::archive::Reader;
use crate::cache::{Cache, Kind, Record};
use crate::error::{IndexError, content};
use crate::freshness::Freshness;
use crate::location::IndexUrl;
use crate::options::{Connectivity, IndexOptions};
use crate::page::ProjectPage;
use crate::redacted::Redacted;
use crate::retry::{Attempts, Failure};
use crate::simple::{self, ACCEPT};
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
}

/// What one index says about a project.
enum Listing {
    Page(Arc<ProjectPage>),
    Absent,
}

/// What a server responds to the request for a page.
enum PageResponse {
    Page(Freshness, simple::ParsedPage),
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

    /// The page from the cache alone: `None` where an index must be queried first.
    pub(crate) fn find_cached(&self, project: &PackageName) -> Option<Result<Arc<ProjectPage>, IndexError>> {
        let now = Timestamp::now();
        for index in &self.indexes {
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
        let cached = self.read_cached(index, project);
        if let Some(record) = cached {
            let is_fresh = record.freshness.is_fresh(Timestamp::now());
            if is_fresh && self.options.connectivity == Connectivity::Online {
                if let Some(listing) = to_listing(record, index, project) {
                    return Ok(listing);
                }
                return self.query(index, project, None).await;
            }
            return self.query(index, project, Some(record)).await;
        }
        self.query(index, project, None).await
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
            match self.request(&url, &headers, project, cached.is_some()).await {
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
                self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(parsed.warnings);
                self.keep(index, project, &freshness, &parsed.archive)?;
                let archive =
                    Reader::new(parsed.archive, 0).ok_or_else(|| content(&url, "it lists too much"))?;
                let page = ProjectPage::new(project.clone(), Arc::clone(index), archive);
                Ok(Listing::Page(Arc::new(page)))
            }
            (PageResponse::Absent(freshness), _) => {
                self.keep(index, project, &freshness, &[])?;
                Ok(Listing::Absent)
            }
        }
    }

    /// Requests a page once. A page that ends too early fails as a transfer does, so that it is requested again.
    async fn request(
        &self,
        url: &Url,
        headers: &http::HeaderMap,
        project: &PackageName,
        is_conditional: bool,
    ) -> Result<PageResponse, Failure> {
        let response = self.transport.send(url, headers).await?;
        let freshness = Freshness::of(&response.headers, Timestamp::now());
        match response.status.as_u16() {
            200 => {
                let kind = header_text(&response.headers, &CONTENT_TYPE).map(str::to_owned);
                let final_url = response.url.clone();
                let body = response.body(MAX_PAGE).await?;
                let parsed = parse(project.clone(), final_url, kind, body).await?;
                Ok(PageResponse::Page(freshness, parsed))
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
    url: Url,
    content_type: Option<String>,
    body: Vec<u8>,
) -> Result<simple::ParsedPage, Failure> {
    let work = {
        let url = url.clone();
        move || simple::parse(&project, &url, content_type.as_deref(), &body)
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
    format!("{}\n{user}\n{project}", index.url)
}
