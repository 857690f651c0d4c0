//! What a user can choose.

/// A style as a whole. It stays what it is within a minor release of naja.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Black's stable style of 2026. What Black offers under `--preview` would be a style of its own.
    #[default]
    Black26,
}

impl Style {
    /// All styles.
    pub const ALL: [Self; 1] = [Self::Black26];

    /// The name by which a user chooses it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Black26 => "black-26",
        }
    }
}

/// The line end that a file gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// That of its first line. A file in which line ends alone would change stays as it is.
    #[default]
    Auto,
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
}

impl LineEnding {
    /// Its characters, if they do not depend on the file.
    pub(crate) const fn text(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Lf => Some("\n"),
            Self::CrLf => Some("\r\n"),
        }
    }
}

/// Line ends and blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineBreaks {
    /// The line end that the file gets.
    pub ending: LineEnding,
    /// How many blank lines after the imports of a module are kept: 1, which is Black's number, or 2.
    pub after_imports: u32,
}

impl Default for LineBreaks {
    fn default() -> Self {
        Self { ending: LineEnding::default(), after_imports: 1 }
    }
}

/// How a file is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatOptions {
    /// What lines, strings and blank lines look like.
    pub style: Style,
    /// The columns that a line may take.
    pub line_length: u32,
    /// The minor versions of Python 3 that must be able to run the file; empty to find out from its syntax.
    pub target_versions: Vec<u8>,
    /// Whether quotes and prefixes of strings are normalised.
    pub string_normalization: bool,
    /// Whether a trailing comma keeps its brackets exploded.
    pub magic_trailing_comma: bool,
    /// Which line ends are written, and how many after imports.
    pub line_breaks: LineBreaks,
    /// Whether the file is a stub (`.pyi`).
    pub stub: bool,
    /// Whether to prove of every text that its tree and comments are the old ones and that it stays in another pass.
    pub verify: bool,
}

impl Default for FormatOptions {
    fn default() -> Self {
        Self {
            style: Style::default(),
            line_length: 88,
            target_versions: Vec::new(),
            string_normalization: true,
            magic_trailing_comma: true,
            line_breaks: LineBreaks::default(),
            stub: false,
            verify: false,
        }
    }
}
