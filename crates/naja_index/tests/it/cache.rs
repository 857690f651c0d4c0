//! What is remembered between runs, and what is in its place when somebody was there.

use std::path::PathBuf;

use naja_index::{Connectivity, IndexClient};
use naja_testkit::{IndexServer, ServerOptions, Universe};

use crate::support::{FILE, PAGE, UNIVERSE, cached, metadata, name, options, page, run};

/// The records that a run has left in `cache`.
fn records(cache: &std::path::Path) -> Vec<PathBuf> {
    ["pages", "metadata"]
        .iter()
        .flat_map(|kind| std::fs::read_dir(cache.join("index-v1").join(kind)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[test]
fn fault_73_random_bytes_in_the_cache_are_noticed_and_fetched_again() {
    let server = IndexServer::of(UNIVERSE);
    let folder = tempfile::tempdir().unwrap();
    let again = || metadata(cached(&server, folder.path(), Connectivity::Online), 0).unwrap();
    again();
    server.clear_log();
    again();
    assert!(server.paths().is_empty());
    for path in records(folder.path()) {
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), &bytes).unwrap();
    }
    assert_eq!(again().requires_dist.len(), 2);
    assert_eq!(server.paths(), [PAGE.to_owned(), format!("{FILE}.metadata")]);
}

#[cfg(unix)]
#[test]
fn fault_119_whatever_is_in_the_place_of_a_record_is_no_hang() {
    let server = IndexServer::of(UNIVERSE);
    let folder = tempfile::tempdir().unwrap();
    let again = || metadata(cached(&server, folder.path(), Connectivity::Online), 0).unwrap();
    again();
    let made: [&dyn Fn(&std::path::Path); 4] = [
        &|path| {
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        },
        &|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
        &|path| std::os::unix::fs::symlink(path, path).unwrap(),
        &|path| {
            std::fs::create_dir(path).unwrap();
            std::fs::File::create(path.join("of somebody")).unwrap();
        },
    ];
    for (make, stays) in made.into_iter().zip([false, false, false, true]) {
        let places = records(folder.path());
        for path in &places {
            std::fs::remove_file(path).unwrap();
            make(path);
        }
        server.clear_log();
        assert_eq!(again().requires_dist.len(), 2);
        assert_eq!(server.paths(), [PAGE.to_owned(), format!("{FILE}.metadata")]);
        // What can be replaced is, and a folder, which may be somebody's, stays.
        server.clear_log();
        assert_eq!(again().requires_dist.len(), 2);
        assert_eq!(!server.paths().is_empty(), stays);
        assert!(
            places.iter().all(|path| path.is_dir() == stays && (!stays || path.join("of somebody").exists()))
        );
    }
}

#[test]
fn a_stale_page_is_confirmed_by_its_etag() {
    let stale = ServerOptions { cache_control: None, ..ServerOptions::default() };
    let server = IndexServer::start(Universe::parse(UNIVERSE), stale);
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert_eq!(page(cached(&server, folder.path(), Connectivity::Online)).unwrap().len(), 2);
    }
    let conditional: Vec<bool> =
        server.requests().iter().map(|request| request.header("if-none-match").is_some()).collect();
    assert_eq!(conditional, [false, true]);
}

#[test]
fn pages_are_prefetched_once_each_and_errors_come_with_the_page() {
    let server = IndexServer::of("[packages.a]\n\"1\" = []\n[packages.b]\n\"1\" = []\n");
    let client = IndexClient::new(options(&server));
    run(client.prefetch_pages(["a", "b", "missing", "a"].map(name)));
    let mut paths = server.paths();
    paths.sort();
    assert_eq!(paths, ["/simple/a/", "/simple/b/", "/simple/missing/"]);
    for project in ["a", "b"] {
        assert_eq!(run(client.page(&name(project))).unwrap().len(), 1);
    }
    assert!(matches!(run(client.page(&name("missing"))), Err(naja_index::IndexError::NotFound { .. })));
    assert_eq!(server.paths().len(), 3);
}
