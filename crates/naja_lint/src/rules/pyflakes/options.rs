//! The group's options.

use naja_base::Diagnostic;
use naja_config::document::Node;

use crate::settings::texts;

/// The group's options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Modules, and dotted names in them, whose imports may stay unused.
    pub allowed_unused_imports: Vec<String>,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "allowed-unused-imports" => self.allowed_unused_imports = texts(value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}
