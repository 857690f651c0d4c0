//! Proxies, certificates and unencrypted files, seen from the command line, where the environment sets them.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Output};

use naja_index::IndexError;
use naja_testkit::{Authority, Certificate, IndexServer, ProxyBehaviour, ProxyServer, TlsServer};

use crate::project::{Project, said};

const UNIVERSE: &str = "[packages.tofu]\n\"1.0\" = []\n";
const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";
/// Before the day of every test, and after it.
const VALID: (i32, i32) = (2000, 2100);

fn project() -> Project {
    Project::new(UNIVERSE, PYPROJECT)
}

/// `naja lock` without retries and with these variables alone deciding about proxies.
fn lock(project: &Project, variables: &[(&str, &str)]) -> Output {
    let mut command = project.command(&["lock"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    without_retries(&mut command).envs(variables.iter().copied()).output().unwrap()
}

fn without_retries(command: &mut Command) -> &mut Command {
    command.env("NAJA_HTTP_RETRIES", "0")
}

#[track_caller]
fn locks(project: &Project, variables: &[(&str, &str)]) {
    let output = lock(project, variables);
    assert!(output.status.success(), "{}", said(&output));
    assert!(project.read("pylock.toml").contains("name = \"tofu\"\nversion = \"1.0\"\n"));
}

/// Checks that `naja lock` ends with this error, and that no lock is written.
#[track_caller]
fn fails(project: &Project, variables: &[(&str, &str)], error: &IndexError) {
    let output = lock(project, variables);
    assert_eq!(said(&output), rendered(error));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(project.read("pylock.toml"), "");
}

fn rendered(error: &IndexError) -> String {
    naja_base::render::Renderer { color: false, width: 120 }.render(&error.diagnostic())
}

fn transfer(url: &str, cause: String, help: Option<&str>) -> IndexError {
    IndexError::Transfer { url: url.to_owned(), cause, help: help.map(str::to_owned), attempts: 1 }
}

/// A port of this machine that nobody listens on.
fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

/// An authority, the file with its certificate in `project`, and a TLS server for `certificate` in front of its index.
fn encrypted(project: &Project, certificate: Certificate<'_>) -> (TlsServer, String) {
    let authority = Authority::new();
    project.write("authority.pem", authority.pem());
    let server = authority.serve(certificate, project.index.address());
    (server, project.root().join("authority.pem").to_str().unwrap().to_owned())
}

#[test]
fn fault_17_a_dead_proxy_is_named() {
    let project = project();
    let proxy = format!("http://{}/", free_address());
    let cause = format!("could not connect to the proxy {proxy}: Connection refused (os error 111)");
    let error = transfer(&project.index.at("/simple/tofu/"), cause.clone(), None);
    fails(&project, &[("HTTP_PROXY", &proxy)], &error);
    let url = "https://127.0.0.1:9/simple/";
    let variables = [("HTTPS_PROXY", proxy.as_str()), ("NAJA_DEFAULT_INDEX", url)];
    fails(&project, &variables, &transfer(&format!("{url}tofu/"), cause, None));
    assert_eq!(project.index.paths().len(), 0);
}

#[test]
fn fault_17_no_proxy_is_obeyed() {
    let project = project();
    let proxy = format!("http://{}/", free_address());
    locks(&project, &[("HTTP_PROXY", &proxy), ("NO_PROXY", "example.org,127.0.0.1")]);
}

#[test]
fn fault_17_a_proxy_passes_requests_and_tunnels_on() {
    let project = project();
    let proxy = ProxyServer::start(ProxyBehaviour::Forward, project.index.address());
    locks(&project, &[("HTTP_PROXY", &proxy.url())]);
    assert_eq!(proxy.requests()[0], format!("GET {}tofu/", project.index.url()));
    let project = self::project();
    let authority = Authority::new();
    project.write("authority.pem", authority.pem());
    let server = authority.serve(Certificate { host: "index.test", years: VALID }, project.index.address());
    let address = server.at("127.0.0.1", "").replace("https://", "").parse().unwrap();
    let proxy = ProxyServer::start(ProxyBehaviour::Forward, address);
    // The name is resolved by the proxy alone.
    let variables = [
        ("HTTPS_PROXY", proxy.url()),
        ("NAJA_DEFAULT_INDEX", "https://index.test/simple/".to_owned()),
        ("SSL_CERT_FILE", project.root().join("authority.pem").to_str().unwrap().to_owned()),
    ];
    locks(&project, &variables.each_ref().map(|(name, value)| (*name, value.as_str())));
    assert_eq!(proxy.requests()[0], "CONNECT index.test:443");
}

#[test]
fn fault_17_a_proxy_that_requires_credentials_is_named_without_them() {
    let project = project();
    let behaviour = ProxyBehaviour::RequireCredentials("ada".to_owned(), "se:cret".to_owned());
    let proxy = ProxyServer::start(behaviour, project.index.address());
    let requires = |sent| IndexError::ProxyAuthentication { proxy: proxy.url(), sent };
    let wrong = proxy.url_with_credentials("ada", "guess");
    for (variable, index) in
        [("HTTP_PROXY", project.index.url()), ("HTTPS_PROXY", "https://index.test/simple/".to_owned())]
    {
        fails(&project, &[(variable, &proxy.url()), ("NAJA_DEFAULT_INDEX", &index)], &requires(false));
        fails(&project, &[(variable, &wrong), ("NAJA_DEFAULT_INDEX", &index)], &requires(true));
    }
    // Each is asked once: another attempt would be refused as well.
    assert_eq!(proxy.requests().len(), 4);
    locks(&project, &[("HTTP_PROXY", &proxy.url_with_credentials("ada", "se%3Acret"))]);
}

#[test]
fn fault_17_a_proxy_that_refuses_is_named() {
    let project = project();
    let proxy = ProxyServer::start(ProxyBehaviour::Refuse(403), project.index.address());
    let index = "https://index.test/simple/";
    let cause = format!("the proxy {} refused to connect to index.test", proxy.url());
    let variables = [("HTTPS_PROXY", proxy.url()), ("NAJA_DEFAULT_INDEX", index.to_owned())];
    fails(
        &project,
        &variables.each_ref().map(|(name, value)| (*name, value.as_str())),
        &transfer(&format!("{index}tofu/"), cause, None),
    );
}

#[test]
fn fault_17_a_proxy_whose_name_is_unknown_is_named() {
    let project = project();
    let output = lock(&project, &[("HTTP_PROXY", "http://proxy.invalid:3128/")]);
    let start = format!(
        "error: failed to fetch {}tofu/: the name of the proxy `proxy.invalid` could not be resolved: ",
        project.index.url()
    );
    // What follows is the system's own message.
    assert_eq!(said(&output)[..start.len()], start);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_certificate_of_a_trusted_authority_is_accepted() {
    let project = project();
    let (server, pem) = encrypted(&project, Certificate { host: "127.0.0.1", years: VALID });
    let index = server.at("127.0.0.1", "/simple/");
    locks(&project, &[("NAJA_DEFAULT_INDEX", &index), ("SSL_CERT_FILE", &pem)]);
    assert!(project.read("pylock.toml").contains(&format!("index = \"{index}\"")));
}

#[test]
fn fault_18_certificates_are_refused_for_what_is_wrong_with_them() {
    for (host, years, problem, help) in [
        (
            "127.0.0.1",
            (2000, 2001),
            "has expired",
            "ask the owner of the server to renew it, or check this machine's clock",
        ),
        ("127.0.0.1", (2100, 2200), "is not valid yet", "check this machine's clock"),
        (
            "other.test",
            VALID,
            "is for another host",
            "check the host in the URL, and what answers under its name",
        ),
    ] {
        let project = project();
        let (server, pem) = encrypted(&project, Certificate { host, years });
        let index = server.at("127.0.0.1", "/simple/");
        let cause = format!("the TLS certificate of 127.0.0.1 {problem}");
        let error = transfer(&format!("{index}tofu/"), cause, Some(help));
        fails(&project, &[("NAJA_DEFAULT_INDEX", &index), ("SSL_CERT_FILE", &pem)], &error);
        assert_eq!(project.index.paths().len(), 0);
    }
    let project = project();
    let (server, _) = encrypted(&project, Certificate { host: "127.0.0.1", years: VALID });
    project.write("authority.pem", Authority::new().pem());
    let pem = project.root().join("authority.pem").to_str().unwrap().to_owned();
    let index = server.at("127.0.0.1", "/simple/");
    let cause = "the TLS certificate of 127.0.0.1 is signed by an authority that this machine does not trust"
        .to_owned();
    let help = "if you trust the authority, name a file with its certificate in `SSL_CERT_FILE`";
    let error = transfer(&format!("{index}tofu/"), cause, Some(help));
    fails(&project, &[("NAJA_DEFAULT_INDEX", &index), ("SSL_CERT_FILE", &pem)], &error);
}

#[test]
fn a_file_without_encryption_on_an_encrypted_page_needs_a_hash() {
    let files = IndexServer::of(UNIVERSE);
    let url = files.at("/files/tofu-1.0-py3-none-any.whl");
    for (hash, is_locked) in [("true", true), ("false", false), ("\"md5\"", false), ("\"sha512\"", true)] {
        let universe = format!("[packages.tofu]\n\"1.0\" = {{ url = \"{url}\", hash = {hash} }}\n");
        let project = Project::new(&universe, PYPROJECT);
        let (server, pem) = encrypted(&project, Certificate { host: "127.0.0.1", years: VALID });
        let index = server.at("127.0.0.1", "/simple/");
        let variables = [("NAJA_DEFAULT_INDEX", index.as_str()), ("SSL_CERT_FILE", pem.as_str())];
        files.clear_log();
        if is_locked {
            locks(&project, &variables);
            continue;
        }
        let output = lock(&project, &variables);
        assert_eq!(output.status.code(), Some(2));
        let note = format!(
            "skipped 1 file of `tofu` on {index}: `tofu-1.0-py3-none-any.whl`: its URL is plain http on a page that came over https, and it has no sha256, sha384 or sha512 hash by which a change on the way would be noticed"
        );
        assert!(said(&output).starts_with("error: `tofu` has no release\n"), "{}", said(&output));
        assert!(said(&output).ends_with(&format!("  = note: {note}\n")), "{}", said(&output));
        assert_eq!(files.paths().len(), 0);
    }
}
