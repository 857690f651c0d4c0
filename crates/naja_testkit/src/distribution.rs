//! A file that the fake index lists.

/// A file on a page, with its contents.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    pub(crate) filename: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) metadata: ServedMetadata,
    /// What its page says.
    pub(crate) listed: Listed,
}

/// The core metadata beside a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServedMetadata {
    pub(crate) text: String,
    /// Whether the page announces it.
    pub(crate) is_announced: bool,
    /// Whether the page gives its hash.
    pub(crate) has_hash: bool,
}

/// What a page says about a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// The algorithm and the digest in hexadecimal.
    pub(crate) hash: Option<(String, String)>,
    pub(crate) size: Option<u64>,
    pub(crate) requires_python: Option<String>,
    pub(crate) yanked: Option<String>,
    pub(crate) upload_time: Option<String>,
    /// The URL, where it is not that of the file on the server.
    pub(crate) url: Option<String>,
}

impl Distribution {
    /// A file that is on the page alone.
    pub(crate) fn without_contents(filename: String, listed: Listed) -> Self {
        Self { filename, bytes: Vec::new(), metadata: ServedMetadata::default(), listed }
    }
}
