//! Requests over one pool of connections: authentication, redirects, timeouts, and the real cause of a failure.

use std::error::Error as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderName, LOCATION,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::Client;
use tokio::sync::{Semaphore, SemaphorePermit};
use url::Url;

use crate::credentials::CredentialStore;
use crate::error::{self, IndexError};
use crate::location::Shown;
use crate::options::{IndexOptions, Timeouts};
use crate::retry::{Failure, is_transient, retry_after};

/// How many redirects are followed for one request.
const MAX_REDIRECTS: usize = 10;
/// A page or metadata longer than this is not read.
const MAX_BODY: u64 = 1 << 30;

/// The one way out to the network. The connection pool and the credentials are made at the first request.
pub(crate) struct Transport {
    options: Arc<IndexOptions>,
    permits: Semaphore,
    made: OnceLock<Result<(Client, CredentialStore), IndexError>>,
}

/// The head of an answer, whose body is still to come. It counts against the concurrency until it is dropped.
pub(crate) struct Answer<'t> {
    /// The status, which is no redirect and no transient failure.
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Where the answer came from in the end.
    pub(crate) url: Url,
    response: reqwest::Response,
    timeouts: Timeouts,
    window: (Instant, u64),
    _permit: SemaphorePermit<'t>,
}

impl Transport {
    pub(crate) fn new(options: Arc<IndexOptions>) -> Self {
        let permits = Semaphore::new(options.concurrency.max(1));
        Self { options, permits, made: OnceLock::new() }
    }

    /// Asks once for `url`, following redirects.
    ///
    /// # Errors
    /// For refused credentials, transient states, refused redirects and failing connections. Other states of 400 and
    /// above are for the caller to judge.
    pub(crate) async fn send(&self, url: &Url, headers: &HeaderMap) -> Result<Answer<'_>, Failure> {
        let permit =
            self.permits.acquire().await.map_err(|_| Failure::transfer("the client is shut down"))?;
        let (client, credentials) =
            self.made.get_or_init(|| make(&self.options)).as_ref().map_err(Clone::clone)?;
        let mut target = url.clone();
        let mut visited: Vec<Url> = Vec::new();
        loop {
            let mut request = client.get(target.clone()).headers(headers.clone());
            let authorization = credentials.authorization(&target);
            let sent = authorization.is_some();
            if let Some(authorization) = authorization {
                request = request.header(AUTHORIZATION, authorization);
            }
            let timeouts = self.options.timeouts;
            let response = match tokio::time::timeout(timeouts.read + timeouts.connect, request.send()).await
            {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => return Err(connection_failure(&target, &error, &timeouts)),
                Err(_) => return Err(no_answer(&target, timeouts.read)),
            };
            let status = response.status();
            if let Some(next) = redirect(url, &target, status, response.headers())? {
                visited.push(std::mem::replace(&mut target, next));
                refuse_loop(url, &target, &visited)?;
                continue;
            }
            if matches!(status.as_u16(), 401 | 403 | 407) {
                return Err(IndexError::Unauthorized {
                    url: Shown(&target).to_string(),
                    status: status.as_u16(),
                    sent: sent && status != StatusCode::PROXY_AUTHENTICATION_REQUIRED,
                }
                .into());
            }
            if is_transient(status) {
                let retry_after = retry_after(response.headers(), SystemTime::now());
                return Err(Failure::Status { status, retry_after });
            }
            return Ok(Answer {
                status,
                headers: response.headers().clone(),
                url: target,
                response,
                timeouts,
                window: (Instant::now(), 0),
                _permit: permit,
            });
        }
    }
}

impl Answer<'_> {
    /// The next piece of the body as it came, `None` at its end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let chunk = match tokio::time::timeout(self.timeouts.read, self.response.chunk()).await {
            Err(_) => {
                return Err(Failure::transfer(format!(
                    "the transfer stalled: no byte came for {}",
                    Seconds(self.timeouts.read)
                )));
            }
            Ok(Err(error)) => return Err(Failure::transfer(body_cause(&error))),
            Ok(Ok(chunk)) => chunk,
        };
        let (start, bytes) = &mut self.window;
        *bytes += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
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

    /// The whole body, decoded as `Content-Encoding` says.
    pub(crate) async fn body(mut self) -> Result<Vec<u8>, Failure> {
        let announced = self.content_length().unwrap_or(0);
        let mut body = Vec::with_capacity(usize::try_from(announced.min(1 << 24)).unwrap_or(0));
        while let Some(chunk) = self.chunk().await? {
            if (body.len() + chunk.len()) as u64 > MAX_BODY {
                return Err(
                    error::content(&self.url, format!("it is longer than {} MiB", MAX_BODY >> 20)).into()
                );
            }
            body.extend_from_slice(&chunk);
        }
        Ok(self.decode(body)?)
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

    fn decode(&self, body: Vec<u8>) -> Result<Vec<u8>, IndexError> {
        match self.content_encoding().map(str::to_ascii_lowercase).as_deref() {
            None => Ok(body),
            Some("gzip" | "x-gzip") => {
                use std::io::Read as _;
                let mut decoded = Vec::with_capacity(body.len() * 4);
                let mut decoder = flate2::read::MultiGzDecoder::new(body.as_slice()).take(MAX_BODY + 1);
                match decoder.read_to_end(&mut decoded) {
                    Ok(size) if size as u64 > MAX_BODY => {
                        Err(error::content(&self.url, format!("it is longer than {} MiB", MAX_BODY >> 20)))
                    }
                    Ok(_) => Ok(decoded),
                    Err(error) => Err(error::content(
                        &self.url,
                        format!("its headers say that it is encoded with gzip, but decoding fails: {error}"),
                    )),
                }
            }
            Some(other) => Err(error::content(
                &self.url,
                format!("it is encoded with `{other}`, which was not asked for"),
            )),
        }
    }
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

/// The headers of a request for a file's very bytes.
pub(crate) fn file_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers
}

/// The value of a header, where it is text.
pub(crate) fn header_text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn make(options: &IndexOptions) -> Result<(Client, CredentialStore), IndexError> {
    let credentials = CredentialStore::new(&options.indexes, &options.netrc)?;
    // A provider that someone installed before serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(concat!("naja/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(options.timeouts.connect)
        .http2_adaptive_window(true)
        .pool_max_idle_per_host(options.concurrency);
    if let Some(path) = &options.client_certificate {
        builder = builder.identity(identity(path)?);
    }
    // Elsewhere the verifier reads these variables itself, in place of the system's store.
    if cfg!(any(windows, target_vendor = "apple")) {
        builder = builder.tls_certs_merge(extra_roots()?);
    }
    let client = builder.build().map_err(|error| IndexError::Config {
        problem: format!("the HTTP client can't be set up: {}", root_cause(&error)),
        help: Some(
            "check the certificates that `SSL_CERT_FILE` and `SSL_CERT_DIR` name, and the proxy variables"
                .to_owned(),
        ),
    })?;
    Ok((client, credentials))
}

fn identity(path: &Path) -> Result<reqwest::Identity, IndexError> {
    let pem = std::fs::read(path).map_err(|error| error::io(path, &error))?;
    reqwest::Identity::from_pem(&pem).map_err(|error| IndexError::Config {
        problem: format!("the client certificate `{}` can't be used: {}", path.display(), root_cause(&error)),
        help: Some("it must hold a certificate and its private key in PEM".to_owned()),
    })
}

/// The certificates that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
fn extra_roots() -> Result<Vec<reqwest::Certificate>, IndexError> {
    let mut files: Vec<std::path::PathBuf> =
        std::env::var_os("SSL_CERT_FILE").map(Into::into).into_iter().collect();
    if let Some(folders) = std::env::var_os("SSL_CERT_DIR") {
        for folder in std::env::split_paths(&folders) {
            files.extend(std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
        }
    }
    let mut roots = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let pem = std::fs::read(file).map_err(|error| error::io(file, &error))?;
        roots.extend(reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default());
    }
    Ok(roots)
}

/// Where an answer leads to, if it is a redirect that may be followed.
fn redirect(
    asked: &Url,
    from: &Url,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<Url>, IndexError> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let refuse = |cause: String| IndexError::Redirect { url: Shown(asked).to_string(), cause };
    let location = headers.get(LOCATION).ok_or_else(|| refuse("it says not where to".to_owned()))?;
    let text = String::from_utf8_lossy(location.as_bytes());
    let mut next = from.join(&text).map_err(|error| refuse(format!("its target is no URL: {error}")))?;
    match (from.scheme(), next.scheme()) {
        (_, "https") | ("http", "http") => {}
        ("https", "http") => {
            return Err(refuse(format!("{} would give up the encryption", Shown(&next))));
        }
        (_, scheme) => return Err(refuse(format!("it leads to the scheme `{scheme}`"))),
    }
    // Credentials in a redirect are another server's business and must not be remembered.
    crate::location::take_credentials(&mut next);
    Ok(Some(next))
}

fn refuse_loop(asked: &Url, next: &Url, visited: &[Url]) -> Result<(), IndexError> {
    let cause = if visited.contains(next) {
        format!("it is a redirect loop, through {}", Shown(next))
    } else if visited.len() >= MAX_REDIRECTS {
        format!("there are more than {MAX_REDIRECTS} redirects")
    } else {
        return Ok(());
    };
    Err(IndexError::Redirect { url: Shown(asked).to_string(), cause })
}

fn no_answer(url: &Url, waited: Duration) -> Failure {
    Failure::transfer(format!("{} did not answer within {}", url.host_str().unwrap_or(""), Seconds(waited)))
}

/// A failure to send a request, told by its kind and its root.
fn connection_failure(url: &Url, error: &reqwest::Error, timeouts: &Timeouts) -> Failure {
    let host = url.host_str().unwrap_or("");
    let root = root_cause(error);
    let chain = chain(error);
    let mentions = |words: &str| chain.iter().any(|part| part.contains(words));
    if error.is_timeout() && error.is_connect() {
        return Failure::transfer(format!("no connection to {host} within {}", Seconds(timeouts.connect)));
    }
    if mentions("proxy authorization required") {
        return IndexError::Unauthorized { url: Shown(url).to_string(), status: 407, sent: false }.into();
    }
    if mentions("tunnel") || mentions("proxy") || mentions("socks") {
        return Failure::transfer(format!("the proxy does not let through to {host}: {root}"));
    }
    if mentions("certificate") {
        let cause = format!("the TLS certificate of {host} is not accepted: {root}");
        return IndexError::Transfer { url: Shown(url).to_string(), cause, attempts: 1 }.into();
    }
    if mentions("dns error") {
        return Failure::transfer(format!("the name {host} could not be resolved: {root}"));
    }
    if error.is_connect() {
        return Failure::transfer(format!("could not connect to {host}: {root}"));
    }
    Failure::transfer(root)
}

/// Why a body ended early.
fn body_cause(error: &reqwest::Error) -> String {
    let root = root_cause(error);
    let parts = chain(error);
    if parts.iter().any(|part| {
        part.contains("end of file before message length reached") || part.contains("unexpected EOF")
    }) {
        return "the connection was closed before the whole body had come".to_owned();
    }
    format!("the transfer broke off: {root}")
}

/// The deepest error of the chain: the one that is not about another.
fn root_cause(error: &reqwest::Error) -> String {
    chain(error).pop().unwrap_or_else(|| error.to_string())
}

fn chain(error: &reqwest::Error) -> Vec<String> {
    let mut parts = Vec::new();
    let mut next = error.source();
    while let Some(error) = next {
        parts.push(error.to_string());
        next = error.source();
    }
    parts
}

/// A duration as people say it.
struct Seconds(Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 < Duration::from_secs(1) {
            write!(f, "{} ms", self.0.as_millis())
        } else {
            write!(f, "{} s", self.0.as_secs())
        }
    }
}
