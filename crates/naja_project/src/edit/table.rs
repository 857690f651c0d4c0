//! New lines in tables and new tables in a document.

use std::sync::Arc;

use naja_base::{Diagnostic, Edit, Span};
use naja_config::document::{Node, Result};

use super::array::newline_of;

/// Inserts `lines` after the line of `anchor`, or after the table's last line.
///
/// # Errors
/// When the table is written inline or through dotted keys, where a line has no place.
pub(super) fn insert_line(table: &Node<'_>, anchor: Option<&Node<'_>>, lines: &str) -> Result<Edit> {
    let end = if table.has_header() { table.body_end() } else { None };
    let Some(end) = anchor.map(|anchor| anchor.span().end).filter(|_| end.is_some()).or(end) else {
        return Err(refuse(table));
    };
    let text = &table.source().text;
    let newline = newline_of(text);
    let rest = &text[end as usize..];
    match rest.find('\n') {
        Some(at) => {
            let at = end as usize + at + 1;
            Ok(Edit::insert(Span::from_range(at..at).start, format!("{lines}{newline}")))
        }
        None => {
            let at = Span::from_range(text.len()..text.len()).start;
            Ok(Edit::insert(at, format!("{newline}{lines}{newline}")))
        }
    }
}

/// Puts `lines` at the end of the document, a blank line before them.
pub(super) fn append(text: &str, lines: &str) -> Edit {
    let newline = newline_of(text);
    let at = Span::from_range(text.len()..text.len()).start;
    let blank_line = text.ends_with("\n\n") || text.ends_with("\n\r\n");
    let gap = if text.trim().is_empty() || blank_line {
        String::new()
    } else if text.ends_with('\n') {
        newline.to_owned()
    } else {
        newline.repeat(2)
    };
    Edit::insert(at, format!("{gap}{lines}{newline}"))
}

/// The error that a table is written in a way that has no room for a line.
pub(super) fn refuse(table: &Node<'_>) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::error(format!("`{}` has no header to write a line under", table.path()))
        .with_source(Arc::clone(table.source()))
        .with_label(table.key_span(), "written inline or with dotted keys");
    Box::new(diagnostic.with_help(format!("write it as a table that starts with `[{}]`", table.path())))
}
