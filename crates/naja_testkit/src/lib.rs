//! For tests only: fixtures, the in-process index server and the transcript runner.

pub mod transcript;
