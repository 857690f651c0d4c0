//! The options that several commands take, and those that all take.

mod groups;
mod resolving;
mod rules;
mod source;

use std::path::{Path, PathBuf};

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, ValueEnum};
use naja_config::GivenOption;

pub(crate) use groups::GroupArgs;
pub(crate) use resolving::{LockPolicyArgs, ResolveArgs};
pub(crate) use rules::RuleArgs;
pub(crate) use source::{FileArgs, SourceGiven};

/// The styles of help texts.
pub(crate) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArgs {
    /// Print only errors; given twice, print nothing
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "verbose")]
    pub(crate) quiet: u8,
    /// Print more details
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// When to use colors in the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Change to this folder first
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// Use the project in this folder, instead of searching for pyproject.toml upwards
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Disable network access: use only the cache
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Use a temporary cache instead of the usual one
    #[arg(short = 'n', long, global = true)]
    pub(crate) no_cache: bool,
    /// The cache folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
    /// Use the environment in this folder, instead of `.venv`
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) environment: Option<PathBuf>,
    /// Override a setting with KEY=VALUE, or read a configuration file
    #[arg(long, global = true, value_name = "KEY=VALUE|PATH")]
    pub(crate) config: Vec<String>,
    /// Ignore every configuration file
    #[arg(long, global = true)]
    pub(crate) isolated: bool,
    /// Treat configuration warnings as errors
    #[arg(long, global = true)]
    pub(crate) strict_config: bool,
}

impl GlobalArgs {
    /// The options that stand for settings.
    pub(crate) fn given(&self) -> Vec<GivenOption> {
        let mut given = Given::default();
        given.flag("offline", self.offline, "--offline");
        given.flag("no-cache", self.no_cache, "--no-cache");
        given.path("cache-dir", self.cache_dir.as_deref(), "--cache-dir");
        given.path("environment", self.environment.as_deref(), "--environment");
        given.0
    }
}

/// Collects options that stand for settings.
#[derive(Debug, Default)]
pub(crate) struct Given(pub(crate) Vec<GivenOption>);

impl Given {
    fn flag(&mut self, key: &'static str, is_set: bool, option: &str) {
        self.text(key, is_set.then_some("true"), option);
    }

    fn path(&mut self, key: &'static str, value: Option<&Path>, option: &str) {
        self.text(key, value.map(Path::to_string_lossy).as_deref(), option);
    }

    fn text(&mut self, key: &'static str, value: Option<&str>, option: &str) {
        if let Some(value) = value {
            self.0.push(GivenOption { key, value: value.to_owned(), option: option.to_owned() });
        }
    }
}

/// When something is done that depends on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// If the output is a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
