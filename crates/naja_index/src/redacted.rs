//! URLs as they may be shown, without the secrets they may hold.

use std::fmt;

use url::Url;

/// A URL without user name, password, query and fragment, any of which may hold a secret.
pub(crate) struct Redacted<'a>(pub(crate) &'a Url);

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.0;
        match url.host_str() {
            Some(host) => {
                write!(f, "{}://{host}", url.scheme())?;
                if let Some(port) = url.port() {
                    write!(f, ":{port}")?;
                }
            }
            None if url.scheme() == "file" => f.write_str("file://")?,
            None => write!(f, "{}:", url.scheme())?,
        }
        f.write_str(url.path())?;
        if url.query().is_some() {
            f.write_str("?…")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Redacted;

    #[test]
    fn fault_114_a_url_is_shown_without_what_may_be_secret() {
        let url = Url::parse("https://me:secret@example.org:8443/simple/?token=secret#secret").unwrap();
        assert_eq!(Redacted(&url).to_string(), "https://example.org:8443/simple/?…");
    }
}
