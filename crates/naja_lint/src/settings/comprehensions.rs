//! Options of the `C4` rules.

use naja_base::Diagnostic;

use super::value::OptionValue;

/// Options of the `C4` rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether `dict(a=1)` is left alone.
    pub allow_dict_calls_with_keyword_arguments: bool,
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "allow-dict-calls-with-keyword-arguments" => {
                self.allow_dict_calls_with_keyword_arguments = value.flag();
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
