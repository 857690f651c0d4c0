//! Indexes on this machine, flat ones, ones that a project is pinned to, and files named by their URL.

use std::sync::Arc;

use naja_index::{Connectivity, Download, IndexClient, IndexError, IndexOptions, IndexUrl};
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};
use url::Url;

use crate::support::{FILE, UNIVERSE, cached, count_requests, metadata, name, options, page, run};

/// Options for one index, of whatever kind.
fn on(index: IndexUrl) -> IndexOptions {
    IndexOptions { indexes: vec![index], ..IndexOptions::default() }
}

fn folder_url(path: &std::path::Path) -> String {
    Url::from_directory_path(path).unwrap().into()
}

/// The versions of a page.
fn versions(options: IndexOptions, project: &str) -> Result<Vec<String>, IndexError> {
    let page = run(IndexClient::new(options).page(&name(project)))?;
    Ok(page.releases().map(|release| release.version().to_string()).collect())
}

#[test]
fn a_simple_index_in_a_folder_is_read_offline_too() {
    let folder = tempfile::tempdir().unwrap();
    Universe::parse(UNIVERSE).write_folder(folder.path()).unwrap();
    let index = || IndexUrl::parse(&folder_url(&folder.path().join("simple"))).unwrap();
    for connectivity in [Connectivity::Online, Connectivity::Offline] {
        let options = || IndexOptions { connectivity, ..on(index()) };
        let page = page(options()).unwrap();
        let file = page.get(0).unwrap().files().next().unwrap();
        assert_eq!(file.url_text(), format!("{}files/a-1.0-py3-none-any.whl", folder_url(folder.path())));
        assert_eq!(metadata(options(), 0).unwrap().requires_dist[0].to_string(), "b>=1");
        // A source distribution and a wheel; the wheel stands for both.
        assert_eq!(metadata(options(), 1).unwrap().requires_dist[0].to_string(), "b>=2");
        let (url, hashes) = (file.url_text().parse().unwrap(), file.hashes());
        let download = Download { url: &url, hashes: &hashes, size: None, progress: None };
        let target = tempfile::tempdir().unwrap();
        let fetched = run(IndexClient::new(options()).fetch(download, &target.path().join("wheel"))).unwrap();
        assert_eq!(fetched.sha256, hashes["sha256"]);
        let wrong = [("sha256".to_owned(), "0".repeat(64))].into();
        let download = Download { hashes: &wrong, ..download };
        let error =
            run(IndexClient::new(options()).fetch(download, &target.path().join("other"))).unwrap_err();
        assert!(matches!(error, IndexError::Hash { actual, .. } if actual == hashes["sha256"]));
        let missing = run(IndexClient::new(options()).page(&name("missing"))).unwrap_err();
        let indexes = vec![folder_url(&folder.path().join("simple"))];
        assert_eq!(missing, IndexError::NotFound { name: name("missing"), indexes });
    }
}

#[test]
fn an_index_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none");
    let error = page(on(IndexUrl::parse(&folder_url(&path)).unwrap())).unwrap_err();
    assert_eq!(
        error,
        IndexError::Io { path: path.join(""), cause: "No such file or directory (os error 2)".to_owned() }
    );
}

#[test]
fn a_file_without_a_hash_in_a_folder_is_read_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let cache = tempfile::tempdir().unwrap();
    let path = folder.path().join("a-1.0-py3-none-any.whl");
    let put = |requires: &str| {
        let universe = Universe::parse(&format!("[packages.a]\n\"1.0\" = [\"{requires}\"]\n"));
        let bytes = universe.file("a-1.0-py3-none-any.whl").unwrap().to_vec();
        naja_base::atomic::replace(&path, &bytes).unwrap();
    };
    for requires in ["b", "c"] {
        put(requires);
        let index = IndexUrl::parse_flat(&folder_url(folder.path())).unwrap();
        let options = IndexOptions { cache_dir: Some(cache.path().into()), ..on(index) };
        assert_eq!(metadata(options, 0).unwrap().requires_dist[0].to_string(), requires);
    }
}

#[test]
fn a_flat_folder_lists_the_files_of_each_project() {
    let folder = tempfile::tempdir().unwrap();
    for file in
        ["a-1.0-py3-none-any.whl", "a-2.0.tar.gz", "a_b-3.0.tar.gz", "A-4.0.zip", "README.txt", "a.txt"]
    {
        naja_base::atomic::replace(&folder.path().join(file), b"").unwrap();
    }
    std::fs::create_dir(folder.path().join("a-5.0.tar.gz")).unwrap();
    let index = || on(IndexUrl::parse_flat(&folder_url(folder.path())).unwrap());
    assert_eq!(versions(index(), "a").unwrap(), ["1.0", "2.0", "4.0"]);
    assert_eq!(versions(index(), "a-b").unwrap(), ["3.0"]);
    assert!(matches!(versions(index(), "c"), Err(IndexError::NotFound { .. })));
    let client = IndexClient::new(index());
    run(client.page(&name("a"))).unwrap();
    assert!(client.skipped_files().is_empty());
}

#[test]
fn a_flat_page_is_fetched_once_for_all_projects() {
    let server = IndexServer::of("[packages.a]\n");
    let html = "<a href='files/a-1.0-py3-none-any.whl#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'>a</a><a href='files/b-2.0.tar.gz'>b</a>";
    server.fail_always("/simple/a/", Fault::Html(html));
    let index = || IndexUrl::parse_flat(&server.at("/simple/a/")).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let options =
        || IndexOptions { indexes: vec![index()], ..cached(&server, cache.path(), Connectivity::Online) };
    let client = IndexClient::new(options());
    let page = run(client.page(&name("a"))).unwrap();
    let file = page.get(0).unwrap().files().next().unwrap();
    assert_eq!(file.url_text(), server.at("/simple/a/files/a-1.0-py3-none-any.whl"));
    assert_eq!(run(client.page(&name("b"))).unwrap().len(), 1);
    assert!(matches!(run(client.page(&name("c"))), Err(IndexError::NotFound { .. })));
    assert_eq!(count_requests(&server, "/simple/a/"), 1);
    let offline = || IndexOptions { connectivity: Connectivity::Offline, ..options() };
    assert_eq!(versions(offline(), "b").unwrap(), ["2.0"]);
    assert!(matches!(versions(offline(), "c"), Err(IndexError::NotFound { .. })));
    // A flat page that is not there is a mistake, a project that it does not list is none.
    let gone = on(IndexUrl::parse_flat(&server.at("/gone.html")).unwrap());
    let error = versions(gone, "a").unwrap_err();
    assert_eq!(error, IndexError::Status { url: server.at("/gone.html"), status: 404, attempts: 1 });
}

#[test]
fn a_pinned_project_comes_from_its_own_index_with_its_credentials() {
    let public = IndexServer::of("[packages.a]\n\"9.0\" = []\n");
    let credentials = Some(("me".to_owned(), "secret".to_owned()));
    let private = ServerOptions { credentials, ..ServerOptions::default() };
    let private = IndexServer::start(Universe::parse(UNIVERSE), private);
    let index = IndexUrl::parse(&private.at_with_credentials("me", "secret", "/simple/")).unwrap();
    let client = IndexClient::new(IndexOptions { explicit: vec![index.clone()], ..options(&public) });
    let index = Arc::new(index);
    assert_eq!(run(client.page_on(&index, &name("a"))).unwrap().len(), 2);
    assert_eq!(run(client.page_on(&index, &name("a"))).unwrap().index().url, index.url);
    assert_eq!(private.paths(), ["/simple/a/"]);
    assert!(public.paths().is_empty());
    let page = run(client.page(&name("a"))).unwrap();
    assert_eq!(page.get(0).unwrap().version().to_string(), "9.0");
    let error = run(client.page_on(&index, &name("missing"))).unwrap_err();
    assert_eq!(error, IndexError::NotFound { name: name("missing"), indexes: vec![private.url()] });
}

#[test]
fn a_file_named_by_its_url_is_downloaded_for_its_hash_and_metadata() {
    let server = IndexServer::of(UNIVERSE);
    let client = IndexClient::new(options(&server));
    let wheel = Universe::parse(UNIVERSE).file("a-1.0-py3-none-any.whl").unwrap().to_vec();
    let direct = |url: &str| run(client.direct_file(&url.parse().unwrap()));
    let found = direct(&server.at(FILE)).unwrap();
    assert_eq!(
        (found.filename.version().to_string().as_str(), found.fetched.size),
        ("1.0", wheel.len() as u64)
    );
    assert_eq!(found.metadata.requires_dist[0].to_string(), "b>=1");
    let hash = &found.fetched.sha256;
    assert_eq!(
        direct(&format!("{}#egg=a&sha256={}", server.at(FILE), hash.to_uppercase())).unwrap().fetched,
        found.fetched
    );
    let wrong = "0".repeat(64);
    let error = direct(&format!("{}#sha256={wrong}", server.at(FILE))).unwrap_err();
    let algorithm = "sha256".to_owned();
    assert_eq!(
        error,
        IndexError::Hash { url: server.at(FILE), algorithm, expected: wrong, actual: hash.clone() }
    );
    assert_eq!(
        direct(&server.at("/files/a-2.0.tar.gz")).unwrap().metadata.requires_dist[0].to_string(),
        "b>=2"
    );
    for url in [server.at("/files/a.txt"), server.at("/"), server.at_with_credentials("me", "secret", FILE)] {
        let error = direct(&url).unwrap_err();
        assert!(matches!(&error, IndexError::Config { .. }), "{error}");
        assert!(!error.to_string().contains("secret"));
    }
}

#[test]
fn stores_without_metadata_and_ranges_that_redirect_their_files_serve_as_well() {
    let plain = ServerOptions { json: false, metadata: false, ranges: false, ..ServerOptions::default() };
    let index = IndexServer::start(Universe::parse(UNIVERSE), plain.clone());
    let store = IndexServer::start(Universe::parse(UNIVERSE), plain);
    index.fail_always(FILE, Fault::Redirect(store.at(&format!("{FILE}?X-Signature=secret"))));
    index.fail_always(&format!("{FILE}.metadata"), Fault::Status { status: 403, retry_after: None });
    assert_eq!(metadata(options(&index), 0).unwrap().requires_dist.len(), 2);
    assert_eq!(count_requests(&store, FILE), 2);
    crate::support::fetch(&index, options(&index)).unwrap();
    // What such a store refuses is reported without the signature.
    store.fail_always(FILE, Fault::Status { status: 403, retry_after: None });
    let error = crate::support::fetch(&index, options(&index)).unwrap_err();
    let url = format!("{}?…", store.at(FILE));
    assert_eq!(error, IndexError::Unauthorized { url, status: 403, sent: false });
}
