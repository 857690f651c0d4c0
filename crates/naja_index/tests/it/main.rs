//! The client against a fake index that fails in every way that can be arranged on one machine.

#![expect(clippy::unwrap_used, reason = "a test that fails should do so at once")]

mod cache;
mod hashes;
mod limits;
mod metadata;
mod networks;
mod pages;
mod redirects;
mod sources;
mod support;
mod transfers;
