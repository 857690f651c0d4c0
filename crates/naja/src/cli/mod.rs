//! The command line: the options that every command takes, and the table of commands.

mod groups;
mod passthrough;
mod resolving;
mod rules;
mod source;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use naja_base::escape::escape;
use naja_base::redact::redact;
use naja_config::GivenOption;

pub(crate) use groups::GroupArgs;
pub(crate) use resolving::{LockPolicyArgs, ResolveArgs};
pub(crate) use rules::RuleArgs;
pub(crate) use source::{FileArgs, SourceGiven};

use crate::commands;
use crate::printer;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// One binary for the whole life of a Python project
#[derive(Debug, Parser)]
#[command(name = "naja", version, styles = STYLES, propagate_version = false, disable_help_subcommand = false)]
#[command(
    after_help = "exit codes: 0 done, 1 findings or a check that failed, 2 the request could not be carried out"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArgs {
    /// Print errors only; twice, not even those
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "verbose")]
    pub(crate) quiet: u8,
    /// Tell more of what is done
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// When to use colors
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Change to this folder first
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// The project's folder, instead of the nearest pyproject.toml's
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Use no network, only what the cache holds
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Neither read the cache nor leave anything in it
    #[arg(short = 'n', long, global = true)]
    pub(crate) no_cache: bool,
    /// The cache folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
    /// The environment's folder, instead of `.venv`
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) environment: Option<PathBuf>,
    /// A setting as KEY=VALUE, or a configuration file
    #[arg(long, global = true, value_name = "KEY=VALUE|PATH")]
    pub(crate) config: Vec<String>,
    /// Ignore every configuration file
    #[arg(long, global = true)]
    pub(crate) isolated: bool,
    /// Take what would be a warning about the configuration for an error
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
    /// On a terminal
    Auto,
    /// In any case
    Always,
    /// In no case
    Never,
}

/// The commands, one module each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new project
    Init(commands::init::InitArgs),
    /// Add dependencies, lock and install them
    Add(commands::add::AddArgs),
    /// Remove dependencies, lock and uninstall them
    Remove(commands::remove::RemoveArgs),
    /// Resolve the dependencies into pylock.toml
    Lock(commands::lock::LockArgs),
    /// Make the environment what the lock says
    Sync(commands::sync::SyncArgs),
    /// Run a command in the environment
    Run(commands::run::RunArgs),
    /// Run the project's tests
    Test(commands::test::TestArgs),
    /// Show the locked dependencies as a tree
    Tree(commands::tree::TreeArgs),
    /// Find faults in source code, and fix them
    Lint(Box<commands::lint::LintArgs>),
    /// Sort imports, fix what can be fixed, and format
    Fix(Box<commands::fix::FixArgs>),
    /// Explain a lint rule
    Rule(commands::rule::RuleArgs),
    /// Format source code, as Black does
    Format(commands::format::FormatArgs),
    /// Make an empty environment
    Venv(commands::venv::VenvArgs),
    /// List, find and pin Python interpreters
    Python(commands::python::PythonArgs),
    /// See and clean the cache
    Cache(commands::cache::CacheArgs),
    /// Show every setting and where it comes from
    Config(commands::config::ConfigArgs),
    /// Show or set the project's version, or naja's own
    Version(commands::version::VersionArgs),
    /// Print a shell's completion script
    Completions(commands::completions::CompletionsArgs),
}

/// Reads the process's arguments. Help, the version and usage errors are printed here.
///
/// # Errors
/// The exit code where there is no command to run.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    let words = passthrough::separated(std::env::args_os().collect(), &Cli::command());
    Cli::try_parse_from(words.iter().cloned())
        .map_err(|message| printer::print_usage(&harmless(message, &words)))
}

/// `message`, or the same about words that a terminal does not act on and that hold no secrets: clap repeats what it was given.
fn harmless(message: clap::Error, words: &[OsString]) -> clap::Error {
    let shown: Vec<String> =
        words.iter().map(|word| escape(&redact(&word.to_string_lossy())).into_owned()).collect();
    if shown.iter().zip(words).all(|(shown, word)| shown.as_str() == word.as_os_str()) {
        return message;
    }
    Cli::try_parse_from(shown).err().filter(|other| other.kind() == message.kind()).unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
