//! The client against a fake index that fails in every way that can be arranged on one machine.

#![expect(clippy::unwrap_used, reason = "a test that fails should do so at once")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use naja_index::{
    Connectivity, Download, Fetched, IndexClient, IndexError, IndexOptions, IndexUrl, NetrcSource,
    ProjectPage, Retries, Timeouts,
};
use naja_pep::{CoreMetadata, PackageName};
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};

const UNIVERSE: &str = r#"
    [packages.a]
    "1.0" = ["b>=1", "c; extra == 'x'"]
    "2.0" = { requires-python = ">=3.9", requires-dist = ["b>=2"], core-metadata = false, sdist = true }
"#;
const FILE: &str = "/files/a-1.0-py3-none-any.whl";
const PAGE: &str = "/simple/a/";

fn options(server: &IndexServer) -> IndexOptions {
    IndexOptions {
        indexes: vec![IndexUrl::parse(&server.url()).unwrap()],
        netrc: NetrcSource::Off,
        retries: Retries { count: 2, base: Duration::from_millis(1), longest: Duration::from_secs(2) },
        ..IndexOptions::default()
    }
}

fn cached(server: &IndexServer, folder: &Path, connectivity: Connectivity) -> IndexOptions {
    IndexOptions { cache_dir: Some(folder.into()), connectivity, ..options(server) }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn page(options: IndexOptions) -> Result<Arc<ProjectPage>, IndexError> {
    run(IndexClient::new(options).page(&PackageName::new("a").unwrap()))
}

fn metadata(options: IndexOptions, release: usize) -> Result<Arc<CoreMetadata>, IndexError> {
    let client = IndexClient::new(options);
    run(async {
        let page = client.page(&PackageName::new("a").unwrap()).await?;
        client.metadata(page.get(release).unwrap().metadata_file().unwrap()).await
    })
}

/// Downloads the wheel of 1.0 with the hash that its page gives, and looks at what is left in the folder.
fn fetch(server: &IndexServer, options: IndexOptions) -> Result<Fetched, IndexError> {
    let folder = tempfile::tempdir().unwrap();
    let file = Universe::parse(UNIVERSE).file("a-1.0-py3-none-any.whl").unwrap().to_vec();
    let hashes = page(self::options(server)).unwrap().get(0).unwrap().files().next().unwrap().hashes();
    let result = fetch_as(server, options, &hashes, Some(file.len() as u64), folder.path());
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

fn fetch_as(
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

#[track_caller]
fn told<T: std::fmt::Debug>(result: Result<T, IndexError>, words: &str) {
    let text = result.unwrap_err().to_string();
    assert!(text.contains(words), "{text}");
}

#[test]
fn fault_01_a_reset_is_resumed_where_it_broke_off() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(FILE, Fault::Reset { after: 100 });
    fetch(&server, options(&server)).unwrap();
    let asked: Vec<_> = server.requests().into_iter().filter(|request| request.path == FILE).collect();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[1].header("range"), Some("bytes=100-"));
}

#[test]
fn fault_02_a_truncated_body_leaves_nothing() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_always(FILE, Fault::Truncate { after: 0 });
    told(fetch(&server, options(&server)), "(tried 3 times)");
    let folder = tempfile::tempdir().unwrap();
    server.fail_always(PAGE, Fault::Truncate { after: 20 });
    told(page(cached(&server, folder.path(), Connectivity::Online)), "closed before the whole body had come");
    told(page(cached(&server, folder.path(), Connectivity::Offline)), "is not in the cache");
}

#[test]
fn fault_03_a_stall_and_a_silence_are_named() {
    let server = IndexServer::of(UNIVERSE);
    let mut once = options(&server);
    once.timeouts =
        Timeouts { read: Duration::from_millis(50), connect: Duration::from_millis(50), ..once.timeouts };
    once.retries.count = 0;
    server.fail_always(FILE, Fault::Stall { after: 10 });
    told(fetch(&server, once.clone()), "stalled: no byte came for 50 ms");
    server.fail_always(PAGE, Fault::Silence);
    told(page(once), "did not answer within 50 ms");
}

#[test]
fn fault_05_a_drip_is_too_slow() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_always(FILE, Fault::Drip { piece: 1, pause: Duration::from_millis(2) });
    let mut options = options(&server);
    options.retries.count = 0;
    options.timeouts =
        Timeouts { window: Duration::from_millis(20), window_bytes: 1 << 20, ..options.timeouts };
    told(fetch(&server, options), "the transfer is too slow");
}

#[test]
fn fault_06_07_a_busy_server_is_asked_again_and_then_told() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Status { status: 429, retry_after: Some("0") });
    server.fail_next(PAGE, Fault::Status { status: 503, retry_after: None });
    assert_eq!(page(options(&server)).unwrap().len(), 2);
    server.fail_always(PAGE, Fault::Status { status: 503, retry_after: None });
    told(page(options(&server)), "answered HTTP 503 Service Unavailable (tried 3 times)");
    server.fail_always(PAGE, Fault::Status { status: 429, retry_after: Some("3600") });
    told(page(options(&server)), "wants to be left alone for 3600 s");
}

#[test]
fn fault_08_09_a_wrong_length_is_blamed_on_the_transfer() {
    let server = IndexServer::of(UNIVERSE);
    for by in [50, -50] {
        server.fail_always(FILE, Fault::Length(by));
        told(fetch(&server, options(&server)), "the server announces");
    }
}

#[test]
fn fault_10_a_false_encoding_is_told() {
    let server = IndexServer::of(UNIVERSE);
    let fault = Fault::Header("Content-Encoding", "gzip".to_owned());
    server.fail_next(PAGE, fault.clone());
    told(page(options(&server)), "encoded with gzip, but decoding fails");
    server.fail_next(FILE, fault);
    told(fetch(&server, options(&server)), "encoded with gzip, but decoding fails");
}

#[test]
fn fault_11_another_file_is_refused_with_both_hashes() {
    let server = IndexServer::of(UNIVERSE);
    let folder = tempfile::tempdir().unwrap();
    let wrong = BTreeMap::from([("sha256".to_owned(), "0".repeat(64))]);
    let error = fetch_as(&server, options(&server), &wrong, None, folder.path()).unwrap_err();
    let right = page(options(&server)).unwrap().get(0).unwrap().files().next().unwrap().hashes();
    let IndexError::Hash { expected, actual, .. } = error else { panic!("{error}") };
    assert_eq!((expected, actual), ("0".repeat(64), right["sha256"].clone()));
}

#[test]
fn fault_13_ranges_answered_otherwise_give_the_right_result() {
    let server = IndexServer::of(UNIVERSE);
    for fault in [Fault::Whole, Fault::Shift(7)] {
        server.fail_next("/files/a-2.0-py3-none-any.whl", fault.clone());
        assert_eq!(metadata(options(&server), 1).unwrap().requires_dist.len(), 1);
        server.fail_next(FILE, Fault::Reset { after: 100 });
        server.fail_next(FILE, fault);
        fetch(&server, options(&server)).unwrap();
    }
}

#[test]
fn fault_14_16_loops_and_other_schemes_are_not_followed() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Redirect("file:///etc/passwd".to_owned()));
    told(page(options(&server)), "it leads to the scheme `file`");
    server.fail_always(PAGE, Fault::Redirect("/simple/b/".to_owned()));
    server.fail_always("/simple/b/", Fault::Redirect("/simple/a/".to_owned()));
    told(page(options(&server)), "it is a redirect loop");
}

#[test]
fn fault_15_credentials_are_dropped_on_another_host() {
    let credentials = Some(("me".to_owned(), "secret".to_owned()));
    let private = ServerOptions { credentials, ..ServerOptions::default() };
    let (server, other) = (IndexServer::start(Universe::parse(UNIVERSE), private), IndexServer::of(UNIVERSE));
    told(page(options(&server)), "wants credentials");
    let with = |password: &str| {
        let index = IndexUrl::parse(&server.at_with_credentials("me", password, "/simple/")).unwrap();
        IndexOptions { indexes: vec![index], ..options(&server) }
    };
    assert_eq!(page(with("secret")).unwrap().len(), 2);
    server.fail_next(PAGE, Fault::Redirect(other.at(PAGE)));
    assert_eq!(page(with("secret")).unwrap().len(), 2);
    assert_eq!(other.paths(), [PAGE]);
    assert!(other.requests()[0].header("authorization").is_none());
    let error = page(with("wrong-password")).unwrap_err();
    assert!(matches!(error, IndexError::Unauthorized { sent: true, .. }), "{error}");
    assert!(!format!("{error} {error:?}").contains("wrong-password"));
}

#[test]
fn fault_20_22_what_is_no_page_is_told_with_its_address() {
    let server = IndexServer::of(UNIVERSE);
    for body in ["", "{\"files\": [", "{}", "[]"] {
        server.fail_next(PAGE, Fault::Body(body.as_bytes().to_vec()));
        told(page(options(&server)), "/simple/a/ can't be used: its JSON is not a page");
    }
    server.fail_next(PAGE, Fault::Header("Content-Type", "image/png".to_owned()));
    told(page(options(&server)), "its content type is `image/png`");
}

#[test]
fn fault_26_a_file_without_a_hash_gets_one() {
    let server = IndexServer::of("[packages.a]\n\"1.0\" = { hash = false, size = false }");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(page(options(&server)).unwrap().get(0).unwrap().files().next().unwrap().sha256(), None);
    let fetched = fetch_as(&server, options(&server), &BTreeMap::new(), None, folder.path()).unwrap();
    assert_eq!(fetched.sha256.len(), 64);
}

#[test]
fn fault_28_metadata_of_another_project_or_version_is_refused() {
    for text in ["Name: b\\nVersion: 1.0", "Name: a\\nVersion: 1.1"] {
        let metadata = format!("Metadata-Version: 2.1\\n{text}\\n");
        let server = IndexServer::of(&format!("[packages.a]\n\"1.0\" = {{ metadata = \"{metadata}\" }}"));
        told(self::metadata(options(&server), 0), "where the file's name says");
    }
}

#[test]
fn fault_73_random_bytes_in_the_cache_are_noticed_and_fetched_anew() {
    let server = IndexServer::of(UNIVERSE);
    let folder = tempfile::tempdir().unwrap();
    let again = || metadata(cached(&server, folder.path(), Connectivity::Online), 0).unwrap();
    again();
    server.clear_log();
    again();
    assert!(server.paths().is_empty());
    for kind in ["pages", "metadata"] {
        for entry in std::fs::read_dir(folder.path().join("index-v1").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
            std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), &bytes).unwrap();
        }
    }
    assert_eq!(again().requires_dist.len(), 2);
    assert_eq!(server.paths(), [PAGE.to_owned(), format!("{FILE}.metadata")]);
}

#[test]
fn a_stale_page_is_confirmed_by_its_etag() {
    let stale = ServerOptions { cache_control: None, ..ServerOptions::default() };
    let server = IndexServer::start(Universe::parse(UNIVERSE), stale);
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert_eq!(page(cached(&server, folder.path(), Connectivity::Online)).unwrap().len(), 2);
    }
    let asked: Vec<bool> =
        server.requests().iter().map(|request| request.header("if-none-match").is_some()).collect();
    assert_eq!(asked, [false, true]);
}

#[test]
fn a_host_without_metadata_files_is_asked_three_times() {
    let versions: String =
        (1..=6).map(|version| format!("\"{version}\" = {{ core-metadata = false }}\n")).collect();
    let server = IndexServer::of(&format!("[packages.a]\n{versions}"));
    let folder = tempfile::tempdir().unwrap();
    let client = IndexClient::new(cached(&server, folder.path(), Connectivity::Online));
    for release in 0..6 {
        run(async {
            let page = client.page(&PackageName::new("a").unwrap()).await.unwrap();
            client.metadata(page.get(release).unwrap().metadata_file().unwrap()).await.unwrap();
        });
    }
    assert_eq!(server.paths().iter().filter(|path| path.ends_with(".metadata")).count(), 3);
}

#[test]
fn html_pages_and_whole_files_serve_as_well() {
    let plain = ServerOptions { json: false, metadata: false, ranges: false, ..ServerOptions::default() };
    let server = IndexServer::start(Universe::parse(UNIVERSE), plain);
    assert_eq!(metadata(options(&server), 1).unwrap().requires_dist.len(), 1);
    let page = page(options(&server)).unwrap();
    let release = page.get(1).unwrap();
    assert!(release.has_sdist() && release.has_universal_wheel());
    assert!(release.files().all(|file| file.sha256().is_some() && file.requires_python().is_some()));
}

#[test]
fn a_source_distribution_tells_what_is_static() {
    let server = IndexServer::of(
        "[packages.a]\n\"1.0\" = { wheels = [], sdist = true, requires-dist = [\"b\"] }\n\"2.0\" = { wheels = [], sdist = true, dynamic = [\"Requires-Dist\"] }",
    );
    assert_eq!(metadata(options(&server), 0).unwrap().requires_dist.len(), 1);
    assert!(matches!(metadata(options(&server), 1), Err(IndexError::NeedsBuild { .. })));
}
