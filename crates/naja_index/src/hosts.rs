//! What servers were seen not to do, so that they are not asked for it a thousand times.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use url::Url;

use crate::cache::{Cache, Kind};
use crate::error::IndexError;
use crate::freshness::Freshness;
use crate::time::Timestamp;

/// How many unannounced metadata files must be missing, with none present, before a host is treated as having none.
const MISSES: u32 = 3;
/// How long that is believed, in seconds.
const BELIEVED: u32 = 24 * 60 * 60;

/// The hosts seen so far.
pub(crate) struct Hosts {
    cache: Option<Arc<Cache>>,
    known: Mutex<FxHashMap<String, Host>>,
}

#[derive(Clone, Copy, Default)]
struct Host {
    metadata: Metadata,
    no_ranges: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Metadata {
    /// So many were missing, and none was there.
    Missed(u32),
    Served,
}

impl Default for Metadata {
    fn default() -> Self {
        Self::Missed(0)
    }
}

impl Hosts {
    pub(crate) fn new(cache: Option<Arc<Cache>>) -> Self {
        Self { cache, known: Mutex::default() }
    }

    /// Whether it is no use to ask the host of `url` for a metadata file that no page announces.
    pub(crate) fn lacks_metadata(&self, url: &Url) -> bool {
        self.with(url, |host| matches!(host.metadata, Metadata::Missed(misses) if misses >= MISSES))
    }

    /// Notes whether an unannounced metadata file was there.
    pub(crate) fn note_metadata(&self, url: &Url, there: bool) -> Result<(), IndexError> {
        let settled = self.with(url, |host| {
            host.metadata = match host.metadata {
                Metadata::Missed(misses) if !there => Metadata::Missed(misses.saturating_add(1)),
                _ => Metadata::Served,
            };
            host.metadata == Metadata::Missed(MISSES)
        });
        match &self.cache {
            Some(cache) if settled => {
                cache.write(Kind::Host, &subject(url), &Freshness::lasting(BELIEVED), b"no-metadata")
            }
            _ => Ok(()),
        }
    }

    /// Whether the host of `url` was seen not to serve ranges.
    pub(crate) fn lacks_ranges(&self, url: &Url) -> bool {
        self.with(url, |host| host.no_ranges)
    }

    /// Notes that the host of `url` does not serve ranges.
    pub(crate) fn note_no_ranges(&self, url: &Url) {
        self.with(url, |host| host.no_ranges = true);
    }

    fn with<T>(&self, url: &Url, act: impl FnOnce(&mut Host) -> T) -> T {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let host = known.entry(subject(url)).or_insert_with_key(|subject| self.load(subject));
        act(host)
    }

    fn load(&self, subject: &str) -> Host {
        let record = self.cache.as_ref().and_then(|cache| cache.read(Kind::Host, subject));
        match record {
            Some(record)
                if record.freshness.is_fresh(Timestamp::now()) && record.payload() == b"no-metadata" =>
            {
                Host { metadata: Metadata::Missed(MISSES), no_ranges: false }
            }
            _ => Host::default(),
        }
    }
}

/// Scheme, host and port.
fn subject(url: &Url) -> String {
    url.origin().ascii_serialization()
}
