//! The fake index: a universe served on 127.0.0.1, by threads that end with it, with a log and with faults.
//!
//! It speaks HTTP/1.1 itself, byte by byte, because most faults are what no HTTP library would send.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::fault::Fault;
use crate::listener::{Listener, Stop};
use crate::message::{Request, Response, read_request, span};
use crate::universe::Universe;
use crate::{archives, pages};

/// How an index behaves.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Whether pages are served in JSON to those who accept it; else they are HTML.
    pub json: bool,
    /// Whether pages announce core metadata, and `.metadata` is there.
    pub metadata: bool,
    /// Whether ranges of files are served.
    pub ranges: bool,
    /// User name and password that everything wants.
    pub credentials: Option<(String, String)>,
    /// The `Cache-Control` of pages.
    pub cache_control: Option<String>,
    /// Whether pages have an `ETag`, and are answered with 304 to those who know it.
    pub etag: bool,
}

impl Default for ServerOptions {
    /// All that a modern index does, with pages that are fresh for ten minutes.
    fn default() -> Self {
        Self {
            json: true,
            metadata: true,
            ranges: true,
            credentials: None,
            cache_control: Some("max-age=600, public".to_owned()),
            etag: true,
        }
    }
}

/// A running index; it stops when it is dropped.
#[derive(Debug)]
pub struct IndexServer {
    shared: Arc<Shared>,
    listener: Listener,
}

#[derive(Debug)]
struct Shared {
    options: ServerOptions,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    universe: Arc<Universe>,
    log: Vec<Request>,
    /// Faults by path; the last of a queue stays where `always` is set.
    faults: HashMap<String, Faults>,
    latency: Option<Latency>,
}

#[derive(Debug, Default)]
struct Faults {
    queue: VecDeque<Fault>,
    always: Option<Fault>,
}

/// Waits that differ from request to request, the same for the same seed.
#[derive(Clone, Copy, Debug)]
pub struct Latency {
    /// What the waits are derived from, with the path.
    pub seed: u64,
    /// The longest wait.
    pub longest: Duration,
}

impl IndexServer {
    /// Serves `universe` on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// When no socket can be opened there.
    #[must_use]
    pub fn start(universe: Universe, options: ServerOptions) -> Self {
        let state = State { universe: Arc::new(universe), ..State::default() };
        let shared = Arc::new(Shared { options, state: Mutex::new(state) });
        let of_listener = Arc::clone(&shared);
        let listener = Listener::start(move |stream, stop| converse(stream, &of_listener, stop));
        Self { shared, listener }
    }

    /// Serves the universe that `toml` describes, with the default options.
    #[must_use]
    pub fn of(toml: &str) -> Self {
        Self::start(Universe::parse(toml), ServerOptions::default())
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.listener.address
    }

    /// The URL of the index.
    #[must_use]
    pub fn url(&self) -> String {
        self.at("/simple/")
    }

    /// The address of `path`, which starts with a slash, on this server.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.listener.address)
    }

    /// The address of `path` with a user name and a password in it.
    #[must_use]
    pub fn at_with_credentials(&self, username: &str, password: &str, path: &str) -> String {
        format!("http://{username}:{password}@{}{path}", self.listener.address)
    }

    /// What was asked for since the start, or since the log was cleared.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().log.clone()
    }

    /// The paths that were asked for.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.shared.lock().log.iter().map(|request| request.path.clone()).collect()
    }

    /// Forgets what was asked for.
    pub fn clear_log(&self) {
        self.shared.lock().log.clear();
    }

    /// Serves another universe from now on.
    pub fn replace(&self, universe: Universe) {
        self.shared.lock().universe = Arc::new(universe);
    }

    /// Lets the next request for `path` meet `fault`; more faults wait in line.
    pub fn fail_next(&self, path: &str, fault: Fault) {
        self.shared.lock().faults.entry(path.to_owned()).or_default().queue.push_back(fault);
    }

    /// Lets every request for `path` meet `fault`, once those in line are over.
    pub fn fail_always(&self, path: &str, fault: Fault) {
        self.shared.lock().faults.entry(path.to_owned()).or_default().always = Some(fault);
    }

    /// Delays each answer from now on, or no longer.
    pub fn set_latency(&self, latency: Option<Latency>) {
        self.shared.lock().latency = latency;
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Responds to the requests of one connection until someone closes it.
fn converse(mut stream: &TcpStream, shared: &Shared, stop: &Stop) -> io::Result<()> {
    while let Some(pending) = read_request(stream)? {
        let request = pending.request.clone();
        let (fault, latency, universe) = {
            let mut state = shared.lock();
            state.log.push(request.clone());
            let faults = state.faults.get_mut(&request.path);
            let fault = faults.and_then(|faults| faults.queue.pop_front().or_else(|| faults.always.clone()));
            (fault, state.latency, Arc::clone(&state.universe))
        };
        if let Some(latency) = latency {
            stop.wait(latency.of(&request.path));
        }
        let mut response = respond_with(&request, fault.as_ref(), &universe, &shared.options);
        let closes = request.header("connection") == Some("close");
        if closes {
            response = response.with("Connection", "close");
        }
        match fault {
            Some(fault) => {
                if !fault.play(stream, response, stop, pending.head_len)? {
                    return Ok(());
                }
            }
            None => {
                pending.consume(stream)?;
                stream.write_all(&response.to_bytes())?;
            }
        }
        if closes {
            return Ok(());
        }
    }
    Ok(())
}

/// The response to a request, as far as a fault changes how it is made.
fn respond_with(
    request: &Request,
    fault: Option<&Fault>,
    universe: &Universe,
    options: &ServerOptions,
) -> Response {
    if !matches!(fault, Some(Fault::Whole | Fault::Shift(_))) {
        return respond(request, universe, options);
    }
    let response = respond(&request.without_range(), universe, options);
    let range = request.header("range").and_then(|range| span(range, response.body.len()));
    match (fault, range) {
        (Some(Fault::Shift(by)), Some((start, end))) => {
            let total = response.body.len();
            response.part(start.saturating_sub(*by), end, total)
        }
        _ => response,
    }
}

impl Latency {
    fn of(self, path: &str) -> Duration {
        // FNV-1a, as the waits must be the same on every machine.
        let start = 0xcbf2_9ce4_8422_2325 ^ self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash =
            path.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let part = u32::try_from(hash >> 40).unwrap_or(0);
        self.longest.mul_f64(f64::from(part) / f64::from(1_u32 << 24))
    }
}

/// The answer of an index in good health.
fn respond(request: &Request, universe: &Universe, options: &ServerOptions) -> Response {
    if let Some((username, password)) = &options.credentials {
        let wanted = format!("Basic {}", STANDARD.encode(format!("{username}:{password}")));
        if request.header("authorization") != Some(&wanted) {
            return Response::new(401, "text/plain", b"who are you?".to_vec())
                .with("WWW-Authenticate", "Basic realm=\"index\"");
        }
    }
    let path = request.path.as_str();
    let project = path.strip_prefix("/simple/").and_then(|rest| rest.strip_suffix('/'));
    if let Some(files) = project.and_then(|project| universe.projects.get(project)) {
        return page(request, project.unwrap_or(""), files, options);
    }
    let Some(name) = path.strip_prefix("/files/") else { return Response::not_found() };
    if let Some(file) = universe.find(name).filter(|file| !file.bytes.is_empty()) {
        let response = Response::new(200, "application/octet-stream", file.bytes.clone());
        let etag =
            format!("\"{}\"", &archives::hex(&<sha2::Sha256 as sha2::Digest>::digest(&file.bytes))[..16]);
        let response = response.with("ETag", &etag);
        return if options.ranges { response.ranged(request) } else { response };
    }
    let beside = name.strip_suffix(".metadata").and_then(|name| universe.find(name));
    match beside.filter(|file| options.metadata && file.metadata.is_announced) {
        Some(file) => Response::new(200, "application/octet-stream", file.metadata.text.clone().into_bytes()),
        None => Response::not_found(),
    }
}

fn page(
    request: &Request,
    project: &str,
    files: &[crate::distribution::Distribution],
    options: &ServerOptions,
) -> Response {
    let accepts_json = request.header("accept").is_some_and(|accept| accept.contains("simple.v1+json"));
    let response = if options.json && accepts_json {
        let body = pages::json(project, files, options.metadata);
        Response::new(200, "application/vnd.pypi.simple.v1+json", body.into_bytes())
    } else {
        let body = pages::html(project, files, options.metadata);
        Response::new(200, "text/html; charset=utf-8", body.into_bytes())
    };
    let etag =
        format!("\"{}\"", &archives::hex(&<sha2::Sha256 as sha2::Digest>::digest(&response.body))[..16]);
    let known = options.etag && request.header("if-none-match") == Some(&etag);
    let mut response = if known { Response { status: 304, body: Vec::new(), ..response } } else { response };
    if options.etag {
        response = response.with("ETag", &etag);
    }
    match &options.cache_control {
        Some(cache_control) => response.with("Cache-Control", cache_control),
        None => response,
    }
}
