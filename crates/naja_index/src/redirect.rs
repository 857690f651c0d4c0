//! Which redirects are followed.

use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use url::Url;

use crate::error::IndexError;
use crate::location::take_credentials;
use crate::redacted::Redacted;

/// How many redirects are followed for one request.
const MAX_REDIRECTS: usize = 10;

/// The redirects of one request.
pub(crate) struct Redirects<'a> {
    requested: &'a Url,
    visited: Vec<Url>,
}

impl<'a> Redirects<'a> {
    pub(crate) fn new(requested: &'a Url) -> Self {
        Self { requested, visited: Vec::new() }
    }

    /// The URL that a response of `current` leads to, if it is a redirect.
    ///
    /// # Errors
    /// For loops, and for redirects that would give up the encryption or leave HTTP.
    pub(crate) fn next(
        &mut self,
        current: &Url,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Result<Option<Url>, IndexError> {
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let location = headers.get(LOCATION).ok_or_else(|| self.refuse("it has no `Location`".to_owned()))?;
        let text = String::from_utf8_lossy(location.as_bytes());
        let mut next =
            current.join(&text).map_err(|error| self.refuse(format!("its target is not a URL: {error}")))?;
        match (current.scheme(), next.scheme()) {
            (_, "https") | ("http", "http") => {}
            ("https", "http") => {
                return Err(self.refuse(format!("{} would give up the encryption", Redacted(&next))));
            }
            (_, scheme) => return Err(self.refuse(format!("it leads to the scheme `{scheme}`"))),
        }
        // Credentials in a redirect belong to another server and must not be remembered.
        take_credentials(&mut next);
        self.visited.push(current.clone());
        if self.visited.contains(&next) {
            return Err(self.refuse(format!("it is a redirect loop, through {}", Redacted(&next))));
        }
        if self.visited.len() > MAX_REDIRECTS {
            return Err(self.refuse(format!("there are more than {MAX_REDIRECTS} redirects")));
        }
        Ok(Some(next))
    }

    fn refuse(&self, cause: String) -> IndexError {
        IndexError::Redirect { url: Redacted(self.requested).to_string(), cause }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};
    use url::Url;

    use super::Redirects;

    fn follow(from: &str, to: &[&'static str]) -> Result<String, String> {
        let requested = Url::parse(from).unwrap();
        let mut redirects = Redirects::new(&requested);
        let mut current = requested.clone();
        for target in to {
            let headers = HeaderMap::from_iter([(http::header::LOCATION, HeaderValue::from_static(target))]);
            let next = redirects.next(&current, StatusCode::FOUND, &headers);
            current = next.map_err(|error| error.to_string())?.unwrap();
        }
        Ok(current.into())
    }

    #[test]
    fn fault_16_no_redirect_gives_up_the_encryption_or_leaves_http() {
        let failed = "failed to follow the redirect of https://a.test/x: ";
        let refused = |target| follow("https://a.test/x", &[target]).unwrap_err();
        assert_eq!(refused("http://b.test/"), format!("{failed}http://b.test/ would give up the encryption"));
        assert_eq!(refused("file:///etc/passwd"), format!("{failed}it leads to the scheme `file`"));
        assert_eq!(refused("//[/"), format!("{failed}its target is not a URL: invalid IPv6 address"));
        assert_eq!(follow("http://a.test/x", &["https://b.test/", "/y"]), Ok("https://b.test/y".to_owned()));
    }

    #[test]
    fn fault_14_loops_are_named() {
        let failed = "failed to follow the redirect of http://a.test/x: ";
        assert_eq!(
            follow("http://a.test/x", &["/y", "/x"]),
            Err(format!("{failed}it is a redirect loop, through http://a.test/x"))
        );
        assert_eq!(
            follow("http://a.test/x", &["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10", "/11"]),
            Err(format!("{failed}there are more than 10 redirects"))
        );
    }

    #[test]
    fn credentials_in_a_target_are_dropped() {
        assert_eq!(
            follow("https://a.test/", &["https://me:secret@b.test/"]),
            Ok("https://b.test/".to_owned())
        );
    }
}
