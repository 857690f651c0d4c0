//! Options of the `F` rules.

use naja_base::Diagnostic;

use super::value::OptionValue;

/// Options of the `F` rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Modules, and dotted names in them, whose imports may stay unused.
    pub allowed_unused_imports: Vec<String>,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "allowed-unused-imports" => self.allowed_unused_imports = value.texts(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
