//! An address whose connection attempts are neither accepted nor refused.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// A port of this machine that lets every connection attempt wait; it ends when it is dropped.
#[derive(Debug)]
pub struct BlackHole {
    address: SocketAddr,
    _listener: TcpListener,
    /// The connections that fill the queue of the listener, which accepts none.
    _waiting: Vec<TcpStream>,
}

impl BlackHole {
    /// Turns `address`, which must be free, into one. With port 0 it chooses a port.
    ///
    /// # Errors
    /// When the address is in use or not available.
    pub fn start(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        #[cfg(unix)]
        rustix::net::listen(&listener, 0)?;
        let address = listener.local_addr()?;
        let mut waiting = Vec::new();
        // On the loopback interface an attempt succeeds at once, or its packet is dropped as the queue is full.
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            waiting.push(stream);
        }
        Ok(Self { address, _listener: listener, _waiting: waiting })
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}
