//! The HTTP client as the options set it up: certificates, timeouts, name lookup, proxies.

use std::path::Path;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Client;
use url::Url;

use crate::connection_error::{UsedProxy, root_cause};
use crate::credentials::CredentialStore;
use crate::error::{self, IndexError};
use crate::name_lookup::NameLookup;
use crate::options::IndexOptions;

/// A client with what decides about each of its requests.
pub(crate) struct HttpClient {
    pub(crate) client: Client,
    pub(crate) credentials: CredentialStore,
    /// The system's proxies, matched as the client matches them, so that errors can name the proxy.
    proxies: Matcher,
}

impl HttpClient {
    pub(crate) fn new(options: &IndexOptions) -> Result<Self, IndexError> {
        let credentials =
            CredentialStore::new(options.indexes.iter().chain(&options.explicit), &options.netrc)?;
        // A provider that was installed before serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("naja/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(options.requests.timeouts.connect)
            .dns_resolver(Arc::new(NameLookup { fixed: options.requests.addresses.clone() }))
            .http2_adaptive_window(true)
            .pool_max_idle_per_host(options.requests.concurrency);
        if let Some(path) = &options.requests.client_certificate {
            builder = builder.identity(identity(path)?);
        }
        // Elsewhere the verifier reads these variables itself, in place of the system's store.
        if cfg!(any(windows, target_vendor = "apple")) {
            builder = builder.tls_certs_merge(extra_roots()?);
        }
        let client = builder.build().map_err(|error| {
            IndexError::Config {
            problem: format!("the HTTP client can't be set up: {}", root_cause(&error)),
            help: Some(
                "check the certificates that `SSL_CERT_FILE` and `SSL_CERT_DIR` name, and the proxy variables"
                    .to_owned(),
            ),
        }
        })?;
        Ok(Self { client, credentials, proxies: Matcher::from_system() })
    }

    /// The proxy through which a request to `url` goes.
    pub(crate) fn proxy(&self, url: &Url) -> Option<UsedProxy> {
        let proxy = self.proxies.intercept(&url.as_str().parse().ok()?)?;
        let has_credentials = proxy.basic_auth().is_some() || proxy.raw_auth().is_some();
        Some(UsedProxy { url: proxy.uri().to_string(), has_credentials })
    }
}

fn identity(path: &Path) -> Result<reqwest::Identity, IndexError> {
    let pem = std::fs::read(path).map_err(|error| error::io(path, &error))?;
    reqwest::Identity::from_pem(&pem).map_err(|error| IndexError::Config {
        problem: format!("the client certificate `{}` is not usable: {}", path.display(), root_cause(&error)),
        help: Some("it must hold a certificate and its private key in PEM".to_owned()),
    })
}

/// The certificates that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
fn extra_roots() -> Result<Vec<reqwest::Certificate>, IndexError> {
    let mut files: Vec<std::path::PathBuf> =
        std::env::var_os("SSL_CERT_FILE").map(Into::into).into_iter().collect();
    if let Some(folders) = std::env::var_os("SSL_CERT_DIR") {
        for folder in std::env::split_paths(&folders) {
            files.extend(std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
        }
    }
    let mut roots = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let pem = std::fs::read(file).map_err(|error| error::io(file, &error))?;
        roots.extend(reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default());
    }
    Ok(roots)
}
