//! Settings of other formatters that can ask for a style that naja does not have.

/// A key of another formatter that can ask for a style that naja does not have.
pub(super) struct FormatKey {
    /// Its name in the table.
    pub(super) name: &'static str,
    /// The name of the setting.
    pub(super) setting: &'static str,
    /// The values that ask for nothing else.
    pub(super) supported: &'static [&'static str],
}

/// Keys of ruff's formatter that can ask for a style that naja does not have.
pub(super) const RUFF_FORMAT: &[FormatKey] = &[
    FormatKey {
        name: "docstring-code-format",
        setting: "format.docstring-code-format",
        supported: &["false"],
    },
    FormatKey {
        name: "nested-string-quote-style",
        setting: "format.nested-string-quote-style",
        supported: &["alternating"],
    },
    FormatKey { name: "preview", setting: "format.preview", supported: &["false"] },
];

/// Keys of Black that ask for another style, with the values under which they don't.
pub(super) const BLACK_STYLE: &[FormatKey] = &[
    FormatKey { name: "preview", setting: "format.preview", supported: &["false"] },
    FormatKey { name: "unstable", setting: "format.unstable", supported: &["false"] },
];
