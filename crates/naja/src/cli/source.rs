//! Options that the commands for source code share.

use std::path::PathBuf;

use clap::Args;
use naja_config::source::SourceOption;

/// Which files are processed, and under which assumptions.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "File selection")]
pub(crate) struct FileArgs {
    /// Files and folders to process, `-` for standard input [default: the working folder]
    #[arg(help_heading = "Arguments")]
    pub(crate) paths: Vec<PathBuf>,
    /// Treat standard input as a file with this path
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Exclude these files and folders instead of the default ones
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    exclude: Vec<String>,
    /// Exclude these files and folders, too
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    extend_exclude: Vec<String>,
    /// Include these files when searching folders, instead of `*.py` and `*.pyi`
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    include: Vec<String>,
    /// Include these files, too
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    extend_include: Vec<String>,
    /// Apply exclusions to files that are named on the command line, too
    #[arg(long, overrides_with = "no_force_exclude")]
    force_exclude: bool,
    /// Process files that are named on the command line even if they are excluded
    #[arg(long, hide = true)]
    no_force_exclude: bool,
    /// Exclude files that git ignores
    #[arg(long, overrides_with = "no_respect_gitignore")]
    respect_gitignore: bool,
    /// Include files that git ignores
    #[arg(long)]
    no_respect_gitignore: bool,
    /// Set the longest line, in columns
    #[arg(short, long, value_name = "COLUMNS", help_heading = "Style")]
    line_length: Option<String>,
    /// Set the oldest Python version that the code must support
    #[arg(short, long, value_name = "VERSION", value_delimiter = ',', help_heading = "Style")]
    target_version: Vec<String>,
}

impl FileArgs {
    /// Whether standard input is processed.
    pub(crate) fn is_stdin(&self) -> bool {
        matches!(self.paths.as_slice(), [only] if only.as_os_str() == "-")
    }

    /// The options that stand for settings.
    pub(crate) fn given(&self) -> SourceGiven {
        let mut given = SourceGiven::default();
        given.texts("exclude", &self.exclude, "--exclude");
        given.texts("extend-exclude", &self.extend_exclude, "--extend-exclude");
        given.texts("include", &self.include, "--include");
        given.texts("extend-include", &self.extend_include, "--extend-include");
        given.switch("force-exclude", [self.force_exclude, self.no_force_exclude], "--force-exclude");
        given.switch(
            "respect-gitignore",
            [self.respect_gitignore, self.no_respect_gitignore],
            "--respect-gitignore",
        );
        given.text("line-length", self.line_length.as_deref(), "--line-length");
        given.texts("target-version", &self.target_version, "--target-version");
        given
    }
}

/// Collects options that stand for settings.
#[derive(Debug, Default)]
pub(crate) struct SourceGiven(pub(crate) Vec<SourceOption>);

impl SourceGiven {
    /// An option with a value.
    pub(crate) fn text(&mut self, key: &'static str, value: Option<&str>, option: &str) {
        if let Some(value) = value {
            self.0.push(SourceOption { key, value: value.to_owned(), option: option.to_owned() });
        }
    }

    /// An option with several values; nothing if it was not given.
    pub(crate) fn texts(&mut self, key: &'static str, values: &[String], option: &str) {
        if !values.is_empty() {
            self.text(key, Some(&values.join(",")), option);
        }
    }

    /// An option that was given, or whose opposite was.
    pub(crate) fn switch(&mut self, key: &'static str, [on, off]: [bool; 2], option: &str) {
        let value = if on { Some("true") } else { off.then_some("false") };
        self.text(key, value, option);
    }
}
