//! The group's options.

use naja_base::Diagnostic;
use naja_config::document::Node;

use crate::settings::texts;

/// The group's options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Functions and types whose values cannot change, by their full dotted names.
    pub extend_immutable_calls: Vec<String>,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "extend-immutable-calls" => self.extend_immutable_calls = texts(value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}
