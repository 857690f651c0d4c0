//! The formatter: Black's stable style, on the tree and side tables of `naja_syntax`.
//!
//! [`format()`] never writes anything: it yields the new text, or says why there is none. Every result is checked before it
//! is handed out: it parses to the same tree, and no comment is missing.

mod blank;
mod block;
mod comment;
mod directive;
mod expr;
mod layout;
mod leaf;
mod line;
mod number;
mod operand;
mod options;
mod output;
mod parens;
mod scan;
mod skip;
mod stmt;
mod string;
mod target;
mod verbatim;
mod verify;
mod width;
mod with;
mod writer;

use naja_base::Diagnostic;
use naja_syntax::{Arena, Mode, ParseOptions, Parsed};

pub use options::{FormatOptions, LineBreaks, LineEnding, Style};
pub use verify::verify;

use crate::block::BlockOwner;
use crate::layout::Layout;
use crate::line::LogicalLine;
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
    /// The statement at this offset would have to be split at too many nested places.
    TooComplex {
        /// The offset of its first token.
        offset: u32,
    },
    /// A fault of the formatter: the result would mean something else, or lack a comment.
    Changed,
    /// What `# fmt: off` or `# fmt: skip` keeps does not fit between what is formatted.
    Kept,
    /// A fault of the formatter: another pass over the result would change it again.
    Unstable,
}

/// How many passes may follow a first one that leaves something to do; else it is one.
const MORE_PASSES: usize = 4;

/// Formats a file's text.
///
/// # Errors
/// A [`FormatError`] if the file must be left as it is.
pub fn format(source: &str, options: &FormatOptions) -> Result<Formatted, FormatError> {
    let text = Formatter::default().format(source, options)?;
    Ok(Formatted { changed: text.is_some(), text: text.unwrap_or_else(|| source.to_owned()) })
}

/// Formats one file after the other, with memory that is kept between them.
#[derive(Default)]
pub struct Formatter {
    arena: Arena,
    buffers: Buffers,
}

/// Memory that a pass uses.
#[derive(Default)]
struct Buffers {
    line: LogicalLine,
    layout: layout::Buffers,
}

/// What a pass has found out.
struct Pass {
    /// The new text where it differs, as far as the pass went.
    text: Option<String>,
    /// Whether another pass could change it again.
    unsettled: bool,
    /// Whether comments keep parts as they are.
    keeps: bool,
}

impl Formatter {
    /// How many leaves layout has looked at since the formatter was made: the work that must not outgrow the source.
    #[cfg(debug_assertions)]
    #[doc(hidden)]
    #[must_use]
    pub fn leaf_visits(&self) -> u64 {
        self.buffers.layout.visits.get()
    }

    /// The formatted text; `None` where it is the old one.
    ///
    /// # Errors
    /// A [`FormatError`] if the file must be left as it is.
    pub fn format(&mut self, source: &str, options: &FormatOptions) -> Result<Option<String>, FormatError> {
        let Some(plain) = Plain::of(source, options.line_breaks.ending)? else {
            return Ok(blank(source, options.line_breaks.ending));
        };
        let pass = self.pass(plain.body(), options, false)?;
        self.finished(&plain, pass, options)
    }

    /// The same for a source that is parsed already, as a module or a stub, as `options` say.
    ///
    /// # Errors
    /// A [`FormatError`] if the file must be left as it is.
    pub fn format_parsed(
        &mut self,
        source: &str,
        parsed: &Parsed<'_>,
        options: &FormatOptions,
    ) -> Result<Option<String>, FormatError> {
        let Some(plain) = Plain::of(source, options.line_breaks.ending)? else {
            return Ok(blank(source, options.line_breaks.ending));
        };
        // The tree of a text with other line ends has other places.
        let pass = match plain.replaced {
            Some(_) => self.pass(plain.body(), options, false)?,
            None => pass_over(&mut self.buffers, source, parsed, options, false)?,
        };
        self.finished(&plain, pass, options)
    }

    /// The text that follows from a first pass.
    fn finished(
        &mut self,
        plain: &Plain<'_>,
        pass: Pass,
        options: &FormatOptions,
    ) -> Result<Option<String>, FormatError> {
        let text = match pass.text {
            Some(text) => self.settled(text, pass.unsettled, options).map_err(|error| match error {
                FormatError::Changed if pass.keeps => FormatError::Kept,
                error => error,
            })?,
            None => return Ok(plain.with_other_line_ends(options.line_breaks.ending)),
        };
        if text == plain.body() {
            return Ok(plain.with_other_line_ends(options.line_breaks.ending));
        }
        // What is kept has its old indentation, which can put it into another block.
        let proves = options.verify || pass.keeps;
        if proves && !verify(plain.body(), &text, options.stub) {
            return Err(if pass.keeps { FormatError::Kept } else { FormatError::Changed });
        }
        if options.verify && self.pass(&text, options, true)?.text.is_some() {
            return Err(FormatError::Unstable);
        }
        Ok(Some(plain.with_line_ends(text)))
    }

    /// Whether formatting would change `source`. Nothing is looked at behind the first difference, so of a file that would change
    /// it is not known whether the formatter can deal with the rest of it.
    ///
    /// # Errors
    /// A [`FormatError`] if the file must be left as it is.
    pub fn would_change(&mut self, source: &str, options: &FormatOptions) -> Result<bool, FormatError> {
        let Some(plain) = Plain::of(source, options.line_breaks.ending)? else {
            return Ok(blank(source, options.line_breaks.ending).is_some());
        };
        let pass = self.pass(plain.body(), options, true)?;
        if pass.keeps {
            return Ok(self.format(source, options)?.is_some());
        }
        Ok(pass.text.is_some() || plain.with_other_line_ends(options.line_breaks.ending).is_some())
    }

    /// Formats the result of a first pass until nothing changes, within bounds.
    fn settled(
        &mut self,
        mut text: String,
        unsettled: bool,
        options: &FormatOptions,
    ) -> Result<String, FormatError> {
        // A comma that the first pass added can make the second one explode its brackets.
        for _ in 0..if unsettled { MORE_PASSES } else { 1 } {
            let pass = self.pass(&text, options, false).map_err(|error| match error {
                FormatError::Syntax(_) => FormatError::Changed,
                error => error,
            })?;
            match pass.text {
                Some(next) => text = next,
                None => break,
            }
        }
        Ok(text)
    }

    /// One pass over `source`; one that `stops` leaves off where something differs.
    fn pass(&mut self, source: &str, options: &FormatOptions, stops: bool) -> Result<Pass, FormatError> {
        self.arena.reset();
        let mode = if options.stub { Mode::Stub } else { Mode::Module };
        let parsed = naja_syntax::parse_with(source, &self.arena, ParseOptions::from(mode));
        pass_over(&mut self.buffers, source, &parsed, options, stops)
    }
}

/// One pass over `source`, whose tree is `parsed`.
fn pass_over(
    buffers: &mut Buffers,
    source: &str,
    parsed: &Parsed<'_>,
    options: &FormatOptions,
    stops: bool,
) -> Result<Pass, FormatError> {
    if let Some(error) = parsed.errors.first() {
        return Err(FormatError::Syntax(Box::new(error.to_diagnostic())));
    }
    let mut directives = directive::find(source, &parsed.tables.comments);
    let kept = skip::kept_elements(source, &mut directives);
    let mut write = |whole_lines: bool| {
        let targets = Targets::new(parsed, source, options);
        let Buffers { line, layout } = std::mem::take(buffers);
        let layout = Layout::new(options.line_length, options.magic_trailing_comma, targets, layout);
        let mut writer = Writer::new(source, &parsed.tables.comments, options, layout, line);
        writer.directives.clone_from(&directives);
        writer.kept.clone_from(&kept);
        writer.whole_lines = whole_lines;
        // Where something is turned off, the rest can show that it all has to be done in another way.
        writer.stops = stops && directives.is_empty();
        writer.statements(parsed.body(), BlockOwner::Module);
        writer.finish(buffers)
    };
    match write(false) {
        // What is turned off begins or ends in the middle of an expression.
        Err(FormatError::Unexpected { .. }) if !directives.is_empty() => write(true),
        result => result,
    }
}

/// A source with plain line ends.
struct Plain<'s> {
    source: &'s str,
    /// The text with other line ends replaced, where there are any.
    replaced: Option<String>,
    /// The line end of the result.
    line_end: &'static str,
}

impl<'s> Plain<'s> {
    /// The source with plain line ends; `None` if it is blank.
    fn of(source: &'s str, ending: LineEnding) -> Result<Option<Self>, FormatError> {
        if let Some(at) = memchr::memchr(0, source.as_bytes()) {
            let span = naja_base::Span::from_range(at..at + 1);
            let diagnostic = Diagnostic::error("the source holds a NUL character").with_label(span, "");
            return Err(FormatError::Syntax(Box::new(diagnostic)));
        }
        if source.starts_with('\u{feff}') {
            let span = naja_base::Span::from_range(0..'\u{feff}'.len_utf8());
            let diagnostic = Diagnostic::error("the text begins with a byte order mark too many")
                .with_label(span, "")
                .with_help("remove it");
            return Err(FormatError::Syntax(Box::new(diagnostic)));
        }
        if source.trim().is_empty() {
            return Ok(None);
        }
        let returns = memchr::memchr(b'\r', source.as_bytes()).is_some();
        let replaced = returns.then(|| source.replace("\r\n", "\n").replace('\r', "\n"));
        let line_end = ending.text().or_else(|| first_line_end(source)).unwrap_or("\n");
        Ok(Some(Self { source, replaced, line_end }))
    }

    fn body(&self) -> &str {
        self.replaced.as_deref().unwrap_or(self.source)
    }

    /// The source with the line ends that are asked for; `None` if it has them, or if none are asked for.
    fn with_other_line_ends(&self, ending: LineEnding) -> Option<String> {
        // Without such a wish, line ends alone are no reason to write a file.
        if ending == LineEnding::Auto {
            return None;
        }
        let text = self.with_line_ends(self.body().to_owned());
        (text != self.source).then_some(text)
    }

    fn with_line_ends(&self, text: String) -> String {
        if self.line_end == "\n" { text } else { text.replace('\n', self.line_end) }
    }
}

/// What becomes of a source without a token; `None` if that is the same.
fn blank(source: &str, ending: LineEnding) -> Option<String> {
    let text = first_line_end(source).map_or("", |first| ending.text().unwrap_or(first));
    (text != source).then(|| text.to_owned())
}

/// The line end of the first line, if it has one.
fn first_line_end(source: &str) -> Option<&'static str> {
    let at = memchr::memchr2(b'\n', b'\r', source.as_bytes())?;
    Some(match &source.as_bytes()[at..] {
        [b'\r', b'\n', ..] => "\r\n",
        [b'\r', ..] => "\r",
        _ => "\n",
    })
}
