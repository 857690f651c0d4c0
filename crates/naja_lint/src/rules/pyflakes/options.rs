//! The group's options.

use naja_base::Diagnostic;
use naja_config::document::Node;

/// The group's options.
#[derive(Clone, Debug, Default)]
pub struct Options {}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, _key: &str, _value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        Ok(false)
    }
}
