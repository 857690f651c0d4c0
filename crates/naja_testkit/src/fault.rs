//! What can go wrong with a response of the fake index.

use std::io::{self, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::listener::Stop;
use crate::message::{Response, consume};

/// A fault that is injected into the response to a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The connection is reset after so many bytes of the body.
    Reset {
        /// How many bytes come before.
        after: usize,
    },
    /// The connection is closed after so many bytes of the body, of which the head announces all.
    Truncate {
        /// How many bytes come before.
        after: usize,
    },
    /// The head announces no length, and the connection is closed after so many bytes of the body.
    Unframed {
        /// How many bytes come before.
        after: usize,
    },
    /// Nothing more comes after so many bytes of the body, and the connection stays open.
    Stall {
        /// How many bytes come before.
        after: usize,
    },
    /// Not even the head comes.
    Silence,
    /// The whole response comes after a pause.
    Late(Duration),
    /// The head comes byte by byte, with a pause between them.
    SlowHead(Duration),
    /// The body comes in pieces of so many bytes, with a pause between them.
    Drip {
        /// The size of a piece.
        piece: usize,
        /// The pause.
        pause: Duration,
    },
    /// Another status, with a `Retry-After` where one is given.
    Status {
        /// The status.
        status: u16,
        /// The value of `Retry-After`.
        retry_after: Option<&'static str>,
    },
    /// The `Content-Length` is wrong by so much, and the connection is closed after the body.
    Length(i64),
    /// A header is set, in place of what it was.
    Header(&'static str, String),
    /// The body is another one.
    Body(Vec<u8>),
    /// The body is this HTML page, with the status of a success.
    Html(&'static str),
    /// The whole body is sent, whatever range was requested.
    Whole,
    /// A range is answered with the bytes from another offset, and says so.
    Shift(usize),
    /// A redirect to this address.
    Redirect(String),
}

impl Fault {
    /// Sends `response` with the fault in it. Whether the connection can go on.
    pub(crate) fn play(
        self,
        mut stream: &TcpStream,
        response: Response,
        stop: &Stop,
        head_len: usize,
    ) -> io::Result<bool> {
        let start = |after: usize| &response.body[..after.min(response.body.len())];
        if let Self::Reset { after } = self {
            stream.write_all(&response.head())?;
            stream.write_all(start(after))?;
            // The request is still unread, which makes the operating system reset the connection on closing.
            return Ok(false);
        }
        consume(stream, head_len)?;
        match self {
            Self::Reset { .. } => return Ok(false),
            Self::Truncate { after } => {
                stream.write_all(&response.head())?;
                stream.write_all(start(after))?;
                return Ok(false);
            }
            Self::Unframed { after } => {
                stream.write_all(&response.unframed_head())?;
                stream.write_all(start(after))?;
                return Ok(false);
            }
            Self::Stall { after } => {
                stream.write_all(&response.head())?;
                stream.write_all(start(after))?;
                stop.wait_for_stop();
                return Ok(false);
            }
            Self::Silence => {
                stop.wait_for_stop();
                return Ok(false);
            }
            Self::Late(pause) => {
                stop.wait(pause);
                stream.write_all(&response.to_bytes())?;
            }
            Self::SlowHead(pause) => {
                for byte in response.head() {
                    stream.write_all(&[byte])?;
                    stop.wait(pause);
                }
                stream.write_all(&response.body)?;
            }
            Self::Drip { piece, pause } => {
                stream.write_all(&response.head())?;
                for piece in response.body.chunks(piece.max(1)) {
                    stream.write_all(piece)?;
                    stop.wait(pause);
                }
            }
            Self::Length(by) => {
                let length = i64::try_from(response.body.len()).unwrap_or(i64::MAX).saturating_add(by).max(0);
                stream.write_all(&response.with("Content-Length", &length.to_string()).to_bytes())?;
                return Ok(false);
            }
            other => stream.write_all(&other.changed(response).to_bytes())?,
        }
        Ok(true)
    }

    /// The response that is sent in place of `response`, as for the faults that change nothing but the message.
    fn changed(self, response: Response) -> Response {
        match self {
            Self::Status { status, retry_after } => {
                let response = Response::new(status, "text/plain", b"a fault".to_vec());
                match retry_after {
                    Some(value) => response.with("Retry-After", value),
                    None => response,
                }
            }
            Self::Header(name, value) => response.with(name, &value),
            Self::Body(body) => Response { body, ..response },
            Self::Html(page) => Response::new(200, "text/html; charset=utf-8", page.as_bytes().to_vec()),
            Self::Redirect(to) => Response::new(302, "", Vec::new()).with("Location", &to),
            // The server has made the response accordingly.
            _ => response,
        }
    }
}
