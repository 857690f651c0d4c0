//! Which failures may pass, and how long to wait before trying again.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use url::Url;

use crate::error::IndexError;
use crate::options::{Retries, Seconds};
use crate::redacted::Redacted;

/// How one attempt failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Trying again would not help.
    Final(IndexError),
    /// The server is overloaded or broken for the moment.
    Status {
        /// Its response.
        status: StatusCode,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// The response did not arrive, or not all of it.
    Transfer {
        /// The root cause.
        cause: String,
    },
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::Final(error)
    }
}

impl Failure {
    pub(crate) fn transfer(cause: impl Into<String>) -> Self {
        Self::Transfer { cause: cause.into() }
    }
}

/// Whether a response of this status may soon be followed by a better one.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// The wait that `Retry-After` asks for, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = httpdate::parse_http_date(text).ok()?;
    Some(moment.duration_since(now).unwrap_or_default())
}

/// The attempts at one request.
pub(crate) struct Attempts<'a> {
    url: &'a Url,
    policy: Retries,
    failed: u32,
    total: u32,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(url: &'a Url, policy: Retries) -> Self {
        Self { url, policy, failed: 0, total: 0 }
    }

    /// Forgets the failures before a success in part.
    pub(crate) fn progressed(&mut self) {
        self.failed = 0;
    }

    /// Waits until the next attempt.
    ///
    /// # Errors
    /// With the reason, when there is to be no further attempt.
    pub(crate) async fn again(&mut self, failure: Failure) -> Result<(), IndexError> {
        self.failed += 1;
        self.total += 1;
        let asked = match &failure {
            Failure::Final(_) => return Err(self.error(failure)),
            Failure::Status { retry_after, .. } => *retry_after,
            Failure::Transfer { .. } => None,
        };
        if self.failed > self.policy.count || asked.is_some_and(|wait| wait > self.policy.longest) {
            return Err(self.error(failure));
        }
        let doubled =
            self.policy.base.saturating_mul(1 << (self.failed - 1).min(16)).min(self.policy.longest);
        let varied = doubled.mul_f64(0.5 + jitter());
        tokio::time::sleep(asked.map_or(varied, |wait| wait.max(varied.min(wait * 2)))).await;
        Ok(())
    }

    fn error(&self, failure: Failure) -> IndexError {
        let url = || Redacted(self.url).to_string();
        let transfer = |cause| IndexError::Transfer { url: url(), cause, help: None, attempts: self.total };
        match failure {
            Failure::Final(error) => error,
            Failure::Status { status, retry_after } => {
                match retry_after.filter(|wait| *wait > self.policy.longest) {
                    Some(wait) => transfer(format!(
                        "the server responded with HTTP {status} and asks for a wait of {}, longer than the limit of {}",
                        Seconds(wait),
                        Seconds(self.policy.longest)
                    )),
                    None => IndexError::Status { url: url(), status: status.as_u16(), attempts: self.total },
                }
            }
            Failure::Transfer { cause } => transfer(cause),
        }
    }
}

/// A number from 0 to 1, different each time, so that many clients do not come back in step.
fn jitter() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::{HeaderMap, HeaderValue};

    use super::retry_after;

    #[test]
    fn fault_06_retry_after_is_read_in_seconds_and_as_a_date() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", HeaderValue::from_static(text));
            retry_after(&headers, UNIX_EPOCH + Duration::from_secs(784_111_777))
        };
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:47 GMT"), Some(Duration::from_secs(10)));
        assert_eq!(read("Tue, 06 Nov 1984 08:49:47 GMT"), Some(Duration::ZERO));
        assert_eq!(read("later"), None);
    }
}
