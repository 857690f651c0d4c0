//! Requests over one pool of connections: authentication, redirects, timeouts, limits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::sync::{Semaphore, SemaphorePermit};
use url::Url;

use crate::connection_error::{body_failure, connection_failure, proxy_authentication};
use crate::error::{self, IndexError};
use crate::http_client::HttpClient;
use crate::options::{IndexOptions, Seconds, Timeouts};
use crate::redacted::Redacted;
use crate::redirect::Redirects;
use crate::retry::{Failure, is_transient, retry_after};

/// The only way to the network. The connection pool and the credentials are created at the first request.
pub(crate) struct Transport {
    options: Arc<IndexOptions>,
    permits: Semaphore,
    client: OnceLock<Result<HttpClient, IndexError>>,
    has_warned: AtomicBool,
}

/// The head of a response, whose body is still to come. It counts against the concurrency until it is dropped.
pub(crate) struct Response<'t> {
    /// The status, which is neither a redirect nor a transient failure.
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Where the response came from after all redirects.
    pub(crate) url: Url,
    body: reqwest::Response,
    timeouts: Timeouts,
    received: u64,
    window: (Instant, u64),
    _permit: SemaphorePermit<'t>,
}

impl Transport {
    pub(crate) fn new(options: Arc<IndexOptions>) -> Self {
        let permits = Semaphore::new(options.requests.concurrency.max(1));
        Self { options, permits, client: OnceLock::new(), has_warned: AtomicBool::new(false) }
    }

    /// A warning about the credentials, once, and only if they were needed.
    pub(crate) fn take_warning(&self) -> Option<String> {
        let client = self.client.get()?.as_ref().ok()?;
        let warning = client.credentials.warning()?;
        (!self.has_warned.swap(true, Ordering::Relaxed)).then_some(warning)
    }

    /// Requests `url` once, following redirects.
    ///
    /// # Errors
    /// For refused credentials, transient states, refused redirects and failing connections. Other states of 400 and
    /// above are for the caller to judge.
    pub(crate) async fn send(&self, url: &Url, headers: &HeaderMap) -> Result<Response<'_>, Failure> {
        let permit =
            self.permits.acquire().await.map_err(|_| Failure::transfer("the client is shut down"))?;
        let client =
            self.client.get_or_init(|| HttpClient::new(&self.options)).as_ref().map_err(Clone::clone)?;
        let mut redirects = Redirects::new(url);
        let mut target = url.clone();
        loop {
            let mut request = client.client.get(target.clone()).headers(headers.clone());
            let authorization = client.credentials.authorization(&target);
            let sent = authorization.is_some();
            if let Some(authorization) = authorization {
                request = request.header(AUTHORIZATION, authorization);
            }
            let timeouts = self.options.requests.timeouts;
            let response = match tokio::time::timeout(headers_timeout(&timeouts), request.send()).await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => {
                    let proxy = client.proxy(&target);
                    return Err(connection_failure(&target, proxy.as_ref(), &error, &timeouts));
                }
                Err(_) => return Err(no_response(&target, timeouts.read)),
            };
            let status = response.status();
            if let Some(next) = redirects.next(&target, status, response.headers())? {
                target = next;
                continue;
            }
            if matches!(status.as_u16(), 401 | 403) {
                let url = Redacted(&target).to_string();
                return Err(IndexError::Unauthorized { url, status: status.as_u16(), sent }.into());
            }
            if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED
                && let Some(proxy) = client.proxy(&target)
            {
                return Err(proxy_authentication(&proxy).into());
            }
            if is_transient(status) {
                let retry_after = retry_after(response.headers(), SystemTime::now());
                return Err(Failure::Status { status, retry_after });
            }
            return Ok(Response {
                status,
                headers: response.headers().clone(),
                url: target,
                body: response,
                timeouts,
                received: 0,
                window: (Instant::now(), 0),
                _permit: permit,
            });
        }
    }
}

/// How long to wait for a connection and the headers together. A connection attempt that fails at the same moment, whose
/// error says more, comes first.
fn headers_timeout(timeouts: &Timeouts) -> Duration {
    timeouts.read.max(timeouts.connect) + Duration::from_millis(100)
}

impl Response<'_> {
    /// The next piece of the body as it came, `None` at its end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let chunk = match tokio::time::timeout(self.timeouts.read, self.body.chunk()).await {
            Err(_) => {
                return Err(Failure::transfer(format!(
                    "the transfer stalled: no byte came for {}",
                    Seconds(self.timeouts.read)
                )));
            }
            Ok(Err(error)) => return Err(body_failure(&error, self.received, self.content_length())),
            Ok(Ok(chunk)) => chunk,
        };
        let length = chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        self.received += length;
        let (start, bytes) = &mut self.window;
        *bytes += length;
        let elapsed = start.elapsed();
        if chunk.is_some() && elapsed >= self.timeouts.window {
            if *bytes < self.timeouts.window_bytes {
                return Err(Failure::transfer(format!(
                    "the transfer is too slow: {bytes} bytes came in {}",
                    Seconds(elapsed)
                )));
            }
            self.window = (Instant::now(), 0);
        }
        Ok(chunk)
    }

    /// The whole body, decoded as `Content-Encoding` says, of at most `limit` bytes.
    pub(crate) async fn body(mut self, limit: u64) -> Result<Vec<u8>, Failure> {
        let announced = self.content_length().unwrap_or(0);
        let mut body = Vec::with_capacity(usize::try_from(announced.min(1 << 24)).unwrap_or(0));
        while let Some(chunk) = self.chunk().await? {
            if (body.len() + chunk.len()) as u64 > limit {
                return Err(self.too_long(limit).into());
            }
            body.extend_from_slice(&chunk);
        }
        self.decode(body, limit)
    }

    /// The `Content-Length`, where there is one.
    pub(crate) fn content_length(&self) -> Option<u64> {
        header_text(&self.headers, &CONTENT_LENGTH)?.trim().parse().ok()
    }

    /// The encoding of the body, where it has one.
    pub(crate) fn content_encoding(&self) -> Option<&str> {
        header_text(&self.headers, &CONTENT_ENCODING)
            .map(str::trim)
            .filter(|encoding| !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity"))
    }

    fn decode(&self, body: Vec<u8>, limit: u64) -> Result<Vec<u8>, Failure> {
        let Some(encoding) = self.content_encoding() else { return Ok(body) };
        if !is_gzip(encoding) {
            return Err(unknown_encoding(&self.url, encoding).into());
        }
        let mut decoded = Vec::with_capacity(body.len() * 4);
        let mut decoder = flate2::read::MultiGzDecoder::new(body.as_slice());
        match std::io::Read::read_to_end(&mut std::io::Read::take(&mut decoder, limit + 1), &mut decoded) {
            Ok(size) if size as u64 > limit => Err(self.too_long(limit).into()),
            Ok(_) => Ok(decoded),
            Err(error) => Err(gzip_failure(&self.url, &error, body.len() as u64)),
        }
    }

    fn too_long(&self, limit: u64) -> IndexError {
        error::content(&self.url, format!("it is longer than the limit of {} MiB", limit >> 20))
    }
}

/// Whether a `Content-Encoding` is one that naja decodes.
pub(crate) fn is_gzip(encoding: &str) -> bool {
    matches!(encoding.to_ascii_lowercase().as_str(), "gzip" | "x-gzip")
}

pub(crate) fn unknown_encoding(url: &Url, encoding: &str) -> IndexError {
    error::content(url, format!("it is encoded with `{encoding}`, which was not requested"))
}

/// A body said to be gzip that does not decode: cut off, or not gzip at all.
pub(crate) fn gzip_failure(url: &Url, error: &std::io::Error, received: u64) -> Failure {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return Failure::transfer(format!(
            "the response ended after {received} bytes, within its gzip encoding"
        ));
    }
    error::content(url, format!("its headers say that it is encoded with gzip, but decoding fails: {error}"))
        .into()
}

/// The headers of a request for a page or for metadata.
pub(crate) fn page_headers(accept: Option<&'static str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Some(accept) = accept {
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    headers
}

/// The headers of a request for the bytes of a file as they are.
pub(crate) fn file_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers
}

/// The value of a header, where it is text.
pub(crate) fn header_text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn no_response(url: &Url, waited: Duration) -> Failure {
    Failure::transfer(format!("{} did not respond within {}", url.host_str().unwrap_or(""), Seconds(waited)))
}
