//! The linter under the settings, and the pass that runs it.

mod configured;
mod findings_codec;
mod first_party;
mod lint_pass;

pub(crate) use configured::{ConfiguredLinter, LintRequest};
pub(crate) use lint_pass::{Action, LintPass, LintScratch, LintedFile};
