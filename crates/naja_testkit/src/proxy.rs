//! An HTTP proxy that passes requests and tunnels on, or refuses them.

use std::io::{self, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::certificates::{closing, read_head};
use crate::listener::Listener;

/// How a proxy behaves.
#[derive(Clone, Debug)]
pub enum ProxyBehaviour {
    /// It passes everything on.
    Forward,
    /// It passes on what has this user name and password, and responds with 407 to everything else.
    RequireCredentials(String, String),
    /// It responds with this status to everything.
    Refuse(u16),
}

/// A running proxy; it stops when it is dropped. Whatever host is asked for, it connects to its one upstream server.
#[derive(Debug)]
pub struct ProxyServer {
    listener: Listener,
    log: Arc<Mutex<Vec<String>>>,
}

impl ProxyServer {
    /// A proxy in front of `upstream`.
    #[must_use]
    pub fn start(behaviour: ProxyBehaviour, upstream: SocketAddr) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let of_listener = Arc::clone(&log);
        let listener = Listener::start(move |stream, _| converse(stream, &behaviour, upstream, &of_listener));
        Self { listener, log }
    }

    /// The proxy's URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.listener.address)
    }

    /// The proxy's URL with a user name and a password in it.
    #[must_use]
    pub fn url_with_credentials(&self, username: &str, password: &str) -> String {
        format!("http://{username}:{password}@{}/", self.listener.address)
    }

    /// The first lines of the requests so far, without the protocol's version.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn converse(
    mut client: &TcpStream,
    behaviour: &ProxyBehaviour,
    upstream: SocketAddr,
    log: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let head = read_head(&mut client)?;
    let text = String::from_utf8_lossy(&head).into_owned();
    let first = text.lines().next().unwrap_or("").trim_end_matches(" HTTP/1.1").to_owned();
    let is_tunnel = first.starts_with("CONNECT ");
    log.lock().unwrap_or_else(PoisonError::into_inner).push(first);
    let refuse = |status: u16, header: &str| {
        write!(&*client, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n{header}\r\n")
    };
    match behaviour {
        ProxyBehaviour::Forward => {}
        ProxyBehaviour::Refuse(status) => return refuse(*status, ""),
        ProxyBehaviour::RequireCredentials(username, password) => {
            let wanted = format!("Basic {}", STANDARD.encode(format!("{username}:{password}")));
            let given = text
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find_map(|(name, value)| name.eq_ignore_ascii_case("proxy-authorization").then_some(value));
            if given != Some(&wanted) {
                return refuse(407, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
            }
        }
    }
    let mut server = TcpStream::connect(upstream)?;
    if is_tunnel {
        client.write_all(b"HTTP/1.1 200 X\r\n\r\n")?;
        let (mut from, mut to) = (client.try_clone()?, server.try_clone()?);
        let sender = std::thread::spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Write);
        });
        io::copy(&mut server, &mut client)?;
        client.shutdown(Shutdown::Both)?;
        let _ = sender.join();
        return Ok(());
    }
    server.write_all(&closing(&head))?;
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Write)
}
