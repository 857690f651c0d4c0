//! A project's page: its releases and their files, as an index lists them (PEP 503, 592, 658, 691, 700, 714).
//!
//! A page of thousands of versions costs next to nothing until it is looked at: versions, specifiers and files are
//! decoded on demand from the archive that the cache keeps.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr as _;
use std::sync::{Arc, OnceLock};

use naja_pep::{DistFilename, PackageName, Version, VersionSpecifiers, specifier};
use url::Url;

use crate::archive::{FileRow, Reader, ReleaseRow, file_flag, release_flag};
use crate::hex;
use crate::location::IndexUrl;
use crate::time::Timestamp;

/// What one index says about one project.
pub struct ProjectPage {
    name: PackageName,
    index: Arc<IndexUrl>,
    archive: Reader,
    versions: Box<[OnceLock<Version>]>,
    requires: Box<[OnceLock<VersionSpecifiers>]>,
}

impl ProjectPage {
    pub(crate) fn new(name: PackageName, index: Arc<IndexUrl>, archive: Reader) -> Self {
        let versions = std::iter::repeat_with(OnceLock::new).take(archive.release_count()).collect();
        let requires = std::iter::repeat_with(OnceLock::new).take(archive.requires_count()).collect();
        Self { name, index, archive, versions, requires }
    }

    /// The project.
    #[must_use]
    pub fn name(&self) -> &PackageName {
        &self.name
    }

    /// The index that the page is of.
    #[must_use]
    pub fn index(&self) -> &Arc<IndexUrl> {
        &self.index
    }

    /// How many releases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.versions.len()
    }

    /// Whether there is no release at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// How many files all releases have together.
    #[must_use]
    pub fn file_count(&self) -> usize {
        self.archive.file_count()
    }

    /// The release at `position` of the ascending order of versions.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<Release<'_>> {
        (position < self.len()).then(|| Release { page: self, position, row: self.archive.release(position) })
    }

    /// The releases, in ascending order of their versions.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = Release<'_>> + ExactSizeIterator {
        (0..self.len()).map(|position| Release { page: self, position, row: self.archive.release(position) })
    }

    /// The release whose version is equal to `version` as PEP 440 compares them.
    #[must_use]
    pub fn release(&self, version: &Version) -> Option<Release<'_>> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.version(middle).cmp(version) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.get(middle),
            }
        }
        None
    }

    /// The files that were left out, with the reason: names that are not valid, formats that are not installed,
    /// specifiers that can't be read.
    pub fn skipped(&self) -> impl ExactSizeIterator<Item = Skipped<'_>> {
        (0..self.archive.skipped_count()).map(|index| {
            let (file, reason) = self.archive.skipped(index);
            Skipped { file, reason }
        })
    }

    /// How many files are left out, and why, in a sentence; `None` where none is. Each reason is given once, with the first
    /// file that it concerns.
    #[must_use]
    pub fn skipped_summary(&self) -> Option<String> {
        const SHOWN: usize = 5;
        let mut reasons: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for skipped in self.skipped() {
            reasons.entry(skipped.reason).or_insert((0, skipped.file)).0 += 1;
        }
        if reasons.is_empty() {
            return None;
        }
        let mut parts: Vec<String> = reasons
            .iter()
            .take(SHOWN)
            .map(|(reason, (count, file))| match count {
                1 => format!("`{file}`: {reason}"),
                many => format!("`{file}` and {} more: {reason}", many - 1),
            })
            .collect();
        if let Some(more) = reasons.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            parts.push(format!("and for {more} more reasons"));
        }
        let count = self.skipped().len();
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        Some(format!("skipped {files} of `{}` on {}: {}", self.name, self.index, parts.join("; ")))
    }

    fn version(&self, position: usize) -> &Version {
        self.versions[position].get_or_init(|| {
            let text = self.archive.text(self.archive.release(position).version);
            // Only versions that parse are written; a damaged archive is noticed by its checksum before.
            Version::from_str(text).unwrap_or_else(|_| Version::new([0]))
        })
    }

    fn specifiers(&self, row: u32) -> Option<&VersionSpecifiers> {
        let index = (row as usize).checked_sub(1)?;
        let cell = self.requires.get(index)?;
        Some(cell.get_or_init(|| specifier::parse(self.archive.requires(index)).unwrap_or_default()))
    }
}

impl fmt::Debug for ProjectPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProjectPage")
            .field("name", &self.name)
            .field("index", &self.index.to_string())
            .field("releases", &self.len())
            .field("files", &self.file_count())
            .finish()
    }
}

/// A file that a page lists and that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped<'a> {
    /// The file's name, as the index writes it.
    pub file: &'a str,
    /// Why it is left out.
    pub reason: &'a str,
}

/// One version of a project.
#[derive(Clone, Copy)]
pub struct Release<'a> {
    page: &'a ProjectPage,
    position: usize,
    row: ReleaseRow,
}

/// What the files of a release say about the Python they want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiresPython<'a> {
    /// Every file says the same; `None` is no restriction.
    Same(Option<&'a VersionSpecifiers>),
    /// It differs from file to file.
    Mixed,
}

impl<'a> Release<'a> {
    /// The version.
    #[must_use]
    pub fn version(&self) -> &'a Version {
        self.page.version(self.position)
    }

    /// Its place in the ascending order of versions.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// The Python versions that its files want.
    #[must_use]
    pub fn requires_python(&self) -> RequiresPython<'a> {
        if self.has(release_flag::MIXED_REQUIRES) {
            return RequiresPython::Mixed;
        }
        RequiresPython::Same(self.page.specifiers(self.row.requires))
    }

    /// Whether it has a source distribution.
    #[must_use]
    pub fn has_sdist(&self) -> bool {
        self.has(release_flag::HAS_SDIST)
    }

    /// Whether it has a wheel.
    #[must_use]
    pub fn has_wheel(&self) -> bool {
        self.has(release_flag::HAS_WHEEL)
    }

    /// Whether it has a wheel for every Python 3 on every platform (`py3-none-any`).
    #[must_use]
    pub fn has_universal_wheel(&self) -> bool {
        self.has(release_flag::HAS_UNIVERSAL)
    }

    /// Whether all of its files are yanked (PEP 592).
    #[must_use]
    pub fn is_yanked(&self) -> bool {
        self.has(release_flag::ALL_YANKED)
    }

    /// Whether some of its files are yanked.
    #[must_use]
    pub fn has_yanked(&self) -> bool {
        self.has(release_flag::ANY_YANKED)
    }

    /// Why it is yanked, where all of its files are and a reason is given.
    #[must_use]
    pub fn yanked_reason(&self) -> Option<&'a str> {
        if !self.is_yanked() {
            return None;
        }
        self.files().find_map(|file| file.yanked().filter(|reason| !reason.is_empty()))
    }

    /// The earliest upload of its files; `None` where the index does not say it for every file.
    #[must_use]
    pub fn first_upload(&self) -> Option<Timestamp> {
        self.has(release_flag::HAS_UPLOAD).then(|| Timestamp::from_micros(self.row.upload))
    }

    /// Its files, in the order of their names.
    pub fn files(&self) -> impl ExactSizeIterator<Item = FileRef<'a>> + use<'a> {
        let page = self.page;
        let first = self.row.first_file as usize;
        // A damaged count must not make anyone walk four billion rows.
        let end = first.saturating_add(self.row.file_count as usize).min(page.archive.file_count());
        (first.min(end)..end).map(move |index| FileRef { page, row: page.archive.file(index) })
    }

    /// The file whose metadata stands for the release: a wheel where there is one, the most portable and then the
    /// smallest first, else the source distribution.
    #[must_use]
    pub fn metadata_file(&self) -> Option<FileRef<'a>> {
        self.files().min_by_key(|file| {
            let rank = if file.is_universal_wheel() { 0 } else { 2 - u8::from(file.is_wheel()) };
            (rank, file.size().unwrap_or(u64::MAX))
        })
    }

    fn has(&self, flag: u32) -> bool {
        self.row.flags & flag != 0
    }
}

impl fmt::Debug for Release<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.page.name, self.version())
    }
}

/// A file of a release, read in place.
#[derive(Clone, Copy)]
pub struct FileRef<'a> {
    pub(crate) page: &'a ProjectPage,
    row: FileRow,
}

impl<'a> FileRef<'a> {
    /// The file's name, as the index writes it.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.page.archive.text(self.row.name)
    }

    /// The URL as text, without user name and password.
    #[must_use]
    pub fn url_text(&self) -> String {
        let mut url = self.page.archive.text(self.row.url).to_owned();
        if self.has(file_flag::NAME_IN_URL) {
            url.push_str(self.name());
        }
        url
    }

    /// The index whose page lists the file.
    #[must_use]
    pub fn index(&self) -> &'a Arc<IndexUrl> {
        &self.page.index
    }

    /// The project whose page lists the file.
    #[must_use]
    pub fn project(&self) -> &'a PackageName {
        &self.page.name
    }

    /// Whether it is a wheel; else it is a source distribution.
    #[must_use]
    pub fn is_wheel(&self) -> bool {
        self.has(file_flag::WHEEL)
    }

    /// Whether it is a wheel for every Python 3 on every platform.
    #[must_use]
    pub fn is_universal_wheel(&self) -> bool {
        self.has(file_flag::UNIVERSAL)
    }

    /// The size in bytes, where the index says it.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.has(file_flag::HAS_SIZE).then_some(self.row.size)
    }

    /// The SHA-256 digest, where the index says it.
    #[must_use]
    pub fn sha256(&self) -> Option<[u8; 32]> {
        self.has(file_flag::HAS_SHA256).then_some(self.row.sha256)
    }

    /// All digests that the index says, in hexadecimal by the name of their algorithm.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let others =
            self.page.archive.text(self.row.hashes).split(' ').filter_map(|pair| pair.split_once('='));
        let mut hashes: BTreeMap<String, String> =
            others.map(|(algorithm, digest)| (algorithm.to_owned(), digest.to_owned())).collect();
        if let Some(sha256) = self.sha256() {
            hashes.insert("sha256".to_owned(), hex::encode(&sha256));
        }
        hashes
    }

    /// When it was uploaded, where the index says it.
    #[must_use]
    pub fn upload_time(&self) -> Option<Timestamp> {
        self.has(file_flag::HAS_UPLOAD).then(|| Timestamp::from_micros(self.row.upload))
    }

    /// The Python versions it wants.
    #[must_use]
    pub fn requires_python(&self) -> Option<&'a VersionSpecifiers> {
        self.page.specifiers(self.row.requires)
    }

    /// The reason for which it is yanked, empty where none is given; `None` where it is not yanked.
    #[must_use]
    pub fn yanked(&self) -> Option<&'a str> {
        self.has(file_flag::YANKED).then(|| self.page.archive.text(self.row.yanked))
    }

    /// What the page says of core metadata served beside the file (PEP 658, 714).
    #[must_use]
    pub fn core_metadata(&self) -> CoreMetadataAt {
        if !self.has(file_flag::METADATA) {
            return CoreMetadataAt::Unknown;
        }
        match self.page.archive.text(self.row.metadata_hash).split_once('=') {
            Some((algorithm, digest)) => {
                CoreMetadataAt::Announced { hash: Some((algorithm.to_owned(), digest.to_owned())) }
            }
            None => CoreMetadataAt::Announced { hash: None },
        }
    }

    /// The parsed file name.
    ///
    /// `None` only for damaged archives: pages hold no file whose name does not parse.
    #[must_use]
    pub fn filename(&self) -> Option<DistFilename> {
        DistFilename::parse_for(self.name(), self.project()).ok()
    }

    /// The file with everything the page says of it, on its own.
    ///
    /// `None` only for damaged archives.
    #[must_use]
    pub fn to_owned(&self) -> Option<IndexFile> {
        Some(IndexFile {
            filename: self.filename()?,
            name: self.name().to_owned(),
            url: Url::parse(&self.url_text()).ok()?,
            hashes: self.hashes(),
            size: self.size(),
            core_metadata: self.core_metadata(),
            needs_hash: self.index().url.scheme() == "https" && self.url_text().starts_with("http:"),
        })
    }

    fn has(&self, flag: u32) -> bool {
        self.row.flags & flag != 0
    }
}

impl fmt::Debug for FileRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file that an index, or a lock, offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFile {
    /// The parsed name.
    pub filename: DistFilename,
    /// The name as the index writes it.
    pub name: String,
    /// Where it is; holds no credentials.
    pub url: Url,
    /// Digests in hexadecimal, by the name of their algorithm.
    pub hashes: BTreeMap<String, String>,
    /// The size in bytes.
    pub size: Option<u64>,
    /// Whether its metadata is served beside it.
    pub core_metadata: CoreMetadataAt,
    /// Whether it comes unencrypted although its page came encrypted: nothing of it is used that no hash covers.
    pub needs_hash: bool,
}

/// Whether an index serves a file's core metadata beside it (PEP 658).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoreMetadataAt {
    /// The page says so.
    Announced {
        /// The algorithm and the hexadecimal digest of the metadata.
        hash: Option<(String, String)>,
    },
    /// The page does not say so, which does not mean that it is not there.
    Unknown,
}
