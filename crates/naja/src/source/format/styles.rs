//! The style that the settings ask for, and the diagnostics of files that can't be formatted.

use std::path::Path;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::source::SourceSettings;
use naja_format::{FormatError, FormatOptions, LineBreaks, LineEnding, Style};

/// The style of modules and that of stubs.
#[derive(Clone, Debug)]
pub(crate) struct Styles {
    module: FormatOptions,
    stub: FormatOptions,
}

/// The line lengths that make sense; Black and ruff know no more.
const LONGEST: u64 = 65_535;

/// The line end of the operating system.
const NATIVE: LineEnding = if cfg!(windows) { LineEnding::CrLf } else { LineEnding::Lf };

impl Styles {
    /// The style that `settings` ask for.
    pub(crate) fn new(settings: &SourceSettings) -> anyhow::Result<Self> {
        if let Some(refusal) = unsupported(settings) {
            return Err(refusal.into());
        }
        if let Some(unsupported) = settings.unsupported_format() {
            return Err(unsupported.clone().into());
        }
        let length = settings.count("line-length").unwrap_or(88);
        let line_length = u32::try_from(length).ok().filter(|_| (1..=LONGEST).contains(&length));
        let Some(line_length) = line_length else {
            let error = Diagnostic::error(format!("`line-length` must be between 1 and {LONGEST}"));
            return Err(match settings.first("line-length") {
                Some(entry) => entry.origin.label(error, "out of range").into(),
                None => error.into(),
            });
        };
        let lines = settings.text("lint.isort.lines-after-imports").and_then(|text| text.parse().ok());
        let named = |style: &Style| settings.text("format.style") == Some(style.name());
        let module = FormatOptions {
            style: Style::ALL.into_iter().find(named).unwrap_or_default(),
            line_length,
            target_versions: settings.target_versions(),
            string_normalization: settings.text("format.quote-style") != Some("preserve"),
            magic_trailing_comma: !settings.flag("format.skip-magic-trailing-comma").unwrap_or(false),
            line_breaks: LineBreaks {
                // Sorting puts a second one there, on request.
                after_imports: lines.map_or(1, |lines: u32| lines.clamp(1, 2)),
                ending: match settings.text("format.line-ending") {
                    Some("lf") => LineEnding::Lf,
                    Some("cr-lf") => LineEnding::CrLf,
                    Some("native") => NATIVE,
                    _ => LineEnding::Auto,
                },
            },
            ..FormatOptions::default()
        };
        Ok(Self { stub: FormatOptions { stub: true, ..module.clone() }, module })
    }

    /// The same styles, whose results are proven if `verify` asks for it.
    pub(crate) fn verified(mut self, verify: bool) -> Self {
        (self.module.verify, self.stub.verify) = (verify, verify);
        self
    }

    /// The style of the file at `path`.
    pub(crate) fn of(&self, path: &Path) -> &FormatOptions {
        if path.extension().is_some_and(|extension| extension == "pyi") { &self.stub } else { &self.module }
    }
}

/// The error for a setting that asks for another style than the supported ones: no file is rewritten in a style that the
/// project did not ask for.
fn unsupported(settings: &SourceSettings) -> Option<Diagnostic> {
    let refused = |key: &str, value: &str, supported: &str| {
        let entry = settings.first(key).filter(|_| settings.text(key) == Some(value))?;
        let message = format!("`{key} = \"{value}\"` is not supported by the formatter");
        let help =
            format!("set `{key} = \"{supported}\"` under `[tool.naja]` to format in Black's style instead");
        Some(entry.origin.label(Diagnostic::error(message).with_help(help), ""))
    };
    let width = || {
        let entry = settings.first("indent-width").filter(|_| settings.count("indent-width") != Some(4))?;
        let message = "`indent-width` must be 4: the formatter supports no other indentation";
        let help = "set `indent-width = 4` under `[tool.naja]` to format in Black's style instead";
        Some(entry.origin.label(Diagnostic::error(message).with_help(help), ""))
    };
    refused("format.quote-style", "single", "double")
        .or_else(|| refused("format.indent-style", "tab", "space"))
        .or_else(width)
}

/// Whether both texts have the same tree and comments.
pub(crate) fn is_same(old: &str, new: &str, style: &FormatOptions) -> bool {
    naja_format::verify(&plain(old), &plain(new), style.stub)
}

/// Why a file is left as it is.
pub(crate) fn error_diagnostic(error: FormatError, source: Arc<SourceText>) -> Diagnostic {
    let source = match plain(&source.text) {
        std::borrow::Cow::Borrowed(_) => source,
        std::borrow::Cow::Owned(text) => SourceText::new(source.name.clone(), text),
    };
    let bug = "this is a bug in naja: please report it, with the file if you can";
    let at = |offset: u32| Span::new(offset, offset);
    match error {
        FormatError::Syntax(diagnostic) => diagnostic.with_source(source),
        FormatError::Unexpected { offset } => {
            Diagnostic::error("the formatter does not understand this and leaves the file as it is")
                .with_source(source)
                .with_label(at(offset), "here")
                .with_help(bug)
        }
        FormatError::TooComplex { offset } => {
            Diagnostic::error("the statement is too long to format: it has to be split at too many places")
                .with_source(source)
                .with_label(at(offset), "")
                .with_help("make several statements of it, or put `# fmt: off` before it")
        }
        FormatError::Changed => {
            Diagnostic::error("the result would mean something else, so the file is left as it is")
                .with_source(source)
                .with_help(bug)
        }
        FormatError::Unstable => {
            Diagnostic::error("formatting the result once more would change it, so the file is left as it is")
                .with_source(source)
                .with_help(bug)
        }
        FormatError::Kept => Diagnostic::error(
            "what `# fmt: off` or `# fmt: skip` keeps does not fit in between formatted lines",
        )
        .with_source(source)
        .with_help("indent what it keeps by four spaces a level, or keep the whole block"),
    }
}

/// `text` with plain line ends, as the formatter sees it.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
