//! Options that select rules, for the commands that lint.

use clap::Args;

use super::SourceGiven;

/// Which rules are enabled, and which fixes are applied.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Rule selection")]
pub(crate) struct RuleArgs {
    /// Enable these rules instead of the configured ones: codes, prefixes, names, categories or ALL
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Disable these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Enable these rules, in addition to the configured ones
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Apply fixes of these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    fixable: Vec<String>,
    /// Do not apply fixes of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    unfixable: Vec<String>,
    /// Apply fixes of these rules, in addition to the configured ones
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_fixable: Vec<String>,
    /// Disable rules in files that match a pattern: PATTERN:RULE pairs
    #[arg(long, value_name = "PATTERN:RULE", value_delimiter = ',')]
    per_file_ignores: Vec<String>,
    /// Disable rules in files that match a pattern, in addition to the configured pairs
    #[arg(long, value_name = "PATTERN:RULE", value_delimiter = ',')]
    extend_per_file_ignores: Vec<String>,
    /// Apply unsafe fixes, too
    #[arg(long, overrides_with = "no_unsafe_fixes", help_heading = None)]
    unsafe_fixes: bool,
    /// Apply safe fixes only
    #[arg(long, hide = true)]
    no_unsafe_fixes: bool,
    /// List the fixes that were applied
    #[arg(long, overrides_with = "no_show_fixes", help_heading = None)]
    show_fixes: bool,
    /// Do not list the fixes that were applied
    #[arg(long, hide = true)]
    no_show_fixes: bool,
    /// Ignore `noqa` comments
    #[arg(long, help_heading = None)]
    pub(crate) ignore_noqa: bool,
    /// Enable preview rules
    #[arg(long, hide = true, overrides_with = "no_preview")]
    preview: bool,
    /// Disable preview rules
    #[arg(long, hide = true)]
    no_preview: bool,
}

impl RuleArgs {
    /// Adds the options that stand for settings.
    pub(crate) fn add_to(&self, given: &mut SourceGiven) {
        given.texts("lint.select", &self.select, "--select");
        given.texts("lint.ignore", &self.ignore, "--ignore");
        given.texts("lint.extend-select", &self.extend_select, "--extend-select");
        given.texts("lint.fixable", &self.fixable, "--fixable");
        given.texts("lint.unfixable", &self.unfixable, "--unfixable");
        given.texts("lint.extend-fixable", &self.extend_fixable, "--extend-fixable");
        given.texts("lint.per-file-ignores", &self.per_file_ignores, "--per-file-ignores");
        given.texts(
            "lint.extend-per-file-ignores",
            &self.extend_per_file_ignores,
            "--extend-per-file-ignores",
        );
        given.switch("unsafe-fixes", [self.unsafe_fixes, self.no_unsafe_fixes], "--unsafe-fixes");
        given.switch("show-fixes", [self.show_fixes, self.no_show_fixes], "--show-fixes");
        given.switch("preview", [self.preview, self.no_preview], "--preview");
    }
}
