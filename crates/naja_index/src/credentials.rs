//! Whose credentials go where: those of an index URL to its own origin only, those of the netrc file to their host.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use rustc_hash::FxHashMap;
use url::{Origin, Url};

use crate::error::IndexError;
use crate::location::{Credentials, IndexUrl};
use crate::netrc::{Netrc, NetrcSource};

/// The credentials that a client has.
#[derive(Debug)]
pub(crate) struct CredentialStore {
    origins: FxHashMap<Origin, Credentials>,
    netrc: Netrc,
}

impl CredentialStore {
    pub(crate) fn new<'i>(
        indexes: impl IntoIterator<Item = &'i IndexUrl>,
        netrc: &NetrcSource,
    ) -> Result<Self, IndexError> {
        let mut origins = FxHashMap::default();
        for index in indexes {
            if let Some(credentials) = &index.credentials {
                origins.entry(index.url.origin()).or_insert_with(|| credentials.clone());
            }
        }
        Ok(Self { origins, netrc: Netrc::load(netrc)? })
    }

    /// A warning about where the credentials come from.
    pub(crate) fn warning(&self) -> Option<String> {
        self.netrc.warning()
    }

    /// The `Authorization` header for `url`, if there is anything to tell its server.
    ///
    /// An index URL with a user name alone takes the password from the netrc file.
    pub(crate) fn authorization(&self, url: &Url) -> Option<HeaderValue> {
        let from_netrc = || url.host_str().and_then(|host| self.netrc.get(host));
        let credentials = match self.origins.get(&url.origin()) {
            Some(own) if own.password.is_empty() => {
                from_netrc().filter(|entry| entry.username == own.username).unwrap_or(own)
            }
            Some(own) => own,
            None => from_netrc()?,
        };
        let text = STANDARD.encode(format!("{}:{}", credentials.username, credentials.password));
        let mut header = HeaderValue::from_str(&format!("Basic {text}")).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::CredentialStore;
    use crate::{IndexUrl, NetrcSource};

    #[test]
    fn fault_15_credentials_belong_to_one_origin() {
        let index = IndexUrl::parse("https://me:secret@example.org/simple/").unwrap();
        let store = CredentialStore::new(&[index], &NetrcSource::Off).unwrap();
        let has = |url: &str| store.authorization(&Url::parse(url).unwrap()).is_some();
        assert!(has("https://example.org/files/a.whl"));
        assert!(
            !has("http://example.org/simple/")
                && !has("https://example.org:8443/")
                && !has("https://example.com/")
        );
    }

    #[test]
    fn netrc_entries_go_to_their_host_and_complete_a_user_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("netrc");
        naja_base::atomic::replace(&path, b"machine example.org login me password secret").unwrap();
        let index = IndexUrl::parse("https://me@example.org/simple/").unwrap();
        let other = IndexUrl::parse("https://you@example.com/simple/").unwrap();
        let store = CredentialStore::new(&[index, other], &NetrcSource::File(path)).unwrap();
        let header = |url: &str| {
            store.authorization(&Url::parse(url).unwrap()).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header("https://example.org/").as_deref(), Some("Basic bWU6c2VjcmV0"));
        assert_eq!(header("https://example.com/").as_deref(), Some("Basic eW91Og=="));
        assert_eq!(header("https://example.net/"), None);
    }
}
