//! Responses that break off, stall, come too slowly or too short, or are not what their headers say.

use std::time::Duration;

use naja_index::{Connectivity, IndexError, Timeouts};
use naja_testkit::{Fault, IndexServer, Universe};

use crate::support::{
    FILE, PAGE, UNIVERSE, cached, content, count_requests, fetch, fetch_sized, impatient, options, page,
    transfer,
};

fn wheel_size() -> u64 {
    Universe::parse(UNIVERSE).file("a-1.0-py3-none-any.whl").unwrap().len() as u64
}

/// The length of the page in JSON.
fn page_size(server: &IndexServer) -> u64 {
    let url = server.at(PAGE).replace("http://", "");
    let (host, path) = url.split_at(url.find('/').unwrap());
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nAccept: application/vnd.pypi.simple.v1+json\r\nConnection: close\r\n\r\n"
    );
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut response = String::new();
    std::io::Read::read_to_string(&mut stream, &mut response).unwrap();
    response.split_once("\r\n\r\n").unwrap().1.len() as u64
}

#[test]
fn fault_01_a_break_is_resumed_where_it_was() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(FILE, Fault::Truncate { after: 100 });
    fetch(&server, options(&server)).unwrap();
    let requests: Vec<_> = server.requests().into_iter().filter(|request| request.path == FILE).collect();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].header("range"), Some("bytes=100-"));
    // Of what a reset leaves, the system may show nothing.
    server.fail_next(FILE, Fault::Reset { after: 100 });
    fetch(&server, options(&server)).unwrap();
    assert_eq!(count_requests(&server, FILE), 4);
}

#[test]
fn fault_02_a_body_that_is_cut_off_is_measured_and_leaves_nothing() {
    let server = IndexServer::of(UNIVERSE);
    let size = page_size(&server);
    server.fail_always(FILE, Fault::Truncate { after: 0 });
    let cause = format!("the connection was closed after 0 of {} bytes", wheel_size());
    assert_eq!(fetch(&server, options(&server)).unwrap_err(), transfer(server.at(FILE), cause, 3));
    let folder = tempfile::tempdir().unwrap();
    server.fail_always(PAGE, Fault::Truncate { after: 20 });
    let error = page(cached(&server, folder.path(), Connectivity::Online)).unwrap_err();
    let cause = format!("the connection was closed after 20 of {size} bytes");
    assert_eq!(error, transfer(server.at(PAGE), cause, 3));
    let error = page(cached(&server, folder.path(), Connectivity::Offline)).unwrap_err();
    assert_eq!(error, IndexError::Offline { what: format!("the page of `a` on {}", server.url()) });
}

#[test]
fn fault_03_a_stall_and_a_silence_are_named() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_always(FILE, Fault::Stall { after: 10 });
    let error = fetch(&server, impatient(&server, 50)).unwrap_err();
    assert_eq!(error, transfer(server.at(FILE), "the transfer stalled: no byte came for 50 ms", 1));
    server.fail_always(PAGE, Fault::Silence);
    let error = page(impatient(&server, 50)).unwrap_err();
    assert_eq!(error, transfer(server.at(PAGE), "127.0.0.1 did not respond within 50 ms", 1));
}

#[test]
fn fault_04_slow_headers_are_waited_for_as_long_as_the_timeout_says_and_no_longer() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(PAGE, Fault::Late(Duration::from_millis(300)));
    assert_eq!(page(impatient(&server, 60_000)).unwrap().len(), 2);
    // Every byte of the head comes in time, and yet the head is not there in time.
    server.fail_next(PAGE, Fault::SlowHead(Duration::from_millis(100)));
    let error = page(impatient(&server, 1000)).unwrap_err();
    assert_eq!(error, transfer(server.at(PAGE), "127.0.0.1 did not respond within 1 s", 1));
}

#[test]
fn fault_05_a_drip_is_too_slow() {
    let server = IndexServer::of(UNIVERSE);
    let mut options = options(&server);
    options.requests.retries.count = 1;
    options.requests.timeouts =
        Timeouts { window: Duration::ZERO, window_bytes: u64::MAX, ..options.requests.timeouts };
    for path in [FILE, PAGE] {
        server.fail_always(path, Fault::Drip { piece: 1, pause: Duration::from_millis(2) });
    }
    for error in [fetch_dripping(&server, &options), page(options.clone()).unwrap_err()] {
        let IndexError::Transfer { url, cause, help: None, attempts: 2 } = &error else { panic!("{error}") };
        assert!([server.at(FILE), server.at(PAGE)].contains(url), "{error}");
        // How much came, and in what time, depends on the machine.
        let figures = cause
            .strip_prefix("the transfer is too slow: ")
            .and_then(|rest| rest.split_once(" bytes came in "));
        assert!(
            figures.is_some_and(|(bytes, _)| bytes.parse::<u64>().is_ok_and(|bytes| bytes > 0)),
            "{cause}"
        );
    }
}

fn fetch_dripping(server: &IndexServer, options: &naja_index::IndexOptions) -> IndexError {
    let folder = tempfile::tempdir().unwrap();
    let hashes = std::collections::BTreeMap::new();
    crate::support::fetch_to(server, options.clone(), &hashes, None, folder.path()).unwrap_err()
}

#[test]
fn fault_06_retry_after_is_obeyed_up_to_the_limit() {
    let server = IndexServer::of(UNIVERSE);
    let start = std::time::Instant::now();
    server.fail_next(PAGE, Fault::Status { status: 429, retry_after: Some("1") });
    assert_eq!(page(options(&server)).unwrap().len(), 2);
    assert!(start.elapsed() >= Duration::from_secs(1));
    server.clear_log();
    for status in [429, 503] {
        server.fail_next(PAGE, Fault::Status { status, retry_after: Some("3600") });
        let reason = if status == 429 { "Too Many Requests" } else { "Service Unavailable" };
        let cause = format!(
            "the server responded with HTTP {status} {reason} and asks for a wait of 3600 s, longer than the limit of 2 s"
        );
        assert_eq!(page(options(&server)).unwrap_err(), transfer(server.at(PAGE), cause, 1));
    }
    assert_eq!(count_requests(&server, PAGE), 2);
}

#[test]
fn fault_07_a_server_in_trouble_is_tried_again_and_then_reported() {
    let server = IndexServer::of(UNIVERSE);
    for _ in 0..2 {
        server.fail_next(PAGE, Fault::Status { status: 503, retry_after: None });
    }
    assert_eq!(page(options(&server)).unwrap().len(), 2);
    server.fail_always(PAGE, Fault::Status { status: 503, retry_after: None });
    let error = page(options(&server)).unwrap_err();
    assert_eq!(error, IndexError::Status { url: server.at(PAGE), status: 503, attempts: 3 });
    let text =
        format!("failed to fetch {}: HTTP 503 Service Unavailable (after 3 attempts)", server.at(PAGE));
    assert_eq!(error.to_string(), text);
}

#[test]
fn errors_that_stay_are_not_tried_again() {
    let server = IndexServer::of(UNIVERSE);
    for status in [400, 402, 418, 501] {
        server.clear_log();
        server.fail_next(PAGE, Fault::Status { status, retry_after: None });
        let error = page(options(&server)).unwrap_err();
        assert_eq!(error, IndexError::Status { url: server.at(PAGE), status, attempts: 1 });
        assert_eq!(count_requests(&server, PAGE), 1);
    }
}

#[test]
fn fault_08_09_a_length_that_is_not_the_index_s_is_blamed_on_the_transfer() {
    let server = IndexServer::of(UNIVERSE);
    let size = wheel_size();
    for (by, announced) in [(50, size + 50), (-50, size - 50)] {
        server.clear_log();
        server.fail_always(FILE, Fault::Length(by));
        let cause =
            format!("the server announces {announced} bytes, but by the index's size {size} are missing");
        assert_eq!(fetch(&server, options(&server)).unwrap_err(), transfer(server.at(FILE), cause, 3));
        assert_eq!(count_requests(&server, FILE), 3);
        server.fail_next(FILE, Fault::Length(by));
    }
}

#[test]
fn fault_08_09_a_wrong_length_is_noticed_without_a_size_too() {
    let server = IndexServer::of(UNIVERSE);
    let size = wheel_size();
    server.fail_always(FILE, Fault::Length(50));
    let cause = format!("the connection was closed after {size} of {} bytes", size + 50);
    let error = fetch_sized(&server, options(&server), None).unwrap_err();
    assert_eq!(error, transfer(server.at(FILE), cause, 3));
    server.fail_always(FILE, Fault::Length(-50));
    let cause = format!("the response ended after {} bytes, within the file", size - 50);
    let error = fetch_sized(&server, options(&server), None).unwrap_err();
    assert_eq!(error, transfer(server.at(FILE), cause, 3));
    // What one attempt gets short, another may get whole.
    for fault in [Fault::Length(50), Fault::Length(-50), Fault::Unframed { after: 100 }] {
        let server = IndexServer::of(UNIVERSE);
        server.fail_next(FILE, fault);
        fetch_sized(&server, options(&server), None).unwrap();
    }
}

#[test]
fn fault_09_a_page_that_comes_short_is_tried_again_and_then_reported() {
    let server = IndexServer::of(UNIVERSE);
    let size = page_size(&server);
    for fault in [Fault::Length(-30), Fault::Unframed { after: usize::try_from(size).unwrap() - 30 }] {
        server.clear_log();
        server.fail_always(PAGE, fault.clone());
        let cause = format!("the response ended after {} bytes, within its JSON", size - 30);
        assert_eq!(page(options(&server)).unwrap_err(), transfer(server.at(PAGE), cause, 3));
        assert_eq!(count_requests(&server, PAGE), 3);
        let server = IndexServer::of(UNIVERSE);
        server.fail_next(PAGE, fault);
        assert_eq!(page(options(&server)).unwrap().len(), 2);
    }
}

#[test]
fn fault_10_a_false_encoding_is_reported_as_such() {
    let server = IndexServer::of(UNIVERSE);
    let gzip = "its headers say that it is encoded with gzip, but decoding fails: invalid gzip header";
    for (encoding, problem) in [("gzip", gzip), ("br", "it is encoded with `br`, which was not requested")] {
        server.clear_log();
        server.fail_next(PAGE, Fault::Header("Content-Encoding", encoding.to_owned()));
        assert_eq!(page(options(&server)).unwrap_err(), content(server.at(PAGE), problem));
        server.fail_next(FILE, Fault::Header("Content-Encoding", encoding.to_owned()));
        assert_eq!(fetch(&server, options(&server)).unwrap_err(), content(server.at(FILE), problem));
        assert_eq!(count_requests(&server, FILE), 1);
    }
}

#[test]
fn fault_13_ranges_with_other_bytes_give_the_right_file() {
    let server = IndexServer::of(UNIVERSE);
    for fault in [Fault::Whole, Fault::Shift(7)] {
        server.fail_next(FILE, Fault::Truncate { after: 100 });
        server.fail_next(FILE, fault);
        fetch(&server, options(&server)).unwrap();
    }
}
