//! For tests only: fixtures, the in-process index server and the transcript runner.

mod archives;
mod black_hole;
mod certificates;
mod distribution;
mod fault;
mod listener;
mod message;
mod pages;
mod proxy;
mod server;
pub mod snippets;
pub mod transcript;
mod universe;

pub use black_hole::BlackHole;
pub use certificates::{Authority, Certificate, TlsServer};
pub use fault::Fault;
pub use message::Request;
pub use proxy::{ProxyBehaviour, ProxyServer};
pub use server::{IndexServer, Latency, ServerOptions};
pub use universe::Universe;
