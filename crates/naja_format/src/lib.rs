//! The formatter: Black's stable style, on the tree and side tables of `naja_syntax`.
//!
//! [`format()`] never writes anything: it yields the new text, or says why there is none. Every result is checked before it
//! is handed out: it parses to the same tree, and no comment is missing.

mod blank;
mod comment;
mod directive;
mod expr;
mod layout;
mod leaf;
mod line;
mod number;
mod options;
mod parens;
mod stmt;
mod string;
mod target;
mod verify;
mod width;
mod with;
mod writer;

use naja_base::Diagnostic;
use naja_syntax::{Arena, Mode, ParseOptions};

pub use options::FormatOptions;
pub use verify::verify;

use crate::layout::Layout;
use crate::stmt::Owner;
use crate::target::Targets;
use crate::writer::Writer;

/// A formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The new text.
    pub text: String,
    /// Whether it differs from the old one.
    pub changed: bool,
}

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// It has syntax errors; the first one, without its source.
    Syntax(Box<Diagnostic>),
    /// A fault of the formatter: tree and source disagree at this offset.
    Unexpected {
        /// The offset of the token.
        offset: u32,
    },
    /// A fault of the formatter: the result would mean something else, or lack a comment.
    Changed,
}

/// How many passes may follow a first one that leaves something to do; else it is one.
const MORE_PASSES: usize = 4;

/// Formats a file's text.
///
/// # Errors
/// A [`FormatError`] if the file must be left as it is.
pub fn format(source: &str, options: &FormatOptions) -> Result<Formatted, FormatError> {
    if let Some(at) = memchr::memchr(0, source.as_bytes()) {
        let span = naja_base::Span::from_range(at..at + 1);
        let diagnostic = Diagnostic::error("the source holds a NUL character").with_label(span, "");
        return Err(FormatError::Syntax(Box::new(diagnostic)));
    }
    let line_end = line_end(source);
    if source.trim().is_empty() {
        let text = line_end.unwrap_or("");
        return Ok(Formatted { text: text.to_owned(), changed: text != source });
    }
    let plain =
        if source.contains('\r') { source.replace("\r\n", "\n").replace('\r', "\n") } else { String::new() };
    let body = if plain.is_empty() { source } else { &plain };
    let (mut text, unsettled) = once(body, options)?;
    if text != body {
        // A comma that the first pass added can make the second one explode its brackets.
        for _ in 0..if unsettled { MORE_PASSES } else { 1 } {
            let next = match once(&text, options) {
                Err(FormatError::Syntax(_)) => return Err(FormatError::Changed),
                next => next?.0,
            };
            if next == text {
                break;
            }
            text = next;
        }
        if options.verify && !verify(body, &text, options.stub) {
            return Err(FormatError::Changed);
        }
    }
    if let Some(other @ ("\r\n" | "\r")) = line_end {
        text = text.replace('\n', other);
    }
    let changed = text != source;
    Ok(Formatted { text, changed })
}

/// The line end of the first line, if it has one: that of the result.
fn line_end(source: &str) -> Option<&'static str> {
    let at = memchr::memchr2(b'\n', b'\r', source.as_bytes())?;
    Some(match &source.as_bytes()[at..] {
        [b'\r', b'\n', ..] => "\r\n",
        [b'\r', ..] => "\r",
        _ => "\n",
    })
}

/// One pass: the text, and whether another pass could change it again.
fn once(source: &str, options: &FormatOptions) -> Result<(String, bool), FormatError> {
    let arena = Arena::new();
    let mode = if options.stub { Mode::Stub } else { Mode::Module };
    let parsed = naja_syntax::parse_with(source, &arena, ParseOptions::from(mode));
    if let Some(error) = parsed.errors.first() {
        return Err(FormatError::Syntax(Box::new(error.to_diagnostic())));
    }
    let directives = directive::find(source, &parsed.tables.comments);
    let write = |whole_lines: bool| {
        let targets = Targets::new(&parsed, source, options);
        let layout = Layout::new(options.line_length, options.magic_trailing_comma, targets);
        let mut writer = Writer::new(source, &parsed.tables.comments, options, layout);
        writer.directives.clone_from(&directives);
        writer.whole_lines = whole_lines;
        writer.statements(parsed.body(), Owner::Module);
        writer.gap(None);
        match writer.error {
            Some(error) => Err(error),
            None => Ok((writer.out, writer.unsettled)),
        }
    };
    match write(false) {
        // What is turned off begins or ends in the middle of an expression.
        Err(FormatError::Unexpected { .. }) if !directives.is_empty() => write(true),
        result => result,
    }
}
