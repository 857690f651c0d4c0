//! Options of the `UP` rules.

use naja_base::Diagnostic;

use super::value::OptionValue;

/// Options of the `UP` rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether some library evaluates annotations at run time, so that they must suit the oldest Python even under
    /// `from __future__ import annotations`.
    pub keep_runtime_typing: bool,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "keep-runtime-typing" => self.keep_runtime_typing = value.flag(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
