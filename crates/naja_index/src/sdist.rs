//! The metadata of source distributions, where it is static (PEP 643).

use std::io::{self, Read};
use std::sync::mpsc;

use bytes::Bytes;
use http::StatusCode;
use naja_pep::CoreMetadata;
use url::Url;

use crate::error::{IndexError, content};
use crate::location::Shown;
use crate::metadata::Source;
use crate::page::IndexFile;
use crate::retry::{Attempts, Failure};
use crate::transport::{Transport, file_headers};

/// PKG-INFO longer than this is not read.
const MAX_INFO: u64 = 16 << 20;

/// The bytes of PKG-INFO. Of a `.tar.gz` no more is transferred than up to it.
pub(crate) async fn package_info(source: Source<'_>, file: &IndexFile) -> Result<Vec<u8>, IndexError> {
    if !file.name.ends_with(".tar.gz") {
        return Err(needs_build(
            file,
            "only the metadata of `.tar.gz` and `.zip` files is read without a build",
        ));
    }
    let mut attempts = Attempts::new(&file.url, source.retries);
    let found = loop {
        match stream(source.transport, &file.url).await {
            Ok(found) => break found,
            Err(failure) => attempts.again(failure).await?,
        }
    };
    match found {
        Ok(Some(info)) => Ok(info),
        Ok(None) => Err(needs_build(file, "it has no PKG-INFO")),
        Err(problem) => Err(content(&file.url, problem)),
    }
}

/// Refuses metadata that a build could still change.
pub(crate) fn require_static(file: &IndexFile, metadata: &CoreMetadata) -> Result<(), IndexError> {
    if metadata.metadata_version < (2, 2) {
        return Err(needs_build(
            file,
            "its metadata is of a version before 2.2, which does not say what is static",
        ));
    }
    let is_needed = |field: &&String| {
        ["requires-dist", "requires-python", "provides-extra", "version"]
            .iter()
            .any(|name| field.eq_ignore_ascii_case(name))
    };
    match metadata.dynamic.iter().find(is_needed) {
        Some(field) => Err(needs_build(file, &format!("its metadata says that `{field}` is dynamic"))),
        None => Ok(()),
    }
}

fn needs_build(file: &IndexFile, reason: &str) -> IndexError {
    IndexError::NeedsBuild { file: file.name.clone(), reason: reason.to_owned() }
}

/// Transfers the archive until PKG-INFO is found. The outer error is the transfer's, the inner the archive's.
async fn stream(transport: &Transport, url: &Url) -> Result<Result<Option<Vec<u8>>, String>, Failure> {
    let mut answer = transport.send(url, &file_headers()).await?;
    if answer.status != StatusCode::OK {
        let status = answer.status.as_u16();
        return Err(IndexError::Status { url: Shown(url).to_string(), status, attempts: 1 }.into());
    }
    if let Some(encoding) = answer.content_encoding() {
        return Err(content(url, format!("it is encoded with `{encoding}`, which was not asked for")).into());
    }
    let (sender, receiver) = mpsc::channel();
    let search = tokio::task::spawn_blocking(move || find_info(Pieces { receiver, piece: Bytes::new() }));
    // The search hangs up when it is done, whether it has found it or not.
    while let Some(chunk) = answer.chunk().await? {
        if sender.send(chunk).is_err() {
            break;
        }
    }
    drop(sender);
    match search.await {
        Ok(found) => Ok(found.map_err(|error| format!("it is no sound archive: {error}"))),
        Err(error) => Err(Failure::transfer(error.to_string())),
    }
}

/// The PKG-INFO in the one folder at the top of a `.tar.gz`.
fn find_info(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(reader));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path_bytes();
        let mut parts = path.split(|byte| *byte == b'/').filter(|part| *part != b".");
        let is_info = parts.next().is_some() && parts.next() == Some(b"PKG-INFO") && parts.next().is_none();
        drop(path);
        if is_info && entry.header().entry_type().is_file() {
            let mut info = Vec::new();
            entry.by_ref().take(MAX_INFO).read_to_end(&mut info)?;
            return Ok(Some(info));
        }
    }
    Ok(None)
}

/// The pieces of a body as they come, read as one.
struct Pieces {
    receiver: mpsc::Receiver<Bytes>,
    piece: Bytes,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.receiver.recv() {
                Ok(piece) => self.piece = piece,
                Err(_) => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len());
        buffer[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}
