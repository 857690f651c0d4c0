//! Options of the `E` and `W` rules.

use naja_base::Diagnostic;

use super::value::OptionValue;

/// Options of the `E` and `W` rules.
#[derive(Clone, Debug)]
pub struct Options {
    /// The longest line, in columns, where it is not that of the formatter.
    pub max_line_length: Option<u32>,
    /// The longest line of documentation, in columns; without it, none is too long.
    pub max_doc_length: Option<u32>,
    /// Whether comments that begin with one of the tags may be too long.
    pub ignore_overlong_task_comments: bool,
    /// The words that mark a comment as a task.
    pub task_tags: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_line_length: None,
            max_doc_length: None,
            ignore_overlong_task_comments: false,
            task_tags: ["TODO", "FIXME", "XXX"].map(str::to_owned).to_vec(),
        }
    }
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "max-line-length" => self.max_line_length = Some(value.count()?),
            "max-doc-length" => self.max_doc_length = Some(value.count()?),
            "ignore-overlong-task-comments" => self.ignore_overlong_task_comments = value.flag(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
