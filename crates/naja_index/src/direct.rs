//! Distributions that a requirement names by their URL.

use std::collections::BTreeMap;

use naja_pep::DistFilename;
use url::Url;

use crate::error::IndexError;
use crate::hashes;
use crate::location::take_credentials;
use crate::page::{CoreMetadataAt, IndexFile};
use crate::redacted::Redacted;

/// Reads the file's name and hash from its URL.
pub(crate) fn parse(url: &Url) -> Result<IndexFile, IndexError> {
    let invalid = |problem: String| IndexError::Config {
        problem: format!("{} can't be required: {problem}", Redacted(url)),
        help: Some(
            "give the URL of a wheel (`.whl`) or of a source distribution (`.tar.gz`, `.zip`)".to_owned(),
        ),
    };
    let segment = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
    let name = percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned();
    let filename = DistFilename::parse(&name).map_err(|error| invalid(error.to_string()))?;
    let mut hashes = BTreeMap::new();
    for (algorithm, digest) in
        url.fragment().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='))
    {
        if let Some(known) = hashes::recognize(algorithm, digest).map_err(&invalid)? {
            hashes.insert(known.name.to_owned(), digest.to_ascii_lowercase());
        }
    }
    let mut url = url.clone();
    url.set_fragment(None);
    if take_credentials(&mut url).is_some() {
        return Err(IndexError::Config {
            problem: format!(
                "the URL {} holds a user name or a password, which a lock must not have",
                Redacted(&url)
            ),
            help: Some("put them into the netrc file".to_owned()),
        });
    }
    Ok(IndexFile {
        filename,
        name,
        url,
        hashes,
        size: None,
        core_metadata: CoreMetadataAt::Unknown,
        needs_hash: false,
    })
}
