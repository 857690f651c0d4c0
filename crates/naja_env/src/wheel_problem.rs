//! What can be wrong with a wheel.

use std::fmt;

use naja_base::escape::escape;

/// The kinds of problems for which a wheel is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WheelProblemKind {
    /// It isn't a zip archive, or a damaged one.
    NotAnArchive,
    /// It is encrypted, or packed by a method that wheels don't use.
    Unsupported,
    /// There are bytes before, after or between what the directory lists.
    SurplusBytes,
    /// Two entries share bytes.
    Overlap,
    /// A local header or descriptor contradicts the central directory.
    HeaderMismatch,
    /// Contents don't have the size or the CRC that the archive states.
    Checksum,
    /// It holds more, or packs tighter, than the limits allow.
    TooLarge,
    /// A path leads out of the folder that it is unpacked to.
    Traversal,
    /// A path holds a backslash.
    Backslash,
    /// A name is empty, too long, not UTF-8, or holds control characters.
    BadName,
    /// An entry is a link or a device.
    Link,
    /// Two entries are one file, perhaps only where case doesn't count.
    Duplicate,
    /// `RECORD` is missing, empty, or can't be read.
    BadRecord,
    /// `RECORD` lists what isn't there, or doesn't list what is.
    RecordMismatch,
    /// A file doesn't have the hash or the size that `RECORD` states.
    RecordHash,
    /// The `.dist-info` folder is missing, or there are several.
    DistInfo,
    /// Name or version in the archive aren't those of the file name.
    Identity,
    /// `WHEEL` or `METADATA` can't be read, or has an unknown major version.
    Metadata,
    /// A script or entry point has a name that can't be installed.
    Script,
    /// A file would replace part of the environment itself.
    Environment,
}

/// One problem, with the entry in which it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WheelProblem {
    /// Its kind.
    pub kind: WheelProblemKind,
    /// The path in the archive; `None` where the problem is the archive's own.
    pub entry: Option<String>,
    /// What is wrong, as the end of a sentence about the entry or the archive.
    pub detail: String,
}

impl WheelProblem {
    pub(crate) fn new(kind: WheelProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, entry: None, detail: detail.into() }
    }

    pub(crate) fn at(kind: WheelProblemKind, entry: &str, detail: impl Into<String>) -> Self {
        Self { kind, entry: Some(entry.to_owned()), detail: detail.into() }
    }

    /// The same problem, with the whole path as its entry.
    pub(crate) fn of(mut self, entry: &str) -> Self {
        self.entry = Some(entry.to_owned());
        self
    }
}

/// The entry and what is wrong with it on one line, escaped.
impl fmt::Display for WheelProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = &self.entry {
            // A name may be long on purpose.
            let shown: String = entry.chars().take(120).collect();
            let more = if shown.len() < entry.len() { "…" } else { "" };
            write!(f, "`{}{more}`: ", escape(&shown))?;
        }
        f.write_str(&escape(&self.detail))
    }
}
