//! One Black process that formats text after text; `server.py` describes the protocol.

use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::Context as _;

const SCRIPT: &str = include_str!("server.py");

/// What Black makes of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The formatted text.
    Text(String),
    /// It refuses the source.
    Refused,
    /// Its text has another meaning, or is not stable: the command would refuse the source.
    Broken,
    /// It took too long.
    Late,
}

/// A running Black; it is ended on drop.
pub struct BlackServer {
    child: Child,
    requests: BufWriter<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl BlackServer {
    /// Starts the interpreter that the script at `executable` names.
    ///
    /// # Errors
    /// When it can't be found or started.
    pub fn start(executable: &Path) -> anyhow::Result<Self> {
        let interpreter = interpreter(executable)?;
        let mut child = Command::new(&interpreter)
            .args(["-I", "-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start `{}`", interpreter.display()))?;
        let requests = BufWriter::new(child.stdin.take().context("the child has no standard input")?);
        let replies = BufReader::new(child.stdout.take().context("the child has no standard output")?);
        Ok(Self { child, requests, replies })
    }

    /// Formats `source`; with `checks`, Black also proves its own promises.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn format(&mut self, source: &str, line_length: u32, checks: bool) -> anyhow::Result<Answer> {
        self.requests.write_all(&[if checks { 2 } else { 0 }])?;
        self.requests.write_all(&line_length.to_le_bytes())?;
        self.requests.write_all(&u32::try_from(source.len())?.to_le_bytes())?;
        self.requests.write_all(source.as_bytes())?;
        self.requests.flush().context("Black took no more sources")?;
        let mut head = [0; 5];
        self.replies.read_exact(&mut head).context("Black ended")?;
        let [kind, length @ ..] = head;
        let mut text = vec![0; u32::from_le_bytes(length) as usize];
        self.replies.read_exact(&mut text)?;
        Ok(match kind {
            b'A' => Answer::Text(String::from_utf8_lossy(&text).into_owned()),
            b'R' => Answer::Refused,
            b'B' => Answer::Broken,
            _ => Answer::Late,
        })
    }
}

impl Drop for BlackServer {
    fn drop(&mut self) {
        // Nothing is asked any more, so a failure does not matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The interpreter in the first line of a script that pip installed.
fn interpreter(executable: &Path) -> anyhow::Result<PathBuf> {
    let path = if executable.components().count() > 1 {
        executable.to_path_buf()
    } else {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&folders).map(|folder| folder.join(executable));
        found.into_iter().find(|path| path.exists()).context("Black is not on PATH; name it with --black")?
    };
    let script = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let first = script.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = std::str::from_utf8(first).ok().and_then(|line| line.strip_prefix("#!"));
    Ok(name.with_context(|| format!("`{}` names no interpreter", path.display()))?.trim().into())
}
