//! Policies of the resolver, each on a universe of a few packages.
#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

mod budget;
mod choice;
mod prereleases;
mod tags;
mod universe;
