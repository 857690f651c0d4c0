//! HTTP/1.1 messages, as little of them as the fake index needs.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header, whose name is given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn without_range(&self) -> Self {
        let mut request = self.clone();
        request.headers.retain(|(name, _)| name != "range");
        request
    }
}

/// A request that is still in the socket's buffer: closing the socket now resets the connection.
pub(crate) struct Pending {
    pub(crate) request: Request,
    pub(crate) head_len: usize,
}

impl Pending {
    /// Takes the request out of the buffer.
    pub(crate) fn consume(&self, stream: &TcpStream) -> io::Result<()> {
        consume(stream, self.head_len)
    }
}

pub(crate) fn consume(mut stream: &TcpStream, len: usize) -> io::Result<()> {
    stream.read_exact(&mut vec![0; len])
}

/// The next request, left in the socket's buffer; `None` when the client has closed the connection or does not speak
/// HTTP.
pub(crate) fn read_request(stream: &TcpStream) -> io::Result<Option<Pending>> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = stream.peek(&mut buffer)?;
        if count == 0 {
            return Ok(None);
        }
        // The first byte of a TLS handshake: a server without TLS treats it as a malformed request.
        if buffer[0] == 0x16 {
            (&*stream).write_all(&Response::new(400, "text/plain", b"not HTTP".to_vec()).to_bytes())?;
            return Ok(None);
        }
        if let Some(end) = buffer[..count].windows(4).position(|window| window == b"\r\n\r\n") {
            let head_len = end + 4;
            return Ok(Some(Pending { request: parse(&buffer[..end]), head_len }));
        }
        if count == buffer.len() {
            return Err(io::Error::other("the head of the request is too long"));
        }
        // The rest of the head is on its way.
        std::thread::yield_now();
    }
}

fn parse(head: &[u8]) -> Request {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.split("\r\n");
    let mut first = lines.next().unwrap_or("").split(' ');
    let method = first.next().unwrap_or("").to_owned();
    let target = first.next().unwrap_or("");
    // Requests to a proxy have whole URLs.
    let path =
        target.strip_prefix("http://").map_or(target, |rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let path = path.split('?').next().unwrap_or("");
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Request { method, path, headers }
}

/// A response before it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        let headers = if content_type.is_empty() {
            Vec::new()
        } else {
            vec![("Content-Type".into(), content_type.into())]
        };
        Self { status, headers, body }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "text/plain", b"not here".to_vec())
    }

    /// Sets a header, in place of what it was.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The part that is requested.
    pub(crate) fn ranged(self, request: &Request) -> Self {
        let total = self.body.len();
        let wanted = request.header("range").and_then(|range| span(range, total));
        let Some((start, end)) = wanted else { return self };
        self.part(start, end, total)
    }

    /// The bytes from `start` to `end`, marked as such.
    pub(crate) fn part(mut self, start: usize, end: usize, total: usize) -> Self {
        self.body = self.body[start..end].to_vec();
        self.status = 206;
        self.with("Content-Range", &format!("bytes {start}-{}/{total}", end.saturating_sub(1)))
    }

    /// The head, with a `Content-Length` where none is set.
    pub(crate) fn head(&self) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} X\r\n", self.status);
        let has_length = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if !has_length && self.status != 304 {
            text.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.into_bytes()
    }

    /// The head without a length, so that the body ends with the connection.
    pub(crate) fn unframed_head(&self) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.into_bytes()
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// The bytes that a `Range` header names, of a body of `total`.
pub(crate) fn span(range: &str, total: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        return Some((total.saturating_sub(last.parse().ok()?), total));
    }
    let start: usize = first.parse().ok()?;
    let end = last.parse::<usize>().map_or(total, |last| (last + 1).min(total));
    (start < end).then_some((start, end))
}
