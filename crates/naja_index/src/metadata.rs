//! The metadata of one distribution, from as few bytes as the server lets it be had.
//!
//! A wheel's comes from the metadata file beside it (PEP 658), else from the member of the archive by range requests,
//! else from the whole file. A source distribution's comes from its PKG-INFO where that is static (PEP 643).

use std::path::Path;

use http::StatusCode;
use http::header::{CONTENT_RANGE, HeaderValue, RANGE};
use naja_pep::filename::SdistExtension;
use naja_pep::{CoreMetadata, DistFilename};
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::download::{self, Download, range_start};
use crate::error::{self, IndexError, content};
use crate::hex;
use crate::hosts::Hosts;
use crate::location::Shown;
use crate::options::Retries;
use crate::page::{CoreMetadataAt, IndexFile};
use crate::retry::{Attempts, Failure};
use crate::sdist;
use crate::transport::{Transport, file_headers, header_text, page_headers};
use crate::zip_tail::{self, Directory, MAX_END, Member};

/// How much of a wheel's end is asked for at first: the directory of most wheels, and often the metadata too.
const FIRST_TAIL: u64 = 32 * 1024;
/// A central directory larger than this is not asked for by ranges.
const MAX_DIRECTORY: u64 = 64 << 20;

/// The means by which metadata is had.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) transport: &'a Transport,
    pub(crate) hosts: &'a Hosts,
    pub(crate) retries: Retries,
}

/// The bytes of a file's METADATA or PKG-INFO.
pub(crate) async fn get(source: Source<'_>, file: &IndexFile) -> Result<Vec<u8>, IndexError> {
    if let Some(bytes) = beside(source, file).await? {
        return Ok(bytes);
    }
    match &file.filename {
        DistFilename::Sdist(sdist) if sdist.extension == SdistExtension::Zip => {
            from_zip(source, file, is_package_info).await
        }
        DistFilename::Sdist(_) => sdist::package_info(source, file).await,
        DistFilename::Wheel(_) => from_zip(source, file, is_metadata).await,
    }
}

/// Parses metadata and holds it against the file's name; for a source distribution, also against PEP 643.
pub(crate) fn check(file: &IndexFile, bytes: &[u8]) -> Result<CoreMetadata, IndexError> {
    let problem = |problem: String| IndexError::Metadata { file: file.name.clone(), problem };
    let metadata = CoreMetadata::parse(bytes).map_err(|error| problem(error.to_string()))?;
    if &metadata.name != file.filename.name() {
        return Err(problem(format!(
            "it is that of `{}`, where the file's name says `{}`",
            metadata.name,
            file.filename.name()
        )));
    }
    if &metadata.version != file.filename.version() {
        return Err(problem(format!(
            "it is that of version {}, where the file's name says {}",
            metadata.version,
            file.filename.version()
        )));
    }
    if matches!(file.filename, DistFilename::Sdist(_)) {
        sdist::require_static(file, &metadata)?;
    }
    Ok(metadata)
}

/// What resolving needs of metadata: some of its headers, without the description.
pub(crate) fn trim(bytes: &[u8]) -> Vec<u8> {
    const KEPT: [&[u8]; 10] = [
        b"metadata-version",
        b"name",
        b"version",
        b"requires-python",
        b"requires-dist",
        b"provides-extra",
        b"dynamic",
        b"import-name",
        b"import-namespace",
        b"license-expression",
    ];
    let mut kept = Vec::new();
    let mut keeping = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            keeping = KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name));
        }
        if keeping {
            kept.extend_from_slice(line);
        }
    }
    kept
}

/// The metadata file beside the distribution, where the server has one.
async fn beside(source: Source<'_>, file: &IndexFile) -> Result<Option<Vec<u8>>, IndexError> {
    let announced = matches!(file.core_metadata, CoreMetadataAt::Announced { .. });
    let is_wheel = matches!(file.filename, DistFilename::Wheel(_));
    if !announced && (!is_wheel || source.hosts.lacks_metadata(&file.url)) {
        return Ok(None);
    }
    let mut url = file.url.clone();
    url.set_path(&format!("{}.metadata", url.path()));
    let mut attempts = Attempts::new(&url, source.retries);
    let found = loop {
        match ask_beside(source.transport, &url).await {
            Ok(found) => break found,
            // Some stores answer 403 for what they do not have.
            Err(Failure::Final(IndexError::Unauthorized { status: 401 | 403, .. })) => break None,
            // An unannounced file is a courtesy; a server in trouble over it is left alone.
            Err(Failure::Status { .. }) if !announced => break None,
            Err(failure) => attempts.again(failure).await?,
        }
    };
    if !announced {
        source.hosts.note_metadata(&file.url, found.is_some())?;
    }
    if let (Some(bytes), CoreMetadataAt::Announced { hash: Some((algorithm, expected)) }) =
        (&found, &file.core_metadata)
        && algorithm == "sha256"
    {
        let actual = hex::encode(&Sha256::digest(bytes));
        if !expected.eq_ignore_ascii_case(&actual) {
            let algorithm = algorithm.clone();
            return Err(IndexError::Hash {
                url: Shown(&url).to_string(),
                algorithm,
                expected: expected.clone(),
                actual,
            });
        }
    }
    Ok(found)
}

async fn ask_beside(transport: &Transport, url: &Url) -> Result<Option<Vec<u8>>, Failure> {
    let answer = transport.send(url, &page_headers(None)).await?;
    // A server that shows a page of its own for what is missing must not be taken for one that has metadata.
    let is_html = header_text(&answer.headers, &http::header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("text/html"));
    if answer.status != StatusCode::OK || is_html {
        return Ok(None);
    }
    Ok(Some(answer.body().await?))
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
    if !source.hosts.lacks_ranges(&file.url)
        && let Some(bytes) = by_ranges(source, file, wanted).await?
    {
        return Ok(bytes);
    }
    let folder = tempfile::tempdir().map_err(|error| error::io(&std::env::temp_dir(), &error))?;
    let path = folder.path().join("archive");
    let download = Download { url: &file.url, hashes: &file.hashes, size: file.size, progress: None };
    download::fetch(source.transport, source.retries, download, &path).await?;
    read_archive(&path, wanted).map_err(|problem| IndexError::Metadata { file: file.name.clone(), problem })
}

/// The wanted member by range requests; `None` where the server does not serve ranges.
async fn by_ranges(
    source: Source<'_>,
    file: &IndexFile,
    wanted: fn(&str) -> bool,
) -> Result<Option<Vec<u8>>, IndexError> {
    let tail = match file.size {
        Some(size) => Wanted::Span { start: size.saturating_sub(FIRST_TAIL), end: size },
        None => Wanted::Last(FIRST_TAIL),
    };
    let Some(mut known) = ask_range(source, &file.url, tail).await? else { return Ok(None) };
    let total = known.total;
    let broken = |problem: String| content(&file.url, problem);
    let mut directory = zip_tail::find_directory(&known.bytes, total);
    if directory.is_err() && known.start > 0 && (known.bytes.len() as u64) < MAX_END {
        let longer = Wanted::Span { start: total.saturating_sub(MAX_END), end: total };
        let Some(answer) = ask_range(source, &file.url, longer).await? else { return Ok(None) };
        known = answer;
        directory = zip_tail::find_directory(&known.bytes, total);
    }
    let Directory { offset, size } = directory.map_err(broken)?;
    if size > MAX_DIRECTORY {
        return Err(broken(format!("its central directory is longer than {} MiB", MAX_DIRECTORY >> 20)));
    }
    if known.get(offset, offset + size).is_none() {
        let Some(answer) = ask_range(source, &file.url, Wanted::Span { start: offset, end: total }).await?
        else {
            return Ok(None);
        };
        known = answer;
    }
    let entries = known.get(offset, offset + size).ok_or_else(|| broken("its size changed".to_owned()))?;
    let member = find_wanted(entries, wanted).map_err(broken)?;
    let (start, end) = (member.offset, (member.offset + member.span()).min(total));
    if known.get(start, end).is_none() {
        let Some(answer) = ask_range(source, &file.url, Wanted::Span { start, end }).await? else {
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
enum Wanted {
    Last(u64),
    Span { start: u64, end: u64 },
}

/// Asks for a part; `None` where the server answers with anything but exactly that part, which is remembered.
async fn ask_range(source: Source<'_>, url: &Url, wanted: Wanted) -> Result<Option<Part>, IndexError> {
    let mut attempts = Attempts::new(url, source.retries);
    loop {
        match try_range(source.transport, url, wanted).await {
            Ok(None) => {
                source.hosts.note_no_ranges(url);
                return Ok(None);
            }
            Ok(part) => return Ok(part),
            Err(failure) => attempts.again(failure).await?,
        }
    }
}

async fn try_range(transport: &Transport, url: &Url, wanted: Wanted) -> Result<Option<Part>, Failure> {
    let text = match wanted {
        Wanted::Last(count) => format!("bytes=-{count}"),
        Wanted::Span { start, end } => format!("bytes={start}-{}", end.saturating_sub(1)),
    };
    let mut headers = file_headers();
    headers.extend(HeaderValue::from_str(&text).ok().map(|value| (RANGE, value)));
    let answer = transport.send(url, &headers).await?;
    match answer.status.as_u16() {
        206 => {}
        // Whole answers, and the ways of saying that there are no ranges here.
        200 | 400 | 405 | 416 | 501 => return Ok(None),
        status => return Err(IndexError::Status { url: Shown(url).to_string(), status, attempts: 1 }.into()),
    }
    let total = header_text(&answer.headers, &CONTENT_RANGE)
        .and_then(|text| text.rsplit('/').next())
        .and_then(|total| total.trim().parse::<u64>().ok());
    let (Some(start), Some(total), None) = (range_start(&answer), total, answer.content_encoding()) else {
        return Ok(None);
    };
    let (from, to) = match wanted {
        Wanted::Last(count) => (total.saturating_sub(count), total),
        Wanted::Span { start, end } => (start, end),
    };
    if start != from || answer.content_length().is_some_and(|length| length != to - from) {
        return Ok(None);
    }
    let bytes = answer.body().await?;
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

#[cfg(test)]
mod tests {
    use super::trim;

    #[test]
    fn only_the_headers_that_resolving_needs_are_kept() {
        let metadata = b"Metadata-Version: 2.1\nName: a\nSummary: long\n  and longer\nRequires-Dist: b\n ; extra == 'x'\nLicense: x\n\ty\n\t\n  z\nVERSION: 1\n\nName: not this\n";
        assert_eq!(
            std::str::from_utf8(&trim(metadata)).unwrap(),
            "Metadata-Version: 2.1\nName: a\nRequires-Dist: b\n ; extra == 'x'\nVERSION: 1\n"
        );
    }
}
