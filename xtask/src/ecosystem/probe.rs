//! Everything that naja_syntax offers, done to one source.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use naja_base::{LineIndex, Span};
use naja_syntax::{Arena, Parsed, dump, source};

use super::ranges;

pub use naja_syntax::STACK_SIZE;

/// What naja says of one source.
pub enum Ours {
    /// It parses.
    Accepted {
        /// The tree as `dump` writes it.
        tree: String,
        /// The comments of the side table, one a line, as the oracle tells tokens.
        comments: String,
        /// What is wrong with the tree's ranges and the tables.
        faults: Vec<String>,
    },
    /// It does not parse; the first fault.
    Rejected(String),
    /// The parser panicked.
    Panicked(String),
}

/// Parses `bytes` and takes down all that can be compared.
pub fn ours(bytes: &[u8]) -> Ours {
    let answer = catch_unwind(AssertUnwindSafe(|| {
        let decoded = match source::decode(bytes.to_vec()) {
            Ok(decoded) => decoded,
            Err(diagnostic) => return Ours::Rejected(diagnostic.to_string()),
        };
        let text = decoded.text.as_str();
        let arena = Arena::new();
        let parsed = naja_syntax::parse(text, &arena);
        if let Some(error) = parsed.errors.first() {
            let place = LineIndex::new(text).line_column(error.span.start, text);
            return Ours::Rejected(format!(
                "{} (line {}, column {})",
                error.message, place.line, place.column
            ));
        }
        let places = Places::new(text);
        Ours::Accepted {
            tree: dump::dump(&parsed, text),
            comments: parsed.tables.comments.iter().map(|span| places.line("COMMENT", *span)).collect(),
            faults: faults(&parsed, text),
        }
    }));
    answer.unwrap_or_else(|payload| Ours::Panicked(panic_message(&*payload)))
}

/// Parses `bytes`, checks the tree's ranges, and walks, dumps and relexes it; the first promise that is broken.
///
/// # Errors
/// A sentence on what is wrong.
pub fn everything(bytes: &[u8]) -> Result<(), String> {
    let Ok(decoded) = source::decode(bytes.to_vec()) else { return Ok(()) };
    let text = decoded.text.as_str();
    let arena = Arena::new();
    let parsed = naja_syntax::parse(text, &arena);
    if let Some(fault) = faults(&parsed, text).into_iter().next() {
        return Err(fault);
    }
    let whole = Span::from_range(0..text.len());
    let outside = |span: Span| !whole.covers(span) || text.get(span.range()).is_none();
    if let Some(error) = parsed.errors.iter().find(|error| outside(error.span)) {
        return Err(format!("the error `{}` at {:?} is outside the source", error.message, error.span));
    }
    std::hint::black_box(dump::dump(&parsed, text));
    Ok(())
}

/// Parses `bytes` and decodes and drops what comes of it, as an ordinary user of the parser would; for measuring.
pub fn parsed(bytes: &[u8]) {
    if let Ok(decoded) = source::decode(bytes.to_vec()) {
        let arena = Arena::new();
        std::hint::black_box(naja_syntax::parse(&decoded.text, &arena));
    }
}

/// What a panic had to say.
pub fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    format!("panic: {}", text.unwrap_or("without a message"))
}

fn faults(parsed: &Parsed<'_>, text: &str) -> Vec<String> {
    let mut faults = ranges::faults(parsed, text);
    let lines = LineIndex::new(text);
    let starts: Vec<u32> = (1..=lines.line_count()).map(|line| lines.start(line)).collect();
    if parsed.tables.line_starts != starts {
        faults.push("the table of line starts is not that of the source".to_owned());
    }
    faults
}

/// From byte offsets to `tokenize`'s places: lines from 1, columns in characters from 0.
struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lines: LineIndex::new(text) }
    }

    fn place(&self, offset: u32) -> (u32, u32) {
        let place = self.lines.line_column(offset, self.text);
        (place.line, place.column - 1)
    }

    fn line(&self, kind: &str, span: Span) -> String {
        let (start, end) = (self.place(span.start), self.place(span.end));
        let mut line = String::with_capacity(40);
        // Writing to a string can't fail.
        let _ = writeln!(line, "{kind} {}:{}-{}:{}", start.0, start.1, end.0, end.1);
        line
    }
}
