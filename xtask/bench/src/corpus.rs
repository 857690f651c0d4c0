//! The sources that are measured.

use std::path::Path;

use anyhow::Context as _;
use walkdir::WalkDir;

/// Every `.py` file under `folder` that is UTF-8, in a fixed order.
///
/// # Errors
/// When a file or folder can't be read.
pub fn read(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot walk `{}`", folder.display()))?;
        if entry.path().extension().is_some_and(|suffix| suffix == "py") && entry.file_type().is_file() {
            // Other encodings are left out, since the peer's parser takes text.
            if let Ok(text) = String::from_utf8(std::fs::read(entry.path())?) {
                sources.push(text);
            }
        }
    }
    Ok(sources)
}
