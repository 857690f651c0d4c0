//! The group's options.

use naja_base::Diagnostic;
use naja_config::document::Node;

/// The group's options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether `dict(a=1)` is left alone.
    pub allow_dict_calls_with_keyword_arguments: bool,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "allow-dict-calls-with-keyword-arguments" => {
                self.allow_dict_calls_with_keyword_arguments = value.boolean()?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
