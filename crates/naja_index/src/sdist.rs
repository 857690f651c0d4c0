//! The metadata of source distributions, where it is static (PEP 643).

use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;

use bytes::Bytes;
use http::StatusCode;
use naja_pep::CoreMetadata;
use url::Url;

use crate::download::Downloader;
use crate::error::{IndexError, content, login_page};
use crate::html_start::is_html;
use crate::local;
use crate::location::local_path;
use crate::page::IndexFile;
use crate::redacted::Redacted;
use crate::retry::{Attempts, Failure};
use crate::tar_member::find_package_info;
use crate::transport::{Transport, file_headers, unknown_encoding};

const ONLY_GZIP: &str = "only the metadata of `.tar.gz` and `.zip` files is read without a build";

/// The bytes of PKG-INFO. Of a `.tar.gz` no more is transferred than up to it.
pub(crate) async fn package_info(
    downloader: Downloader<'_>,
    file: &IndexFile,
) -> Result<Vec<u8>, IndexError> {
    if let Some(path) = local_path(&file.url) {
        return package_info_of(&path, file);
    }
    if !file.name.ends_with(".tar.gz") {
        return Err(needs_build(file, ONLY_GZIP));
    }
    let mut attempts = Attempts::new(&file.url, downloader.retries);
    let found = loop {
        match stream(downloader.transport, &file.url).await {
            Ok(found) => break found,
            Err(failure) => attempts.again(failure).await?,
        }
    };
    found.ok_or_else(|| needs_build(file, "it has no PKG-INFO"))
}

/// The bytes of PKG-INFO of the archive at `path`.
pub(crate) fn package_info_of(path: &Path, file: &IndexFile) -> Result<Vec<u8>, IndexError> {
    if !file.name.ends_with(".tar.gz") {
        return Err(needs_build(file, ONLY_GZIP));
    }
    let found = find_package_info(local::open(path)?);
    let found = found.map_err(|error| content(&file.url, format!("it is not a valid archive: {error}")))?;
    found.ok_or_else(|| needs_build(file, "it has no PKG-INFO"))
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

/// Transfers the archive until PKG-INFO is found.
async fn stream(transport: &Transport, url: &Url) -> Result<Option<Vec<u8>>, Failure> {
    let mut response = transport.send(url, &file_headers()).await?;
    if response.status != StatusCode::OK {
        let status = response.status.as_u16();
        return Err(IndexError::Status { url: Redacted(url).to_string(), status, attempts: 1 }.into());
    }
    if let Some(encoding) = response.content_encoding() {
        return Err(unknown_encoding(url, encoding).into());
    }
    let (sender, receiver) = mpsc::channel();
    let search =
        tokio::task::spawn_blocking(move || find_package_info(Pieces { receiver, piece: Bytes::new() }));
    let mut received = 0;
    // The search hangs up when it is done, whether it has found PKG-INFO or not.
    while let Some(chunk) = response.chunk().await? {
        if received == 0 && is_html(&chunk) {
            return Err(login_page(url, "a file").into());
        }
        received += chunk.len() as u64;
        if sender.send(chunk).is_err() {
            break;
        }
    }
    drop(sender);
    match search.await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Failure::transfer(format!("the response ended after {received} bytes, within the file")))
        }
        Ok(Err(error)) => Err(content(url, format!("it is not a valid archive: {error}")).into()),
        Err(error) => Err(Failure::transfer(error.to_string())),
    }
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
