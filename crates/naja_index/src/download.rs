//! A distribution streamed into a file: resumed after a break, verified by size and hash, kept only when whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek as _, Write};
use std::path::Path;

use http::header::{CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use http::{HeaderValue, StatusCode};
use sha2::digest::DynDigest;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use url::Url;

use crate::error::{self, IndexError};
use crate::hex;
use crate::location::Shown;
use crate::options::Retries;
use crate::retry::{Attempts, Failure};
use crate::transport::{Answer, Transport, file_headers, header_text};

/// A break after this many new bytes does not count against the retries.
const PROGRESS: u64 = 1 << 20;

/// What is to be downloaded, and how it is recognised.
#[derive(Clone, Copy)]
pub struct Download<'a> {
    /// Where it is.
    pub url: &'a Url,
    /// Hexadecimal digests by algorithm; the strongest of sha512, sha384, sha256 and sha224 is verified, and sha256
    /// always where given. Without any of these nothing is verified.
    pub hashes: &'a BTreeMap<String, String>,
    /// The size in bytes, where it is known.
    pub size: Option<u64>,
    /// Told how many bytes there are, each time that some have come; starts anew where a transfer does.
    pub progress: Option<&'a (dyn Fn(u64) + Send + Sync)>,
}

impl std::fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Download({})", Shown(self.url))
    }
}

/// What was downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The SHA-256 digest in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
}

/// Downloads into `destination`, which appears only when everything is verified.
pub(crate) async fn fetch(
    transport: &Transport,
    retries: Retries,
    download: Download<'_>,
    destination: &Path,
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
    let mut sink = Sink::new(opened, download, destination);
    let mut attempts = Attempts::new(download.url, retries);
    loop {
        let before = sink.written;
        match attempt(transport, download, &mut sink).await {
            Ok(()) => break,
            Err(failure) => {
                if sink.written >= before + PROGRESS {
                    attempts.progressed();
                }
                attempts.again(failure).await?;
            }
        }
    }
    let fetched = sink.finish()?;
    file.persist(destination).map_err(|error| error::io(destination, &error.error))?;
    Ok(fetched)
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
    let mut answer = transport.send(download.url, &headers).await?;
    let resumed = answer.status == StatusCode::PARTIAL_CONTENT
        && sink.written > 0
        && range_start(&answer) == Some(sink.written);
    match answer.status.as_u16() {
        206 if resumed => {}
        200 => sink.restart()?,
        // The range does not fit the file, so the next attempt asks for all of it.
        206 | 416 => {
            sink.restart()?;
            return Err(Failure::transfer("the server answered with another range than was asked for"));
        }
        status => {
            return Err(
                IndexError::Status { url: Shown(&answer.url).to_string(), status, attempts: 1 }.into()
            );
        }
    }
    if answer.content_encoding().is_some() {
        return stream_encoded(answer, download, sink).await;
    }
    if let (Some(announced), Some(size)) = (answer.content_length(), download.size)
        && announced != size.saturating_sub(sink.written)
    {
        return Err(Failure::transfer(format!(
            "the server announces {announced} bytes, where {} are to come by what the index says",
            size.saturating_sub(sink.written)
        )));
    }
    sink.etag = answer.headers.get(ETAG).filter(|etag| etag.as_bytes().starts_with(b"\"")).cloned();
    while let Some(chunk) = answer.chunk().await? {
        sink.write(&chunk)?;
    }
    Ok(())
}

/// Takes an answer that claims an encoding, although none was asked for. After a break it starts anew, as the resumed
/// answer claims the same.
async fn stream_encoded(
    mut answer: Answer<'_>,
    download: Download<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Failure> {
    let encoding = answer.content_encoding().unwrap_or("").to_owned();
    sink.restart()?;
    let refuse = |problem: String| Failure::Final(error::content(download.url, problem));
    if !matches!(encoding.as_str(), "gzip" | "x-gzip") {
        return Err(refuse(format!("it is encoded with `{encoding}`, which was not asked for")));
    }
    let failing = |error: io::Error| {
        refuse(format!("its headers say that it is encoded with gzip, but decoding fails: {error}"))
    };
    let mut decoder = flate2::write::MultiGzDecoder::new(Vec::new());
    while let Some(chunk) = answer.chunk().await? {
        decoder.write_all(&chunk).map_err(failing)?;
        let decoded = std::mem::take(decoder.get_mut());
        sink.write(&decoded)?;
    }
    let rest = decoder.finish().map_err(failing)?;
    sink.write(&rest)
}

/// The offset at which a partial answer starts.
pub(crate) fn range_start(answer: &Answer<'_>) -> Option<u64> {
    let text = header_text(&answer.headers, &CONTENT_RANGE)?;
    text.trim().strip_prefix("bytes")?.trim_start().split('-').next()?.trim().parse().ok()
}

/// The growing file with its running hashes.
struct Sink<'a> {
    download: Download<'a>,
    destination: &'a Path,
    file: File,
    written: u64,
    sha256: Sha256,
    other: Option<OtherHash>,
    etag: Option<HeaderValue>,
}

/// A hash of the SHA-2 family beside SHA-256, boxed as the family has many sizes.
struct OtherHash {
    algorithm: &'static str,
    hasher: Box<dyn DynDigest + Send>,
}

impl<'a> Sink<'a> {
    fn new(file: File, download: Download<'a>, destination: &'a Path) -> Self {
        let other = other_hash(download.hashes);
        Self { download, destination, file, written: 0, sha256: Sha256::new(), other, etag: None }
    }

    fn restart(&mut self) -> Result<(), Failure> {
        if self.written > 0 {
            self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(|error| self.failure(&error))?;
        }
        self.written = 0;
        self.sha256 = Sha256::new();
        self.other = other_hash(self.download.hashes);
        self.etag = None;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(size) = self.download.size
            && self.written + bytes.len() as u64 > size
        {
            return Err(IndexError::Size {
                url: Shown(self.download.url).to_string(),
                expected: size,
                actual: self.written + bytes.len() as u64,
            }
            .into());
        }
        self.file.write_all(bytes).map_err(|error| self.failure(&error))?;
        Digest::update(&mut self.sha256, bytes);
        if let Some(other) = &mut self.other {
            other.hasher.update(bytes);
        }
        self.written += bytes.len() as u64;
        if let Some(progress) = self.download.progress {
            progress(self.written);
        }
        Ok(())
    }

    fn failure(&self, error: &io::Error) -> Failure {
        error::io(self.destination, error).into()
    }

    fn finish(self) -> Result<Fetched, IndexError> {
        let url = || Shown(self.download.url).to_string();
        if let Some(size) = self.download.size.filter(|size| *size != self.written) {
            return Err(IndexError::Size { url: url(), expected: size, actual: self.written });
        }
        let sha256 = hex::encode(&self.sha256.finalize());
        let other = self.other.map(|other| (other.algorithm, hex::encode(&other.hasher.finalize())));
        for (algorithm, actual) in std::iter::once(("sha256", sha256.clone())).chain(other) {
            if let Some(expected) = self.download.hashes.get(algorithm)
                && !expected.eq_ignore_ascii_case(&actual)
            {
                let algorithm = algorithm.to_owned();
                return Err(IndexError::Hash { url: url(), algorithm, expected: expected.clone(), actual });
            }
        }
        Ok(Fetched { sha256, size: self.written })
    }
}

/// The strongest of the other hashes that are given.
fn other_hash(hashes: &BTreeMap<String, String>) -> Option<OtherHash> {
    let algorithm =
        ["sha512", "sha384", "sha224"].into_iter().find(|algorithm| hashes.contains_key(*algorithm))?;
    let hasher: Box<dyn DynDigest + Send> = match algorithm {
        "sha512" => Box::new(Sha512::new()),
        "sha384" => Box::new(Sha384::new()),
        _ => Box::new(Sha224::new()),
    };
    Some(OtherHash { algorithm, hasher })
}
