//! Options of the `B` rules.

use naja_base::Diagnostic;

use super::value::OptionValue;

/// Options of the `B` rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Functions and types whose values cannot change, by their full dotted names.
    pub extend_immutable_calls: Vec<String>,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "extend-immutable-calls" => self.extend_immutable_calls = value.texts(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
