//! The crate as a whole: archives that must be refused, and what installing, removing and killed runs leave.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod archives;
mod cached_files;
mod damage;
mod installs;
mod recovery;
mod removals;
mod support;
mod wheels;
