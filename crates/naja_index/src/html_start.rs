//! HTML documents, known by how they begin.

/// Whether bytes begin as an HTML document does, which no archive does.
pub(crate) fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts_with =
        |word: &[u8]| bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts_with(b"<!doctype html") || starts_with(b"<html")
}
