//! The pass of `naja format`: gives a text its style, or says whether it has it.

use std::path::Path;

use naja_base::{Diagnostic, SourceText};
use naja_config::source::SourceSettings;
use naja_format::{FormatError, Formatter};

use super::line_range::only_lines;
use super::styles::is_same;
use super::{LineRange, Styles, error_diagnostic};
use crate::source::BUILD;
use crate::source::discovery::Purpose;
use crate::source::document::{is_notebook, unified};
use crate::source::file::Contents;
use crate::source::pipeline::{Pass, Processed, Recalled, SourceFile, UnreadText};

/// What is asked of the formatter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FormatRequest {
    /// Whether it is only asked which files would change.
    pub(crate) check: bool,
    /// Whether it is asked how files would change.
    pub(crate) diff: bool,
    /// Whether every result is proven to mean the same.
    pub(crate) verify: bool,
    /// The lines to which changes are limited.
    pub(crate) range: Option<LineRange>,
}

/// The formatter as a pass.
pub(crate) struct FormatPass {
    pub(crate) request: FormatRequest,
}

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FormattedFile {
    /// It was changed, or would be; the difference, where it is asked for.
    Changed(String),
    /// It has its style.
    Unchanged,
}

/// The cached result of a file that has its style.
const FORMATTED: &[u8] = b"f";
/// The cached result of a file that does not have it.
const UNFORMATTED: &[u8] = b"u";

impl FormatRequest {
    /// Whether nothing is written.
    pub(crate) const fn is_dry(self) -> bool {
        self.check || self.diff
    }

    /// Whether the formatter may stop at a file's first difference.
    const fn only_asks(self) -> bool {
        self.check && !self.diff && !self.verify && self.range.is_none()
    }
}

/// A file for the formatter.
type FormatFile<'f> = SourceFile<'f, Styles>;

impl Pass for FormatPass {
    type Options = Styles;
    type Scratch = Formatter;
    type Report = FormattedFile;

    fn purpose(&self) -> Purpose {
        Purpose::Format
    }

    fn writes(&self) -> bool {
        !self.request.is_dry()
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Styles> {
        Ok(Styles::new(settings)?.verified(self.request.verify))
    }

    fn result_inputs(&self, _settings: &SourceSettings, styles: &Styles) -> Option<Vec<u8>> {
        // What is to be proven again has to run again.
        let is_cached = !self.request.verify && self.request.range.is_none();
        is_cached.then(|| format!("format {BUILD} {styles:?}").into_bytes())
    }

    fn path_inputs(&self, file: &FormatFile<'_>, _formatter: &mut Formatter) -> Vec<u8> {
        if file.options.of(file.path).stub { b"stub".into() } else { b"module".into() }
    }

    fn recall(
        &self,
        _file: &FormatFile<'_>,
        result: &[u8],
        _text: &UnreadText<'_>,
    ) -> Result<Recalled<FormattedFile>, Box<Diagnostic>> {
        Ok(match result {
            FORMATTED => Recalled::Report(Some(FormattedFile::Unchanged)),
            _ if self.request.check && !self.request.diff => {
                Recalled::Report(Some(FormattedFile::Changed(String::new())))
            }
            _ => Recalled::Insufficient,
        })
    }

    fn run(
        &self,
        file: &FormatFile<'_>,
        contents: &Contents,
        formatter: &mut Formatter,
    ) -> Result<Processed<FormattedFile>, Box<Diagnostic>> {
        refuse_notebook(file.path)?;
        let (style, old) = (file.options.of(file.path), contents.text.as_str());
        let failed = |error: FormatError| Box::new(error_diagnostic(error, SourceText::new(file.shown, old)));
        if self.request.only_asks() {
            let is_changed = formatter.would_change(old, style).map_err(failed)?;
            return Ok(self.processed(is_changed.then(String::new), None));
        }
        let new = formatter.format(old, style).map_err(failed)?;
        let new = match (new, self.request.range) {
            (Some(new), Some(range)) => Some(only_lines(old, &new, range, |text| is_same(old, text, style))),
            (new, _) => new,
        };
        let new = new.filter(|new| new != old);
        let diff = new.as_ref().map(|new| match self.request.diff {
            true => unified(file.shown, old, new),
            false => String::new(),
        });
        Ok(self.processed(diff, new))
    }
}

impl FormatPass {
    /// What came of a text, whose difference is `diff` if there is one.
    fn processed(&self, diff: Option<String>, new: Option<String>) -> Processed<FormattedFile> {
        // What is written is formatted then.
        let is_formatted = diff.is_none() || !self.request.is_dry();
        Processed {
            report: Some(diff.map_or(FormattedFile::Unchanged, FormattedFile::Changed)),
            new_text: new.filter(|_| !self.request.is_dry()),
            result: Some(if is_formatted { FORMATTED.into() } else { UNFORMATTED.into() }),
        }
    }
}

fn refuse_notebook(path: &Path) -> Result<(), Box<Diagnostic>> {
    if !is_notebook(path) {
        return Ok(());
    }
    let diagnostic = Diagnostic::error("notebooks are not formatted");
    Err(Box::new(diagnostic.with_help("`naja fix` sorts their imports and makes the safe fixes")))
}
