//! How an index client is set up.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::location::{Credentials, IndexUrl};
use crate::netrc::NetrcSource;

/// Everything that an [`IndexClient`](crate::IndexClient) is configured with.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// The indexes in the order in which they are asked; the first that has a name wins.
    pub indexes: Vec<IndexUrl>,
    /// Indexes that are queried only for the projects that are pinned to them.
    pub explicit: Vec<IndexUrl>,
    /// What may be used.
    pub connectivity: Connectivity,
    /// The cache folder of all of naja; `None` keeps nothing on disk.
    pub cache_dir: Option<PathBuf>,
    /// How requests are made.
    pub requests: RequestOptions,
    /// Which netrc file is read, at the first request.
    pub netrc: NetrcSource,
}

/// How requests are made.
#[derive(Clone, Debug)]
pub struct RequestOptions {
    /// How long things may take.
    pub timeouts: Timeouts,
    /// How failures are tried again.
    pub retries: Retries,
    /// How many requests run at the same time.
    pub concurrency: usize,
    /// The largest file that is downloaded, in bytes.
    pub max_download: u64,
    /// A file with a certificate and its key, both in PEM, by which the client identifies itself.
    pub client_certificate: Option<PathBuf>,
    /// Addresses of hosts that the operating system is not asked for.
    pub addresses: BTreeMap<String, Vec<SocketAddr>>,
}

impl Default for RequestOptions {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            retries: Retries::default(),
            concurrency: 50,
            max_download: 8 << 30,
            client_certificate: None,
            addresses: BTreeMap::new(),
        }
    }
}

/// Whether the network is used, and how much the cache is believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connectivity {
    /// As HTTP says: what is fresh comes from the cache, the rest is asked for.
    #[default]
    Online,
    /// Pages are asked for even where the cache has a fresh one.
    Refresh,
    /// Nothing is asked for; what the cache has is used, however old.
    Offline,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until a connection is made. Where a host has several addresses, they share it.
    pub connect: Duration,
    /// From the request to the end of the headers, and between two pieces of a body.
    pub read: Duration,
    /// The window over which the throughput is measured.
    pub window: Duration,
    /// The fewest bytes that may come in a window.
    pub window_bytes: u64,
}

impl Timeouts {
    /// Timeouts under which a server may stay silent for `read`.
    #[must_use]
    pub fn new(read: Duration) -> Self {
        Self {
            connect: read.min(Duration::from_secs(10)),
            read,
            window: Duration::from_secs(60),
            window_bytes: 4096,
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::new(Duration::from_secs(30))
    }
}

/// A duration in seconds, or in milliseconds below one.
pub(crate) struct Seconds(pub(crate) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < Duration::from_secs(1) {
            write!(f, "{} ms", self.0.as_millis())
        } else {
            write!(f, "{} s", self.0.as_secs())
        }
    }
}

/// How failures that may pass are tried again.
#[derive(Clone, Copy, Debug)]
pub struct Retries {
    /// How often after the first time.
    pub count: u32,
    /// The wait before the first repetition; it doubles each time and is varied by half.
    pub base: Duration,
    /// The longest wait, also where a server asks for more.
    pub longest: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self { count: 3, base: Duration::from_millis(300), longest: Duration::from_secs(60) }
    }
}

impl Default for IndexOptions {
    /// The default index, online, without a cache.
    fn default() -> Self {
        Self {
            indexes: vec![IndexUrl::default_index()],
            explicit: Vec::new(),
            connectivity: Connectivity::default(),
            cache_dir: None,
            requests: RequestOptions::default(),
            netrc: NetrcSource::default(),
        }
    }
}

impl IndexOptions {
    /// Gives each named index the credentials of `NAJA_INDEX_<NAME>_USERNAME` and `NAJA_INDEX_<NAME>_PASSWORD`, where
    /// `variable` knows them. NAME is in upper case, with `_` for what is no letter and no digit.
    pub fn apply_environment(&mut self, variable: impl Fn(&str) -> Option<String>) {
        for index in self.indexes.iter_mut().chain(&mut self.explicit) {
            let Some(name) = &index.name else { continue };
            let upper: String = name
                .chars()
                .map(
                    |character| {
                        if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' }
                    },
                )
                .collect();
            let username = variable(&format!("NAJA_INDEX_{upper}_USERNAME"));
            let password = variable(&format!("NAJA_INDEX_{upper}_PASSWORD"));
            if username.is_none() && password.is_none() {
                continue;
            }
            let known = index.credentials.take().unwrap_or_default();
            index.credentials = Some(Credentials {
                username: username.unwrap_or(known.username),
                password: password.unwrap_or(known.password),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IndexOptions;
    use crate::IndexUrl;

    #[test]
    fn credentials_come_from_the_environment_by_the_name_of_the_index() {
        let mut options = IndexOptions {
            indexes: vec![
                IndexUrl::parse("my-corp=https://me@example.org/simple/").unwrap(),
                IndexUrl::parse("https://example.com/simple/").unwrap(),
            ],
            ..IndexOptions::default()
        };
        options
            .apply_environment(|name| (name == "NAJA_INDEX_MY_CORP_PASSWORD").then(|| "secret".to_owned()));
        let credentials = options.indexes[0].credentials.clone().unwrap();
        assert_eq!((credentials.username.as_str(), credentials.password.as_str()), ("me", "secret"));
        assert_eq!(options.indexes[1].credentials, None);
    }
}
