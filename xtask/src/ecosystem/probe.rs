//! Everything that naja_syntax offers, done to one source.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use naja_base::{LineIndex, Span};
use naja_syntax::relex::tokenize;
use naja_syntax::{Arena, Parsed, TokenKind, dump, source};

use super::ranges;

pub use naja_syntax::STACK_SIZE;

/// What naja says of one source.
pub enum Ours {
    /// It parses.
    Accepted {
        /// The tree as `dump` writes it.
        tree: String,
        /// The comments of the side table, one a line, as the oracle prints tokens.
        comments: String,
        /// The tokens that `relex` gives, one a line, as the comparison prints `tokenize`'s.
        tokens: String,
        /// What is wrong with the tree's ranges and the tables.
        faults: Vec<String>,
    },
    /// It does not parse; the first error.
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
        let mut places = Places::new(text);
        Ours::Accepted {
            tree: dump::dump(&parsed, text),
            comments: parsed.tables.comments.iter().map(|span| places.line("COMMENT", *span)).collect(),
            tokens: tokens(text),
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
    let mut end = 0;
    for token in tokenize(text) {
        if outside(token.span) || token.span.start < end {
            return Err(format!("the token {token:?} is outside the source, or before {end}"));
        }
        end = token.span.end;
    }
    Ok(())
}

/// Decodes `bytes`, parses them, lexes them again and drops what comes of it; for measuring.
pub fn parsed(bytes: &[u8]) {
    if let Ok(decoded) = source::decode(bytes.to_vec()) {
        let arena = Arena::new();
        std::hint::black_box(naja_syntax::parse(&decoded.text, &arena));
        std::hint::black_box(tokenize(&decoded.text).count());
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

/// The tokens as the comparison prints `tokenize`'s: what ends a line and what is between the fields of an f-string
/// by the start alone, a dedent by no place, the end of the file not at all.
fn tokens(text: &str) -> String {
    let mut places = Places::new(text);
    let mut lines = String::with_capacity(text.len() * 4);
    for token in tokenize(text) {
        match token_name(token.kind) {
            Some((kind, true)) => lines.push_str(&places.line(kind, token.span)),
            Some((kind, false)) => lines.push_str(&places.start(kind, token.span)),
            None if token.kind == TokenKind::Dedent => lines.push_str("DEDENT\n"),
            None => {}
        }
    }
    lines
}

/// What `tokenize` calls `kind`, and whether its end is printed.
fn token_name(kind: TokenKind) -> Option<(&'static str, bool)> {
    Some(match kind {
        TokenKind::Eof | TokenKind::Dedent => return None,
        TokenKind::Newline => ("NEWLINE", false),
        TokenKind::Nl => ("NL", false),
        TokenKind::Indent => ("INDENT", true),
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => ("NUMBER", true),
        TokenKind::String => ("STRING", true),
        TokenKind::FStringStart => ("FSTRING_START", true),
        TokenKind::FStringMiddle => ("FSTRING_MIDDLE", false),
        TokenKind::FStringEnd => ("FSTRING_END", true),
        TokenKind::Comment => ("COMMENT", true),
        TokenKind::Unknown => ("ERRORTOKEN", true),
        kind if kind == TokenKind::Name || kind.is_keyword() => ("NAME", true),
        _ => ("OP", true),
    })
}

/// From byte offsets to `tokenize`'s places: lines from 1, columns in characters from 0. The offsets should ascend.
struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
    /// The last offset that was asked for, and its place.
    last: (u32, (u32, u32)),
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lines: LineIndex::new(text), last: (0, (1, 0)) }
    }

    fn place(&mut self, offset: u32) -> (u32, u32) {
        let (from, (line, column)) = self.last;
        let between = self.text.get(from as usize..offset as usize);
        let place = match between {
            Some(between) if !between.contains(['\n', '\r']) => {
                (line, column + u32::try_from(between.chars().count()).unwrap_or(u32::MAX))
            }
            _ => {
                let place = self.lines.line_column(offset, self.text);
                (place.line, place.column - 1)
            }
        };
        self.last = (offset, place);
        place
    }

    fn line(&mut self, kind: &str, span: Span) -> String {
        let (start, end) = (self.place(span.start), self.place(span.end));
        let mut line = String::with_capacity(40);
        // Writing to a string can't fail.
        let _ = writeln!(line, "{kind} {}:{}-{}:{}", start.0, start.1, end.0, end.1);
        line
    }

    fn start(&mut self, kind: &str, span: Span) -> String {
        let start = self.place(span.start);
        format!("{kind} {}:{}\n", start.0, start.1)
    }
}
