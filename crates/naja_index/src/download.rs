//! A distribution streamed into a file: resumed after a break, verified by size and hash, kept only when whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::path::Path;

use http::header::{CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use http::{HeaderValue, StatusCode};
use url::Url;

use crate::error::{self, IndexError};
use crate::hashes::{HashMismatch, Hashers};
use crate::html_start::is_html;
use crate::local;
use crate::location::local_path;
use crate::options::Retries;
use crate::redacted::Redacted;
use crate::retry::{Attempts, Failure};
use crate::transport::{
    Response, Transport, file_headers, gzip_failure, header_text, is_gzip, unknown_encoding,
};
use crate::zip_tail::{self, MAX_END};

/// A break after this many new bytes does not count against the retries.
const PROGRESS: u64 = 1 << 20;

/// A file to be downloaded, and how it is recognised.
#[derive(Clone, Copy)]
pub struct Download<'a> {
    /// Where it is.
    pub url: &'a Url,
    /// Hexadecimal digests by algorithm, each of which is compared if its algorithm is known.
    pub hashes: &'a BTreeMap<String, String>,
    /// The size in bytes, where it is known.
    pub size: Option<u64>,
    /// Called with the number of bytes each time that some have come; it starts again where a transfer does.
    pub progress: Option<&'a (dyn Fn(u64) + Send + Sync)>,
}

impl std::fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Download({})", Redacted(self.url))
    }
}

/// A file that was downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The SHA-256 digest in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
}

/// What all downloads of a client have in common.
#[derive(Clone, Copy)]
pub(crate) struct Downloader<'a> {
    pub(crate) transport: &'a Transport,
    pub(crate) retries: Retries,
    /// The largest file in bytes.
    pub(crate) limit: u64,
}

impl Downloader<'_> {
    /// Downloads into `destination`, which appears only when everything is verified and `check` accepts the file.
    pub(crate) async fn fetch(
        self,
        download: Download<'_>,
        destination: &Path,
        check: impl FnOnce(&Path) -> Result<(), IndexError>,
    ) -> Result<Fetched, IndexError> {
        let folder = match destination.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".naja-download-")
            .tempfile_in(folder)
            .map_err(|error| error::io(folder, &error))?;
        let opened = file.reopen().map_err(|error| error::io(file.path(), &error))?;
        let fetched = self.stream(download, opened, destination).await?;
        check(file.path())?;
        file.persist(destination).map_err(|error| error::io(destination, &error.error))?;
        Ok(fetched)
    }

    /// Downloads into a file in `scratch` that has no name, for its hash alone.
    pub(crate) async fn hash(self, download: Download<'_>, scratch: &Path) -> Result<Fetched, IndexError> {
        let file = tempfile::tempfile_in(scratch).map_err(|error| error::io(scratch, &error))?;
        self.stream(download, file, scratch).await
    }

    async fn stream(
        self,
        download: Download<'_>,
        file: File,
        destination: &Path,
    ) -> Result<Fetched, IndexError> {
        if download.size.is_some_and(|size| size > self.limit) {
            return Err(too_large(download, self.limit));
        }
        let mut sink = Sink {
            download,
            limit: self.limit,
            destination,
            file,
            written: 0,
            etag: None,
            hashers: Hashers::new(download.hashes),
        };
        if let Some(path) = local_path(download.url) {
            return copy(&path, &mut sink).map_err(|failure| match failure {
                Failure::Transfer { cause } => error::content(download.url, cause),
                Failure::Status { status, .. } => error::content(download.url, status.to_string()),
                Failure::Final(error) => error,
            });
        }
        let mut attempts = Attempts::new(download.url, self.retries);
        loop {
            let before = sink.written;
            let failure = match attempt(self.transport, download, &mut sink).await {
                Ok(()) => match sink.verify() {
                    Ok(fetched) => return Ok(fetched),
                    Err(failure) => failure,
                },
                Err(failure) => failure,
            };
            if sink.written >= before + PROGRESS {
                attempts.progressed();
            }
            attempts.again(failure).await?;
        }
    }
}

/// Copies a file on this machine.
fn copy(path: &Path, sink: &mut Sink<'_>) -> Result<Fetched, Failure> {
    let mut file = local::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return sink.verify(),
            Ok(count) => sink.write(&buffer[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error::io(path, &error).into()),
        }
    }
}

async fn attempt(transport: &Transport, download: Download<'_>, sink: &mut Sink<'_>) -> Result<(), Failure> {
    let mut headers = file_headers();
    if sink.written > 0 {
        if let Ok(range) = HeaderValue::from_str(&format!("bytes={}-", sink.written)) {
            headers.insert(RANGE, range);
        }
        if let Some(etag) = &sink.etag {
            headers.insert(IF_RANGE, etag.clone());
        }
    }
    let mut response = transport.send(download.url, &headers).await?;
    let resumed = response.status == StatusCode::PARTIAL_CONTENT
        && sink.written > 0
        && range_start(&response) == Some(sink.written);
    match response.status.as_u16() {
        206 if resumed => {}
        200 => sink.restart()?,
        // The range does not fit the file, so the next attempt requests all of it.
        206 | 416 => {
            sink.restart()?;
            return Err(Failure::transfer("the server responded with another range than was requested"));
        }
        status => {
            return Err(
                IndexError::Status { url: Redacted(&response.url).to_string(), status, attempts: 1 }.into()
            );
        }
    }
    if response.content_encoding().is_some() {
        return stream_encoded(response, download, sink).await;
    }
    if let (Some(announced), Some(size)) = (response.content_length(), download.size)
        && announced != size.saturating_sub(sink.written)
    {
        return Err(Failure::transfer(format!(
            "the server announces {announced} bytes, but by the index's size {} are missing",
            size.saturating_sub(sink.written)
        )));
    }
    sink.etag = response.headers.get(ETAG).filter(|etag| etag.as_bytes().starts_with(b"\"")).cloned();
    while let Some(chunk) = response.chunk().await? {
        sink.write(&chunk)?;
    }
    Ok(())
}

/// Decodes a response that claims an encoding, although none was requested. After a break it starts from the beginning,
/// as the resumed response would claim the same.
async fn stream_encoded(
    mut response: Response<'_>,
    download: Download<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Failure> {
    let encoding = response.content_encoding().unwrap_or("").to_owned();
    sink.restart()?;
    if !is_gzip(&encoding) {
        return Err(unknown_encoding(download.url, &encoding).into());
    }
    let mut received = 0;
    let mut decoder = flate2::write::MultiGzDecoder::new(Vec::new());
    while let Some(chunk) = response.chunk().await? {
        received += chunk.len() as u64;
        decoder.write_all(&chunk).map_err(|error| gzip_failure(download.url, &error, received))?;
        let decoded = std::mem::take(decoder.get_mut());
        sink.write(&decoded)?;
    }
    let rest = decoder.finish().map_err(|error| gzip_failure(download.url, &error, received))?;
    sink.write(&rest)
}

/// The offset at which a partial response starts.
pub(crate) fn range_start(response: &Response<'_>) -> Option<u64> {
    let text = header_text(&response.headers, &CONTENT_RANGE)?;
    text.trim().strip_prefix("bytes")?.trim_start().split('-').next()?.trim().parse().ok()
}

/// The growing file with its running hashes.
struct Sink<'a> {
    download: Download<'a>,
    limit: u64,
    destination: &'a Path,
    file: File,
    written: u64,
    hashers: Hashers,
    etag: Option<HeaderValue>,
}

impl Sink<'_> {
    fn restart(&mut self) -> Result<(), Failure> {
        if self.written > 0 {
            self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(|error| self.failure(&error))?;
        }
        self.written = 0;
        self.hashers = Hashers::new(self.download.hashes);
        self.etag = None;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.written + bytes.len() as u64;
        if let Some(size) = self.download.size
            && written > size
        {
            let url = Redacted(self.download.url).to_string();
            return Err(IndexError::Size { url, expected: size, actual: written }.into());
        }
        if written > self.limit {
            return Err(too_large(self.download, self.limit).into());
        }
        // Servers that want a login show a page for it, with the status of a success.
        if self.written == 0 && is_html(bytes) {
            return Err(error::login_page(self.download.url, "a file").into());
        }
        self.file.write_all(bytes).map_err(|error| self.failure(&error))?;
        self.hashers.update(bytes);
        self.written = written;
        if let Some(progress) = self.download.progress {
            progress(self.written);
        }
        Ok(())
    }

    fn failure(&self, error: &io::Error) -> Failure {
        error::io(self.destination, error).into()
    }

    /// Compares size and hashes of a body that came to its end.
    fn verify(&mut self) -> Result<Fetched, Failure> {
        if let Some(size) = self.download.size.filter(|size| *size != self.written) {
            return Err(Failure::transfer(format!(
                "the response ended after {} of {size} bytes",
                self.written
            )));
        }
        let hashers = std::mem::replace(&mut self.hashers, Hashers::new(self.download.hashes));
        match hashers.finish(self.download.hashes) {
            // Without a size and a hash, only the archive itself can tell.
            Ok(_) if self.download.size.is_none() && self.download.hashes.is_empty() && self.is_cut_off() => {
                Err(self.cut_off())
            }
            Ok(sha256) => Ok(Fetched { sha256, size: self.written }),
            Err(mismatch) => Err(self.mismatch(mismatch)),
        }
    }

    fn cut_off(&mut self) -> Failure {
        let written = self.written;
        match self.restart() {
            Ok(()) => Failure::transfer(format!("the response ended after {written} bytes, within the file")),
            Err(failure) => failure,
        }
    }

    /// A file with a wrong hash is another file, or the beginning of the right one, which another attempt may get whole.
    fn mismatch(&mut self, mismatch: HashMismatch) -> Failure {
        if self.is_cut_off() {
            return self.cut_off();
        }
        let HashMismatch { algorithm, expected, actual } = mismatch;
        let url = Redacted(self.download.url).to_string();
        IndexError::Hash { url, algorithm: algorithm.to_owned(), expected, actual }.into()
    }

    /// Whether the file starts as an archive of its name does, and has no end.
    fn is_cut_off(&mut self) -> bool {
        let path = self.download.url.path();
        if path.ends_with(".whl") || path.ends_with(".zip") {
            return self.has_start(b"PK\x03\x04") && !self.has_directory();
        }
        if path.ends_with(".tar.gz") {
            return self.has_start(b"\x1f\x8b") && self.gzip_ends_early();
        }
        false
    }

    fn has_start(&mut self, magic: &[u8]) -> bool {
        let mut start = vec![0; magic.len()];
        self.file.rewind().and_then(|()| self.file.read_exact(&mut start)).is_ok() && start == magic
    }

    fn has_directory(&mut self) -> bool {
        let start = self.written.saturating_sub(MAX_END);
        let mut tail = Vec::new();
        let read = self.file.seek(SeekFrom::Start(start)).and_then(|_| self.file.read_to_end(&mut tail));
        read.is_ok() && zip_tail::find_directory(&tail, self.written).is_ok()
    }

    fn gzip_ends_early(&mut self) -> bool {
        if self.file.rewind().is_err() {
            return false;
        }
        let decoder = flate2::read::MultiGzDecoder::new(io::BufReader::new(&self.file));
        let copied = io::copy(&mut decoder.take(self.limit), &mut io::sink());
        copied.is_err_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
    }
}

fn too_large(download: Download<'_>, limit: u64) -> IndexError {
    IndexError::TooLarge { url: Redacted(download.url).to_string(), limit }
}
