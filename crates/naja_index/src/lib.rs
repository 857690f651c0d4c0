//! Package indexes: HTTP, authentication, TLS, the cache of pages and metadata. The only crate that speaks HTTP.
//!
//! [`IndexClient`] fetches project pages of the simple API (PEP 503, 691), reads the metadata of distributions from as
//! few bytes as their servers allow, and downloads files with their hashes verified. Its records on disk carry a
//! checksum and are read in place. Credentials reach the origin that they belong to and nothing else.

mod archive;
mod cache;
mod client;
mod connection_error;
mod credentials;
mod direct;
mod download;
mod error;
mod freshness;
mod hashes;
mod hex;
mod hosts;
mod html_start;
mod http_client;
mod local;
mod location;
mod metadata;
mod metadata_text;
mod name_lookup;
mod netrc;
mod options;
mod page;
mod page_lookup;
mod redacted;
mod redirect;
mod retry;
mod sdist;
mod simple;
mod tar_member;
mod time;
mod transport;
mod zip_tail;

pub use client::{DirectFile, IndexClient};
pub use download::{Download, Fetched};
pub use error::IndexError;
pub use hashes::strong_hash;
pub use location::{Credentials, DEFAULT_INDEX, IndexLayout, IndexUrl};
pub use netrc::NetrcSource;
pub use options::{Connectivity, IndexOptions, RequestOptions, Retries, Timeouts};
pub use page::{CoreMetadataAt, FileRef, IndexFile, ProjectPage, Release, RequiresPython, Skipped};
pub use time::Timestamp;
