//! What can go wrong with an answer of the fake index.

use std::io::{self, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::message::{Answer, consume};
use crate::server::Shared;

/// A fault that one request meets.
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
    /// Nothing more comes after so many bytes of the body, and the connection stays open.
    Stall {
        /// How many bytes come before.
        after: usize,
    },
    /// Not even the head comes.
    Silence,
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
    /// The whole body is sent, whatever range was asked for.
    Whole,
    /// A range is answered with the bytes from another offset, and says so.
    Shift(usize),
    /// A redirect to this address.
    Redirect(String),
}

impl Fault {
    /// Sends `answer` with the fault in it. Whether the connection can go on.
    pub(crate) fn play(
        self,
        stream: &TcpStream,
        answer: Answer,
        shared: &Shared,
        head_len: usize,
    ) -> io::Result<bool> {
        if let Self::Reset { after } = self {
            (&*stream).write_all(&answer.head())?;
            (&*stream).write_all(&answer.body[..after.min(answer.body.len())])?;
            // The request is still unread, which makes the operating system reset the connection on closing.
            return Ok(false);
        }
        consume(stream, head_len)?;
        let send = |answer: &Answer| (&*stream).write_all(&answer.to_bytes()).map(|()| true);
        match self {
            Self::Reset { .. } => Ok(false),
            Self::Truncate { after } => {
                (&*stream).write_all(&answer.head())?;
                (&*stream).write_all(&answer.body[..after.min(answer.body.len())])?;
                Ok(false)
            }
            Self::Stall { after } => {
                (&*stream).write_all(&answer.head())?;
                (&*stream).write_all(&answer.body[..after.min(answer.body.len())])?;
                shared.wait_for_stop();
                Ok(false)
            }
            Self::Silence => {
                shared.wait_for_stop();
                Ok(false)
            }
            Self::Drip { piece, pause } => {
                (&*stream).write_all(&answer.head())?;
                for piece in answer.body.chunks(piece.max(1)) {
                    (&*stream).write_all(piece)?;
                    shared.wait(pause);
                }
                Ok(true)
            }
            Self::Status { status, retry_after } => {
                let answer = Answer::new(status, "text/plain", b"a fault".to_vec());
                send(&match retry_after {
                    Some(value) => answer.with("Retry-After", value),
                    None => answer,
                })
            }
            Self::Length(by) => {
                let told = i64::try_from(answer.body.len()).unwrap_or(i64::MAX).saturating_add(by).max(0);
                send(&answer.with("Content-Length", &told.to_string()))?;
                Ok(false)
            }
            Self::Header(name, value) => send(&answer.with(name, &value)),
            Self::Body(body) => send(&Answer { body, ..answer }),
            // The server has made the answer accordingly.
            Self::Whole | Self::Shift(_) => send(&answer),
            Self::Redirect(to) => send(&Answer::new(302, "", Vec::new()).with("Location", &to)),
        }
    }
}
