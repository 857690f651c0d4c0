//! Metadata beside the file, by ranges, from whole files, from source distributions, and metadata that is not right.

use std::io::Write as _;

use naja_index::{Connectivity, Download, Fetched, IndexClient, IndexError};
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};

use crate::support::{
    SILENT_FILE, UNIVERSE, cached, content, count_requests, metadata, name, options, page, run, transfer,
};

const BESIDE: &str = "/files/a-1.0-py3-none-any.whl.metadata";

#[test]
fn fault_12_a_wheel_whose_metadata_is_not_what_was_served_is_refused() {
    let universe = "[packages.a]\n\"1.0\" = { requires-dist = [\"b\"], served-metadata = \"Metadata-Version: 2.1\\nName: a\\nVersion: 1.0\\nRequires-Dist: c\\n\" }\n";
    let server = IndexServer::of(universe);
    let mismatch = IndexError::MetadataMismatch {
        file: "a-1.0-py3-none-any.whl".to_owned(),
        field: "Requires-Dist",
        served: "c".to_owned(),
        actual: "b".to_owned(),
    };
    let cache = tempfile::tempdir().unwrap();
    // One client knows the served metadata from its own request, the other from the cache.
    for asks_first in [true, false] {
        let client = IndexClient::new(cached(&server, cache.path(), Connectivity::Online));
        if !asks_first {
            metadata(cached(&server, cache.path(), Connectivity::Online), 0).unwrap();
        }
        let fetched: Result<Fetched, IndexError> = run(async {
            let page = client.page(&name("a")).await.unwrap();
            let file = page.get(0).unwrap().metadata_file().unwrap();
            if asks_first {
                assert_eq!(client.metadata(file).await.unwrap().requires_dist[0].to_string(), "c");
            }
            let (url, hashes) = (file.url_text().parse().unwrap(), file.hashes());
            let download = Download { url: &url, hashes: &hashes, size: None, progress: None };
            let folder = tempfile::tempdir().unwrap();
            let fetched = client.fetch(download, &folder.path().join("wheel")).await;
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
            fetched
        });
        assert_eq!(fetched, Err(mismatch.clone()));
    }
    // The index corrects itself, and nothing of the wrong metadata is remembered.
    server.replace(Universe::parse("[packages.a]\n\"1.0\" = { requires-dist = [\"b\"] }\n"));
    let corrected = metadata(cached(&server, cache.path(), Connectivity::Refresh), 0).unwrap();
    assert_eq!(corrected.requires_dist[0].to_string(), "b");
}

#[test]
fn fault_13_ranges_with_other_bytes_give_the_right_metadata() {
    for fault in [Fault::Whole, Fault::Shift(7)] {
        let server = IndexServer::of(UNIVERSE);
        server.fail_next(SILENT_FILE, fault);
        assert_eq!(metadata(options(&server), 1).unwrap().requires_dist[0].to_string(), "b>=2");
    }
}

#[test]
fn fault_09_metadata_that_comes_short_is_noticed_by_its_hash() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_always(BESIDE, Fault::Length(-30));
    let error = metadata(options(&server), 0).unwrap_err();
    let IndexError::Hash { url, algorithm, expected, actual } = &error else { panic!("{error}") };
    assert_eq!((url, algorithm.as_str()), (&server.at(BESIDE), "sha256"));
    let text = |bytes: &[u8]| -> String {
        <sha2::Sha256 as sha2::Digest>::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let whole = "Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Dist: b>=1\nRequires-Dist: c; extra == 'x'\n\nA distribution of the tests.\n";
    assert_eq!((expected, actual), (&text(whole.as_bytes()), &text(&whole.as_bytes()[..whole.len() - 30])));
    assert_eq!(count_requests(&server, BESIDE), 3);
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(BESIDE, Fault::Length(-30));
    assert_eq!(metadata(options(&server), 0).unwrap().requires_dist.len(), 2);
}

#[test]
fn fault_09_metadata_that_ends_within_a_line_is_a_broken_transfer() {
    let universe =
        "[packages.a]\n\"1.0\" = { requires-dist = [\"b\", \"a-long-name\"], metadata-hash = false }\n";
    let server = IndexServer::of(universe);
    // The description and some of the last requirement are missing, so that it would read `a-long`.
    server.fail_always(BESIDE, Fault::Length(-36));
    let error = metadata(options(&server), 0).unwrap_err();
    assert_eq!(error, transfer(server.at(BESIDE), "the response ended after 81 bytes, within a header", 3));
}

#[test]
fn fault_28_metadata_of_another_project_or_version_is_refused() {
    for (text, problem) in [
        ("Name: b\\nVersion: 1.0", "it is that of `b`, but the file's name says `a`"),
        ("Name: a\\nVersion: 1.1", "it is that of version 1.1, but the file's name says 1.0"),
    ] {
        let metadata = format!("Metadata-Version: 2.1\\n{text}\\n");
        let server = IndexServer::of(&format!("[packages.a]\n\"1.0\" = {{ metadata = \"{metadata}\" }}"));
        let file = "a-1.0-py3-none-any.whl".to_owned();
        let error = self::metadata(options(&server), 0).unwrap_err();
        assert_eq!(error, IndexError::Metadata { file, problem: problem.to_owned() });
    }
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
            let page = client.page(&name("a")).await.unwrap();
            client.metadata(page.get(release).unwrap().metadata_file().unwrap()).await.unwrap();
        });
    }
    assert_eq!(server.paths().iter().filter(|path| path.ends_with(".metadata")).count(), 3);
}

#[test]
fn html_pages_and_whole_files_serve_as_well() {
    let plain = ServerOptions { json: false, metadata: false, ranges: false, ..ServerOptions::default() };
    let server = IndexServer::start(Universe::parse(UNIVERSE), plain);
    assert_eq!(metadata(options(&server), 1).unwrap().requires_dist[0].to_string(), "b>=2");
    let page = page(options(&server)).unwrap();
    let release = page.get(1).unwrap();
    assert!(release.has_sdist() && release.has_universal_wheel());
    assert!(release.files().all(|file| file.sha256().is_some() && file.requires_python().is_some()));
}

#[test]
fn a_source_distribution_says_what_is_static() {
    let server = IndexServer::of(
        "[packages.a]\n\"1.0\" = { wheels = [], sdist = true, requires-dist = [\"b\"] }\n\"2.0\" = { wheels = [], sdist = true, dynamic = [\"Requires-Dist\"] }",
    );
    assert_eq!(metadata(options(&server), 0).unwrap().requires_dist[0].to_string(), "b");
    let reason = "its metadata says that `requires-dist` is dynamic".to_owned();
    let error = metadata(options(&server), 1).unwrap_err();
    assert_eq!(error, IndexError::NeedsBuild { file: "a-2.0.tar.gz".to_owned(), reason });
}

#[test]
fn fault_53_a_source_distribution_that_would_leave_its_folder_is_refused() {
    let server =
        IndexServer::of("[packages.a]\n\"1.0\" = { wheels = [], sdist = true, hash = false, size = false }");
    let path = "/files/a-1.0.tar.gz";
    let info = b"Metadata-Version: 2.2\nName: a\nVersion: 1.0\n".as_slice();
    for (kind, entry, target, problem) in [
        (tar::EntryType::Regular, "a-1.0/../../x", "", "its entry `a-1.0/../../x` leads out of the archive"),
        (
            tar::EntryType::Symlink,
            "a-1.0/x",
            "/etc/passwd",
            "its entry `a-1.0/x` is a link to `/etc/passwd`, which is an absolute path",
        ),
        (tar::EntryType::Char, "a-1.0/x", "", "its entry `a-1.0/x` is a device"),
    ] {
        let mut bytes = Vec::new();
        for (kind, path, target, contents) in
            [(kind, entry, target, b"".as_slice()), (tar::EntryType::Regular, "a-1.0/PKG-INFO", "", info)]
        {
            let mut header = tar::Header::new_ustar();
            header.set_entry_type(kind);
            header.set_size(contents.len() as u64);
            header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
            header.as_old_mut().linkname[..target.len()].copy_from_slice(target.as_bytes());
            header.set_cksum();
            bytes.extend_from_slice(header.as_bytes());
            bytes.extend_from_slice(contents);
            bytes.resize(bytes.len().next_multiple_of(512), 0);
        }
        bytes.resize(bytes.len() + 1024, 0);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        server.fail_next(path, Fault::Body(encoder.finish().unwrap()));
        let problem = format!("it is not a valid archive: {problem}");
        assert_eq!(metadata(options(&server), 0).unwrap_err(), content(server.at(path), problem));
    }
}
