//! Package indexes: HTTP, authentication, TLS, the cache of pages and metadata. The only crate that speaks HTTP.
//!
//! [`IndexClient`] asks the simple API (PEP 503, 691) for project pages, gets the metadata of distributions from as
//! few bytes as servers let it be had, and downloads files with their hashes verified. What it keeps on disk carries a
//! checksum and is read in place. Credentials reach the origin they belong to and nothing else.

mod archive;
mod cache;
mod client;
mod credentials;
mod download;
mod error;
mod freshness;
mod hex;
mod hosts;
mod location;
mod metadata;
mod netrc;
mod options;
mod page;
mod retry;
mod sdist;
mod simple;
mod time;
mod transport;
mod zip_tail;

pub use client::IndexClient;
pub use download::{Download, Fetched};
pub use error::IndexError;
pub use location::{Credentials, DEFAULT_INDEX, IndexUrl};
pub use netrc::NetrcSource;
pub use options::{Connectivity, IndexOptions, Retries, Timeouts};
pub use page::{CoreMetadataAt, FileRef, IndexFile, ProjectPage, Release, RequiresPython, Skipped};
pub use time::Timestamp;
