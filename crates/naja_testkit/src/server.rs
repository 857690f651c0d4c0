//! The fake index: a universe served on 127.0.0.1, by threads that end with it, with a log and with faults.
//!
//! It speaks HTTP/1.1 itself, byte by byte, because most faults are what no HTTP library would send.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::fault::Fault;
use crate::message::{Answer, Request, read_request, span};
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
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    options: ServerOptions,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    universe: Arc<Universe>,
    stopped: bool,
    /// The open connections, by a number.
    connections: HashMap<u64, TcpStream>,
    accepted: u64,
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
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).expect("a socket on 127.0.0.1 is needed for this test");
        let address = listener.local_addr().expect("a bound socket has an address");
        raise_loopback(address);
        let state = State { universe: Arc::new(universe), ..State::default() };
        let shared = Arc::new(Shared { options, state: Mutex::new(state), changed: Condvar::new() });
        let of_acceptor = Arc::clone(&shared);
        let acceptor = std::thread::spawn(move || accept(&listener, &of_acceptor));
        Self { shared, address, acceptor: Some(acceptor) }
    }

    /// Serves the universe that `toml` describes, with the default options.
    #[must_use]
    pub fn of(toml: &str) -> Self {
        Self::start(Universe::parse(toml), ServerOptions::default())
    }

    /// The address of the index.
    #[must_use]
    pub fn url(&self) -> String {
        self.at("/simple/")
    }

    /// The address of `path`, which starts with a slash, on this server.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The address of `path` with a user name and a password in it.
    #[must_use]
    pub fn at_with_credentials(&self, username: &str, password: &str, path: &str) -> String {
        format!("http://{username}:{password}@{}{path}", self.address)
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

/// In a network namespace of its own (`unshare -n`) the loopback interface is there and down.
fn raise_loopback(address: SocketAddr) {
    if TcpStream::connect(address).is_err_and(|error| error.kind() == io::ErrorKind::NetworkUnreachable) {
        // Where this can't be done, the test fails for want of a network, and says so.
        let _ = Command::new("ip").args(["link", "set", "lo", "up"]).status();
    }
}

impl Drop for IndexServer {
    fn drop(&mut self) {
        let connections = {
            let mut state = self.shared.lock();
            state.stopped = true;
            std::mem::take(&mut state.connections)
        };
        self.shared.changed.notify_all();
        for connection in connections.values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
        // Wakes the acceptor, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for so long, or until the server is stopped.
    pub(crate) fn wait(&self, time: Duration) {
        let state = self.lock();
        drop(self.changed.wait_timeout_while(state, time, |state| !state.stopped));
    }

    /// Waits until the server is stopped.
    pub(crate) fn wait_for_stop(&self) {
        let state = self.lock();
        drop(self.changed.wait_while(state, |state| !state.stopped));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        let number = {
            let mut state = shared.lock();
            if state.stopped {
                return;
            }
            state.accepted += 1;
            let number = state.accepted;
            state.connections.extend(stream.try_clone().map(|stream| (number, stream)));
            number
        };
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            // A client that goes away is no fault of the server's.
            let _ = converse(&stream, &shared);
            // The socket is closed, and if need be reset, when its last handle goes.
            shared.lock().connections.remove(&number);
        });
    }
}

/// Answers the requests of one connection until someone closes it.
fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
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
            shared.wait(latency.of(&request.path));
        }
        let answer = match &fault {
            Some(Fault::Whole | Fault::Shift(_)) => {
                answer(&request.without_range(), &universe, &shared.options)
            }
            _ => answer(&request, &universe, &shared.options),
        };
        let answer = match (&fault, request.header("range").and_then(|range| span(range, answer.body.len())))
        {
            (Some(Fault::Shift(by)), Some((start, end))) => {
                let total = answer.body.len();
                answer.part(start.saturating_sub(*by), end, total)
            }
            _ => answer,
        };
        match fault {
            Some(fault) => {
                if !fault.play(stream, answer, shared, pending.head_len)? {
                    return Ok(());
                }
            }
            None => {
                pending.consume(stream)?;
                (&*stream).write_all(&answer.to_bytes())?;
                continue;
            }
        }
    }
    Ok(())
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
fn answer(request: &Request, universe: &Universe, options: &ServerOptions) -> Answer {
    if let Some((username, password)) = &options.credentials {
        let wanted = format!("Basic {}", STANDARD.encode(format!("{username}:{password}")));
        if request.header("authorization") != Some(&wanted) {
            return Answer::new(401, "text/plain", b"who are you?".to_vec())
                .with("WWW-Authenticate", "Basic realm=\"index\"");
        }
    }
    let path = request.path.as_str();
    let project = path.strip_prefix("/simple/").and_then(|rest| rest.strip_suffix('/'));
    if let Some(files) = project.and_then(|project| universe.projects.get(project)) {
        return page(request, project.unwrap_or(""), files, options);
    }
    let Some(name) = path.strip_prefix("/files/") else { return Answer::not_found() };
    if let Some(file) = universe.find(name).filter(|file| !file.bytes.is_empty()) {
        let answer = Answer::new(200, "application/octet-stream", file.bytes.clone());
        let etag =
            format!("\"{}\"", &archives::hex(&<sha2::Sha256 as sha2::Digest>::digest(&file.bytes))[..16]);
        let answer = answer.with("ETag", &etag);
        return if options.ranges { answer.ranged(request) } else { answer };
    }
    let beside = name.strip_suffix(".metadata").and_then(|name| universe.find(name));
    match beside.filter(|file| options.metadata && file.announces_metadata) {
        Some(file) => Answer::new(200, "application/octet-stream", file.metadata.clone().into_bytes()),
        None => Answer::not_found(),
    }
}

fn page(
    request: &Request,
    project: &str,
    files: &[crate::universe::Distribution],
    options: &ServerOptions,
) -> Answer {
    let accepts_json = request.header("accept").is_some_and(|accept| accept.contains("simple.v1+json"));
    let answer = if options.json && accepts_json {
        let body = pages::json(project, files, options.metadata);
        Answer::new(200, "application/vnd.pypi.simple.v1+json", body.into_bytes())
    } else {
        let body = pages::html(project, files, options.metadata);
        Answer::new(200, "text/html; charset=utf-8", body.into_bytes())
    };
    let etag = format!("\"{}\"", &archives::hex(&<sha2::Sha256 as sha2::Digest>::digest(&answer.body))[..16]);
    let known = options.etag && request.header("if-none-match") == Some(&etag);
    let mut answer = if known { Answer { status: 304, body: Vec::new(), ..answer } } else { answer };
    if options.etag {
        answer = answer.with("ETag", &etag);
    }
    match &options.cache_control {
        Some(cache_control) => answer.with("Cache-Control", cache_control),
        None => answer,
    }
}
