//! A universe, clients for it, and the errors that they are expected to report.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use naja_index::{
    Connectivity, Download, Fetched, IndexClient, IndexError, IndexOptions, IndexUrl, NetrcSource,
    ProjectPage, RequestOptions, Retries, Timeouts,
};
use naja_pep::{CoreMetadata, PackageName};
use naja_testkit::{IndexServer, Universe};

pub(crate) const UNIVERSE: &str = r#"
    [packages.a]
    "1.0" = ["b>=1", "c; extra == 'x'"]
    "2.0" = { requires-python = ">=3.9", requires-dist = ["b>=2"], core-metadata = false, sdist = true }
"#;
/// The wheel of 1.0, whose metadata is announced.
pub(crate) const FILE: &str = "/files/a-1.0-py3-none-any.whl";
/// The wheel of 2.0, whose metadata is not announced.
pub(crate) const SILENT_FILE: &str = "/files/a-2.0-py3-none-any.whl";
pub(crate) const PAGE: &str = "/simple/a/";

/// Options with two retries and hardly a wait between them.
pub(crate) fn options(server: &IndexServer) -> IndexOptions {
    options_for(&server.url())
}

pub(crate) fn options_for(index: &str) -> IndexOptions {
    IndexOptions {
        indexes: vec![IndexUrl::parse(index).unwrap()],
        netrc: NetrcSource::Off,
        requests: RequestOptions {
            retries: Retries { count: 2, base: Duration::from_millis(1), longest: Duration::from_secs(2) },
            ..RequestOptions::default()
        },
        ..IndexOptions::default()
    }
}

/// Options under which a server may stay silent for `milliseconds`, without retries.
pub(crate) fn impatient(server: &IndexServer, milliseconds: u64) -> IndexOptions {
    let mut options = options(server);
    options.requests.retries.count = 0;
    options.requests.timeouts = Timeouts::new(Duration::from_millis(milliseconds));
    options
}

pub(crate) fn cached(server: &IndexServer, folder: &Path, connectivity: Connectivity) -> IndexOptions {
    IndexOptions { cache_dir: Some(folder.into()), connectivity, ..options(server) }
}

pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

pub(crate) fn name(text: &str) -> PackageName {
    PackageName::new(text).unwrap()
}

pub(crate) fn page(options: IndexOptions) -> Result<Arc<ProjectPage>, IndexError> {
    run(IndexClient::new(options).page(&name("a")))
}

/// The metadata of the release at `position`.
pub(crate) fn metadata(options: IndexOptions, position: usize) -> Result<Arc<CoreMetadata>, IndexError> {
    let client = IndexClient::new(options);
    run(async {
        let page = client.page(&name("a")).await?;
        client.metadata(page.get(position).unwrap().metadata_file().unwrap()).await
    })
}

/// The hashes that the page gives for the wheel of the first release.
pub(crate) fn listed_hashes(server: &IndexServer) -> BTreeMap<String, String> {
    page(options(server)).unwrap().get(0).unwrap().files().next().unwrap().hashes()
}

/// Downloads the wheel of 1.0 with the hash that its page gives, and checks that nothing is left after a failure.
pub(crate) fn fetch(server: &IndexServer, options: IndexOptions) -> Result<Fetched, IndexError> {
    let size = Universe::parse(UNIVERSE).file("a-1.0-py3-none-any.whl").unwrap().len() as u64;
    fetch_sized(server, options, Some(size))
}

/// Like [`fetch`], with another size or none.
pub(crate) fn fetch_sized(
    server: &IndexServer,
    options: IndexOptions,
    size: Option<u64>,
) -> Result<Fetched, IndexError> {
    let folder = tempfile::tempdir().unwrap();
    let file = Universe::parse(UNIVERSE).file("a-1.0-py3-none-any.whl").unwrap().to_vec();
    let hashes = listed_hashes(server);
    let result = fetch_to(server, options, &hashes, size, folder.path());
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    match &result {
        Ok(fetched) => {
            assert_eq!(fetched.sha256, hashes["sha256"]);
            assert_eq!(std::fs::read(folder.path().join("wheel")).unwrap(), file);
            assert_eq!(left, ["wheel"]);
        }
        Err(_) => assert!(left.is_empty(), "{left:?}"),
    }
    result
}

/// Downloads the wheel of 1.0 to `wheel` in `folder`.
pub(crate) fn fetch_to(
    server: &IndexServer,
    options: IndexOptions,
    hashes: &BTreeMap<String, String>,
    size: Option<u64>,
    folder: &Path,
) -> Result<Fetched, IndexError> {
    let url = server.at(FILE).parse().unwrap();
    let download = Download { url: &url, hashes, size, progress: None };
    run(IndexClient::new(options).fetch(download, &folder.join("wheel")))
}

/// The error of a transfer that failed for `cause`.
pub(crate) fn transfer(url: String, cause: impl Into<String>, attempts: u32) -> IndexError {
    IndexError::Transfer { url, cause: cause.into(), help: None, attempts }
}

/// The error of a response with a `problem`.
pub(crate) fn content(url: String, problem: impl Into<String>) -> IndexError {
    IndexError::Content { url, problem: problem.into(), help: None }
}

/// How often `path` was requested.
pub(crate) fn count_requests(server: &IndexServer, path: &str) -> usize {
    server.paths().iter().filter(|requested| *requested == path).count()
}
