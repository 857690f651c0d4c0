//! Redirects, and whose credentials go where.

use naja_index::{IndexError, IndexOptions, IndexUrl};
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};

use crate::support::{PAGE, UNIVERSE, count_requests, options, page};

#[test]
fn fault_14_16_loops_and_other_schemes_are_not_followed() {
    let server = IndexServer::of(UNIVERSE);
    let refused = |cause: String| IndexError::Redirect { url: server.at(PAGE), cause };
    server.fail_next(PAGE, Fault::Redirect("file:///etc/passwd".to_owned()));
    assert_eq!(page(options(&server)).unwrap_err(), refused("it leads to the scheme `file`".to_owned()));
    server.clear_log();
    server.fail_always(PAGE, Fault::Redirect("/simple/b/".to_owned()));
    server.fail_always("/simple/b/", Fault::Redirect("/simple/a/".to_owned()));
    let cause = format!("it is a redirect loop, through {}", server.at(PAGE));
    assert_eq!(page(options(&server)).unwrap_err(), refused(cause));
    assert_eq!(count_requests(&server, PAGE), 1);
}

#[test]
fn fault_15_credentials_are_dropped_on_another_host() {
    let credentials = Some(("me".to_owned(), "secret".to_owned()));
    let private = ServerOptions { credentials, ..ServerOptions::default() };
    let (server, other) = (IndexServer::start(Universe::parse(UNIVERSE), private), IndexServer::of(UNIVERSE));
    let error = page(options(&server)).unwrap_err();
    assert_eq!(error, IndexError::Unauthorized { url: server.at(PAGE), status: 401, sent: false });
    let with = |password: &str| {
        let index = IndexUrl::parse(&server.at_with_credentials("me", password, "/simple/")).unwrap();
        IndexOptions { indexes: vec![index], ..options(&server) }
    };
    assert_eq!(page(with("secret")).unwrap().len(), 2);
    server.fail_next(PAGE, Fault::Redirect(other.at(PAGE)));
    assert_eq!(page(with("secret")).unwrap().len(), 2);
    assert_eq!(other.paths(), [PAGE]);
    assert_eq!(other.requests()[0].header("authorization"), None);
    server.clear_log();
    let error = page(with("wrong-password")).unwrap_err();
    assert_eq!(error, IndexError::Unauthorized { url: server.at(PAGE), status: 401, sent: true });
    assert_eq!(count_requests(&server, PAGE), 1);
}

#[test]
fn fault_15_credentials_come_back_with_a_redirect_to_their_own_origin() {
    let credentials = Some(("me".to_owned(), "secret".to_owned()));
    let private = ServerOptions { credentials, ..ServerOptions::default() };
    let (server, other) = (IndexServer::start(Universe::parse(UNIVERSE), private), IndexServer::of(UNIVERSE));
    let index = IndexUrl::parse(&server.at_with_credentials("me", "secret", "/simple/")).unwrap();
    server.fail_next(PAGE, Fault::Redirect(other.at(PAGE)));
    other.fail_next(PAGE, Fault::Redirect(server.at("/simple/a/?again")));
    assert_eq!(page(IndexOptions { indexes: vec![index], ..options(&server) }).unwrap().len(), 2);
    assert_eq!(other.requests()[0].header("authorization"), None);
    assert_eq!(server.requests()[1].header("authorization"), Some("Basic bWU6c2VjcmV0"));
}
