//! Indexes and files on this machine, named by `file:` URLs.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use naja_pep::PackageName;
use url::Url;

use crate::error::{self, IndexError};
use crate::location::{IndexLayout, IndexUrl, local_path};
use crate::retry::Failure;
use crate::simple::{self, PageSource, ParsedPage};

/// The page of `project` on an index on this machine; `None` where the index does not have the project.
pub(crate) fn page(index: &IndexUrl, project: &PackageName) -> Result<Option<ParsedPage>, IndexError> {
    let url = index.page(project);
    let (Some(root), Some(path)) = (local_path(&index.url), local_path(&url)) else { return Ok(None) };
    // A missing project is no error, a missing index is.
    fs::metadata(&root).map_err(|error| error::io(&root, &error))?;
    let source = PageSource { project, url: &url, layout: index.layout };
    let parsed = if index.layout == IndexLayout::Flat && path.is_dir() {
        simple::from_folder(source, &list_files(&path)?)
    } else {
        let Some((bytes, kind)) = read_page(&path, index.layout)? else { return Ok(None) };
        simple::parse(source, Some(kind), &bytes).map_err(|failure| match failure {
            Failure::Final(error) => error,
            Failure::Transfer { cause } => error::content(&url, cause),
            Failure::Status { status, .. } => error::content(&url, status.to_string()),
        })?
    };
    let is_absent = index.layout == IndexLayout::Flat && parsed.is_empty;
    Ok((!is_absent).then_some(parsed))
}

/// Opens the file at a `file:` URL, which must be a regular file.
pub(crate) fn open(path: &Path) -> Result<File, IndexError> {
    let failed = |error: io::Error| error::io(path, &error);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("it is not a regular file")));
    }
    File::open(path).map_err(failed)
}

/// The regular files of a folder, in the order of their names.
fn list_files(folder: &Path) -> Result<Vec<(String, Url, u64)>, IndexError> {
    let failed = |error: io::Error| error::io(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        if let (Ok(metadata), Ok(url)) = (fs::metadata(&path), Url::from_file_path(&path))
            && metadata.is_file()
        {
            files.push((name, url, metadata.len()));
        }
    }
    files.sort();
    Ok(files)
}

/// The page at `path`, or in the folder at `path`, with its content type.
fn read_page(path: &Path, layout: IndexLayout) -> Result<Option<(Vec<u8>, &'static str)>, IndexError> {
    let (html, json) = ("text/html", "application/vnd.pypi.simple.v1+json");
    let candidates = match layout {
        IndexLayout::Flat => vec![(path.to_path_buf(), html)],
        IndexLayout::Simple => vec![(path.join("index.json"), json), (path.join("index.html"), html)],
    };
    for (path, kind) in candidates {
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => {
                let bytes = fs::read(&path).map_err(|error| error::io(&path, &error))?;
                return Ok(Some((bytes, kind)));
            }
            Ok(_) => return Err(error::io(&path, &io::Error::other("it is not a regular file"))),
            // A project may be missing on a simple index; a missing flat index is a mistake.
            Err(error) if error.kind() == io::ErrorKind::NotFound && layout == IndexLayout::Simple => {}
            Err(error) => return Err(error::io(&path, &error)),
        }
    }
    Ok(None)
}
