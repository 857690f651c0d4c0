//! What the resolver asks, answered by the indexes: from the cache at once where that is possible, else by tasks that run
//! ahead of the solver.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use naja_base::Diagnostic;
use naja_index::{IndexClient, IndexError, ProjectPage, RequiresPython, Timestamp};
use naja_pep::pylock::{Datetime, File};
use naja_pep::version::Ranges;
use naja_pep::{Marker, PackageName, Version, WheelFilename};
use naja_resolve::lock::{Files, ReleaseFiles};
use naja_resolve::{ExcludeNewer, FactError, Facts, FileFacts, Options, PackageMetadata, Release, Releases};
use rustc_hash::FxHashMap;
use tokio::runtime::Handle;

use super::network::Network;

/// The facts that an index client can find out.
pub(crate) struct IndexFacts {
    client: IndexClient,
    /// The clients of packages that come from one index alone.
    pinned: BTreeMap<PackageName, IndexClient>,
    runtime: Handle,
    limits: UploadLimits,
    coverages: Arc<Coverages>,
    pages: Answers<PackageName, ProjectPage>,
    metadata: Answers<(PackageName, Version), PackageMetadata>,
}

impl IndexFacts {
    /// Facts from the indexes of `network`, queried on `runtime`, within the upload times that `options` admit.
    pub(crate) fn new(network: &Network, runtime: Handle, options: &Options) -> Self {
        Self {
            client: network.client.clone(),
            pinned: network.pinned.clone(),
            runtime,
            limits: UploadLimits::new(options),
            coverages: Arc::default(),
            pages: Answers::default(),
            metadata: Answers::default(),
        }
    }

    /// The client that asks for `name`.
    fn client(&self, name: &PackageName) -> &IndexClient {
        self.pinned.get(name).unwrap_or(&self.client)
    }

    /// The page of `name`, which may have to be waited for.
    pub(crate) fn page(&self, name: &PackageName) -> Result<Arc<ProjectPage>, FactError> {
        self.start_page(name, None).wait()
    }

    fn start_page(&self, name: &PackageName, likely: Option<&Ranges<Version>>) -> Arc<Answer<ProjectPage>> {
        let (answer, is_new) = self.pages.get(name);
        if is_new {
            if let Some(known) = self.client(name).cached_page(name) {
                answer.set(known.map_err(|error| fact_error(&error)));
                return answer;
            }
            let (client, name, task) = (self.client(name).clone(), name.clone(), Arc::clone(&answer));
            let (likely, cutoff) = (likely.cloned(), self.limits.of(&name));
            self.runtime.spawn(async move {
                let page = client.page(&name).await;
                task.set(page.clone().map_err(|error| fact_error(&error)));
                // The metadata that the solver will probably want next; whether it comes is no matter here.
                if let (Ok(page), Some(likely)) = (page, likely)
                    && let Some(release) = page.releases().rev().find(|release| {
                        likely.contains(release.version())
                            && !release.version().any_prerelease()
                            && !is_too_new(release.first_upload(), cutoff)
                    })
                    && let Some(file) = release.metadata_file()
                {
                    let _ = client.metadata(file).await;
                }
            });
        }
        answer
    }

    fn start_metadata(&self, name: &PackageName, version: &Version) -> Arc<Answer<PackageMetadata>> {
        let (answer, is_new) = self.metadata.get(&(name.clone(), version.clone()));
        if !is_new {
            return answer;
        }
        let page = match self.page(name) {
            Ok(page) => page,
            Err(error) => {
                answer.set(Err(error));
                return answer;
            }
        };
        let Some(file) = page.release(version).and_then(|release| release.metadata_file()) else {
            answer.set(Err(FactError::NotFound));
            return answer;
        };
        if let Some(known) = self.client(name).cached_metadata(file) {
            answer.set(known.map_err(|error| fact_error(&error)).map(|metadata| package_metadata(&metadata)));
            return answer;
        }
        let (client, version, task) = (self.client(name).clone(), version.clone(), Arc::clone(&answer));
        self.runtime.spawn(async move {
            let Some(file) = page.release(&version).and_then(|release| release.metadata_file()) else {
                return;
            };
            let metadata = client.metadata(file).await;
            task.set(
                metadata.map_err(|error| fact_error(&error)).map(|metadata| package_metadata(&metadata)),
            );
        });
        answer
    }
}

impl Facts for IndexFacts {
    fn prefetch_releases(&self, name: &PackageName, likely: &Ranges<Version>) {
        self.start_page(name, Some(likely));
    }

    fn prefetch_metadata(&self, name: &PackageName, version: &Version) {
        self.start_metadata(name, version);
    }

    fn releases(&self, name: &PackageName) -> Result<Arc<dyn Releases>, FactError> {
        let page = self.page(name)?;
        Ok(Arc::new(PageReleases {
            page,
            cutoff: self.limits.of(name),
            coverages: Arc::clone(&self.coverages),
        }))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Arc<PackageMetadata>, FactError> {
        self.start_metadata(name, version).wait()
    }

    fn tags(&self, name: &PackageName, version: &Version) -> Vec<String> {
        let Ok(page) = self.page(name) else { return Vec::new() };
        let files = page.release(version).into_iter().flat_map(|release| release.files());
        let mut tags: Vec<String> =
            files.filter_map(|file| Some(tag_text(file.name())?.to_owned())).collect();
        tags.sort();
        tags.dedup();
        tags
    }
}

impl Files for IndexFacts {
    fn files(&self, name: &PackageName, version: &Version) -> Result<ReleaseFiles, FactError> {
        let page = self.page(name)?;
        let release = page.release(version).ok_or(FactError::NotFound)?;
        let mut files = ReleaseFiles { index: Some(page.index().url.to_string()), ..ReleaseFiles::default() };
        let cutoff = self.limits.of(name);
        for file in release.files().filter(|file| !is_too_new(file.upload_time(), cutoff)) {
            let locked = File {
                name: file.name().to_owned(),
                upload_time: file.upload_time().and_then(|time| time.to_string().parse::<Datetime>().ok()),
                url: Some(file.url_text()),
                path: None,
                size: file.size(),
                hashes: file.hashes(),
            };
            if file.is_wheel() {
                files.wheels.push(locked);
            } else {
                files.sdist = Some(locked);
            }
        }
        Ok(files)
    }
}

/// A page as the resolver sees it; each release is read when it is asked for.
struct PageReleases {
    page: Arc<ProjectPage>,
    cutoff: Option<Timestamp>,
    coverages: Arc<Coverages>,
}

impl Releases for PageReleases {
    fn len(&self) -> usize {
        self.page.len()
    }

    fn version(&self, position: usize) -> Version {
        // The resolver asks below `len` only, where every release has a version.
        self.page.get(position).map_or_else(|| Version::new([0]), |release| release.version().clone())
    }

    fn release(&self, position: usize) -> Release {
        let Some(release) = self.page.get(position) else { return Release::from_files([]) };
        let has_files = release.has_wheel() || release.has_sdist();
        if self.cutoff.is_none()
            && has_files
            && !release.has_yanked()
            && let RequiresPython::Same(requires_python) = release.requires_python()
        {
            // Where one file serves every environment, the others need no look.
            let coverage = if release.has_sdist() || release.has_universal_wheel() {
                Marker::TRUE
            } else {
                let files = release.files().map(|file| self.coverages.of(file.name()));
                files.fold(Marker::FALSE, Marker::or)
            };
            let requires_python = requires_python.cloned();
            return Release { requires_python, coverage, yanked: None, unusable: None };
        }
        Release::from_files(release.files().map(|file| FileFacts {
            requires_python: file.requires_python(),
            yanked: file.yanked(),
            too_new: is_too_new(file.upload_time(), self.cutoff),
            unusable: None,
            coverage: if file.is_wheel() { self.coverages.of(file.name()) } else { Marker::TRUE },
        }))
    }
}

/// Until when the files of a package may have been uploaded.
struct UploadLimits {
    general: Option<Timestamp>,
    packages: BTreeMap<PackageName, Option<Timestamp>>,
}

impl UploadLimits {
    fn new(options: &Options) -> Self {
        let timestamp = |limit: &ExcludeNewer| Timestamp::parse(&limit.cutoff);
        let packages = options.exclude_newer_packages.iter();
        Self {
            general: options.exclude_newer.as_ref().and_then(timestamp),
            packages: packages
                .map(|(name, limit)| (name.clone(), limit.as_ref().and_then(timestamp)))
                .collect(),
        }
    }

    fn of(&self, name: &PackageName) -> Option<Timestamp> {
        self.packages.get(name).copied().unwrap_or(self.general)
    }
}

/// The environments that wheels can serve, by the text of their tags: packages share most of them.
#[derive(Default)]
struct Coverages {
    known: Mutex<FxHashMap<String, Marker>>,
}

impl Coverages {
    fn of(&self, file_name: &str) -> Marker {
        let Some(tags) = tag_text(file_name) else { return Marker::FALSE };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(marker) = known.get(tags) {
            return *marker;
        }
        let marker =
            WheelFilename::parse(file_name).map_or(Marker::FALSE, |wheel| wheel.environment_marker());
        known.insert(tags.to_owned(), marker);
        marker
    }
}

/// `cp312-cp312-win_amd64` of a wheel's file name.
fn tag_text(file_name: &str) -> Option<&str> {
    let stem = file_name.strip_suffix(".whl")?;
    let (rest, _) = stem.rsplit_once('-')?;
    let (rest, _) = rest.rsplit_once('-')?;
    let (rest, _) = rest.rsplit_once('-')?;
    stem.get(rest.len() + 1..)
}

/// Whether an upload is later than the cutoff; where the index does not tell its time, it may be.
pub(crate) fn is_too_new(upload: Option<Timestamp>, cutoff: Option<Timestamp>) -> bool {
    cutoff.is_some_and(|cutoff| upload.is_none_or(|upload| upload > cutoff))
}

fn package_metadata(metadata: &naja_pep::CoreMetadata) -> Arc<PackageMetadata> {
    Arc::new(PackageMetadata {
        requires_dist: metadata.requires_dist.clone(),
        requires_python: metadata.requires_python.clone(),
        provides_extra: metadata.provides_extra.clone(),
    })
}

fn fact_error(error: &IndexError) -> FactError {
    match error {
        IndexError::NotFound { .. } => FactError::NotFound,
        IndexError::NeedsBuild { .. } | IndexError::Metadata { .. } => FactError::Unusable(error.to_string()),
        _ => FactError::Fatal(Box::<Diagnostic>::new(error.diagnostic())),
    }
}

/// Answers by key, each found out once.
struct Answers<K, T> {
    known: Mutex<FxHashMap<K, Arc<Answer<T>>>>,
}

impl<K, T> Default for Answers<K, T> {
    fn default() -> Self {
        Self { known: Mutex::default() }
    }
}

impl<K: Clone + Eq + std::hash::Hash, T> Answers<K, T> {
    /// The answer for `key`, and whether this call is the first to ask, which must see to it.
    fn get(&self, key: &K) -> (Arc<Answer<T>>, bool) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match known.entry(key.clone()) {
            Entry::Occupied(entry) => (Arc::clone(entry.get()), false),
            Entry::Vacant(entry) => (Arc::clone(entry.insert(Arc::default())), true),
        }
    }
}

/// One answer, which comes sooner or later.
struct Answer<T> {
    value: Mutex<Option<Result<Arc<T>, FactError>>>,
    arrived: Condvar,
}

impl<T> Default for Answer<T> {
    fn default() -> Self {
        Self { value: Mutex::new(None), arrived: Condvar::new() }
    }
}

impl<T> Answer<T> {
    fn set(&self, value: Result<Arc<T>, FactError>) {
        *self.value.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        self.arrived.notify_all();
    }

    fn wait(&self) -> Result<Arc<T>, FactError> {
        let mut value = self.value.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*value {
                Some(value) => return value.clone(),
                None => value = self.arrived.wait(value).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}
