//! Hosts that can't be reached, or do not speak what they should.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use naja_index::{IndexError, IndexOptions, Retries, Timeouts};
use naja_testkit::{BlackHole, IndexServer};

use crate::support::{UNIVERSE, options_for, page, transfer};

/// Options for the index at `host`, whose addresses are fixed.
fn fixed(host: &str, port: u16, addresses: &[SocketAddr]) -> IndexOptions {
    let mut options = options_for(&format!("http://{host}:{port}/simple/"));
    options.requests.addresses = BTreeMap::from([(host.to_owned(), addresses.to_vec())]);
    options.requests.timeouts = Timeouts::new(Duration::from_secs(20));
    options
}

#[test]
fn fault_19_a_name_without_an_address_is_named_and_not_tried_again() {
    let mut options = fixed("nowhere.test", 80, &[]);
    // Another attempt would take longer than any test may.
    options.requests.retries = Retries {
        base: Duration::from_secs(3600),
        longest: Duration::from_secs(3600),
        ..options.requests.retries
    };
    let cause = "the name of the host `nowhere.test` could not be resolved: it has no address";
    assert_eq!(page(options).unwrap_err(), transfer("http://nowhere.test/simple/a/".to_owned(), cause, 1));
}

#[test]
fn a_refused_connection_is_tried_again_and_then_named() {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let cause = format!("could not connect to {free}: Connection refused (os error 111)");
    let error = page(options_for(&format!("http://{free}/simple/"))).unwrap_err();
    assert_eq!(error, transfer(format!("http://{free}/simple/a/"), cause, 3));
}

#[cfg(target_os = "linux")]
#[test]
fn fault_19_black_holes_are_left_for_another_address_and_else_named() {
    let server = IndexServer::of(UNIVERSE);
    let port = server.address().port();
    let Ok(hole) = BlackHole::start(SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], port))) else {
        // Only where this machine has no IPv6 at all.
        assert!(TcpListener::bind("[::1]:0").is_err());
        return;
    };
    let options = fixed("two.test", port, &[hole.address(), server.address()]);
    assert_eq!(page(options).unwrap().len(), 2);
    let mut options = fixed("hole.test", port, &[hole.address()]);
    options.requests.timeouts = Timeouts::new(Duration::from_millis(200));
    options.requests.retries.count = 0;
    let cause = format!("no connection to hole.test:{port} within 200 ms");
    assert_eq!(page(options).unwrap_err(), transfer(format!("http://hole.test:{port}/simple/a/"), cause, 1));
}

#[test]
fn fault_18_a_server_without_tls_is_named_and_not_tried_again() {
    let server = IndexServer::of(UNIVERSE);
    let address = server.address();
    let error = page(options_for(&format!("https://{address}/simple/"))).unwrap_err();
    let help = Some("if the server is not encrypted, write the URL with `http://`".to_owned());
    let cause = format!("{address} does not speak TLS");
    assert_eq!(
        error,
        IndexError::Transfer { url: format!("https://{address}/simple/a/"), cause, help, attempts: 1 }
    );
}

#[test]
fn a_server_without_http_is_named_and_not_tried_again() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            std::io::Read::read_exact(&mut stream, &mut byte).unwrap();
            request.push(byte[0]);
        }
        std::io::Write::write_all(&mut stream, b"220 mail.test ESMTP\r\n").unwrap();
    });
    let error = page(options_for(&format!("http://{address}/simple/"))).unwrap_err();
    let cause = format!("{address} does not speak HTTP: invalid HTTP version parsed");
    assert_eq!(error, transfer(format!("http://{address}/simple/a/"), cause, 1));
    server.join().unwrap();
}
