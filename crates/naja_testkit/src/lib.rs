//! For tests only: fixtures, the in-process index server and the transcript runner.

mod archives;
mod fault;
mod message;
mod pages;
mod server;
pub mod transcript;
mod universe;

pub use fault::Fault;
pub use message::Request;
pub use server::{IndexServer, Latency, ServerOptions};
pub use universe::Universe;
