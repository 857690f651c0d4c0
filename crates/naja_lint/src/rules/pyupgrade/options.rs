//! The group's options.

use naja_base::Diagnostic;
use naja_config::document::Node;

/// The group's options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether some library evaluates annotations at run time, so that they must suit the oldest Python even under
    /// `from __future__ import annotations`.
    pub keep_runtime_typing: bool,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "keep-runtime-typing" => self.keep_runtime_typing = value.boolean()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}
