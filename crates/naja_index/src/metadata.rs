//! The metadata of one distribution, from as few bytes as the server allows.
//!
//! A wheel's comes from the metadata file beside it (PEP 658), else from the member of the archive by range requests,
//! else from the whole file. A source distribution's comes from its PKG-INFO where that is static (PEP 643).

use std::collections::BTreeMap;
use std::path::Path;

use http::StatusCode;
use http::header::{CONTENT_RANGE, HeaderValue, RANGE};
use naja_pep::filename::SdistExtension;
use naja_pep::{CoreMetadata, DistFilename};
use url::Url;

use crate::download::{Download, Downloader, range_start};
use crate::error::{self, IndexError, content};
use crate::hashes::{HashMismatch, Hashers};
use crate::hosts::Hosts;
use crate::page::{CoreMetadataAt, IndexFile};
use crate::redacted::Redacted;
use crate::retry::{Attempts, Failure};
use crate::sdist;
use crate::transport::{Transport, file_headers, header_text, page_headers};
use crate::zip_tail::{self, Directory, MAX_END, Member};

/// How much of a wheel's end is asked for at first: the directory of most wheels, and often the metadata too.
const FIRST_TAIL: u64 = 32 * 1024;
/// A central directory larger than this is not asked for by ranges.
const MAX_DIRECTORY: u64 = 64 << 20;

/// Metadata longer than this is not read.
const MAX_METADATA: u64 = 32 << 20;

/// The means by which metadata is fetched.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) downloader: Downloader<'a>,
    pub(crate) hosts: &'a Hosts,
}

/// The bytes of a file's METADATA or PKG-INFO.
pub(crate) async fn get(source: Source<'_>, file: &IndexFile) -> Result<Vec<u8>, IndexError> {
    if file.url.scheme() != "file"
        && let Some(bytes) = beside(source, file).await?
    {
        return Ok(bytes);
    }
    match &file.filename {
        DistFilename::Sdist(sdist) if sdist.extension == SdistExtension::Zip => {
            from_zip(source, file, is_package_info).await
        }
        DistFilename::Sdist(_) => sdist::package_info(source.downloader, file).await,
        DistFilename::Wheel(_) => from_zip(source, file, is_metadata).await,
    }
}

/// The METADATA of the wheel at `path`.
pub(crate) fn of_wheel(path: &Path) -> Result<Vec<u8>, String> {
    read_archive(path, is_metadata)
}

/// The metadata of the distribution of `filename` at `path`.
pub(crate) fn of_file(path: &Path, file: &IndexFile) -> Result<Vec<u8>, IndexError> {
    let problem = |problem: String| IndexError::Metadata { file: file.name.clone(), problem };
    match &file.filename {
        DistFilename::Wheel(_) => of_wheel(path).map_err(problem),
        DistFilename::Sdist(sdist) if sdist.extension == SdistExtension::Zip => {
            read_archive(path, is_package_info).map_err(problem)
        }
        DistFilename::Sdist(_) => sdist::package_info_of(path, file),
    }
}

/// Parses metadata and compares it with the file's name; for a source distribution, also with PEP 643.
pub(crate) fn check(file: &IndexFile, bytes: &[u8]) -> Result<CoreMetadata, IndexError> {
    let problem = |problem: String| IndexError::Metadata { file: file.name.clone(), problem };
    let metadata = CoreMetadata::parse(bytes).map_err(|error| problem(error.to_string()))?;
    if &metadata.name != file.filename.name() {
        return Err(problem(format!(
            "it is that of `{}`, but the file's name says `{}`",
            metadata.name,
            file.filename.name()
        )));
    }
    if &metadata.version != file.filename.version() {
        return Err(problem(format!(
            "it is that of version {}, but the file's name says {}",
            metadata.version,
            file.filename.version()
        )));
    }
    if matches!(file.filename, DistFilename::Sdist(_)) {
        sdist::require_static(file, &metadata)?;
    }
    Ok(metadata)
}

/// The metadata file beside the distribution, where the server has one.
async fn beside(source: Source<'_>, file: &IndexFile) -> Result<Option<Vec<u8>>, IndexError> {
    let announced = matches!(file.core_metadata, CoreMetadataAt::Announced { .. });
    let announced_hash = match &file.core_metadata {
        CoreMetadataAt::Announced { hash } => hash.as_ref(),
        CoreMetadataAt::Unknown => None,
    };
    if file.needs_hash && announced_hash.is_none_or(|(algorithm, _)| algorithm != "sha256") {
        return Ok(None);
    }
    let is_wheel = matches!(file.filename, DistFilename::Wheel(_));
    if !announced && (!is_wheel || source.hosts.lacks_metadata(&file.url)) {
        return Ok(None);
    }
    let mut url = file.url.clone();
    url.set_path(&format!("{}.metadata", url.path()));
    let mut attempts = Attempts::new(&url, source.downloader.retries);
    let found = loop {
        match request_beside(source.downloader.transport, &url).await {
            Ok(Some(bytes)) => match verify(&url, &bytes, announced_hash) {
                Ok(()) => break Some(bytes),
                // It may have come short, which nothing but the hash reveals.
                Err(error) => {
                    attempts.again(Failure::transfer("it has another hash")).await.map_err(|_| error)?;
                }
            },
            // Some stores respond with 403 for what they do not have.
            Ok(None) | Err(Failure::Final(IndexError::Unauthorized { status: 401 | 403, .. })) => break None,
            // A file that is not announced may be missing; a server in trouble over it is left alone.
            Err(Failure::Status { .. }) if !announced => break None,
            Err(failure) => attempts.again(failure).await?,
        }
    };
    if !announced {
        source.hosts.note_metadata(&file.url, found.is_some())?;
    }
    Ok(found)
}

fn verify(url: &Url, bytes: &[u8], hash: Option<&(String, String)>) -> Result<(), IndexError> {
    let Some((algorithm, digest)) = hash else { return Ok(()) };
    let expected = BTreeMap::from([(algorithm.clone(), digest.clone())]);
    let mut hashers = Hashers::new(&expected);
    hashers.update(bytes);
    let Err(HashMismatch { algorithm, expected, actual }) = hashers.finish(&expected) else {
        return Ok(());
    };
    let url = Redacted(url).to_string();
    Err(IndexError::Hash { url, algorithm: algorithm.to_owned(), expected, actual })
}

async fn request_beside(transport: &Transport, url: &Url) -> Result<Option<Vec<u8>>, Failure> {
    let response = transport.send(url, &page_headers(None)).await?;
    // A server that shows a page of its own for what is missing must not be treated as one that has metadata.
    let is_html = header_text(&response.headers, &http::header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("text/html"));
    if response.status != StatusCode::OK || is_html {
        return Ok(None);
    }
    let bytes = response.body(MAX_METADATA).await?;
    if ends_within_header(&bytes) {
        return Err(Failure::transfer(format!(
            "the response ended after {} bytes, within a header",
            bytes.len()
        )));
    }
    Ok(Some(bytes))
}

/// Whether metadata ends before its headers do, and in the middle of a line.
fn ends_within_header(bytes: &[u8]) -> bool {
    let has_end = |pattern: &[u8]| bytes.windows(pattern.len()).any(|window| window == pattern);
    !bytes.ends_with(b"\n") && !has_end(b"\n\n") && !has_end(b"\n\r\n")
}

/// Whether a member of a wheel is its metadata.
fn is_metadata(name: &str) -> bool {
    name.split_once('/').is_some_and(|(folder, rest)| folder.ends_with(".dist-info") && rest == "METADATA")
}

/// Whether a member of a source distribution is its metadata.
fn is_package_info(name: &str) -> bool {
    name.split_once('/').is_some_and(|(_, rest)| rest == "PKG-INFO")
}

/// The member of an archive that `wanted` accepts.
async fn from_zip(
    source: Source<'_>,
    file: &IndexFile,
    wanted: fn(&str) -> bool,
) -> Result<Vec<u8>, IndexError> {
    // Ranges are not covered by the hash of the file.
    if !file.needs_hash
        && file.url.scheme() != "file"
        && !source.hosts.lacks_ranges(&file.url)
        && let Some(bytes) = by_ranges(source, file, wanted).await?
    {
        return Ok(bytes);
    }
    let folder = tempfile::tempdir().map_err(|error| error::io(&std::env::temp_dir(), &error))?;
    let path = folder.path().join("archive");
    let download = Download { url: &file.url, hashes: &file.hashes, size: file.size, progress: None };
    source.downloader.fetch(download, &path, |_| Ok(())).await?;
    read_archive(&path, wanted).map_err(|problem| IndexError::Metadata { file: file.name.clone(), problem })
}

/// The wanted member by range requests; `None` where the server does not serve ranges.
async fn by_ranges(
    source: Source<'_>,
    file: &IndexFile,
    wanted: fn(&str) -> bool,
) -> Result<Option<Vec<u8>>, IndexError> {
    let tail = match file.size {
        Some(size) => ByteRange::Span { start: size.saturating_sub(FIRST_TAIL), end: size },
        None => ByteRange::Last(FIRST_TAIL),
    };
    let Some(mut known) = request_range(source, &file.url, tail).await? else { return Ok(None) };
    let total = known.total;
    let broken = |problem: String| content(&file.url, problem);
    let mut directory = zip_tail::find_directory(&known.bytes, total);
    if directory.is_err() && known.start > 0 && (known.bytes.len() as u64) < MAX_END {
        let longer = ByteRange::Span { start: total.saturating_sub(MAX_END), end: total };
        let Some(answer) = request_range(source, &file.url, longer).await? else { return Ok(None) };
        known = answer;
        directory = zip_tail::find_directory(&known.bytes, total);
    }
    let Directory { offset, size } = directory.map_err(broken)?;
    if size > MAX_DIRECTORY {
        return Err(broken(format!("its central directory is longer than {} MiB", MAX_DIRECTORY >> 20)));
    }
    if known.get(offset, offset + size).is_none() {
        let Some(answer) =
            request_range(source, &file.url, ByteRange::Span { start: offset, end: total }).await?
        else {
            return Ok(None);
        };
        known = answer;
    }
    let entries = known.get(offset, offset + size).ok_or_else(|| broken("its size changed".to_owned()))?;
    let member = find_wanted(entries, wanted).map_err(broken)?;
    let (start, end) = (member.offset, (member.offset + member.span()).min(total));
    if known.get(start, end).is_none() {
        let Some(answer) = request_range(source, &file.url, ByteRange::Span { start, end }).await? else {
            return Ok(None);
        };
        known = answer;
    }
    let local = known.get(start, end).ok_or_else(|| broken("its size changed".to_owned()))?;
    member.read(local).map(Some).map_err(broken)
}

/// A part of a file, and how long the whole is.
struct Part {
    start: u64,
    total: u64,
    bytes: Vec<u8>,
}

impl Part {
    fn get(&self, start: u64, end: u64) -> Option<&[u8]> {
        let from = usize::try_from(start.checked_sub(self.start)?).ok()?;
        let to = usize::try_from(end.checked_sub(self.start)?).ok()?;
        self.bytes.get(from..to)
    }
}

#[derive(Clone, Copy)]
enum ByteRange {
    Last(u64),
    Span { start: u64, end: u64 },
}

/// Requests a part; `None` where the server responds with anything but exactly that part, which is remembered.
async fn request_range(source: Source<'_>, url: &Url, wanted: ByteRange) -> Result<Option<Part>, IndexError> {
    let mut attempts = Attempts::new(url, source.downloader.retries);
    loop {
        match try_range(source.downloader.transport, url, wanted).await {
            Ok(None) => {
                source.hosts.note_no_ranges(url);
                return Ok(None);
            }
            Ok(part) => return Ok(part),
            Err(failure) => attempts.again(failure).await?,
        }
    }
}

async fn try_range(transport: &Transport, url: &Url, wanted: ByteRange) -> Result<Option<Part>, Failure> {
    let text = match wanted {
        ByteRange::Last(count) => format!("bytes=-{count}"),
        ByteRange::Span { start, end } => format!("bytes={start}-{}", end.saturating_sub(1)),
    };
    let mut headers = file_headers();
    headers.extend(HeaderValue::from_str(&text).ok().map(|value| (RANGE, value)));
    let response = transport.send(url, &headers).await?;
    match response.status.as_u16() {
        206 => {}
        // Whole responses, and the ways of saying that there are no ranges here.
        200 | 400 | 405 | 416 | 501 => return Ok(None),
        status => {
            return Err(IndexError::Status { url: Redacted(url).to_string(), status, attempts: 1 }.into());
        }
    }
    let total = header_text(&response.headers, &CONTENT_RANGE)
        .and_then(|text| text.rsplit('/').next())
        .and_then(|total| total.trim().parse::<u64>().ok());
    let (Some(start), Some(total), None) = (range_start(&response), total, response.content_encoding())
    else {
        return Ok(None);
    };
    let (from, to) = match wanted {
        ByteRange::Last(count) => (total.saturating_sub(count), total),
        ByteRange::Span { start, end } => (start, end),
    };
    if start != from || response.content_length().is_some_and(|length| length != to - from) {
        return Ok(None);
    }
    let bytes = response.body((to - from).min(MAX_DIRECTORY + MAX_END)).await?;
    Ok((bytes.len() as u64 == to - from).then_some(Part { start, total, bytes }))
}

fn find_wanted(directory: &[u8], wanted: fn(&str) -> bool) -> Result<Member, String> {
    zip_tail::find_member(directory, wanted)?.ok_or_else(|| "it has no metadata".to_owned())
}

/// The wanted member of an archive on disk.
fn read_archive(path: &Path, wanted: fn(&str) -> bool) -> Result<Vec<u8>, String> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let said = |error: std::io::Error| error.to_string();
    let mut file = std::fs::File::open(path).map_err(said)?;
    let total = file.metadata().map_err(said)?.len();
    let mut part = |start: u64, len: u64| -> Result<Vec<u8>, String> {
        file.seek(SeekFrom::Start(start)).map_err(said)?;
        let mut bytes = Vec::new();
        file.by_ref().take(len).read_to_end(&mut bytes).map_err(said)?;
        Ok(bytes)
    };
    let tail = part(total.saturating_sub(MAX_END), MAX_END)?;
    let directory = zip_tail::find_directory(&tail, total)?;
    let member = find_wanted(&part(directory.offset, directory.size)?, wanted)?;
    member.read(&part(member.offset, member.span())?)
}
