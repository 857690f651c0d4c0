//! Package indexes: HTTP, authentication, cache and metadata; the only crate that speaks HTTP.
