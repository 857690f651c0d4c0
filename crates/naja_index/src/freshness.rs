//! How long an answer may be used without asking again (RFC 9111), as far as an index's answers need it.

use std::time::SystemTime;

use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL, DATE, ETAG, EXPIRES, HeaderName, LAST_MODIFIED};

use crate::time::Timestamp;

/// When an answer came, how long it is good for, and how to ask whether it still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Freshness {
    pub(crate) fetched: Timestamp,
    /// In seconds from `fetched`.
    pub(crate) max_age: u32,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// Whether the answer may be kept at all.
    pub(crate) store: bool,
}

impl Freshness {
    /// Reads the headers of an answer that came at `fetched`.
    pub(crate) fn of(headers: &HeaderMap, fetched: Timestamp) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let (mut max_age, mut store, mut revalidate) = (None, true, false);
        for value in headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok()) {
            for directive in value.split(',') {
                let (name, argument) = directive.split_once('=').unwrap_or((directive, ""));
                match name.trim().to_ascii_lowercase().as_str() {
                    "no-store" => store = false,
                    "no-cache" => revalidate = true,
                    "max-age" => max_age = argument.trim().trim_matches('"').parse::<u64>().ok().or(Some(0)),
                    _ => {}
                }
            }
        }
        let lifetime = max_age.or_else(|| {
            let expires = httpdate::parse_http_date(text(EXPIRES)?).ok()?;
            let date = text(DATE)
                .and_then(|date| httpdate::parse_http_date(date).ok())
                .unwrap_or_else(SystemTime::now);
            Some(expires.duration_since(date).map_or(0, |left| left.as_secs()))
        });
        let age = text(AGE).and_then(|age| age.trim().parse().ok()).unwrap_or(0);
        let left = if revalidate { 0 } else { lifetime.unwrap_or(0).saturating_sub(age) };
        Self {
            fetched,
            max_age: u32::try_from(left).unwrap_or(u32::MAX),
            etag: text(ETAG).map(str::to_owned),
            last_modified: text(LAST_MODIFIED).map(str::to_owned),
            store,
        }
    }

    /// That of something which never changes.
    pub(crate) fn immutable() -> Self {
        Self::lasting(u32::MAX)
    }

    /// That of something learnt now which is believed for `seconds`.
    pub(crate) fn lasting(seconds: u32) -> Self {
        Self { fetched: Timestamp::now(), max_age: seconds, etag: None, last_modified: None, store: true }
    }

    /// Whether the answer may be used at `now` without asking. A clock that was set back makes nothing fresh.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.micros().saturating_sub(self.fetched.micros());
        age >= 0 && age < i64::from(self.max_age) * 1_000_000
    }

    /// What is known after the server has said that the answer `self` still holds.
    pub(crate) fn renewed(&self, newer: Self) -> Self {
        Self {
            etag: newer.etag.or_else(|| self.etag.clone()),
            last_modified: newer.last_modified.or_else(|| self.last_modified.clone()),
            ..newer
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::Freshness;
    use crate::time::Timestamp;

    fn of(headers: &[(&'static str, &'static str)]) -> Freshness {
        let pairs = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        Freshness::of(&pairs.collect::<HeaderMap>(), Timestamp::from_micros(0))
    }

    #[test]
    fn lifetimes_are_read() {
        assert_eq!(of(&[]).max_age, 0);
        assert_eq!(of(&[("cache-control", "max-age=600, public")]).max_age, 600);
        assert_eq!(of(&[("cache-control", "Max-Age=\"600\""), ("age", "100")]).max_age, 500);
        assert_eq!(of(&[("cache-control", "max-age=600, no-cache")]).max_age, 0);
        assert_eq!(of(&[("cache-control", "max-age=soon")]).max_age, 0);
        assert!(!of(&[("cache-control", "private, no-store")]).store);
        let dates = [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("expires", "Sun, 06 Nov 1994 08:50:37 GMT")];
        assert_eq!(of(&dates).max_age, 60);
    }

    #[test]
    fn fault_77_a_clock_set_back_makes_nothing_fresh() {
        let answer = Freshness { fetched: Timestamp::from_micros(10_000_000), max_age: 5, ..of(&[]) };
        assert!(answer.is_fresh(Timestamp::from_micros(10_000_000)));
        assert!(answer.is_fresh(Timestamp::from_micros(14_999_999)));
        assert!(!answer.is_fresh(Timestamp::from_micros(15_000_000)));
        assert!(!answer.is_fresh(Timestamp::from_micros(9_999_999)));
    }

    #[test]
    fn a_confirmation_keeps_the_validators() {
        let old = of(&[("etag", "\"a\""), ("last-modified", "then")]);
        let new = old.renewed(of(&[("cache-control", "max-age=9")]));
        assert_eq!(
            (new.etag.as_deref(), new.last_modified.as_deref(), new.max_age),
            (Some("\"a\""), Some("then"), 9)
        );
    }
}
