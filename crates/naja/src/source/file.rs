//! Reading and writing one file.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use naja_base::{Diagnostic, SourceText, atomic, failpoint};
use naja_syntax::source::{DecodedSource, decode};

use super::cache::{Cache, Content, Key};
use crate::io_error;

/// A file's text, and what is needed to write it back.
pub(crate) type Contents = DecodedSource;

/// What looking a file up has shown.
pub(crate) enum Lookup<'c> {
    /// The result that is cached for it.
    Cached(&'c [u8]),
    /// What it holds, and what a result on that is cached under, if it is to be cached.
    Read(Contents, Option<Key>),
}

/// Looks a file up in `cache` and reads it if it is not there; `facts` are those about its path that count. `None` where it has
/// vanished since it was found, or is no file any more.
pub(crate) fn look_up<'c>(
    cache: Option<&'c Cache>,
    path: &Path,
    facts: &[u8],
) -> Result<Option<Lookup<'c>>, Box<Diagnostic>> {
    let Some(cache) = cache else {
        return Ok(read(path)?.map(|contents| Lookup::Read(contents, None)));
    };
    if let Ok(metadata) = fs::metadata(path)
        && let Some(content) = cache.content(path, &metadata)
        && let Some(result) = cache.result(content.with(facts))
    {
        return Ok(Some(Lookup::Cached(result)));
    }
    let Some((bytes, metadata)) = bytes(path)? else { return Ok(None) };
    let content = Content::of(&bytes);
    cache.note_content(path, &metadata, content);
    let key = content.with(facts);
    Ok(Some(match cache.result(key) {
        Some(result) => Lookup::Cached(result),
        None => Lookup::Read(decode(bytes)?, Some(key)),
    }))
}

/// Reads a file. `None` where it has vanished, or is no file any more.
pub(crate) fn read(path: &Path) -> Result<Option<Contents>, Box<Diagnostic>> {
    let Some((bytes, _)) = bytes(path)? else { return Ok(None) };
    Ok(Some(decode(bytes)?))
}

/// The bytes of a file.
fn bytes(path: &Path) -> Result<Option<(Vec<u8>, fs::Metadata)>, Box<Diagnostic>> {
    let mut file = match failpoint::hit("source.open").and_then(|()| open(path)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &error)),
    };
    let metadata = file.metadata().map_err(|error| unreadable(path, &error))?;
    if !metadata.is_file() {
        return Ok(None);
    }
    if metadata.len() > u64::from(u32::MAX) {
        return Err(Box::new(Diagnostic::error("the file is larger than 4 GiB")));
    }
    let bytes = read_whole(&mut file, &metadata).map_err(|error| unreadable(path, &error))?;
    Ok(Some((bytes, metadata)))
}

/// The bytes of an open file; a single call where it holds what its metadata says.
fn read_whole(file: &mut File, metadata: &fs::Metadata) -> io::Result<Vec<u8>> {
    let size = usize::try_from(metadata.len()).unwrap_or(0);
    let mut bytes = SPARE_BUFFER.take();
    bytes.clear();
    bytes.reserve_exact(size + 1);
    while bytes.len() <= size {
        match read_some(file, &mut bytes) {
            Ok(0) => break,
            Ok(_) if bytes.len() == size => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    if bytes.len() > size {
        // It has grown meanwhile.
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads into what is left of the room in `bytes`.
#[cfg(target_os = "linux")]
fn read_some(file: &File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    Ok(rustix::io::read(file, rustix::buffer::spare_capacity(bytes))?)
}

/// Reads into what is left of the room in `bytes`.
#[cfg(not(target_os = "linux"))]
fn read_some(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let filled = bytes.len();
    bytes.resize(bytes.capacity(), 0);
    let count = file.read(&mut bytes[filled..]);
    bytes.truncate(filled + *count.as_ref().unwrap_or(&0));
    count
}

thread_local! {
    /// The memory of the last text, for the next file that the thread reads.
    static SPARE_BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The most bytes that are kept for the next file.
const MOST_KEPT: usize = 1 << 20;

/// Gives the memory of a text back for the next file. Without that, every file would be read into fresh memory.
pub(crate) fn release(contents: Contents) {
    let bytes = contents.text.into_bytes();
    if bytes.capacity() <= MOST_KEPT {
        SPARE_BUFFER.set(bytes);
    }
}

/// Reads standard input to its end.
pub(crate) fn read_stdin() -> Result<Contents, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        return Err(Box::new(Diagnostic::error(format!("standard input can't be read: {error}"))));
    }
    decode(bytes)
}

/// Replaces a file's text, encoded as it was; yields the digest of what was written.
pub(crate) fn write(path: &Path, old: &Contents, text: &str) -> Result<Content, Box<Diagnostic>> {
    let bytes = old.encode(text)?;
    atomic::replace(path, &bytes).map_err(|error| {
        let diagnostic =
            Diagnostic::error(format!("the file can't be written: {}", io_error::reason(&error)));
        Box::new(match atomic::is_torn(&error) {
            true => diagnostic.with_help("the next run that writes it puts its old contents back"),
            false => diagnostic.with_note("it holds what it held before"),
        })
    })?;
    Ok(Content::of(&bytes))
}

/// A diagnostic about a file as a whole, which names it.
pub(crate) fn path_text(shown: &str, mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.source.is_none() {
        diagnostic.source = Some(SourceText::new(shown, ""));
    }
    diagnostic
}

/// That `path` can't be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let what = if path.is_dir() { "the folder" } else { "the file" };
    Box::new(Diagnostic::error(format!("{what} can't be read: {}", io_error::reason(error))))
}

/// Opens a file, without waiting for a writer where it is a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options.open(path)
}
