//! The addresses of indexes, and the credentials taken out of them.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use url::Url;

use crate::error::IndexError;
use crate::redacted::Redacted;

/// The index that is asked when no other is named: the Python Package Index.
pub const DEFAULT_INDEX: &str = "https://pypi.org/simple/";

/// The address of an index, without credentials.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexUrl {
    /// The name by which `NAJA_INDEX_<NAME>_USERNAME` and messages know it.
    pub name: Option<Arc<str>>,
    /// The address; that of a simple index ends with a slash.
    pub url: Arc<Url>,
    /// How it lists its files.
    pub layout: IndexLayout,
    /// The user name and password that the URL had.
    pub(crate) credentials: Option<Credentials>,
}

/// How an index lists its files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexLayout {
    /// The simple API (PEP 503, PEP 691): a page for each project.
    #[default]
    Simple,
    /// One HTML page, or one folder, with the files of all projects, as pip's `--find-links` reads them.
    Flat,
}

/// A user name with its password.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credentials {
    /// The user name.
    pub username: String,
    /// The password, empty where there is none.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

impl IndexUrl {
    /// Reads `URL` or `NAME=URL`, as `--index` takes it. User name and password are taken out of the URL and kept apart.
    ///
    /// # Errors
    /// When the URL is not valid, or its scheme is neither `https`, `http` nor `file`.
    pub fn parse(text: &str) -> Result<Self, IndexError> {
        let mut index = Self::parse_address(text)?;
        if !index.url.path().ends_with('/') {
            let mut url = Url::clone(&index.url);
            url.set_path(&format!("{}/", index.url.path()));
            index.url = Arc::new(url);
        }
        Ok(index)
    }

    /// Reads `URL` or `NAME=URL` of a flat index: of an HTML page, or of a folder on this machine.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_flat(text: &str) -> Result<Self, IndexError> {
        Ok(Self { layout: IndexLayout::Flat, ..Self::parse_address(text)? })
    }

    fn parse_address(text: &str) -> Result<Self, IndexError> {
        let (name, address) = match text.split_once('=') {
            Some((name, rest)) if is_name(name) => (Some(Arc::from(name)), rest),
            _ => (None, text),
        };
        let mut url =
            Url::parse(address).map_err(|error| config(format!("the index URL is not valid: {error}")))?;
        let is_remote = matches!(url.scheme(), "https" | "http") && url.host_str().is_some();
        if !is_remote && local_path(&url).is_none() {
            return Err(config(format!(
                "the index URL `{}` must start with `https://`, `http://` or `file:///`",
                Redacted(&url)
            )));
        }
        let credentials = take_credentials(&mut url);
        url.set_fragment(None);
        Ok(Self { name, url: Arc::new(url), layout: IndexLayout::Simple, credentials })
    }

    /// The Python Package Index.
    ///
    /// # Panics
    /// Never: the constant is a valid URL, which a test holds.
    #[must_use]
    pub fn default_index() -> Self {
        Self::parse(DEFAULT_INDEX).unwrap_or_else(|_| unreachable!("the constant is a valid URL"))
    }

    /// The address of the page of `project`.
    pub(crate) fn page(&self, project: &naja_pep::PackageName) -> Url {
        if self.layout == IndexLayout::Flat {
            return Url::clone(&self.url);
        }
        let mut url = Url::clone(&self.url);
        let path = format!("{}{}/", url.path(), project.as_str());
        url.set_path(&path);
        url
    }
}

impl fmt::Display for IndexUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Redacted(&self.url))
    }
}

/// The file on this machine that a `file:` URL names; `None` for other URLs.
pub(crate) fn local_path(url: &Url) -> Option<PathBuf> {
    if url.scheme() == "file" { url.to_file_path().ok() } else { None }
}

/// Takes the user name and password out of `url`.
pub(crate) fn take_credentials(url: &mut Url) -> Option<Credentials> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let credentials =
        Credentials { username: decode(url.username()), password: decode(url.password().unwrap_or("")) };
    // Both can fail only for URLs without a host, which have no credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(credentials)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn config(problem: String) -> IndexError {
    IndexError::Config {
        problem,
        help: Some(
            "write it as `https://host/simple/`, or as `file:///folder/` for one on this machine".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::IndexUrl;
    use crate::redacted::Redacted;

    #[test]
    fn credentials_are_taken_out_and_never_shown() {
        let index = IndexUrl::parse("corp=https://me:p%40ss@example.org/simple").unwrap();
        assert_eq!(index.name.as_deref(), Some("corp"));
        assert_eq!(index.url.as_str(), "https://example.org/simple/");
        let credentials = index.credentials.clone().unwrap();
        assert_eq!((credentials.username.as_str(), credentials.password.as_str()), ("me", "p@ss"));
        assert!(!format!("{index} {index:?}").contains("p@ss"));
    }

    #[test]
    fn a_url_with_an_equals_sign_has_no_name() {
        let index = IndexUrl::parse("https://example.org/simple?a=b").unwrap();
        assert_eq!(index.name, None);
        assert_eq!(Redacted(&index.url).to_string(), "https://example.org/simple/?…");
        assert_eq!(IndexUrl::parse_flat("https://example.org/links.html").unwrap().url.path(), "/links.html");
    }

    #[test]
    fn other_schemes_and_plain_words_are_refused() {
        for text in ["file://host/simple", "ftp://example.org/simple", "pypi", "data:,x", ""] {
            assert!(IndexUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_default_index_is_a_valid_url() {
        assert!(IndexUrl::default_index().url.path().ends_with('/'));
    }
}
