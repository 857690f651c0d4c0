//! A CPython child process that answers with trees and tokens; `ast_dump.py` describes the protocol.

use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::Context as _;

use super::pythons::Python;

const SCRIPT: &str = include_str!("ast_dump.py");

/// What CPython says of one source.
pub enum Verdict {
    /// It parses; the tree as text, and its tokens where they were asked for.
    Accepted {
        /// One node a line; may hold surrogates, encoded as three bytes each.
        tree: Vec<u8>,
        /// One token a line.
        tokens: Vec<u8>,
    },
    /// It does not parse; the reason in CPython's words.
    Rejected(String),
    /// A limit of this interpreter was reached, so that it can't say.
    GaveUp(String),
}

/// A running interpreter; it is ended on drop.
pub struct Oracle {
    child: Child,
    requests: BufWriter<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl Oracle {
    /// Starts `python` with the dump script.
    ///
    /// # Errors
    /// When the process can't be started.
    pub fn start(python: &Python) -> anyhow::Result<Self> {
        let mut child = Command::new(&python.executable)
            .args(["-I", "-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", python.executable.display()))?;
        let requests = BufWriter::new(child.stdin.take().context("the child has no standard input")?);
        let replies = BufReader::new(child.stdout.take().context("the child has no standard output")?);
        Ok(Self { child, requests, replies })
    }

    /// Sends `source`; the interpreter works on it until [`Oracle::receive`] is called.
    ///
    /// # Errors
    /// When the interpreter is gone, or the source has more than 4 GiB.
    pub fn send(&mut self, source: &[u8], wants_tokens: bool) -> anyhow::Result<()> {
        self.requests.write_all(&[u8::from(wants_tokens)])?;
        self.requests.write_all(&u32::try_from(source.len())?.to_le_bytes())?;
        self.requests.write_all(source)?;
        self.requests.flush().context("the interpreter took no more sources")
    }

    /// The answer to the source that was sent last.
    ///
    /// # Errors
    /// When the interpreter has ended.
    pub fn receive(&mut self) -> anyhow::Result<Verdict> {
        let mut kind = [0];
        self.replies.read_exact(&mut kind).context("the interpreter ended")?;
        let first = self.part()?;
        let second = self.part()?;
        let reason = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok(match kind[0] {
            b'A' => Verdict::Accepted { tree: first, tokens: second },
            b'R' => Verdict::Rejected(reason(first)),
            _ => Verdict::GaveUp(reason(first)),
        })
    }

    fn part(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut length = [0; 4];
        self.replies.read_exact(&mut length)?;
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        self.replies.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // Nothing is asked any more, and nobody is left to report a failure to.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
