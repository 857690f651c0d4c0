//! The command line: the table of commands, and the commands, one file each: its arguments, and `exec`, which carries it out.

pub(crate) mod add;
pub(crate) mod cache;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod doctor;
pub(crate) mod fix;
pub(crate) mod format;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod lock;
pub(crate) mod python;
pub(crate) mod remove;
pub(crate) mod rule;
pub(crate) mod run;
pub(crate) mod sync;
pub(crate) mod test;
pub(crate) mod tree;
pub(crate) mod venv;
pub(crate) mod version;

mod passthrough;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use naja_base::escape::escape;
use naja_base::redact::redact;

use crate::cli::{GlobalArgs, STYLES};
use crate::context::Context;
use crate::memory;
use crate::printer::{self, Printer};
use crate::report;

/// Manage Python projects: dependencies, environments, linting and formatting
#[derive(Debug, Parser)]
#[command(name = "naja", version, styles = STYLES, propagate_version = false, disable_help_subcommand = false)]
#[command(after_help = "exit codes: 0 success, 1 violations found or a check failed, 2 error")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands, one module each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a new project
    Init(init::InitArgs),
    /// Add dependencies to the project, lock them and install them
    Add(add::AddArgs),
    /// Remove dependencies from the project, lock the rest and uninstall them
    Remove(remove::RemoveArgs),
    /// Resolve the dependencies into pylock.toml
    Lock(lock::LockArgs),
    /// Update the environment to match the lock
    Sync(sync::SyncArgs),
    /// Run a command in the environment
    Run(run::RunArgs),
    /// Run the project's tests
    Test(test::TestArgs),
    /// Show the locked dependencies as a tree
    Tree(tree::TreeArgs),
    /// Check source code for violations, and fix them
    Lint(Box<lint::LintArgs>),
    /// Sort imports, apply fixes, and format
    Fix(Box<fix::FixArgs>),
    /// Explain a lint rule
    Rule(rule::RuleArgs),
    /// Format source code in Black's style
    Format(format::FormatArgs),
    /// Create an empty virtual environment
    Venv(venv::VenvArgs),
    /// List, find and pin Python interpreters
    Python(python::PythonArgs),
    /// Show the size of the cache, and clean it
    Cache(cache::CacheArgs),
    /// Check the cache and the environment, and repair what is damaged
    Doctor(doctor::DoctorArgs),
    /// Show every setting and its origin
    Config(config::ConfigArgs),
    /// Show or set the project's version, or naja's own
    Version(version::VersionArgs),
    /// Generate a shell completion script
    Completions(completions::CompletionsArgs),
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

/// Carries out what the command line asks for and says what went wrong.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let printer = Printer::new(&cli.global);
    let outcome = Context::new(cli.global, printer).and_then(|context| exec(&context, cli.command));
    let code = outcome.unwrap_or_else(|error| {
        report::failure(&printer, &error);
        ExitCode::from(2)
    });
    printer.finish(code)
}

fn exec(context: &Context, command: Command) -> anyhow::Result<ExitCode> {
    if !matches!(command, Command::Lint(_) | Command::Rule(_) | Command::Fix(_) | Command::Format(_)) {
        memory::use_huge_pages();
    }
    match command {
        Command::Init(args) => init::exec(context, &args),
        Command::Add(args) => add::exec(context, &args),
        Command::Remove(args) => remove::exec(context, &args),
        Command::Lock(args) => lock::exec(context, &args),
        Command::Sync(args) => sync::exec(context, &args),
        Command::Run(args) => run::exec(context, &args),
        Command::Test(args) => test::exec(context, &args),
        Command::Tree(args) => tree::exec(context, &args),
        Command::Lint(args) => lint::exec(context, &args),
        Command::Rule(args) => rule::exec(context, &args),
        Command::Fix(args) => fix::exec(context, &args),
        Command::Format(args) => format::exec(context, &args),
        Command::Venv(args) => venv::exec(context, &args),
        Command::Python(args) => python::exec(context, &args),
        Command::Cache(args) => cache::exec(context, &args),
        Command::Doctor(args) => doctor::exec(context, &args),
        Command::Config(args) => config::exec(context, &args),
        Command::Version(args) => version::exec(context, &args),
        Command::Completions(args) => completions::exec(context, &args, Cli::command()),
    }
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
