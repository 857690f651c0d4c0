//! Why a request got no response: the error chain of the HTTP library, read for its cause.

use std::error::Error;
use std::io;

use rustls::CertificateError;
use url::Url;

use crate::error::IndexError;
use crate::name_lookup::LookupError;
use crate::options::{Seconds, Timeouts};
use crate::redacted::Redacted;
use crate::retry::Failure;

/// The proxy that a request went through.
#[derive(Clone, Debug)]
pub(crate) struct UsedProxy {
    /// Its URL without credentials.
    pub(crate) url: String,
    pub(crate) has_credentials: bool,
}

/// The failure of a request to `url`. Retrying is left out where it can't help.
pub(crate) fn connection_failure(
    url: &Url,
    proxy: Option<&UsedProxy>,
    error: &reqwest::Error,
    timeouts: &Timeouts,
) -> Failure {
    let host = url.host_str().unwrap_or("");
    let peer = proxy.map_or_else(|| host_and_port(url), |proxy| format!("the proxy {}", proxy.url));
    let mentions = |words: &str| chain(error).any(|part| part.to_string().contains(words));
    if error.is_timeout() && error.is_connect() {
        return Failure::transfer(format!("no connection to {peer} within {}", Seconds(timeouts.connect)));
    }
    if let Some(lookup) = find::<LookupError>(error) {
        return lookup_failure(url, proxy, lookup);
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return permanent(url, tls_problem(url, tls));
    }
    if let Some(proxy) = proxy {
        if mentions("proxy authorization required") {
            return proxy_authentication(proxy).into();
        }
        if mentions("tunnel error") && find::<io::Error>(error).is_none() {
            return Failure::transfer(format!("the proxy {} refused to connect to {host}", proxy.url));
        }
    }
    let root = root_cause(error);
    if mentions("invalid HTTP version") {
        return permanent(url, (format!("{peer} does not speak HTTP: {root}"), None));
    }
    if error.is_connect() {
        return Failure::transfer(format!("could not connect to {peer}: {root}"));
    }
    Failure::transfer(format!("the connection to {peer} broke off before a response came: {root}"))
}

/// The error for a proxy that wants credentials.
pub(crate) fn proxy_authentication(proxy: &UsedProxy) -> IndexError {
    IndexError::ProxyAuthentication { proxy: proxy.url.clone(), sent: proxy.has_credentials }
}

/// Why a body ended early, after `received` bytes of `announced`.
pub(crate) fn body_failure(error: &reqwest::Error, received: u64, announced: Option<u64>) -> Failure {
    let is_end = chain(error).any(|part| {
        let text = part.to_string();
        text.contains("end of file before message length reached")
            || text.contains("unexpected EOF")
            || text.contains("close_notify")
    });
    Failure::transfer(match (is_end, announced) {
        (true, Some(total)) => format!("the connection was closed after {received} of {total} bytes"),
        (true, None) => format!("the connection was closed after {received} bytes, before the end"),
        (false, _) => format!("the transfer broke off after {received} bytes: {}", root_cause(error)),
    })
}

/// The deepest error of the chain: the one that is not about another.
pub(crate) fn root_cause(error: &reqwest::Error) -> String {
    chain(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

fn lookup_failure(url: &Url, proxy: Option<&UsedProxy>, lookup: &LookupError) -> Failure {
    let role = if proxy.is_some() { "the proxy" } else { "the host" };
    let cause = format!("the name of {role} `{}` could not be resolved: {}", lookup.name, lookup.cause);
    if lookup.is_temporary() { Failure::transfer(cause) } else { permanent(url, (cause, None)) }
}

/// What is wrong with a TLS handshake, and what to do.
fn tls_problem(url: &Url, error: &rustls::Error) -> (String, Option<String>) {
    let host = url.host_str().unwrap_or("");
    let certificate = |problem: &str, help: &str| {
        (format!("the TLS certificate of {host} {problem}"), Some(help.to_owned()))
    };
    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => certificate(
                "has expired",
                "ask the owner of the server to renew it, or check this machine's clock",
            ),
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                certificate("is not valid yet", "check this machine's clock")
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                certificate(
                    "is for another host",
                    "check the host in the URL, and what answers under its name",
                )
            }
            CertificateError::UnknownIssuer => certificate(
                "is signed by an authority that this machine does not trust",
                "if you trust the authority, name a file with its certificate in `SSL_CERT_FILE`",
            ),
            other => (format!("the TLS certificate of {host} is not accepted: {other}"), None),
        },
        rustls::Error::InvalidMessage(_) => (
            format!("{} does not speak TLS", host_and_port(url)),
            Some("if the server is not encrypted, write the URL with `http://`".to_owned()),
        ),
        other => (format!("the TLS handshake with {host} failed: {other}"), None),
    }
}

fn permanent(url: &Url, (cause, help): (String, Option<String>)) -> Failure {
    IndexError::Transfer { url: Redacted(url).to_string(), cause, help, attempts: 1 }.into()
}

fn host_and_port(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or("").to_owned(),
    }
}

/// The errors below `error`.
fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |error| next_cause(*error))
}

/// The error below `error`. An I/O error made of another error has that one as its content, which is not its source.
fn next_cause<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(content) => Some(content),
        None => error.source(),
    }
}

fn find<T: Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    chain(error).find_map(|part| part.downcast_ref::<T>())
}
