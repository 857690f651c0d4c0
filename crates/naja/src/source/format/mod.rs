//! The formatter under the settings, and the pass that runs it.

mod format_pass;
mod line_range;
mod styles;

pub(crate) use format_pass::{FormatPass, FormatRequest, FormattedFile};
pub(crate) use line_range::LineRange;
pub(crate) use styles::{Styles, error_diagnostic};
