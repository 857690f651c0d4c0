//! Pages that are not pages, and files that a page lists wrongly.

use naja_index::{IndexClient, IndexError};
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};

use crate::support::{
    FILE, PAGE, SILENT_FILE, UNIVERSE, content, count_requests, fetch, metadata, name, options, page, run,
    transfer,
};

const LOGIN: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action='/login'><input name='user'><input type='password'></form></body></html>";

fn login_page(url: String, expected: &str) -> IndexError {
    IndexError::Content {
        url,
        problem: format!("it is an HTML page, perhaps for logging in, where {expected} is expected"),
        help: Some("give a user name and a password: in the netrc file, in `NAJA_INDEX_<NAME>_USERNAME` and `NAJA_INDEX_<NAME>_PASSWORD`, or in the index URL".to_owned()),
    }
}

#[test]
fn fault_20_what_is_not_a_page_is_reported_with_its_url() {
    let server = IndexServer::of(UNIVERSE);
    for body in ["", "{\"files\": ["] {
        server.fail_always(PAGE, Fault::Body(body.as_bytes().to_vec()));
        let cause = format!("the response ended after {} bytes, within its JSON", body.len());
        assert_eq!(page(options(&server)).unwrap_err(), transfer(server.at(PAGE), cause, 3));
    }
    for (body, problem) in [
        ("{}", "it has no `files`"),
        ("[]", "invalid type: sequence, expected an object at line 1 column 0"),
        ("{\"files\": {}}", "invalid type: map, expected a list of files at line 1 column 10"),
    ] {
        server.clear_log();
        server.fail_always(PAGE, Fault::Body(body.as_bytes().to_vec()));
        let problem = format!("its JSON is not a page of the simple API: {problem}");
        assert_eq!(page(options(&server)).unwrap_err(), content(server.at(PAGE), problem));
        assert_eq!(count_requests(&server, PAGE), 1);
    }
}

#[test]
fn fault_22_a_wrong_content_type_is_named() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Header("Content-Type", "image/png".to_owned()));
    let problem = "its content type is `image/png`; a page of the simple API is JSON or HTML";
    assert_eq!(page(options(&server)).unwrap_err(), content(server.at(PAGE), problem));
}

#[test]
fn a_login_page_is_recognized_wherever_it_comes() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Html(LOGIN));
    let expected = login_page(server.at(PAGE), "a page of the simple API");
    assert_eq!(page(options(&server)).unwrap_err(), expected);
    server.fail_next(PAGE, Fault::Body(LOGIN.as_bytes().to_vec()));
    let expected = login_page(server.at(PAGE), "the JSON of the simple API");
    assert_eq!(page(options(&server)).unwrap_err(), expected);
    server.fail_always(FILE, Fault::Html(LOGIN));
    server.clear_log();
    assert_eq!(fetch_unsized(&server), login_page(server.at(FILE), "a file"));
    assert_eq!(count_requests(&server, FILE), 1);
    // Metadata is sought beside the file, by ranges, and in the whole file.
    server.fail_always(&format!("{FILE}.metadata"), Fault::Html(LOGIN));
    assert_eq!(metadata(unsized_options(&server), 0).unwrap_err(), login_page(server.at(FILE), "a file"));
    let sdist = IndexServer::of("[packages.a]\n\"1.0\" = { wheels = [], sdist = true }");
    sdist.fail_always("/files/a-1.0.tar.gz", Fault::Html(LOGIN));
    assert_eq!(
        metadata(options(&sdist), 0).unwrap_err(),
        login_page(sdist.at("/files/a-1.0.tar.gz"), "a file")
    );
}

fn unsized_options(server: &IndexServer) -> naja_index::IndexOptions {
    server.replace(Universe::parse("[packages.a]\n\"1.0\" = { size = false }"));
    options(server)
}

fn fetch_unsized(server: &IndexServer) -> IndexError {
    crate::support::fetch_sized(server, options(server), None).unwrap_err()
}

#[test]
fn a_page_without_files_is_no_login_page() {
    let html = ServerOptions { json: false, ..ServerOptions::default() };
    let server = IndexServer::start(Universe::parse("[packages.a]"), html);
    assert!(page(options(&server)).unwrap().is_empty());
    let search = "<form action='/search'><input></form><a href='a-1.0.tar.gz'>a-1.0.tar.gz</a>";
    server.fail_next(PAGE, Fault::Html(search));
    assert_eq!(page(options(&server)).unwrap().len(), 1);
}

#[test]
fn fault_21_malformed_html_is_used_with_a_warning() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Html("<a href=\"a-1.tar.gz\">a</a>\n<a href='a-2.tar.gz' <b"));
    let client = IndexClient::new(options(&server));
    assert_eq!(run(client.page(&name("a"))).unwrap().len(), 1);
    let warnings: Vec<String> =
        client.take_warnings().iter().map(|warning| warning.message.clone()).collect();
    let expected = format!(
        "the HTML of {} is malformed in 2 places (line 2: Saw < in state BeforeAttributeName): the rest of it is used",
        server.at(PAGE)
    );
    assert_eq!(warnings, [expected]);
    assert!(client.take_warnings().is_empty());
}

#[test]
fn fault_23_24_files_that_are_listed_wrongly_are_counted_with_their_reasons() {
    let listed: String = [
        ("a-not.a.version-py3-none-any.whl", ""),
        ("a-also.not.one-py3-none-any.whl", ""),
        ("../a-9.0-py3-none-any.whl", ""),
        ("a-8.0-py3-none-any.whl", "requires-python = \">>3\""),
    ]
    .iter()
    .map(|(file, requires)| format!("[[listed]]\nproject = \"a\"\nfilename = \"{file}\"\n{requires}\n"))
    .collect();
    let server = IndexServer::of(&format!("{UNIVERSE}\n{listed}"));
    let client = IndexClient::new(options(&server));
    let page = run(client.page(&name("a"))).unwrap();
    assert_eq!(page.len(), 2);
    let skipped: Vec<_> = page.skipped().map(|skipped| (skipped.file, skipped.reason)).collect();
    assert_eq!(
        skipped,
        [
            ("a-not.a.version-py3-none-any.whl", "`not.a.version` is not a version"),
            ("a-also.not.one-py3-none-any.whl", "`also.not.one` is not a version"),
            (
                "../a-9.0-py3-none-any.whl",
                "`../a` is not a valid package name: it must start and end with an ASCII letter or digit and hold only those, `-`, `_` and `.`"
            ),
            (
                "a-8.0-py3-none-any.whl",
                "its requires-python `>>3` is not valid: `>>` is not a version operator"
            ),
        ]
    );
    let reasons: Vec<_> =
        [2, 1, 0, 3].iter().map(|at| format!("`{}`: {}", skipped[*at].0, skipped[*at].1)).collect();
    let summary = format!("skipped 4 files of `a` on {}: {}", server.url(), reasons.join("; "));
    assert_eq!(page.skipped_summary(), Some(summary.clone()));
    assert_eq!(client.skipped_files(), [(name("a"), summary)]);
}

#[test]
fn fault_25_yanked_releases_keep_their_reason() {
    let server = IndexServer::of(
        "[packages.a]\n\"1.0\" = { yanked = \"broken build\" }\n\"2.0\" = { yanked = true }\n\"3.0\" = []\n",
    );
    let page = page(options(&server)).unwrap();
    let yanked: Vec<_> =
        page.releases().map(|release| (release.is_yanked(), release.yanked_reason())).collect();
    assert_eq!(yanked, [(true, Some("broken build")), (true, None), (false, None)]);
}

#[test]
fn a_page_that_was_not_modified_without_being_asked_is_refused() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Status { status: 304, retry_after: None });
    let error = page(options(&server)).unwrap_err();
    assert_eq!(error, IndexError::Status { url: server.at(PAGE), status: 304, attempts: 1 });
}

#[test]
fn a_file_without_access_is_reported() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_always(FILE, Fault::Status { status: 403, retry_after: None });
    let error = fetch(&server, options(&server)).unwrap_err();
    assert_eq!(error, IndexError::Unauthorized { url: server.at(FILE), status: 403, sent: false });
    server.fail_always(SILENT_FILE, Fault::Status { status: 404, retry_after: None });
    let error = metadata(options(&server), 1).unwrap_err();
    assert_eq!(error, IndexError::Status { url: server.at(SILENT_FILE), status: 404, attempts: 1 });
}
