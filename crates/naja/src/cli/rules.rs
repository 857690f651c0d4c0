//! Options that choose rules, for the commands that lint.

use clap::Args;

use super::SourceGiven;

/// Which rules are on, and which fixes are made.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Rule selection")]
pub(crate) struct RuleArgs {
    /// Rules to have, instead of the configured ones: codes, prefixes, names, categories or ALL
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Rules not to have
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Rules to have beside the configured ones
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Rules whose fixes may be made
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    fixable: Vec<String>,
    /// Rules whose fixes may not be made
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    unfixable: Vec<String>,
    /// More rules whose fixes may be made
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_fixable: Vec<String>,
    /// Rules that are off in files: PATTERN:RULE pairs
    #[arg(long, value_name = "PATTERN:RULE", value_delimiter = ',')]
    per_file_ignores: Vec<String>,
    /// More of them, beside the configured ones
    #[arg(long, value_name = "PATTERN:RULE", value_delimiter = ',')]
    extend_per_file_ignores: Vec<String>,
    /// Make unsafe fixes too
    #[arg(long, overrides_with = "no_unsafe_fixes", help_heading = None)]
    unsafe_fixes: bool,
    /// Make safe fixes only
    #[arg(long, hide = true)]
    no_unsafe_fixes: bool,
    /// List the fixes that were made
    #[arg(long, overrides_with = "no_show_fixes", help_heading = None)]
    show_fixes: bool,
    /// Don't list them
    #[arg(long, hide = true)]
    no_show_fixes: bool,
    /// Take `noqa` comments for comments
    #[arg(long, help_heading = None)]
    pub(crate) ignore_noqa: bool,
    /// Consider rules in preview
    #[arg(long, hide = true, overrides_with = "no_preview")]
    preview: bool,
    /// Don't
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
