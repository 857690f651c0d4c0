//! The value of a setting in the type that an option has.
//!
//! Settings are read from files and checked against the table of settings in `naja_config`, which says what each holds. So the
//! values here are of the right kind; what can still be wrong is reported with its place.

use globset::{Glob, GlobMatcher};
use naja_base::Diagnostic;
use naja_config::Located;
use naja_config::source::{Entry, SourceValue, TableEntry};

/// The value of a setting.
#[derive(Clone, Copy)]
pub(super) struct OptionValue<'a> {
    name: &'a str,
    entry: &'a Entry,
}

impl<'a> OptionValue<'a> {
    pub(super) const fn new(name: &'a str, entry: &'a Entry) -> Self {
        Self { name, entry }
    }

    pub(super) fn flag(&self) -> bool {
        match self.entry.value {
            SourceValue::Flag(value) => value,
            _ => self.is_of_another_kind(),
        }
    }

    pub(super) fn count(&self) -> Result<u32, Box<Diagnostic>> {
        match self.entry.value {
            SourceValue::Count(value) => u32::try_from(value).map_err(|_| self.wrong("a smaller number")),
            _ => self.is_of_another_kind(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        match &self.entry.value {
            SourceValue::Text(text) => text,
            _ => self.is_of_another_kind(),
        }
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.located().iter().map(|text| text.value.clone()).collect()
    }

    pub(super) fn globs(&self) -> Result<Vec<GlobMatcher>, Box<Diagnostic>> {
        globs(self.located())
    }

    pub(super) fn table(&self) -> &'a [TableEntry] {
        match &self.entry.value {
            SourceValue::Table(entries) => entries,
            _ => self.is_of_another_kind(),
        }
    }

    /// That the value is not `wanted`: "a whole number".
    pub(super) fn wrong(&self, wanted: &str) -> Box<Diagnostic> {
        self.entry.origin.error(format!("`{}` must be {wanted}", self.name), "not valid")
    }

    fn located(&self) -> &'a [Located<String>] {
        match &self.entry.value {
            SourceValue::Texts(texts) => texts,
            _ => self.is_of_another_kind(),
        }
    }

    fn is_of_another_kind(&self) -> ! {
        unreachable!(
            "the table of settings says otherwise what `{}` holds: {:?}",
            self.name, self.entry.value
        )
    }
}

/// Patterns of modules.
pub(super) fn globs(texts: &[Located<String>]) -> Result<Vec<GlobMatcher>, Box<Diagnostic>> {
    let compile = |text: &Located<String>| match Glob::new(&text.value) {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => {
            let message = format!("`{}` is not a valid pattern: {}", text.value, error.kind());
            Err(text.origin.error(message, "this pattern"))
        }
    };
    texts.iter().map(compile).collect()
}
