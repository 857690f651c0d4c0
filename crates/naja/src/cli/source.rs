//! Options that the commands for source code share.

use std::path::PathBuf;

use clap::Args;
use naja_config::source::SourceOption;

/// Which files are taken, and what they are taken for.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "File selection")]
pub(crate) struct FileArgs {
    /// Files and folders; `-` for standard input; without any, the working folder
    #[arg(help_heading = "Arguments")]
    pub(crate) paths: Vec<PathBuf>,
    /// The name that standard input goes by
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Leave these out, instead of what is left out by default
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    exclude: Vec<String>,
    /// Leave these out too
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    extend_exclude: Vec<String>,
    /// Take these from folders, instead of `*.py` and `*.pyi`
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    include: Vec<String>,
    /// Take these too
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    extend_include: Vec<String>,
    /// Leave out even what is named
    #[arg(long, overrides_with = "no_force_exclude")]
    force_exclude: bool,
    /// Take what is named in any case
    #[arg(long, hide = true)]
    no_force_exclude: bool,
    /// Leave out what git ignores
    #[arg(long, overrides_with = "no_respect_gitignore")]
    respect_gitignore: bool,
    /// Take what git ignores too
    #[arg(long)]
    no_respect_gitignore: bool,
    /// The columns that a line may take
    #[arg(short, long, value_name = "COLUMNS", help_heading = "Style")]
    line_length: Option<String>,
    /// The oldest Python that must run the code
    #[arg(short, long, value_name = "VERSION", value_delimiter = ',', help_heading = "Style")]
    target_version: Vec<String>,
}

impl FileArgs {
    /// Whether standard input is what is worked on.
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
