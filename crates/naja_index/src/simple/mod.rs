//! From the bytes of a simple-API answer to the archive of a page, whichever form the answer has.

use std::collections::{BTreeMap, HashMap};

use naja_pep::{DistFilename, PackageName, Version, specifier};
use rustc_hash::FxBuildHasher;
use url::Url;

use crate::archive::{FileRow, ReleaseRow, Slice, Writer, file_flag, release_flag};
use crate::error::{IndexError, content};
use crate::hashes::recognize;
use crate::hex;
use crate::location::{IndexLayout, take_credentials};
use crate::retry::Failure;
use crate::time::Timestamp;

mod html;
mod json;

/// What is asked for: JSON, and HTML where there is none.
pub(crate) const ACCEPT: &str =
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

/// A page in its kept form, with what is to be said about it.
#[derive(Debug)]
pub(crate) struct ParsedPage {
    pub(crate) archive: Vec<u8>,
    /// Whether it lists no file, not even one that is skipped.
    pub(crate) is_empty: bool,
    pub(crate) warnings: Vec<String>,
}

/// A page to be parsed.
#[derive(Clone, Copy)]
pub(crate) struct PageSource<'a> {
    pub(crate) project: &'a PackageName,
    /// Where it is.
    pub(crate) url: &'a Url,
    /// Whether it lists the files of other projects as well.
    pub(crate) layout: IndexLayout,
}

/// Makes a page of the files in a folder: their names, URLs and sizes.
pub(crate) fn from_folder(source: PageSource<'_>, files: &[(String, Url, u64)]) -> ParsedPage {
    let mut builder = PageBuilder::new(source);
    for (name, url, size) in files {
        builder.push(&RawFile { name, url: url.as_str(), size: Some(*size), ..RawFile::default() });
    }
    builder.finish()
}

/// Parses the response of a URL, by its content type.
///
/// # Errors
/// As a failed transfer for a response that ends too early, else for good.
pub(crate) fn parse(
    source: PageSource<'_>,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<ParsedPage, Failure> {
    let url = source.url;
    let given = content_type.unwrap_or("");
    let essence = given.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/vnd.pypi.simple.v1+json"
        | "application/vnd.pypi.simple.latest+json"
        | "application/json" => json::parse(source, body),
        "application/vnd.pypi.simple.v1+html"
        | "application/vnd.pypi.simple.latest+html"
        | "text/html"
        | "application/xhtml+xml" => html::parse(source, body),
        "" => Err(content(url, "it has no content type; a page of the simple API is JSON or HTML").into()),
        _ => Err(content(
            url,
            format!("its content type is `{given}`; a page of the simple API is JSON or HTML"),
        )
        .into()),
    }
}

/// The major version of the simple API that is understood.
fn check_api_version(url: &Url, version: &str) -> Result<(), IndexError> {
    match version.split('.').next() {
        Some("1") => Ok(()),
        _ => Err(content(
            url,
            format!("it uses version `{version}` of the simple API, but only version 1 is supported"),
        )),
    }
}

/// What a page says of one file.
#[derive(Debug, Default)]
struct RawFile<'a> {
    name: &'a str,
    url: &'a str,
    /// Pairs of algorithm and digest.
    hashes: Vec<(&'a str, &'a str)>,
    requires_python: Option<&'a str>,
    size: Option<u64>,
    upload_time: Option<&'a str>,
    yanked: Option<&'a str>,
    /// `Some` where metadata is served beside the file; the text is `algorithm=digest` or empty.
    core_metadata: Option<String>,
}

/// Collects the files of a page and groups them by version.
struct PageBuilder<'a> {
    source: PageSource<'a>,
    base: Url,
    writer: Writer,
    rows: Vec<(FileRow, String)>,
    versions: BTreeMap<Version, Vec<usize>>,
    requires: HashMap<String, Result<u32, String>, FxBuildHasher>,
    warnings: Vec<String>,
}

impl<'a> PageBuilder<'a> {
    fn new(source: PageSource<'a>) -> Self {
        Self {
            source,
            base: source.url.clone(),
            writer: Writer::default(),
            rows: Vec::new(),
            versions: BTreeMap::new(),
            requires: HashMap::default(),
            warnings: Vec::new(),
        }
    }

    /// Whether no file was listed, not even one that is left out.
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a file, or notes why it is left out.
    fn push(&mut self, file: &RawFile<'_>) {
        if self.source.layout == IndexLayout::Flat && !self.is_for_project(file.name) {
            return;
        }
        if let Err(reason) = self.try_push(file) {
            let slices = (self.writer.text(file.name), self.writer.text(&reason));
            self.writer.skipped.push(slices);
        }
    }

    fn try_push(&mut self, file: &RawFile<'_>) -> Result<(), String> {
        let (version, is_wheel) = self.parse_name(file.name)?;
        let requires = self.intern_requires(file.requires_python)?;
        let (url, fragment) = self.resolve(file.url)?;
        let mut row = FileRow { requires, ..FileRow::default() };
        let (mut others, mut is_strong) = (String::new(), false);
        let from_fragment = fragment.as_deref().and_then(|fragment| fragment.split_once('='));
        for (algorithm, digest) in file.hashes.iter().copied().chain(from_fragment) {
            let Some(known) = recognize(algorithm.trim(), digest.trim())? else { continue };
            is_strong |= known.is_strong;
            match hex::decode_32(digest.trim()).filter(|_| known.name == "sha256") {
                Some(sha256) => {
                    row.sha256 = sha256;
                    row.flags |= file_flag::HAS_SHA256;
                }
                None => {
                    others.push_str(if others.is_empty() { "" } else { " " });
                    others.extend([known.name, "=", &digest.trim().to_ascii_lowercase()]);
                }
            }
        }
        if self.source.url.scheme() == "https" && url.starts_with("http:") && !is_strong {
            return Err(
                "its URL is plain http on a page that came over https, and it has no sha256, sha384 or \
                 sha512 hash by which a change on the way would be noticed"
                    .to_owned(),
            );
        }
        if is_wheel {
            row.flags |= file_flag::WHEEL;
            if is_universal(file.name) {
                row.flags |= file_flag::UNIVERSAL;
            }
        }
        if let Some(size) = file.size {
            row.size = size;
            row.flags |= file_flag::HAS_SIZE;
        }
        if let Some(time) = file.upload_time.and_then(Timestamp::parse) {
            row.upload = time.micros();
            row.flags |= file_flag::HAS_UPLOAD;
        }
        if let Some(reason) = file.yanked {
            row.flags |= file_flag::YANKED;
            row.yanked = self.writer.text(reason);
        }
        if let Some(hash) = &file.core_metadata {
            row.flags |= file_flag::METADATA;
            row.metadata_hash = self.writer.text(hash);
        }
        if !others.is_empty() {
            row.hashes = self.writer.text(&others);
        }
        let kept = url.strip_suffix(file.name).filter(|kept| kept.ends_with('/'));
        if kept.is_some() {
            row.flags |= file_flag::NAME_IN_URL;
        }
        row.url = self.writer.text(kept.unwrap_or(&url));
        row.name = self.writer.text(file.name);
        self.versions.entry(version).or_default().push(self.rows.len());
        self.rows.push((row, file.name.to_owned()));
        Ok(())
    }

    /// Whether a file of a flat index can be one of the project.
    fn is_for_project(&self, name: &str) -> bool {
        DistFilename::parse(name).is_ok_and(|file| file.name() == self.source.project)
            || DistFilename::parse_for(name, self.source.project).is_ok()
    }

    /// The version in a file name, and whether the name is a wheel's.
    fn parse_name(&self, name: &str) -> Result<(Version, bool), String> {
        let parsed =
            DistFilename::parse_for(name, self.source.project).map_err(|error| error.reason().to_owned())?;
        Ok((parsed.version().clone(), matches!(parsed, DistFilename::Wheel(_))))
    }

    /// The row, from 1, of a specifier in the table; 0 for none.
    fn intern_requires(&mut self, text: Option<&str>) -> Result<u32, String> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(0) };
        if let Some(known) = self.requires.get(text) {
            return known.clone();
        }
        let result = match specifier::parse(text) {
            Ok(_) => {
                let slice = self.writer.text(text);
                self.writer.requires.push(slice);
                Ok(u32::try_from(self.writer.requires.len()).unwrap_or(0))
            }
            Err(error) => Err(format!("its requires-python `{text}` is not valid: {}", error.message)),
        };
        self.requires.insert(text.to_owned(), result.clone());
        result
    }

    /// The absolute URL without secrets, and its fragment.
    fn resolve(&self, text: &str) -> Result<(String, Option<String>), String> {
        if is_plain(text) {
            return Ok((text.to_owned(), None));
        }
        let mut url = self.base.join(text).map_err(|error| format!("its URL is not valid: {error}"))?;
        let is_local = url.scheme() == "file" && self.source.url.scheme() == "file";
        if !is_local && !matches!(url.scheme(), "https" | "http") {
            return Err(format!(
                "its URL has the scheme `{}`, but only https and http are allowed",
                url.scheme()
            ));
        }
        take_credentials(&mut url);
        let fragment = url.fragment().map(str::to_owned);
        url.set_fragment(None);
        Ok((url.into(), fragment))
    }

    fn finish(mut self) -> ParsedPage {
        let mut releases = Vec::with_capacity(self.versions.len());
        let mut files = Vec::with_capacity(self.rows.len());
        for (version, mut members) in std::mem::take(&mut self.versions) {
            members.sort_by(|a, b| self.rows[*a].1.cmp(&self.rows[*b].1));
            members.dedup_by(|later, earlier| {
                let twice = self.rows[*later].1 == self.rows[*earlier].1;
                if twice {
                    let slices = (self.rows[*later].0.name, self.writer.text("it is listed twice"));
                    self.writer.skipped.push(slices);
                }
                twice
            });
            let first_file = u32::try_from(files.len()).unwrap_or(u32::MAX);
            files.extend(members.iter().map(|index| self.rows[*index].0));
            let version = self.writer.text(&version.to_string());
            releases.push(summarise(version, first_file, &files[first_file as usize..]));
        }
        self.writer.releases = releases;
        self.writer.files = files;
        let is_empty = self.writer.files.is_empty() && self.writer.skipped.is_empty();
        ParsedPage { archive: self.writer.finish(), is_empty, warnings: self.warnings }
    }
}

/// What a release row says of its files.
fn summarise(version: Slice, first_file: u32, files: &[FileRow]) -> ReleaseRow {
    let any = |flag: u32| files.iter().any(|file| file.flags & flag != 0);
    let all = |flag: u32| files.iter().all(|file| file.flags & flag != 0);
    let requires = files.first().map_or(0, |file| file.requires);
    let mut flags = 0;
    for (given, flag) in [
        (!all(file_flag::WHEEL), release_flag::HAS_SDIST),
        (any(file_flag::WHEEL), release_flag::HAS_WHEEL),
        (any(file_flag::UNIVERSAL), release_flag::HAS_UNIVERSAL),
        (any(file_flag::YANKED), release_flag::ANY_YANKED),
        (all(file_flag::YANKED), release_flag::ALL_YANKED),
        (files.iter().any(|file| file.requires != requires), release_flag::MIXED_REQUIRES),
        (all(file_flag::HAS_UPLOAD), release_flag::HAS_UPLOAD),
    ] {
        flags |= if given { flag } else { 0 };
    }
    ReleaseRow {
        version,
        first_file,
        file_count: u32::try_from(files.len()).unwrap_or(u32::MAX),
        requires,
        flags,
        upload: files.iter().map(|file| file.upload).min().unwrap_or(0),
    }
}

/// Whether a URL can be kept as it is: absolute, with no user name, no fragment, and nothing to be escaped.
fn is_plain(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return false;
    };
    !rest.starts_with(['/', ':', '.'])
        && rest.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'/' | b'-' | b'_' | b'.' | b':' | b'+' | b'%' | b'!' | b'~')
        })
        && !rest.contains("/.")
}

/// Whether a wheel's name says that every Python 3 on every platform can use it.
fn is_universal(name: &str) -> bool {
    let Some(stem) = name.strip_suffix("-none-any.whl") else { return false };
    stem.rsplit('-').next().is_some_and(|python| python.split('.').any(|tag| tag == "py3"))
}

#[cfg(test)]
mod tests;
