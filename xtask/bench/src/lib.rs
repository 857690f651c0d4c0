//! The two parsers, made to do the same work on the same sources.

pub mod corpus;
pub mod ours;
pub mod shape;
pub mod theirs;
