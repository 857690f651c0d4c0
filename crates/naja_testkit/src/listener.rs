//! A listener on 127.0.0.1 with a thread for each connection, all of which end with it.

use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A running listener; it stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    pub(crate) address: SocketAddr,
    stop: Arc<Stop>,
    acceptor: Option<JoinHandle<()>>,
}

/// The end of a listener, for which its threads can wait.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    stopped: bool,
    /// The open connections, by a number.
    connections: HashMap<u64, TcpStream>,
    accepted: u64,
}

impl Listener {
    /// Listens on a free port and hands each connection to `converse`.
    pub(crate) fn start(
        converse: impl Fn(&TcpStream, &Stop) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).expect("a socket on 127.0.0.1 is needed for this test");
        let address = listener.local_addr().expect("a bound socket has an address");
        raise_loopback(address);
        let stop = Arc::new(Stop::default());
        let of_acceptor = Arc::clone(&stop);
        let acceptor = std::thread::spawn(move || accept(&listener, &of_acceptor, &Arc::new(converse)));
        Self { address, stop, acceptor: Some(acceptor) }
    }
}

/// In a network namespace of its own (`unshare -n`) the loopback interface is there and down.
fn raise_loopback(address: SocketAddr) {
    if TcpStream::connect(address).is_err_and(|error| error.kind() == io::ErrorKind::NetworkUnreachable) {
        // Where this can't be done, the test fails for want of a network, and its message says so.
        let _ = Command::new("ip").args(["link", "set", "lo", "up"]).status();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let connections = {
            let mut state = self.stop.lock();
            state.stopped = true;
            std::mem::take(&mut state.connections)
        };
        self.stop.changed.notify_all();
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

impl Stop {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for so long, or until the listener is stopped.
    pub(crate) fn wait(&self, time: Duration) {
        let state = self.lock();
        drop(self.changed.wait_timeout_while(state, time, |state| !state.stopped));
    }

    /// Waits until the listener is stopped.
    pub(crate) fn wait_for_stop(&self) {
        let state = self.lock();
        drop(self.changed.wait_while(state, |state| !state.stopped));
    }
}

fn accept<F>(listener: &TcpListener, stop: &Arc<Stop>, converse: &Arc<F>)
where
    F: Fn(&TcpStream, &Stop) -> io::Result<()> + Send + Sync + 'static,
{
    while let Ok((stream, _)) = listener.accept() {
        let number = {
            let mut state = stop.lock();
            if state.stopped {
                return;
            }
            state.accepted += 1;
            let number = state.accepted;
            state.connections.extend(stream.try_clone().map(|stream| (number, stream)));
            number
        };
        let (stop, converse) = (Arc::clone(stop), Arc::clone(converse));
        std::thread::spawn(move || {
            // A client that goes away is not the server's concern.
            let _ = converse(&stream, &stop);
            // The socket is closed, and if need be reset, when its last handle goes.
            stop.lock().connections.remove(&number);
        });
    }
}
