//! Files with strong, weak, wrong and no hashes.

use std::collections::BTreeMap;

use naja_index::{Download, IndexClient, IndexError, strong_hash};
use naja_testkit::{Fault, IndexServer, Universe};

use crate::support::{FILE, UNIVERSE, fetch_to, listed_hashes, options, page, run, transfer};

/// A universe with one wheel, whose page gives the hash that `hash` describes.
fn universe(hash: &str) -> String {
    format!("[packages.a]\n\"1.0\" = {{ hash = {hash} }}\n")
}

fn sha256(universe: &str) -> String {
    let digest = <sha2::Sha256 as sha2::Digest>::digest(
        Universe::parse(universe).file("a-1.0-py3-none-any.whl").unwrap(),
    );
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn fault_11_another_file_is_refused_with_both_hashes() {
    let server = IndexServer::of(UNIVERSE);
    let folder = tempfile::tempdir().unwrap();
    let wrong = BTreeMap::from([("sha256".to_owned(), "0".repeat(64))]);
    let error = fetch_to(&server, options(&server), &wrong, None, folder.path()).unwrap_err();
    let actual = listed_hashes(&server)["sha256"].clone();
    let text = format!(
        "hash mismatch for {}: expected sha256 `{}`, got `{actual}`",
        server.at(FILE),
        "0".repeat(64)
    );
    assert_eq!(error.to_string(), text);
    let (url, expected) = (server.at(FILE), "0".repeat(64));
    assert_eq!(error, IndexError::Hash { url, algorithm: "sha256".to_owned(), expected, actual });
}

#[test]
fn fault_26_111_a_file_without_a_strong_hash_gets_a_sha256() {
    for hash in ["false", "\"md5\"", "\"sha1\"", "\"sha3_999\""] {
        let universe = universe(hash);
        let server = IndexServer::of(&universe);
        let listed = listed_hashes(&server);
        assert_eq!(strong_hash(&listed), None, "{listed:?}");
        let url = server.at(FILE).parse().unwrap();
        let download = Download { url: &url, hashes: &listed, size: None, progress: None };
        let fetched = run(IndexClient::new(options(&server)).hash(download)).unwrap();
        assert_eq!(fetched.sha256, sha256(&universe));
    }
}

#[test]
fn fault_26_the_hash_of_a_file_that_comes_short_is_not_computed() {
    for path in [FILE, "/files/a-1.0.tar.gz"] {
        let universe = "[packages.a]\n\"1.0\" = { hash = false, size = false, sdist = true }\n";
        let server = IndexServer::of(universe);
        let size = Universe::parse(universe).file(path.trim_start_matches("/files/")).unwrap().len();
        let url = server.at(path).parse().unwrap();
        let hashes = BTreeMap::new();
        let download = Download { url: &url, hashes: &hashes, size: None, progress: None };
        server.fail_always(path, Fault::Length(-20));
        let cause = format!("the response ended after {} bytes, within the file", size - 20);
        let error = run(IndexClient::new(options(&server)).hash(download)).unwrap_err();
        assert_eq!(error, transfer(server.at(path), cause, 3));
    }
}

#[test]
fn fault_111_a_weak_hash_is_compared_all_the_same() {
    let server = IndexServer::of(&universe("\"wrong-md5\""));
    let right = IndexServer::of(&universe("\"md5\""));
    let actual = listed_hashes(&right)["md5"].clone();
    let folder = tempfile::tempdir().unwrap();
    let listed = listed_hashes(&server);
    let error = fetch_to(&server, options(&server), &listed, None, folder.path()).unwrap_err();
    let expected = "0".repeat(32);
    assert_eq!(
        error,
        IndexError::Hash { url: server.at(FILE), algorithm: "md5".to_owned(), expected, actual }
    );
}

#[test]
fn fault_111_a_strong_hash_other_than_sha256_serves_as_well() {
    let universe = universe("\"sha512\"");
    let server = IndexServer::of(&universe);
    let listed = listed_hashes(&server);
    assert_eq!(strong_hash(&listed), Some(("sha512", listed["sha512"].as_str())));
    let folder = tempfile::tempdir().unwrap();
    let fetched = fetch_to(&server, options(&server), &listed, None, folder.path()).unwrap();
    assert_eq!(fetched.sha256, sha256(&universe));
}

#[test]
fn a_hash_that_its_algorithm_cannot_have_excludes_the_file() {
    let listed = "[packages.a]\n[[listed]]\nproject = \"a\"\nfilename = \"a-1.0-py3-none-any.whl\"\nurl = \"https://example.org/a-1.0-py3-none-any.whl#md5=12\"\n";
    let server = IndexServer::of(listed);
    let page = page(options(&server)).unwrap();
    let skipped: Vec<_> = page.skipped().map(|skipped| (skipped.file, skipped.reason)).collect();
    assert_eq!(skipped, [("a-1.0-py3-none-any.whl", "its md5 hash is not 32 hexadecimal digits")]);
}
